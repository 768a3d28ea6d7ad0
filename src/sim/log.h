// A producer's entries, applied in order at a rate after a delay: what a replica, a file copy or a permission
// change lags behind. Entries are kept in cohorts; when 8192 are pending, neighbours merge, so that ages stay
// within 1/4096 of the lag.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace scale::sim {

struct LogState {
  std::string name;
  double apply_per_s = 0;  // 0: at once after the delay
  double delay_s = 0;
  bool connected = true;
  std::uint32_t contents = 0;

  struct Cohort {
    double first_s = 0, last_s = 0;  // appended from .. to
    double entries = 0;
  };
  std::vector<Cohort> cohorts;  // a ring of a power of two, no larger than it had to be
  std::uint64_t head = 0, tail = 0;
  double worked_until_s = 0;  // the applier is done with what it could do up to here
  double pending = 0;
  double lost = 0;      // since the last report
  double appended = 0;  // ever

  void append(double now, double entries);
  // Applies what could be applied by now.
  void advance(double now);
  // What is pending never arrives.
  void lose(double now);
  // Age of the oldest entry not yet applied; 0 if none.
  double lag(double now);
  // Whether all that was appended up to then has been applied.
  bool applied_past(double now, double stamp_s);

 private:
  Cohort& at(std::uint64_t i) { return cohorts[i & (cohorts.size() - 1)]; }
  void make_room();
};

}  // namespace scale::sim
