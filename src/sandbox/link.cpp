#include "sandbox/link.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>

#include "model/words.h"

namespace scale::sandbox {
namespace {

constexpr std::string_view kPrefix = "r2.";
constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
constexpr double kLargestWhole = 1'099'511'627'776;  // 2^40

using Bytes = std::vector<std::uint8_t>;

std::uint32_t checksum(const Bytes& bytes, std::size_t count) {
  std::uint32_t hash = 2166136261u;
  for (std::size_t i = 0; i < count; ++i) hash = (hash ^ bytes[i]) * 16777619u;
  return hash;
}

void put(Bytes& bytes, std::uint64_t number) {
  for (; number >= 128; number >>= 7) bytes.push_back(static_cast<std::uint8_t>(number | 128));
  bytes.push_back(static_cast<std::uint8_t>(number));
}

void put_fixed(Bytes& bytes, std::uint64_t number, int count) {
  for (int i = 0; i < count; ++i) bytes.push_back(static_cast<std::uint8_t>(number >> (8 * i)));
}

void put_value(Bytes& bytes, double value) {
  if (std::floor(value) == value && std::abs(value) < kLargestWhole) {
    const auto whole = static_cast<std::int64_t>(value);
    const std::uint64_t zigzag =
        (static_cast<std::uint64_t>(whole) << 1) ^ static_cast<std::uint64_t>(whole >> 63);
    put(bytes, 1 + 2 * zigzag);
    return;
  }
  put(bytes, 0);
  put_fixed(bytes, std::bit_cast<std::uint64_t>(value), 8);
}

void put_name(Bytes& bytes, std::string_view name) {
  put(bytes, name.size());
  for (const char c : name) bytes.push_back(static_cast<std::uint8_t>(c));
}

// Reads with suspicion: after the first thing that is not there, everything is zero and `good` is false.
struct Reader {
  const Bytes& bytes;
  std::size_t end;
  std::size_t at = 0;
  bool good = true;

  std::uint8_t byte() {
    if (at >= end) {
      good = false;
      return 0;
    }
    return bytes[at++];
  }
  std::uint64_t number() {
    std::uint64_t value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      const std::uint8_t next = byte();
      value |= static_cast<std::uint64_t>(next & 127) << shift;
      if (next < 128) return good ? value : 0;
    }
    good = false;
    return 0;
  }
  std::string name() {
    const std::uint64_t length = number();
    std::string text;
    if (length > kLongestName) good = false;
    for (std::uint64_t i = 0; good && i < length; ++i) text += static_cast<char>(byte());
    return text;
  }
  double value() {
    const std::uint64_t code = number();
    if (code != 0) {
      const std::uint64_t zigzag = (code - 1) / 2;
      return static_cast<double>(static_cast<std::int64_t>(zigzag >> 1) ^
                                 -static_cast<std::int64_t>(zigzag & 1));
    }
    std::uint64_t bits = 0;
    for (int i = 0; i < 8; ++i) bits |= static_cast<std::uint64_t>(byte()) << (8 * i);
    return std::bit_cast<double>(bits);
  }
};

std::string encode(const Bytes& bytes) {
  std::string text(kPrefix);
  std::uint32_t buffer = 0;
  int bits = 0;
  for (const std::uint8_t byte : bytes) {
    buffer = (buffer << 8) | byte;
    for (bits += 8; bits >= 6; bits -= 6) text += kAlphabet[(buffer >> (bits - 6)) & 63];
  }
  if (bits > 0) text += kAlphabet[(buffer << (6 - bits)) & 63];
  return text;
}

std::optional<Bytes> decode(std::string_view text) {
  Bytes bytes;
  std::uint32_t buffer = 0;
  int bits = 0;
  for (const char c : text) {
    const std::size_t six = kAlphabet.find(c);
    if (six == std::string_view::npos) return std::nullopt;
    buffer = (buffer << 6) | static_cast<std::uint32_t>(six);
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      bytes.push_back(static_cast<std::uint8_t>(buffer >> bits));
    }
  }
  return bytes;
}

DecodedLink refuse(std::string sentence) {
  return {std::nullopt, std::move(sentence)};
}

bool is_lesson_name(std::string_view name) {
  return std::all_of(name.begin(), name.end(),
                     [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; });
}

std::uint64_t ticks_of(double time_s) {
  return static_cast<std::uint64_t>(time_s * kTicksPerSecond);
}

constexpr std::uint64_t kMostTicks = static_cast<std::uint64_t>(kLongestRun_s * kTicksPerSecond);

// Of a constant that is not in this catalog, or out of its range: a sentence.
std::string read_overrides(Reader& reader, RunRecord& record) {
  const std::uint64_t count = reader.number();
  if (count > kMostOverrides) reader.good = false;
  for (std::uint64_t i = 0; reader.good && i < count; ++i) {
    model::CatalogOverride one;
    one.name = reader.name();
    one.value = reader.value();
    if (!reader.good) break;
    const model::CatalogRow* row = model::find_row(one.name);
    if (row == nullptr || !(one.value >= row->low && one.value <= row->high))
      return "This link changes a constant that is not known here, or out of its range; the run starts "
             "afresh.";
    record.catalog.push_back(std::move(one));
  }
  return {};
}

}  // namespace

double next_tick_s(double time_s) {
  return std::ceil(time_s * kTicksPerSecond) / kTicksPerSecond;
}

double last_tick_s(double time_s) {
  return std::floor(time_s * kTicksPerSecond) / kTicksPerSecond;
}

std::string to_link(const RunRecord& record) {
  Bytes bytes;
  put(bytes, kModelVersion);
  put(bytes, record.seed);
  put(bytes, record.packet);
  put(bytes, ticks_of(record.end_s));
  put_name(bytes, record.lesson);
  put(bytes, record.catalog.size());
  for (const model::CatalogOverride& one : record.catalog) {
    put_name(bytes, one.name);
    put_value(bytes, one.value);
  }
  put(bytes, record.commands.size());
  std::uint64_t before = 0;
  for (const model::Command& command : record.commands) {
    const std::uint64_t ticks = ticks_of(command.time_s);
    put(bytes, ticks - before);
    before = ticks;
    put(bytes, command.id);
    put_value(bytes, command.value);
  }
  put_fixed(bytes, checksum(bytes, bytes.size()), 4);
  return encode(bytes);
}

std::string why_no_link(const RunRecord& record) {
  const auto beyond = [](const std::string& has, std::string_view verb, double most, std::string_view unit) {
    return "This run has no link: " + has + ", and a link " + std::string(verb) + " at most " +
           model::number_text(most) + std::string(unit) + ".";
  };
  const auto count = [](std::size_t of) { return model::number_text(static_cast<double>(of)); };
  if (record.catalog.size() > kMostOverrides)
    return beyond("it changes " + count(record.catalog.size()) + " constants", "holds", kMostOverrides, "");
  if (record.commands.size() > kMostCommands)
    return beyond("it has " + count(record.commands.size()) + " commands", "holds", kMostCommands, "");
  double last_s = record.end_s;
  for (const model::Command& command : record.commands) last_s = std::max(last_s, command.time_s);
  if (last_s > kLongestRun_s)
    return beyond("it goes on to " + model::number_text(last_s) + " s", "goes on to", kLongestRun_s, " s");
  if (!is_lesson_name(record.lesson) || record.lesson.size() > kLongestName)
    return "This run has no link: its lesson's name must be at most " + count(kLongestName) +
           " small letters, digits and hyphens, not " + record.lesson + ".";
  const std::size_t characters = to_link(record).size();
  if (characters > kLongestLink)
    return beyond("it would have " + count(characters) + " characters", "has", kLongestLink, "");
  return {};
}

DecodedLink from_link(std::string_view text) {
  constexpr const char* kDamaged = "This link is damaged.";
  if (text.size() > kLongestLink) return refuse("This link is longer than 16384 characters.");
  if (text.size() > 3 && text[0] == 'r' && text[2] == '.' && text[1] != kPrefix[1] && text[1] >= '1' &&
      text[1] <= '9')
    return refuse("This link is of another version of the sandbox.");
  if (text.substr(0, kPrefix.size()) != kPrefix) return refuse(kDamaged);
  const std::optional<Bytes> bytes = decode(text.substr(kPrefix.size()));
  if (!bytes || bytes->size() < 8) return refuse(kDamaged);
  Reader reader{*bytes, bytes->size() - 4};
  const std::uint32_t expected = checksum(*bytes, reader.end);
  std::uint32_t stored = 0;
  for (int i = 0; i < 4; ++i) stored |= static_cast<std::uint32_t>((*bytes)[reader.end + i]) << (8 * i);
  if (stored != expected) return refuse(kDamaged);

  const std::uint64_t version = reader.number();
  if (version != kModelVersion)
    return refuse("This link was made with model version " + std::to_string(version) + ", this is version " +
                  std::to_string(kModelVersion) + ".");
  RunRecord record;
  record.seed = reader.number();
  const std::uint64_t packet = reader.number();
  if (packet > model::kLargestPacket || !model::is_packet(static_cast<std::uint32_t>(packet)))
    return refuse("This link's packets hold " + std::to_string(packet) +
                  " requests; it must be a power of two up to 32768.");
  record.packet = static_cast<std::uint32_t>(packet);
  const std::uint64_t end = reader.number();
  record.lesson = reader.name();
  if (end > kMostTicks || !is_lesson_name(record.lesson)) return refuse(kDamaged);
  record.end_s = static_cast<double>(end) / kTicksPerSecond;
  if (std::string wrong = read_overrides(reader, record); !wrong.empty()) return refuse(std::move(wrong));
  const std::uint64_t count = reader.number();
  if (!reader.good || count > kMostCommands) return refuse(kDamaged);
  std::uint64_t ticks = 0;
  for (std::uint64_t i = 0; i < count; ++i) {
    const std::uint64_t later = reader.number();
    if (later > kMostTicks) return refuse(kDamaged);
    ticks += later;
    model::Command command;
    command.time_s = static_cast<double>(ticks) / kTicksPerSecond;
    const std::uint64_t row = reader.number();
    command.value = reader.value();
    if (!reader.good || command.time_s > kLongestRun_s || row >= model::command_table().size())
      return refuse(kDamaged);
    command.id = static_cast<model::CommandId>(row);
    if (const auto error = model::check(command))
      return refuse("This link asks for what cannot be: " + error->message + ".");
    record.commands.push_back(command);
  }
  if (!reader.good || reader.at != reader.end) return refuse(kDamaged);
  return {std::move(record), ""};
}

std::string_view link_in(std::string_view text) {
  for (std::size_t at = text.find('r'); at != std::string_view::npos; at = text.find('r', at + 1)) {
    const char before = at == 0 ? '#' : text[at - 1];
    const bool version =
        at + 2 < text.size() && text[at + 1] >= '1' && text[at + 1] <= '9' && text[at + 2] == '.';
    if (version && (before == '#' || before == '='))
      return text.substr(at, text.find_first_of("& \t\r\n", at) - at);
  }
  return {};
}

DecodedLink from_pasted(std::string_view text) {
  const std::string_view found = link_in(text);
  return from_link(found.empty() ? text : found);
}

}  // namespace scale::sandbox
