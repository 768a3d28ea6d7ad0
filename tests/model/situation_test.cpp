#include "model/situation.h"

#include <gtest/gtest.h>

#include <cmath>

namespace scale::model {
namespace {

Incident incident(const char* id, double start_s, double value = 0) {
  return {*find_command(id), value, start_s};
}

TEST(Situation, CrashedServerKeepsItsShareUntilTheHealthChecksNoticeAndIsReplacedLater) {
  const Catalog& c = default_catalog();
  const Situation situation{{incident("server-crash", 100, 1)}};
  const double noticed = 100 + c.health_check_s * c.health_check_failures;

  EXPECT_TRUE(web_server_state(situation, c, 1, 2, 99.9).up);
  const ServerState dead = web_server_state(situation, c, 1, 2, 100);
  EXPECT_FALSE(dead.up);
  EXPECT_TRUE(dead.in_rotation);
  EXPECT_FALSE(web_server_state(situation, c, 1, 2, noticed).in_rotation);
  const ServerState replaced = web_server_state(situation, c, 1, 2, 100 + c.server_replacement_s);
  EXPECT_TRUE(replaced.up);
  EXPECT_TRUE(replaced.in_rotation);
  EXPECT_NE(replaced.life, web_server_state(situation, c, 1, 2, 0).life);
  EXPECT_TRUE(web_server_state(situation, c, 0, 2, 120).up) << "the other server is not touched";
}

TEST(Situation, DeployDrainsAServerBeforeItStopsIt) {
  const Catalog& c = default_catalog();
  const Situation situation{{incident("deploy", 0)}};
  const ServerState draining = web_server_state(situation, c, 0, 2, c.deploy_drain_s / 2);
  EXPECT_TRUE(draining.up);
  EXPECT_FALSE(draining.in_rotation);
  EXPECT_FALSE(web_server_state(situation, c, 0, 2, c.deploy_drain_s).up);
  EXPECT_TRUE(web_server_state(situation, c, 1, 2, c.deploy_drain_s).in_rotation) << "one after the other";
}

TEST(Situation, EveryChangeOfStateIsAnnouncedBeforeItHappens) {
  const Catalog& c = default_catalog();
  const Situation situation{
      {incident("server-crash", 10, 0), incident("deploy", 50), incident("store-restart", 400)}};
  double t = 0;
  int changes = 0;
  while (true) {
    const double next = next_change_s(situation, c, 3, t);
    if (std::isinf(next)) break;
    // Between two announced times nothing may change: look in the middle and just before the next.
    for (int server = 0; server < 3; ++server) {
      const ServerState middle = web_server_state(situation, c, server, 3, (t + next) / 2);
      const ServerState late = web_server_state(situation, c, server, 3, std::nextafter(next, 0.0));
      EXPECT_EQ(middle.up, late.up);
      EXPECT_EQ(middle.in_rotation, late.in_rotation);
      EXPECT_EQ(middle.life, late.life);
    }
    for (const bool standby : {false, true})
      EXPECT_EQ(store_is_up(situation, c, standby, (t + next) / 2),
                store_is_up(situation, c, standby, std::nextafter(next, 0.0)));
    t = next;
    ++changes;
  }
  EXPECT_GE(changes, 10);
}

}  // namespace
}  // namespace scale::model
