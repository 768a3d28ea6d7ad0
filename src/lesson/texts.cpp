#include "lesson/texts.h"

#include <array>

namespace scale::lesson {
namespace {

struct Entry {
  std::string_view id, words;
};

template <std::size_t count>
std::string_view find(const std::array<Entry, count>& entries, std::string_view id) {
  for (const Entry& entry : entries)
    if (entry.id == id) return entry.words;
  return {};
}

constexpr std::array<Entry, 8> kReasons = {{
    {"refused", "turned away at a full queue"},
    {"timed out", "cut off by a time limit"},
    {"given up", "given up by users after 10 s"},
    {"server down", "sent to a server that is down"},
    {"no server", "with no server left to ask"},
    {"taken away", "under way on a machine that was removed"},
    {"breaker open", "stopped at once, to spare what is struggling"},
    {"cancelled", "cancelled because another part failed"},
}};

constexpr auto kTools = std::to_array<Entry>({
    {"cdn", "the CDN"},
    {"stateless", "stateless web servers"},
    {"regions", "more regions"},
    {"queue", "the message queue"},
    {"replicas", "read replicas"},
    {"vertical-partitioning", "the split by function"},
    {"split-columns", "the split by columns"},
    {"sharding", "sharding"},
    {"nosql", "the NoSQL store"},
    {"cache", "the query cache"},
    {"balancer", "the load balancer"},
    {"own-database", "the database on a server of its own"},
    {"pooler", "the connection pooler"},
    {"store-standby", "a standby for each session store"},
    {"denormalised", "copies for wide queries"},
    {"coalescing", "one fetch for all who wait"},
    {"site-na", "a site in North America"},
    {"site-la", "a site in Latin America"},
    {"site-eu", "a site in Europe"},
    {"site-mea", "a site in the Middle East and Africa"},
    {"site-sas", "a site in South Asia"},
    {"site-eap", "a site in East Asia and the Pacific"},
});

constexpr std::array<std::string_view, 13> kKinds = {
    "users", "edge",          "load balancer",    "web server",   "web servers' line",
    "cache", "session store", "primary database", "read replica", "shard",
    "queue", "worker",        "NoSQL store"};
constexpr std::array<std::string_view, 13> kKindsOfMany = {
    "users",  "edges",          "load balancers",   "web servers",   "web servers' lines",
    "caches", "session stores", "primary database", "read replicas", "shards",
    "queues", "workers",        "NoSQL stores"};

}  // namespace

std::string_view text(Text id) {
  switch (id) {
    case Text::starting:
      return "The first pages are on their way to {0} {1} a day.";
    case Text::rare:
      return "Pages are rare with {0} {1} a day: {2} in the last {3}, too few for a median.";
    case Text::calm:
      return "{0} people a day ask for {1} pages a second; {2} of them take over {3}.";
    case Text::slow_by_distance:
      return "{0} of pages take over {1}. In {2} the median page takes {3}, and {4} of that is distance.";
    case Text::slow_by_queues:
      return "{0} of pages take over {1}. In {2} the median page takes {3}, and {4} of that is waiting in "
             "line.";
    case Text::slow_by_files:
      return "{0} of pages take over {1}. In {2} the median page takes {3}: {4} of that goes on fetching its "
             "files.";
    case Text::slow_by_own_link:
      return "{0} of pages take over {1}. In {2} the median page takes {3}, {4} of that on the user's own "
             "line.";
    case Text::failing:
      return "{0} of pages fail, most of them {1}.";
    case Text::failing_without_reason:
      return "{0} of pages fail.";

    case Text::fell:
      return "{0} fell from {1} to {2}";
    case Text::rose:
      return "{0} rose from {1} to {2}";
    case Text::by_mechanism:
      return ": {0}.";
    case Text::by_demand:
      return ": {0} pages a second are asked for instead of {1}.";
    case Text::by_logins:
      return ": {0} people a second log in again instead of {1}, and each keeps a processor for {2}.";
    case Text::by_another_part:
      return ": {0}, {1} of a mean page instead of {2}.";
    case Text::by_a_reason:
      return ": {0}, {1} of pages instead of {2}.";
    case Text::by_pages_answered:
      return ": {0} pages a second are answered instead of {1}.";
    case Text::by_chance:
      return ", which may be chance: with and without {0} the limit is the same, {1}, {2} and {3} busy.";
    case Text::by_unknown:
      return " with {0}.";
    case Text::may_be_chance:
      return "It may be chance: with and without {0} the limit is the same, {1}, {2} and {3} busy.";
    case Text::full_in_both:
      return "With and without {0}, {1} are full, {2} and {3} busy: what it changes is not seen in this "
             "figure.";
    case Text::room_in_both:
      return "With and without {0}, what it works on has room: {1} are {2} and {3} busy.";
    case Text::same:
      return "{0} stays at {1}.";
    case Text::little_changed:
      return "{0}: hardly anything has changed so far. {1} of pages take over {2}, {3} without it.";
    case Text::little_changed_failing:
      return "{0}: hardly anything has changed so far. {1} of pages fail, {2} without it.";
    case Text::too_early:
      return "{0}: {1} {2} in the last {3}, too few to tell what it changed.";

    case Text::crash_unnoticed:
      return "{0} died {1} ago, and the balancer has yet to notice: {2} of pages fail.";
    case Text::crash_logged_out:
      return "{0} {1} lost with the server that died. Who was logged in logs in again, {2} a second: the "
             "slowest answers went from {3} to {4}.";
    case Text::crash_survived:
      return "A server died, {0} {1} failed and {2} {3} lost: the others carry on.";
    case Text::crash_of_the_only_one:
      return "The only web server is down: {0} of pages fail.";
    case Text::store_down:
      return "Without its session store no page can be made: {0} of them fail.";
    case Text::store_back:
      return "The session store is back; {0} {1} failed meanwhile, {2} {3} lost.";
    case Text::deploy_logged_out:
      return "The deploy has cost {0} {1} so far, one server's after another's.";
    case Text::deploy_survived:
      return "A deploy in mid-evening: {0} sessions lost, {1} of pages failed.";
    case Text::purged:
      return "The edges were purged: {0} of files are found there, and the origin is asked for {1} files a "
             "second.";
    case Text::edges_refilled:
      return "The edges have filled up again: {0} of files are found there.";
    case Text::file_changed:
      return "Files have changed, but edges go on with what they have until it expires: {0} of files come "
             "from "
             "there.";
    case Text::spike_carried:
      return "A popular show: {0} pages a second instead of {1}, and {2} of them fail.";
    case Text::spike_too_much:
      return "A popular show asks for {0} pages a second instead of {1}: {2} of them fail, {3} are slow.";
    case Text::jobs_inside:
      return "One page in {0} does slow work itself: the web servers finish {1} such jobs a second.";
    case Text::queue_waits:
      return "{0} {1} in the queue, the oldest for {2}; no page waits for them.";
    case Text::worker_crashed:
      return "A worker is gone: its job goes to another after {0}. {1} given again so far, {2} done twice; "
             "{3} of pages fail.";
    case Text::broker_away_wait:
      return "The broker is away: pages that bring slow work wait for it, {0} of pages fail. {1} {2} safe on "
             "its disk.";
    case Text::broker_away_drop:
      return "The broker is away: no page waits, {0} fail, and {1} {2} lost.";
    case Text::broker_back:
      return "The broker is back: {0} {1}, the oldest for {2}; {3} {4} done twice for lost receipts.";
    case Text::broker_back_and_empty:
      return "The broker is back, and all that waited has been worked off; {0} {1} done twice for lost "
             "receipts.";
    case Text::mails_inside:
      return "The web servers write the mails themselves: answers take up to {0} instead of {1}, {2} of "
             "pages "
             "fail.";
    case Text::mails_queued:
      return "{0} {1}, the oldest for {2}; pages are asked for as before: {3} fail, the slowest answers take "
             "{4}.";
    case Text::mails_worked_off:
      return "No message is left waiting; pages are asked for as before: {0} fail, the slowest answers take "
             "{1}.";
    case Text::incident_felt:
      return "{0}: failed pages went from {1} to {2}, slow ones from {3} to {4}.";
    case Text::incident_felt_as_failing:
      return "{0}: failed pages went from {1} to {2}.";
    case Text::incident_felt_as_slow:
      return "{0}: slow pages went from {1} to {2}.";
    case Text::incident_beside_failures:
      return "{0}, and the failures are not its work: {1} of pages fail with it, {2} without.";
    case Text::incident_beside_slow_pages:
      return "{0}, and the slow pages are not its work: {1} take over {2} with it, {3} without.";
    case Text::incident_passed:
      return "{0}: {1} with errors, in which {2} {3} failed, have passed; {4} fail now.";
    case Text::incident_unfelt:
      return "{0}, and hardly a page shows it: {1} fail.";

    case Text::is_down:
      return "{0} is down.";
    case Text::next_to_break:
      return "{0} is next to break, {1} busy.";
    case Text::at_its_limit:
      return "{0} is at its limit, {1} busy.";
    case Text::nothing_near:
      return "Nothing is near its limit; {0} is the busiest, {1}.";

    case Text::busy_by_little:
      return "{0}: {1} requests a second, {2} of work each, keep {3} of {4} cores busy, {5}. By Little's law "
             "{6} "
             "wait at a time, {7} each; Erlang's formula gives {8} at this load.";
    case Text::busy_link:
      return "{0}: {1} flow through lines that are {2} full; a file waits {3} for its turn.";
    case Text::busy_disk:
      return "{0}: its disk is {1} busy with the writes among {2} requests a second. Copies do not help: "
             "each "
             "has every write to repeat.";
    case Text::more_help:
      return "More of it helps: twice as much would be {0} busy.";
    case Text::limit_is_distance:
      return "Distance: in {0} the median page takes {1}, {2} of it on the way. The busiest machine is {3} "
             "busy, so "
             "more servers cannot help; being nearer can.";
    case Text::limit_is_distance_before_a_node:
      return "Distance: in {0} the median page takes {1}, {2} of it on the way. Being nearer shortens that; "
             "next comes {3}, {4} busy.";
    case Text::limit_is_hot_member:
      return "One {0} of {1} is {2} busy, the others {3} on average: it holds what everybody asks for. More "
             "of "
             "them would idle too.";
    case Text::limit_is_down:
      return "{0} is down: until it is back, {1} of pages fail.";
    case Text::limit_has_passed:
      return "{0} of pages failed in the last {1}; nothing is down or near its limit any more.";
    case Text::limit_is_unknown:
      return "Too few pages have been followed to say where their time goes: {0} so far.";
    case Text::limit_is_none:
      return "Nothing holds the pages up: {0} are slow, {1} fail, the busiest part is {2} busy.";

    case Text::gains:
      return "{0}: {1} instead of {2} (\xC2\xB1 {3}).";
    case Text::unchanged:
      return "{0}: unchanged, {1}.";
    case Text::costs_more:
      return "It costs {0} a month more.";
    case Text::costs_less:
      return "It saves {0} a month.";
    case Text::costs_same:
      return "The bill stays at {0} a month.";
    case Text::breaks_at:
      return "Breaks at {0} users: {1}.";
    case Text::never_breaks:
      return "Holds up to {0} users.";
    case Text::breaks_already:
      return "Too much from {0} users on: {1}.";
    case Text::breaks_without_node:
      return "too many slow pages";
    case Text::step_gains:
      return "{0}: the mean page takes {1} instead of {2}, for {3} a month more.";
    case Text::step_gains_and_saves:
      return "{0}: the mean page takes {1} instead of {2}, and that saves {3} a month.";
    case Text::step_gains_for_nothing:
      return "{0}: the mean page takes {1} instead of {2}, and the bill stays at {3} a month.";
    case Text::no_step_gains:
      return "No single step shortens the mean page of {0} by more than chance.";
  }
  return {};
}

std::string_view reason_text(std::string_view reason) {
  const std::string_view words = find(kReasons, reason);
  return words.empty() ? reason : words;
}

std::string_view tool_text(std::string_view command) {
  return find(kTools, command);
}

std::string_view kind_text(model::NodeKind kind) {
  return kKinds[static_cast<std::size_t>(kind)];
}

std::string_view kind_text_of_many(model::NodeKind kind) {
  return kKindsOfMany[static_cast<std::size_t>(kind)];
}

}  // namespace scale::lesson
