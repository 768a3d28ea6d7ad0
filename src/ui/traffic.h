// Slow-motion replays of sampled page views, and the streaks of flows that are too short or too dense to
// follow.
#pragma once

#include "ui/picture.h"

namespace scale::ui {

// Takes in the replays that came with this snapshot. A life takes 0.8 to 3 s on the screen, each lane and
// wait its true share, but no lane less than kShortestLane: the eye must be able to follow.
void take_replays(Frame& frame);
inline constexpr float kShortestLane_s = 0.11f;

// Adds to the scene what flows in the lanes, which pass beneath the boxes; `paths` is the scene's index of
// each lane's path. Returns the grains that stand at the boxes or in them, to be drawn over them.
std::vector<render::Grain> draw_traffic(Frame& frame, const Picture& picture,
                                        const std::vector<float>& paths);

// Instead of what happens now: the kept page views that took at least this long, or the slowest of them, over
// and over until the album stops playing.
void play_again(Frame& frame, float from_s);
void play_slowest(Frame& frame, float share);

const Ink& ink_of(const Theme& theme, sandbox::Outcome outcome);

}  // namespace scale::ui
