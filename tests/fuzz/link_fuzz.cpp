// Any bytes as a link. An even first byte: as text, as a stranger would send it. An odd one: as what the text
// encodes, with the check sum it needs, so that the decoder behind the sum is reached.
#include <vector>

#include "fuzz/fuzz_input.h"
#include "sandbox/link.h"

namespace {

constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

std::string with_sum(const std::uint8_t* data, std::size_t size) {
  std::vector<std::uint8_t> bytes(data, data + size);
  std::uint32_t sum = 2166136261u;
  for (const std::uint8_t byte : bytes) sum = (sum ^ byte) * 16777619u;
  for (int i = 0; i < 4; ++i) bytes.push_back(static_cast<std::uint8_t>(sum >> (8 * i)));
  std::string text = scale::sandbox::to_link({}).substr(0, 3);  // the version's prefix
  std::uint32_t buffer = 0;
  int bits = 0;
  for (const std::uint8_t byte : bytes) {
    buffer = (buffer << 8) | byte;
    for (bits += 8; bits >= 6; bits -= 6) text += kAlphabet[(buffer >> (bits - 6)) & 63];
  }
  if (bits > 0) text += kAlphabet[(buffer << (6 - bits)) & 63];
  return text;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace scale;
  if (size == 0) return 0;
  const bool inside = data[0] % 2 == 1;
  const std::string text =
      inside ? with_sum(data + 1, size - 1) : std::string(fuzz::text_of(data + 1, size - 1));
  const sandbox::DecodedLink decoded = sandbox::from_link(text);
  if (!decoded.record) {
    fuzz::must_be_a_sentence(decoded.problem);
    return 0;
  }
  fuzz::must(decoded.record->commands.size() <= sandbox::kMostCommands, "as many commands as are allowed");
  double before_s = 0;
  for (const model::Command& command : decoded.record->commands) {
    fuzz::must(!model::check(command), "every command is allowed");
    fuzz::must(command.time_s >= before_s, "in the order of their times");
    before_s = command.time_s;
  }
  const sandbox::DecodedLink again = sandbox::from_link(sandbox::to_link(*decoded.record));
  fuzz::must(again.record.has_value() && *again.record == *decoded.record,
             "written and read it is the same run");
  return 0;
}
