#include "lesson/findings.h"

#include <algorithm>

namespace scale::lesson {
namespace {

constexpr double kSmallUsers[] = {1, 100, 1e3, 1e4, 3e4, 1e5, 3e5, 1e6, 3e6, 1e7};

sandbox::BreakingSettings settings_of(const Findings& f, const model::Architecture& architecture) {
  sandbox::BreakingSettings settings = sandbox::settings_from(f.from_users);
  settings.architecture = architecture;
  settings.catalog = f.catalog;
  settings.seed = f.seed;
  settings.line = f.line;
  return settings;
}

bool same_but_for_users(const model::Architecture& a, const model::Architecture& b) {
  for (const model::CommandInfo& row : model::command_table())
    if (row.get != nullptr && row.id != "users" && row.get(a) != row.get(b)) return false;
  return true;
}

void begin(Curve& curve, const sandbox::BreakingSettings& settings) {
  curve.search = sandbox::make_breaking_point(settings);
}

std::uint64_t go_on(Curve& curve, std::uint64_t most_events) {
  const std::uint64_t used = sandbox::step(curve.search, most_events);
  if (curve.search.done) curve.whole = curve.search;
  return used;
}

// The hovered tool's first, then in order.
Curve* next_curve(Findings& f, std::string_view hovered) {
  Curve* next = nullptr;
  for (Curve& curve : f.with) {
    if (curve.search.done) continue;
    if (model::info(curve.with.id).id == hovered) return &curve;
    if (next == nullptr) next = &curve;
  }
  return next;
}

}  // namespace

void look_at(Findings& f, const model::Architecture& architecture, const model::Catalog& catalog,
             std::uint64_t seed, const sandbox::BreakingLine& line,
             const std::vector<std::string>& on_offer) {
  const double fewest = sandbox::fewest_users(architecture.users);
  const bool lower = !f.begun || fewest < f.from_users;
  const bool same = !lower && same_but_for_users(f.architecture, architecture);
  if (!same || f.architecture.users != architecture.users) f.next_step.reset();
  f.architecture = architecture;
  if (same) return;
  f.catalog = catalog;
  f.seed = seed;
  f.line = line;
  if (lower) f.from_users = fewest;
  f.begun = true;
  begin(f.as_it_is, settings_of(f, architecture));
  f.with.clear();
  for (const sandbox::Alternative& other : sandbox::alternatives(architecture)) {
    const std::string_view id = model::info(other.with.id).id;
    if (!on_offer.empty() && std::find(on_offer.begin(), on_offer.end(), id) == on_offer.end()) continue;
    f.with.push_back({.with = other.with, .search = {}, .whole = {}});
    begin(f.with.back(), settings_of(f, other.architecture));
  }
}

std::uint64_t step(Findings& f, const Question& wanted, std::uint64_t most_events) {
  if (!f.begun) return 0;
  if (!f.as_it_is.search.done) return go_on(f.as_it_is, most_events);
  Curve* next = wanted.other_curves ? next_curve(f, wanted.hovered) : nullptr;
  if (next != nullptr && model::info(next->with.id).id == wanted.hovered) return go_on(*next, most_events);
  if (wanted.next_step) {
    if (!f.next_step) f.next_step = make_next_step(f.architecture, f.catalog, f.seed);
    if (!f.next_step->done) return step(*f.next_step, most_events);
  }
  if (wanted.small) {
    if (!f.small)
      f.small = make_staying_small({std::begin(kSmallUsers), std::end(kSmallUsers)}, f.catalog, f.seed);
    if (!f.small->done) return step(*f.small, most_events);
  }
  return next != nullptr ? go_on(*next, most_events) : 0;
}

const Curve* curve_with(const Findings& f, std::string_view tool) {
  for (const Curve& curve : f.with)
    if (model::info(curve.with.id).id == tool) return &curve;
  return nullptr;
}

const sandbox::BreakingPoint* shown(const Curve& curve) {
  return curve.whole ? &*curve.whole : nullptr;
}

bool up_to_date(const Curve& curve) {
  return curve.search.done;
}

}  // namespace scale::lesson
