// A picture of the program without a person: the same on every machine, since its clock is its own.
#include "app/desktop_picture.h"

#include <imgui.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <string>
#include <vector>

#include "app/png.h"
#include "render/gl.h"

namespace scale::app {
namespace {

void say(const std::string& sentence) {
  std::fprintf(stderr, "%s\n", sentence.c_str());
}

double percentile(std::vector<double> values, double share) {
  std::sort(values.begin(), values.end());
  return values[static_cast<std::size_t>(share * static_cast<double>(values.size() - 1))];
}

// "cdn", "users=2e6": as a person would have done it.
bool press(Program& program, const std::string& what) {
  const std::size_t equals = what.find('=');
  const std::string value = equals == std::string::npos ? "" : what.substr(equals + 1);
  const auto error = command(program, what.substr(0, equals), value);
  if (error) say(error->message + ".");
  return !error;
}

}  // namespace

bool write_picture(const std::string& path, const Surface& surface) {
  const auto pixels =
      static_cast<std::size_t>(surface.width_px) * static_cast<std::size_t>(surface.height_px);
  std::vector<std::uint8_t> rgba(pixels * 4);
  glReadPixels(0, 0, surface.width_px, surface.height_px, GL_RGBA, GL_UNSIGNED_BYTE, rgba.data());
  const std::vector<std::uint8_t> png = png_of(rgba, surface.width_px, surface.height_px);
  std::FILE* file = std::fopen(path.c_str(), "wb");
  if (file == nullptr) return false;
  const bool whole = std::fwrite(png.data(), 1, png.size(), file) == png.size();
  return std::fclose(file) == 0 && whole;
}

int take_picture(Program& program, const Surface& surface, const DesktopOptions& options) {
  unsigned buffer = 0, image = 0;  // a hidden window's own pixels may not exist
  glGenFramebuffers(1, &buffer);
  glGenRenderbuffers(1, &image);
  glBindRenderbuffer(GL_RENDERBUFFER, image);
  glRenderbufferStorage(GL_RENDERBUFFER, GL_RGBA8, surface.width_px, surface.height_px);
  glBindFramebuffer(GL_FRAMEBUFFER, buffer);
  glFramebufferRenderbuffer(GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_RENDERBUFFER, image);
  const Preferences preferences{true, options.reduced_motion, options.coarse_pointer};
  for (double now = 0; now < 0.2; now += 1.0 / 60) frame(program, surface, preferences, now);
  if (!options.then.empty() && !press(program, options.then)) return 2;
  std::vector<double> ui_ms, submit_ms;
  for (double now = 0.2; now <= options.settle_s; now += 1.0 / 60) {
    frame(program, surface, preferences, now);
    const FrameTimes times = times_of_last_frame(program);
    ui_ms.push_back(times.ui_s * 1e3);
    submit_ms.push_back(times.submit_s * 1e3);
  }
  if (options.times && !ui_ms.empty()) {
    const FrameTimes last = times_of_last_frame(program);
    std::printf("ui %.2f ms (p95 %.2f), submit %.2f ms (p95 %.2f), %zu grains, %zu streaks, %zu frames\n",
                percentile(ui_ms, 0.5), percentile(ui_ms, 0.95), percentile(submit_ms, 0.5),
                percentile(submit_ms, 0.95), last.grains, last.streaks, ui_ms.size());
  }
  if (write_picture(options.screenshot, surface)) return 0;
  say("The picture could not be written to " + options.screenshot + ".");
  return 1;
}

}  // namespace scale::app
