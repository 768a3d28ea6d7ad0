// A run as a link: model version, seed, packet size, lesson, constants that differ, and the commands with
// their times, in the fragment of an address. Whoever opens it gets the same run to the same bits, without
// the lesson's file too.
//
// Text: "r2." and base64url (RFC 4648) of
//   version, seed, packet, the tick up to which it was seen, the lesson's name, number of constants, then for
//   each: its name and value; number of commands, then for each: ticks since the one before, its row of the
//   command table, its value; then 4 bytes FNV-1a of all before. Integers have 7 bits a byte, the low ones
//   first. A name is its length and its letters. A value is 1 + twice its zigzag code if it is a whole number
//   below 2^40, else 0 and its 8 bytes.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/command.h"
#include "model/scenario.h"

namespace scale::sandbox {

// Grows when the same commands would give another run. A link of another version says so.
inline constexpr std::uint32_t kModelVersion = 3;

// Commands take effect at whole ticks, so that a link can say exactly when.
inline constexpr double kTicksPerSecond = 1024;
double next_tick_s(double time_s);
double last_tick_s(double time_s);

struct RunRecord {
  std::uint64_t seed = 1;
  std::uint32_t packet = 0;
  double end_s = 0;         // how far it was seen, a whole tick
  std::string lesson = {};  // of which it is a run: small letters, digits, '-'; empty: free play
  std::vector<model::CatalogOverride> catalog = {};
  std::vector<model::Command> commands = {};  // in the order of their times, whole ticks

  friend bool operator==(const RunRecord&, const RunRecord&) = default;
};

inline constexpr std::size_t kLongestLink = 16'384;
inline constexpr std::size_t kMostCommands = 4'096;
inline constexpr std::size_t kMostOverrides = 64, kLongestName = 40;
inline constexpr double kLongestRun_s = 86'400 * 7;

// Why this run has no link, in one sentence that names the limit; empty: it has one, which from_link() reads.
std::string why_no_link(const RunRecord& record);
// Of a run that has one.
std::string to_link(const RunRecord& record);

struct DecodedLink {
  std::optional<RunRecord> record;
  std::string problem;  // one sentence, when there is no record
};
DecodedLink from_link(std::string_view text);
// The link, of any version, in "r2.AQ...", "https://.../#r2.AQ..." or "?run=r2.AQ...&theme=dark"; empty if
// there is none.
std::string_view link_in(std::string_view text);
// Of whatever it was pasted with; text without a link is refused as from_link() refuses it.
DecodedLink from_pasted(std::string_view text);

}  // namespace scale::sandbox
