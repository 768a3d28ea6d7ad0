// The desktop's lessons: files beside the program, or where it was built; progress in the config folder.
#include <SDL.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <vector>

#include "app/desktop_memory.h"
#include "app/platform.h"

namespace scale::app {
namespace {

namespace fs = std::filesystem;

constexpr std::uintmax_t kLargestLesson = 1'000'000;

std::optional<std::string> read(const fs::path& path, std::uintmax_t most) {
  std::error_code error;
  const std::uintmax_t size = fs::file_size(path, error);
  if (error || size > most) return std::nullopt;
  std::ifstream file(path, std::ios::binary);
  std::stringstream text;
  text << file.rdbuf();
  if (!file) return std::nullopt;
  return text.str();
}

std::vector<fs::path> lesson_folders() {
  std::vector<fs::path> folders;
  if (char* base = SDL_GetBasePath()) {
    const std::string_view text = base;  // UTF-8, also where paths are not
    const fs::path here(std::u8string(text.begin(), text.end()));
    folders.push_back(here / "lessons");
    folders.push_back(here / ".." / "share" / "scale-sandbox" / "lessons");
    SDL_free(base);
  }
  folders.emplace_back(SCALE_LESSONS);
  return folders;
}

}  // namespace

std::optional<std::string> ask_for_lesson(std::string_view name) {
  for (const fs::path& folder : lesson_folders())
    if (auto text = read(folder / (std::string(name) + ".json"), kLargestLesson)) return text;
  return std::string();
}

void keep_text(std::string_view text) {
  write_config(kProgressName, text);
}

}  // namespace scale::app
