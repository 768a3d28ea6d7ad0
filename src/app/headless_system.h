// What the headless command asks of the operating system: processes side by side, progress for a person at a
// terminal, files that are whole or not there. POSIX; elsewhere jobs run one after another.
#pragma once

#include <cstddef>
#include <functional>
#include <string>

namespace scale::app {

// "42 of 60 points, about 12 s left" on stderr: only on a terminal, and only once 2 s have passed.
class Progress {
 public:
  Progress(std::string unit, std::size_t all);
  ~Progress();  // leaves an empty line
  void show(double done);

 private:
  std::string unit_;
  double all_, began_s_, shown_s_ = 0;
  bool terminal_, visible_ = false;
};

// Runs job(0) ... job(count - 1), each in a process of its own, at most `processes` at a time (0: one a
// core). done(i, text, well) is called here, in the order in which they end, with what the job returned;
// `well` is false where its process died. Stops early when done() returns false.
using Job = std::function<std::string(std::size_t)>;
using Done = std::function<bool(std::size_t, const std::string&, bool well)>;
void run_in_processes(std::size_t count, int processes, const Job& job, const Done& done);

// A sentence about what failed, else empty. Both reach the disk before they return.
std::string append_to_file(const std::string& path, const std::string& text);
std::string replace_file(const std::string& path, const std::string& text);

// Writes what is left of stdout; a sentence if it cannot be written, as on a full disk.
std::string finish_output();

std::string program_folder();  // where this program lies; empty if nobody knows

}  // namespace scale::app
