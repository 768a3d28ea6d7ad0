// The parts of a node's panel: proofs, members, knobs. Heights first, so that the panel fits what it shows.
#pragma once

#include <string>
#include <vector>

#include "lesson/proof.h"
#include "ui/frame.h"

namespace scale::ui {

inline constexpr float kPanelLine = 24;

struct PanelLine {
  std::string name, value;
  Colour colour;
};

float proofs_height(float width, const std::vector<lesson::Proof>& proofs);  // proof_view.cpp
void draw_proofs(Frame& frame, const Rect& area, const std::vector<lesson::Proof>& proofs);

// "Server", "Servers"
std::string member_word(const sandbox::NodeView& node, bool several);  // node_members.cpp
float members_height(const Frame& frame, const sandbox::NodeView& node, float width);
void draw_members(Frame& frame, const Rect& area, const sandbox::NodeView& node);

// The commands that change this node.
std::vector<const model::CommandInfo*> knobs_of(const Frame& frame,
                                                const sandbox::NodeView& node);  // node_knobs.cpp
// The first node of the run whose panel has this knob; null where none has.
const sandbox::NodeView* node_with_knob(const Frame& frame, const model::CommandInfo& row);
float knobs_height(const std::vector<const model::CommandInfo*>& knobs);
void draw_knobs(Frame& frame, const Rect& area, const std::vector<const model::CommandInfo*>& knobs);
// The next count up or down: one by one to ten, then by about a tenth.
double stepped(const model::CommandInfo& row, double value, int direction);

}  // namespace scale::ui
