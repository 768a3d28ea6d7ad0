#include "app/headless_system.h"

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <thread>
#include <vector>

#if defined(__APPLE__)
#include <mach-o/dyld.h>
#endif
#if defined(_WIN32)
#include <io.h>
#else
#include <fcntl.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>
#endif

namespace scale::app {
namespace {

constexpr double kQuiet_s = 2, kBetween_s = 0.25;

double clock_s() {
  using Seconds = std::chrono::duration<double>;
  return Seconds(std::chrono::steady_clock::now().time_since_epoch()).count();
}

std::string why(const std::string& path, const char* what) {
  return path + " cannot be " + what + ": " + std::strerror(errno);
}

bool at_a_terminal() {
#if defined(_WIN32)
  return _isatty(2) != 0;
#else
  return isatty(STDERR_FILENO) != 0;
#endif
}

}  // namespace

Progress::Progress(std::string unit, std::size_t all)
    : unit_(std::move(unit)),
      all_(static_cast<double>(all)),
      began_s_(clock_s()),
      terminal_(at_a_terminal()) {}

Progress::~Progress() {
  if (visible_) std::fprintf(stderr, "\r\033[K");
}

void Progress::show(double done) {
  const double now = clock_s(), spent = now - began_s_;
  if (!terminal_ || spent < kQuiet_s || now - shown_s_ < kBetween_s) return;
  shown_s_ = now;
  visible_ = true;
  std::fprintf(stderr, "\r\033[K%.0f of %.0f %s", done, all_, unit_.c_str());
  if (done > 0) std::fprintf(stderr, ", about %.0f s left", spent / done * (all_ - done));
  std::fflush(stderr);
}

#if defined(_WIN32)

void run_in_processes(std::size_t count, int, const Job& job, const Done& done) {
  for (std::size_t i = 0; i < count; ++i)
    if (!done(i, job(i), true)) return;
}

#else

namespace {

struct Child {
  std::size_t index = 0;
  pid_t process = -1;
  int pipe = -1;
  std::string text;
};

bool write_all(int file, const std::string& text) {
  for (std::size_t at = 0; at < text.size();) {
    const ssize_t written = ::write(file, text.data() + at, text.size() - at);
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return false;
    at += static_cast<std::size_t>(written);
  }
  return true;
}

bool start(Child& child, const Job& job) {
  int ends[2];
  if (::pipe(ends) != 0) return false;
  std::fflush(stdout);
  child.process = ::fork();
  if (child.process == 0) {
    ::close(ends[0]);
    const bool well = write_all(ends[1], job(child.index));
    ::close(ends[1]);
    ::_exit(well ? 0 : 1);
  }
  ::close(ends[1]);
  child.pipe = ends[0];
  if (child.process < 0) ::close(ends[0]);
  return child.process >= 0;
}

// Waits until one of them has said all it has to say; returns its place.
std::size_t wait_for_one(std::vector<Child>& running) {
  for (;;) {
    std::vector<pollfd> pipes;
    for (const Child& child : running) pipes.push_back({child.pipe, POLLIN, 0});
    if (::poll(pipes.data(), pipes.size(), -1) < 0) continue;
    for (std::size_t i = 0; i < running.size(); ++i) {
      if (pipes[i].revents == 0) continue;
      char bytes[4096];
      const ssize_t got = ::read(running[i].pipe, bytes, sizeof bytes);
      if (got > 0) running[i].text.append(bytes, static_cast<std::size_t>(got));
      if (got == 0) return i;
    }
  }
}

}  // namespace

void run_in_processes(std::size_t count, int processes, const Job& job, const Done& done) {
  const std::size_t side_by_side =
      processes > 0 ? static_cast<std::size_t>(processes) : std::max(1u, std::thread::hardware_concurrency());
  std::vector<Child> running;
  bool go_on = true;
  for (std::size_t next = 0; (go_on && next < count) || !running.empty();) {
    if (go_on && next < count && running.size() < side_by_side) {
      Child child{next++, -1, -1, ""};
      if (start(child, job))
        running.push_back(child);
      else
        go_on = done(child.index, "", false);
      continue;
    }
    const std::size_t at = wait_for_one(running);
    const Child child = running[at];
    running.erase(running.begin() + static_cast<std::ptrdiff_t>(at));
    ::close(child.pipe);
    int status = 0;
    while (::waitpid(child.process, &status, 0) < 0 && errno == EINTR) {
    }
    if (go_on) go_on = done(child.index, child.text, WIFEXITED(status) && WEXITSTATUS(status) == 0);
  }
}

#endif

namespace {

std::string write_file(const std::string& path, const std::string& text, const char* mode) {
  std::FILE* file = std::fopen(path.c_str(), mode);
  if (file == nullptr) return why(path, "opened for writing");
  bool well = std::fwrite(text.data(), 1, text.size(), file) == text.size() && std::fflush(file) == 0;
#if !defined(_WIN32)
  // A device or a pipe cannot be synchronised (EINVAL); that is no loss.
  well = well && (::fsync(::fileno(file)) == 0 || errno == EINVAL || errno == EROFS);
#endif
  const std::string problem = well ? "" : why(path, "written");
  if (std::fclose(file) != 0 && problem.empty()) return why(path, "written");
  return problem;
}

}  // namespace

std::string append_to_file(const std::string& path, const std::string& text) {
  return write_file(path, text, "ab");
}

std::string replace_file(const std::string& path, const std::string& text) {
  const std::string beside = path + ".part";
  std::string problem = write_file(beside, text, "wb");
  std::error_code error;
  if (problem.empty()) std::filesystem::rename(beside, path, error);
  if (error) problem = path + " cannot be written: " + error.message();
  if (!problem.empty()) std::filesystem::remove(beside, error);
  return problem;
}

std::string finish_output() {
  if (std::fflush(stdout) == 0 && std::ferror(stdout) == 0) return "";
  return std::string("the output cannot be written: ") + std::strerror(errno);
}

std::string program_folder() {
#if defined(__linux__)
  std::error_code error;
  const auto path = std::filesystem::read_symlink("/proc/self/exe", error);
  return error ? "" : path.parent_path().string();
#elif defined(__APPLE__)
  char path[4096];
  std::uint32_t size = sizeof path;
  return _NSGetExecutablePath(path, &size) == 0 ? std::filesystem::path(path).parent_path().string() : "";
#else
  return "";
#endif
}

}  // namespace scale::app
