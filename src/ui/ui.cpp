#include "ui/ui.h"

#include <imgui.h>

#include <algorithm>
#include <cmath>

#include "ui/beside.h"
#include "ui/glossary.h"
#include "ui/keys.h"
#include "ui/panels.h"
#include "ui/traffic.h"

namespace scale::ui {
namespace {

void map_or_diagram(Frame& frame, const Rect& area) {
  if (frame.state.view == View::map) {
    world_map(frame, area);
  } else if (frame.state.view == View::charts) {
    charts_view(frame, area);
  } else {
    diagram(frame, area);
  }
}

// 1680 and up: lesson or summary left, tools right, charts below.
void lay_wide(Frame& frame) {
  const float w = frame.screen.width, h = frame.screen.height;
  const float left = 32, centre = 368, right = w - 344, tools_width = 312;
  const float band = std::min(h - 256, std::max(h * 0.72f, h - 256));
  const float centre_right = right - 56;
  top_bar(frame, {0, 0, w, 56});
  const float said = headline(frame, {centre, 92, centre_right - centre - 40, 100}, true);
  legend(frame, said + 16, centre_right, 101);
  const bool charts = frame.state.view == View::charts;
  map_or_diagram(frame, {centre, 214, centre_right - centre, band - (charts ? 24 : 140) - 214});
  if (!charts) anatomy_bar(frame, {centre, band - 108, centre_right - centre, 80});
  if (frame.learning.play != nullptr)
    lesson_panel(frame, {left, 92, 288, band - 104});
  else
    summary(frame, {left, 92, 288, band - 120});
  hairline(frame, 0, band, right - 24, band, frame.theme.line);
  const float y = band + 14, height = h - band - 30;
  if (frame.state.parts.users) {
    users_slider(frame, {left, y, 376, height - 36}, true);
    status_line(frame, {left, y + height - 34, 384, 36});
  }
  const float room = right - 24 - 448;
  chart(frame, {448, y, room * 0.37f, height}, 0);
  chart(frame, {448 + room * 0.41f, y, room * 0.25f, height}, 1);
  chart(frame, {448 + room * 0.70f, y, room * 0.29f, height}, 2);
  tools(frame, {right, 86, tools_width, band + 18 - 86});
  if (frame.state.parts.cost) cost(frame, {right, band + 34, tools_width, h - band - 50});
}

// About 1280: the lesson is a drawer for which the diagram makes room, three charts below.
void lay_desk(Frame& frame) {
  const float w = frame.screen.width, h = frame.screen.height;
  const bool lesson = frame.learning.play != nullptr && frame.state.lesson_open;
  const float left = lesson ? 300.0f : 24.0f, right = w - 272, tools_width = 248, centre_right = right - 24;
  const float band = h - 176;
  if (lesson) {
    lesson_panel(frame, {24, 62, 240, band - 66});
    hairline(frame, 282, 48, 282, band + 2, frame.theme.line);
  }
  top_bar(frame, {0, 0, w, 48});
  const float said = headline(frame, {left, 56, centre_right - left, 76}, true);
  legend(frame, said + 16, centre_right, 65);
  const bool charts = frame.state.view == View::charts;
  map_or_diagram(frame, {left, 142, centre_right - left, band - (charts ? 12 : 78) - 142});
  if (!charts) anatomy_bar(frame, {left, band - 72, centre_right - left, 72});
  hairline(frame, 0, band + 2, centre_right, band + 2, frame.theme.line);
  const float y = band + 12, height = h - band - 16;
  const float room = centre_right - 24;
  if (frame.state.parts.users) {
    users_slider(frame, {24, y, room * 0.27f, height - 14}, true);
    status_line(frame, {24, y + height - 13, room * 0.28f, 14});
  }
  chart(frame, {24 + room * 0.31f, y, room * 0.38f, height}, 0);
  chart(frame, {24 + room * 0.72f, y, room * 0.28f, height}, 1);
  tools(frame, {right, 62, tools_width, h - 62 - 44});
  if (frame.state.parts.cost) cost(frame, {right, h - 34, tools_width, 20});
}

void lay_tablet(Frame& frame) {
  const float w = frame.screen.width, h = frame.screen.height;
  const float left = 24, width = w - 48;
  const float charts = std::max(748.0f, h - 268), y2 = charts + (h - charts) / 2;
  top_bar(frame, {0, 0, w, 48});
  lesson_button(frame, w - 152, 24);
  headline(frame, {left, 56, width, 68}, false);
  map_or_diagram(frame, {left, 132, width, charts - 216 - 132});
  users_slider(frame, {left, charts - 196, width, 60}, false);
  tool_chips(frame, {left, charts - 126, width, 84}, 2);
  chart(frame, {left, charts - 20, width * 0.48f, y2 - charts + 14}, 0);
  chart(frame, {left + width * 0.54f, charts - 20, width * 0.46f, y2 - charts + 14}, 1);
  chart(frame, {left, y2 + 2, width * 0.48f, h - y2 - 8}, 2);
  cost(frame, {left + width * 0.54f, y2 + 2, width * 0.46f, h - y2 - 12});
}

void small_transport(Frame& frame, float x, float y, float pitch) {
  frame.wishes.pause_or_go |=
      icon_button(frame, {x, y - 16, 32, 32}, "pause", frame.run.paused ? "Go on" : "Pause",
                  frame.run.paused ? "play" : "pause", frame.theme.t1);
  frame.wishes.undo |= icon_button(frame, {x + pitch, y - 16, 32, 32}, "undo", "Undo", "undo", frame.theme.t2,
                                   frame.run.can_undo);
  if (icon_button(frame, {x + 2 * pitch, y - 16, 32, 32}, "more", "More", "menu", frame.theme.t2))
    frame.state.more = !frame.state.more;
}

// On a small screen charts stand where the key figures would, if they are asked for without them.
bool charts_alone(const Parts& parts) {
  return parts.charts && !(parts.slow || parts.response || parts.failed || parts.cost);
}

bool has_chips(const Parts& parts) {
  return parts.toggles || parts.incidents;
}

// How much of the height charts may take from the diagram; 0 where there is no room for both.
float charts_height(const Frame& frame, float top, float bottom) {
  constexpr float kMost = 170, kLeast = 110, kDiagram = 132, kBackground = 64;  // with the gap between
  const float diagram = kDiagram + (frame.run.architecture.queue ? kBackground : 0.0f);
  const float height = std::min(kMost, bottom - top - diagram);
  return height >= kLeast ? height : 0;
}

void charts_row(Frame& frame, const Rect& area) {
  hairline(frame, area.x, area.y, area.right(), area.y, frame.theme.line);
  const bool two = area.width >= 600;
  const float width = two ? area.width * 0.48f : area.width;
  chart(frame, {area.x, area.y + 8, width, area.height - 8}, 0);
  if (two) chart(frame, {area.right() - width, area.y + 8, width, area.height - 8}, 1);
}

// Diagram over charts, or they alone where there is no room; false where key figures are asked for.
bool lay_charts(Frame& frame, const Rect& area) {
  if (!charts_alone(frame.state.parts)) return false;
  const float height = charts_height(frame, area.y, area.bottom());
  if (height <= 0) {
    charts_row(frame, area);
    return true;
  }
  map_or_diagram(frame, {area.x, area.y, area.width, area.height - height - 12});
  charts_row(frame, {area.x, area.bottom() - height, area.width, height});
  return true;
}

void lay_phone(Frame& frame) {
  const float w = frame.screen.width, h = frame.screen.height;
  const float left = 16, width = w - 32;
  headline(frame, {left, 14, width, 78}, false);
  const float foot = has_chips(frame.state.parts) ? 100.0f : 56.0f;
  if (!lay_charts(frame, {left, 104, width, h - foot - 104})) {
    map_or_diagram(frame, {left, 104, width, h - 192 - 104});
    hairline(frame, left, h - 172, w - left, h - 172, frame.theme.line);
    figures(frame, {left, h - 164, width, 64}, 4);
  }
  tool_chips(frame, {left, h - 92, width, 38}, 1);
  lesson_button(frame, w - left - 143, h - 30);
  users_slider(frame, {left + 10, h - 42, width - 169, 30}, false);
  small_transport(frame, w - left - 106, h - 30, 37);
}

void lay_embed(Frame& frame) {
  const float w = frame.screen.width, h = frame.screen.height;
  const float left = 20, width = w - 40;
  headline(frame, {left, 13, width - 104, 54}, false);
  small_transport(frame, w - 116, 28, 34);
  const Parts& parts = frame.state.parts;
  const float panel = h - (has_chips(parts) || parts.users ? 60.0f : 0.0f);
  const bool numbers = parts.slow || parts.response || parts.failed || parts.cost;
  const float charts = numbers ? panel - 104 : panel;
  if (!lay_charts(frame, {left, 80, width, panel - 80}))
    map_or_diagram(frame, {left, 80, width, charts - 12 - 80});
  if (numbers) {
    hairline(frame, left, charts, w - left, charts, frame.theme.line);
    figures(frame, {left, charts + 6, width, 92}, 4);
  }
  fill_rect(frame, {0, panel, w, h - panel}, frame.theme.panel);
  const float slider = parts.users ? 200.0f : 0.0f;
  tool_chips(frame, {left, panel + 12, width - slider - 40, 36}, 1);
  if (slider > 0) users_slider(frame, {w - 20 - slider, panel + 8, slider, 48}, false);
}

void lay_small(Frame& frame) {
  const float w = frame.screen.width, h = frame.screen.height;
  const float left = 16, width = w - 32;
  headline(frame, {left, 6, width, 56}, false);
  const float foot = has_chips(frame.state.parts) ? 98.0f : 54.0f;
  if (!lay_charts(frame, {left, 72, width, h - foot - 72})) {
    map_or_diagram(frame, {left, 72, width, h - 152 - 72});
    hairline(frame, left, h - 144, w - left, h - 144, frame.theme.line);
    figures(frame, {left, h - 140, width, 46}, 3);
  }
  tool_chips(frame, {left, h - 90, width, 38}, 1);
  lesson_button(frame, w - left - 143, h - 28);
  users_slider(frame, {left + 10, h - 40, width - 169, 30}, false);
  small_transport(frame, w - left - 106, h - 28, 37);
}

// A line at the foot: what the program has to say.
void toast(Frame& frame) {
  constexpr double kSeen_s = 12;
  if (frame.now_s >= frame.state.note_since_s + kSeen_s) return;
  const std::string& words = frame.state.note;
  const Prose prose{{words, Weight::regular, frame.theme.t1}};
  const Block block{.size = 13, .line = 19};
  const float width = std::min({480.0f, frame.screen.width - 32, text_width(words, style(13, 0)) + 33});
  const float height = static_cast<float>(prose_lines(width - 32, prose, block)) * 19 + 18;
  const Rect box{(frame.screen.width - width) / 2, frame.screen.height - height - 16, width, height};
  fill_rect(frame, box, frame.theme.raise, 10);
  stroke_rect(frame, box, frame.theme.line2, 10);
  draw_prose(frame.list, box.x + 16, box.y + 9, width - 32, prose, block);
}

void overlay(Frame& frame) {
  switch (frame.state.overlay) {
    case Overlay::none:
      break;
    case Overlay::lessons:
      return lessons_sheet(frame);
    case Overlay::advisor:
      return advisor_sheet(frame);
    case Overlay::glossary:
      return glossary_sheet(frame);
    case Overlay::beside:
      return beside_sheet(frame);
  }
}

}  // namespace

const Theme& theme_of(const UiState& state) {
  const bool dark =
      state.theme == ThemeChoice::automatic ? state.system_dark : state.theme == ThemeChoice::dark;
  return dark ? dark_theme() : light_theme();
}

Form form_of(float width, float height, bool embed) {
  if (width >= 1640 && height >= 860) return Form::wide;
  if (width >= 1080 && height >= 640) return Form::desk;
  if (width >= 640 && height >= 880 && !embed) return Form::tablet;
  if (width < 560) return height >= 560 ? Form::phone : Form::small;
  return Form::embed;
}

float zoom_of(const UiState& state, float width) {
  const float large = state.presenter ? 1.4f : 1.0f;
  return large * (width >= 2400 ? 1.2f : 1.0f);
}

Wishes draw(UiState& state, const sandbox::Snapshot& run, const Canvas& canvas, render::Scene& scene,
            std::vector<model::Command>& commands, const Learning& learning) {
  Wishes wishes;
  Motion& motion = state.motion;
  ++motion.frame;
  if (!run.paused || motion.album.playing) motion.clock_s += static_cast<double>(canvas.dt_s);
  motion.moving = motion.album.playing;
  render::clear(scene);
  motion.shown_s = state.reduced_motion ? std::floor(motion.clock_s) : motion.clock_s;
  scene.time_s = static_cast<float>(std::fmod(motion.shown_s, 3600.0));

  ImGui::SetNextWindowPos({0, 0});
  ImGui::SetNextWindowSize({canvas.width, canvas.height});
  constexpr ImGuiWindowFlags kBare = ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove |
                                     ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoNav |
                                     ImGuiWindowFlags_NoBackground | ImGuiWindowFlags_NoBringToFrontOnFocus;
  ImGui::Begin("screen", nullptr, kBare);
  Frame frame{.run = run,
              .learning = learning,
              .state = state,
              .commands = commands,
              .wishes = wishes,
              .theme = theme_of(state),
              .list = *ImGui::GetWindowDrawList(),
              .scene = scene,
              .form = form_of(canvas.width, canvas.height, state.embed),
              .screen = {0, 0, canvas.width, canvas.height},
              .now_s = canvas.now_s,
              .dt_s = canvas.dt_s,
              .pixel = 1 / canvas.density};
  raise_for_question(frame);
  begin_stamps(state.stamps, canvas.density);
  frame.mouse_free = !state.coarse_pointer && !state.help && state.overlay == Overlay::none;
  take_keys(frame);
  state.controls.clear();
  motion.covers.swap(motion.covers_next);
  motion.covers_next.clear();
  motion.pointed_s = motion.pointed_next_s;
  motion.pointed_next_s = -1;
  state.hovered_tool.clear();
  take_replays(frame);
  if (state.parts.focus) {
    lay_focus(frame);
  } else
    switch (frame.form) {
      case Form::wide:
        lay_wide(frame);
        break;
      case Form::desk:
        lay_desk(frame);
        break;
      case Form::tablet:
        lay_tablet(frame);
        break;
      case Form::phone:
        lay_phone(frame);
        break;
      case Form::embed:
        lay_embed(frame);
        break;
      case Form::small:
        lay_small(frame);
        break;
    }
  if (!state.selected.empty()) node_panel(frame);
  if (state.chart_menu >= 0) chart_menu(frame);
  if (state.overlay == Overlay::none && state.lesson_raised) lesson_sheet(frame);
  overlay(frame);
  if (state.more) more_sheet(frame);
  if (state.help) help_sheet(frame);
  toast(frame);
  ImGui::End();
  if (motion.frame % 600 == 0) {  // what nobody asked for lately is forgotten
    for (auto it = motion.values.begin(); it != motion.values.end();) {
      it = it->second.frame + 300 < motion.frame ? motion.values.erase(it) : std::next(it);
    }
  }
  return wishes;
}

void set_up_imgui() {
  ImGuiIO& io = ImGui::GetIO();
  io.IniFilename = nullptr;
  io.LogFilename = nullptr;
  io.BackendFlags |= ImGuiBackendFlags_RendererHasTextures | ImGuiBackendFlags_RendererHasVtxOffset;
  ImGuiStyle& look = ImGui::GetStyle();
  look.WindowPadding = {0, 0};
  look.WindowBorderSize = 0;
  look.WindowMinSize = {1, 1};
  look.AntiAliasedLinesUseTex = false;
  look.CircleTessellationMaxError = 0.15f;
  look.CurveTessellationTol = 0.2f;
  look.Colors[ImGuiCol_NavCursor] = {0, 0, 0, 0};
  load_fonts();
}

}  // namespace scale::ui
