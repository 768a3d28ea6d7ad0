// The program as a page sees it: JSON out. Pure functions, so that they are tested without a browser;
// platform_web.cpp exports them. Seconds, bytes, shares 0..1; hashes and seeds as 16 hex digits.
#pragma once

#include <string>
#include <vector>

#include "app/parameters.h"
#include "app/program.h"
#include "lesson/play.h"
#include "model/command.h"
#include "sandbox/snapshot.h"

namespace scale::app {

// The figures of a run, what is set (each table row's present value by its id), its nodes and regions, and
// `summary`, the sentence that a screen reader hears. An outline is without the nodes: hundreds of servers
// are most of the text, and whoever asks each second seldom wants them.
enum class Detail : std::uint8_t { outline, whole };
std::string snapshot_json(const sandbox::Snapshot& snapshot, Detail detail = Detail::whole);

// The lesson as it stands: name, title, story, goals with their figures, the open question with its choices,
// what has been noticed, stars; "null" in free play.
std::string lesson_json(const lesson::Play* play);

// Where the canvas's controls stand: [{"id":"cdn","label":"CDN","x":..,"y":..,"width":..,"height":..}].
std::string controls_json(const std::vector<Control>& controls);

// The command table, from which the page makes its form: id, kind, group, low, high, initial, choices,
// label, gain, price, stage, available.
std::string table_json();

// [{"field":"users","message":"users must be ..."}]
std::string errors_json(const std::vector<ParameterError>& errors);

// "Slow pages 54 %, without the last change 61. Web servers 91 % busy." Nothing yet: "Starting."
std::string summary(const sandbox::Snapshot& snapshot);

}  // namespace scale::app
