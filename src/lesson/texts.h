// All words of the lesson, by id, apart from the code that puts figures into them; those of stages,
// challenges and cases are in their JSON files. A translation is another table of the same ids. {0}, {1} ...
// are figures.
#pragma once

#include <cstdint>
#include <string_view>

#include "model/plan.h"

namespace scale::lesson {

enum class Text : std::uint8_t {
  starting,
  rare,
  calm,
  slow_by_distance,
  slow_by_queues,
  slow_by_files,
  slow_by_own_link,
  failing,
  failing_without_reason,

  fell,
  rose,
  by_mechanism,
  by_demand,
  by_logins,
  by_another_part,
  by_a_reason,
  by_pages_answered,
  by_chance,
  by_unknown,
  may_be_chance,
  full_in_both,
  room_in_both,
  same,
  little_changed,
  little_changed_failing,
  too_early,

  crash_unnoticed,
  crash_logged_out,
  crash_survived,
  crash_of_the_only_one,
  store_down,
  store_back,
  deploy_logged_out,
  deploy_survived,
  purged,
  edges_refilled,
  file_changed,
  spike_carried,
  spike_too_much,
  jobs_inside,
  queue_waits,
  worker_crashed,
  broker_away_wait,
  broker_away_drop,
  broker_back,
  broker_back_and_empty,
  mails_inside,
  mails_queued,
  mails_worked_off,
  incident_felt,
  incident_felt_as_failing,
  incident_felt_as_slow,
  incident_beside_failures,
  incident_beside_slow_pages,
  incident_passed,
  incident_unfelt,

  is_down,
  next_to_break,
  at_its_limit,
  nothing_near,

  busy_by_little,
  busy_link,
  busy_disk,
  more_help,
  limit_is_distance,
  limit_is_distance_before_a_node,
  limit_is_hot_member,
  limit_is_down,
  limit_has_passed,
  limit_is_unknown,
  limit_is_none,

  gains,
  unchanged,
  costs_more,
  costs_less,
  costs_same,
  breaks_at,
  never_breaks,
  breaks_already,
  breaks_without_node,
  step_gains,
  step_gains_and_saves,
  step_gains_for_nothing,
  no_step_gains,
};

std::string_view text(Text id);

// What a share of failures means: "turned away: a queue was full".
std::string_view reason_text(std::string_view reason);
// "the query cache", "sharding": a toggle of the command table, in a sentence.
std::string_view tool_text(std::string_view command);
// "web server", "primary database": one of them, in a sentence.
std::string_view kind_text(model::NodeKind kind);
std::string_view kind_text_of_many(model::NodeKind kind);

}  // namespace scale::lesson
