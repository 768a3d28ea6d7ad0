// The page's side of platform.h: a canvas, WebGL 2, Emscripten's loop. web/boot.js finds the sizes, hears
// pointer, wheel and visibility and calls the exports below; SDL keeps the window and the keys of a focused
// canvas. SDL's own mouse, wheel and touch handlers would take the article's scrolling: they are removed.
#include <SDL.h>
#include <emscripten/emscripten.h>
#include <emscripten/html5.h>

#include <algorithm>
#include <cfloat>
#include <cmath>
#include <cstdio>

#include "app/bridge.h"
#include "app/exchange.h"
#include "app/parameters.h"
#include "app/platform.h"
#include "app/program.h"
#include "app/sdl_keys.h"
#include "imgui.h"

// What the page does for the program. Quoted names survive the closure compiler.
// clang-format off
EM_JS(void, page_says, (const char* what, const char* text), {
  Module['onProgram'](UTF8ToString(what), UTF8ToString(text));
});
EM_JS(void, page_cursor, (int hand), {
  Module['canvas']['style']['cursor'] = hand ? 'pointer' : 'default';
});
// clang-format on

namespace scale::app {

namespace {

constexpr const char* kCanvas = "#canvas";
constexpr double kPrepareS = 0.1;  // of simulating towards the first picture, between two looks at the page
constexpr int kStillFrames = 3;    // drawn after the last movement, then the loop rests

struct Page {
  ProgramPointer program;
  Surface surface;
  Preferences preferences;
  bool visible = true, looping = true, context_lost = false;
  bool drawn = false;     // the first picture stands
  bool refused = false;   // its shaders were: there will be none
  bool hand = false;      // the cursor as last set
  double gap_s = 0;       // at least, between two pictures
  double drawn_at_s = 0;  // the last one
  int still_frames = 0;
  std::string answer;  // of the last export that returned text
};

// Exported functions have no argument to carry it: one module is one page.
Page* page = nullptr;

void set_loop(bool looping) {
  if (page->looping == looping) return;
  page->looping = looping;
  looping ? emscripten_resume_main_loop() : emscripten_pause_main_loop();
}

void wake() {
  page->still_frames = 0;
  if (page->visible && !page->context_lost && !page->refused) set_loop(true);
}

void read_keys() {
  SDL_Event event;
  while (SDL_PollEvent(&event) != 0) {
    ImGuiIO& io = ImGui::GetIO();
    if (event.type == SDL_TEXTINPUT) io.AddInputCharactersUTF8(event.text.text);
    if (event.type != SDL_KEYDOWN && event.type != SDL_KEYUP) continue;
    take_modifiers(io, event.key.keysym.mod);
    const ImGuiKey key = key_of(event.key.keysym.sym);
    if (key != ImGuiKey_None) io.AddKeyEvent(key, event.type == SDL_KEYDOWN);
  }
}

void show_cursor() {
  const bool hand = ImGui::GetMouseCursor() == ImGuiMouseCursor_Hand;
  if (hand == page->hand) return;
  page->hand = hand;
  page_cursor(hand ? 1 : 0);
}

// Else that is said, and nothing is drawn.
bool graphics_are_well() {
  const std::string wrong = check_graphics(*page->program);
  if (wrong.empty()) return true;
  std::fprintf(stderr, "%s\n", wrong.c_str());
  page_says("no-webgl", "");
  page->refused = true;
  set_loop(false);
  return false;
}

void draw() {
  if (page->refused) return;
  if (page->surface.width_px < 1 || page->surface.height_px < 1) return;
  if (!prepare(*page->program, kPrepareS)) return;
  if (!graphics_are_well()) return;
  const double now_s = emscripten_get_now() / 1000;
  page->drawn_at_s = now_s;
  read_keys();
  const bool moving = frame(*page->program, page->surface, page->preferences, now_s);
  page->surface.kept = true;
  show_cursor();
  for (const Keepsake& wanted : take_keepsakes(*page->program))
    page_says(wanted.kind.c_str(), wanted.text.c_str());
  if (!page->drawn) {
    page->drawn = true;
    page_says("drawn", "");
  }
  page->still_frames = moving ? 0 : page->still_frames + 1;
  if (page->still_frames >= kStillFrames) set_loop(false);
}

void tick(void*) {
  if (emscripten_get_now() / 1000 >= page->drawn_at_s + page->gap_s) draw();
}

EM_BOOL context_lost(int, const void*, void*) {
  page->context_lost = true;
  drop_graphics(*page->program);
  set_loop(false);
  return EM_TRUE;  // prevents the default, which would be never to restore it
}

EM_BOOL context_restored(int, const void*, void*) {
  page->context_lost = false;
  make_graphics(*page->program);
  wake();
  return EM_TRUE;
}

EM_BOOL key_pressed(int, const EmscriptenKeyboardEvent*, void*) {
  wake();
  return EM_FALSE;
}

// SDL registers these when it makes the window; the page hears them itself, as pointer events.
void remove_sdl_handlers() {
  emscripten_set_mousemove_callback(kCanvas, nullptr, false, nullptr);
  emscripten_set_mousedown_callback(kCanvas, nullptr, false, nullptr);
  emscripten_set_mouseup_callback(EMSCRIPTEN_EVENT_TARGET_DOCUMENT, nullptr, false, nullptr);
  emscripten_set_mouseenter_callback(kCanvas, nullptr, false, nullptr);
  emscripten_set_mouseleave_callback(kCanvas, nullptr, false, nullptr);
  emscripten_set_wheel_callback(kCanvas, nullptr, false, nullptr);
  emscripten_set_touchstart_callback(kCanvas, nullptr, false, nullptr);
  emscripten_set_touchend_callback(kCanvas, nullptr, false, nullptr);
  emscripten_set_touchmove_callback(kCanvas, nullptr, false, nullptr);
  emscripten_set_touchcancel_callback(kCanvas, nullptr, false, nullptr);
  emscripten_set_pointerlockchange_callback(EMSCRIPTEN_EVENT_TARGET_DOCUMENT, nullptr, false, nullptr);
  emscripten_set_fullscreenchange_callback(EMSCRIPTEN_EVENT_TARGET_DOCUMENT, nullptr, false, nullptr);
  emscripten_set_resize_callback(EMSCRIPTEN_EVENT_TARGET_WINDOW, nullptr, false, nullptr);
  emscripten_set_visibilitychange_callback(nullptr, false, nullptr);
  emscripten_set_beforeunload_callback(nullptr, nullptr);
}

bool open_window() {
  SDL_SetHint(SDL_HINT_EMSCRIPTEN_KEYBOARD_ELEMENT, kCanvas);
  if (SDL_Init(SDL_INIT_VIDEO) != 0) return false;
  int width_px = 0, height_px = 0;
  emscripten_get_canvas_element_size(kCanvas, &width_px, &height_px);
  if (SDL_CreateWindow("Scale Sandbox", 0, 0, std::max(width_px, 1), std::max(height_px, 1), 0) == nullptr) {
    return false;
  }
  remove_sdl_handlers();
  emscripten_set_keydown_callback(EMSCRIPTEN_EVENT_TARGET_WINDOW, nullptr, true, key_pressed);
  return true;
}

bool open_context() {
  EmscriptenWebGLContextAttributes wish;
  emscripten_webgl_init_context_attributes(&wish);
  wish.majorVersion = 2;
  wish.alpha = false;
  wish.depth = false;
  wish.stencil = false;
  wish.antialias = false;             // ImGui and the shaders smooth their own edges
  wish.preserveDrawingBuffer = true;  // a frame draws what has changed
  const EMSCRIPTEN_WEBGL_CONTEXT_HANDLE context = emscripten_webgl_create_context(kCanvas, &wish);
  if (context <= 0 || emscripten_webgl_make_context_current(context) != EMSCRIPTEN_RESULT_SUCCESS)
    return false;
  emscripten_set_webglcontextlost_callback(kCanvas, nullptr, false, context_lost);
  emscripten_set_webglcontextrestored_callback(kCanvas, nullptr, false, context_restored);
  return true;
}

const char* answer(std::string text) {
  page->answer = std::move(text);
  return page->answer.c_str();
}

}  // namespace

int run(ProgramPointer program) {
  if (!open_window() || !open_context()) {
    page_says("no-webgl", "");
    return 1;
  }
  page = new Page;
  page->program = std::move(program);
  make_graphics(*page->program);
  emscripten_set_main_loop_arg(tick, nullptr, 0, false);
  return 0;
}

void copy_text(std::string_view text) {
  const std::string whole(text);
  page_says("copy", whole.c_str());
}

void open_link(std::string_view address) {
  const std::string whole(address);
  page_says("open", whole.c_str());
}

bool say(std::string_view sentence) {
  const std::string whole(sentence);
  page_says("say", whole.c_str());
  return true;
}

std::optional<std::string> ask_for_lesson(std::string_view name) {
  const std::string whole(name);
  page_says("lesson", whole.c_str());
  return std::nullopt;
}

void keep_text(std::string_view text) {
  const std::string whole(text);
  page_says("keep", whole.c_str());
}

extern "C" {

EMSCRIPTEN_KEEPALIVE void scale_resize(float width, float height, int width_px, int height_px) {
  if (!(width > 0) || !(height > 0) || width_px < 1 || height_px < 1) return;
  emscripten_set_canvas_element_size(kCanvas, width_px, height_px);
  page->surface = {width, height, width_px, height_px, static_cast<float>(width_px) / width, false};
  wake();
}

EMSCRIPTEN_KEEPALIVE void scale_show(int visible) {
  page->visible = visible != 0;
  page->visible ? wake() : set_loop(false);
}

// Draws at once, whether or not the loop runs: for a picture of the canvas.
EMSCRIPTEN_KEEPALIVE void scale_draw() {
  if (!page->context_lost) draw();
}

// At least so long between two pictures, however often the browser draws: for an embed beside the played one.
EMSCRIPTEN_KEEPALIVE void scale_pace(double gap_s) {
  page->gap_s = std::clamp(gap_s, 0.0, 1.0);
}

EMSCRIPTEN_KEEPALIVE void scale_prefer(int dark, int reduced_motion, int coarse_pointer) {
  page->preferences = {dark != 0, reduced_motion != 0, coarse_pointer != 0};
  wake();
}

enum PointerKind { kPointerMove = 0, kPointerDown = 1, kPointerUp = 2, kPointerGone = 3 };

EMSCRIPTEN_KEEPALIVE void scale_pointer(int kind, float x, float y, int touch) {
  ImGuiIO& io = ImGui::GetIO();
  io.AddMouseSourceEvent(touch != 0 ? ImGuiMouseSource_TouchScreen : ImGuiMouseSource_Mouse);
  if (kind == kPointerGone) {
    io.AddMousePosEvent(-FLT_MAX, -FLT_MAX);  // first, so that the release presses nothing
  } else {
    io.AddMousePosEvent(x, y);
  }
  if (kind == kPointerDown) io.AddMouseButtonEvent(0, true);
  if (kind == kPointerUp || kind == kPointerGone) io.AddMouseButtonEvent(0, false);
  wake();
}

EMSCRIPTEN_KEEPALIVE void scale_wheel(float x, float y) {
  ImGui::GetIO().AddMouseWheelEvent(x, y);
  wake();
}

EMSCRIPTEN_KEEPALIVE void scale_zoom(float factor, float x, float y, float dx, float dy) {
  zoom(*page->program, factor, x, y, dx, dy);
  wake();
}

EMSCRIPTEN_KEEPALIVE const char* scale_csv() {
  return answer(table_of(*page->program));
}

EMSCRIPTEN_KEEPALIVE void scale_focus(const char* id) {
  focus(*page->program, id);
  wake();
}

// An empty answer: done. Else the sentence that refuses it.
EMSCRIPTEN_KEEPALIVE const char* scale_command(const char* id, const char* value) {
  const std::optional<model::CommandError> error = command(*page->program, id, value);
  wake();
  return answer(error ? error->message : std::string());
}

EMSCRIPTEN_KEEPALIVE void scale_run_to(double time_s) {
  run_to(*page->program, time_s);
  wake();
}

EMSCRIPTEN_KEEPALIVE const char* scale_snapshot() {
  return answer(snapshot_json(snapshot(*page->program)));
}

EMSCRIPTEN_KEEPALIVE const char* scale_outline() {
  return answer(snapshot_json(snapshot(*page->program), Detail::outline));
}

EMSCRIPTEN_KEEPALIVE const char* scale_controls() {
  return answer(controls_json(controls(*page->program)));
}

// The run so far as a scenario file.
EMSCRIPTEN_KEEPALIVE const char* scale_scenario() {
  return answer(scenario_file(link(*page->program)));
}

// The file of a lesson, empty where it could not be fetched. An empty answer: it is being played.
EMSCRIPTEN_KEEPALIVE const char* scale_lesson(const char* name, const char* json) {
  std::string refusal = take_lesson(*page->program, name, json);
  wake();
  return answer(std::move(refusal));
}

// Another run in place of this one: a scenario file's text or a link. An empty answer: it runs. Else the
// sentence that refuses it, and nothing has changed.
EMSCRIPTEN_KEEPALIVE const char* scale_open(const char* text) {
  const OpenedRun opened = open_run(text);
  if (!opened.parameters) return answer(opened.problem);
  if (opened.tells_a_story) return scale_lesson("own", text);
  const std::string progress = progress_text(*page->program);
  if (!page->context_lost) give_back_graphics(*page->program);
  page->program.reset();
  page->program = make_program(*opened.parameters);
  take_progress(*page->program, progress);
  if (!page->context_lost) make_graphics(*page->program);
  wake();
  return answer("");
}

// The run so far as the text of a link, without the '#'.
EMSCRIPTEN_KEEPALIVE const char* scale_link() {
  return answer(link(*page->program));
}

EMSCRIPTEN_KEEPALIVE const char* scale_play() {
  return answer(lesson_json(lesson_of(*page->program)));
}

// What was kept at an earlier visit.
EMSCRIPTEN_KEEPALIVE void scale_progress(const char* text) {
  take_progress(*page->program, text);
  wake();
}

// Another's link beside this run: a sentence about both.
EMSCRIPTEN_KEEPALIVE const char* scale_compare(const char* text) {
  std::string words = compare_with_link(*page->program, text);
  wake();
  return answer(std::move(words));
}

EMSCRIPTEN_KEEPALIVE const char* scale_table() {
  return answer(table_json());
}

// What is wrong with a link; asked by the page, which shows it as a note.
EMSCRIPTEN_KEEPALIVE const char* scale_errors(const char* query) {
  return answer(errors_json(parse_query(query).errors));
}

}  // extern "C"

}  // namespace scale::app
