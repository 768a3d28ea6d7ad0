// The thirty claims of the article, each with the tests that let one see it. A name that is no test of this
// program fails here, and so does a claim without one, unless its mechanism cannot be switched on yet.
#include <gtest/gtest.h>

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "model/command.h"

namespace scale::model {
namespace {

struct Claim {
  int number;
  std::string_view text;
  std::string_view needs;  // a command that is not there yet; empty: nothing
  std::vector<std::string_view> tests;
};

const std::vector<Claim>& claims() {
  static const std::vector<Claim> list = {
      {1, "Dispersed edges: closer means faster", "", {"Cdn.GainFilesComeFromNearbyAndFarUsersFeelIt"}},
      {2,
       "The closest and best performing edge serves",
       "",
       {"Packet/CdnModes.ASickEdgeIsLeftForTheNextNearest",
        "Edges.TheNextOfAnEdgeIsTheNearestHealthyOneAndOnesOwnWhereNoneIs"}},
      {3,
       "A basic CDN serves files only; pages still go through the balancer",
       "",
       {"Cdn.PriceThePageItselfComesNoFaster", "Cdn.OriginServesExactlyTheMisses"}},
      {4,
       "An advanced CDN carries pages too, never from its cache",
       "",
       {"Packet/CdnModes.DynamicGainSetUpRoundTripsAreShort",
        "Packet/CdnModes.DynamicPriceEveryPageIsStillMadeAtTheOriginAndPaidForAtTheEdge"}},
      {5,
       "Push: in place before any request, and old until pushed again",
       "",
       {"Packet/CdnModes.PushGainNoEdgeIsEverCold",
        "Packet/CdnModes.PushPriceAChangedFileIsOldUntilSomebodyPushesIt"}},
      {6,
       "Pull: refreshed by itself; cold misses, old until the time to live",
       "",
       {"Cdn.PriceAPurgeSendsTheMissesToTheOriginUntilTheEdgesAreWarmAgain",
        "Packet/CdnModes.PullPriceACopyIsOldUntilItsTimeIsUpAndNoLonger"}},
      {7,
       "Cached pages stay while the origin is down",
       "",
       {"Packet/CdnModes.WhileTheOriginIsDownCachedPagesGoOnAndLoginsAndWritesFail",
        "Packet/CdnModes.WhatIsCachedGoesOnOnlyForTheStaleWindow"}},
      {8,
       "The first to receive traffic can block a flood",
       "",
       {"Packet/Flood.WithNothingAgainstItTheBalancerPassesOnWhatNoWebServerCanServe",
        "Packet/Flood.TheBalancersFilterTurnsAwayWhatItsCoresCan",
        "Packet/Flood.TheCdnsShieldStopsItBeforeTheOriginAndTakesItsFee"}},
      {9,
       "The hidden state is the session in one server's files",
       "",
       {"StickySessions.PriceACrashLogsOutThoseWhoseServerItWas",
        "Sessions.ADeployEndsThemInTheServersFilesAndNotInAStore"}},
      {10,
       "A sticky balancer remembers; its servers are loaded unevenly, new ones idle",
       "",
       {"StickySessions.PriceANewServerIdlesUntilNewUsersCome",
        "StickySessions.TheBalancersTableIsHonestlySmall"}},
      {11,
       "A shared store: any server serves anyone; everyone needs it",
       "",
       {"SessionStore.GainACrashLosesNoSession", "SessionStore.GainANewServerWorksAtOnce",
        "SessionStore.PriceAHopOnEveryPage", "SessionStore.PriceWhileItIsDownNobodyIsServed"}},
      {12,
       "Sessions suit a key-value store; a restart empties memory",
       "",
       {"SessionsInSql.GainNoOtherSystemPriceAQueryOfThePrimaryOnEveryPage",
        "SessionStore.PriceAMemoryOnlyStoreForgetsEverybodyWhenItRestarts"}},
      {13,
       "Several locations: nearer pages, if the data is near too",
       "",
       {"Regions.GainPagesStartNearer", "Regions.PriceFarWritesAndStaleReads"}},
      {14,
       "Redundancy: minutes of errors, and survivors need room",
       "",
       {"Regions.ALostRegionCostsItsUsersDetectionAndHalfATtl",
        "Regions.PriceSurvivorsWithoutHeadroomDrown"}},
      {15,
       "Files, permissions, sessions and history must be kept in sync",
       "",
       {"K/Synchronisation.PriceFilesAndRightsArriveLateInOtherRegions",
        "Regions.StickySessionsStayBehindWithTheLostSiteAndStoredOnesDoNot",
        "K/Replication.ACutLinkLetsOneRegionFallBehindByASecondASecondUntilItIsMended",
        "K/Replication.PriceAViralRowIsWrittenInTwoPlacesAtOnce"}},
      {16,
       "Divide and isolate: coupled parts fail together",
       "",
       {"K/Queue.GainABurstOfMailsDrownsCoupledPagesAndNotDecoupledOnes",
        "K/Queue.GainTheWorkLeavesTheWebServersAndIsDoneByWorkers"}},
      {17,
       "Publishers, queues, subscribers",
       "",
       {"MessageQueue.WithoutWorkersPublishersGoOnAndTheQueueAgesByASecondASecond",
        "MessageQueue.PriceWithoutABrokerPublishersWaitOrTheirJobsAreLost",
        "MessageQueue.PriceAFullQueueHoldsUpPublishersOrDropsTheirMessages"}},
      {18,
       "Delayed work: the answer is quick while the queue ages",
       "",
       {"K/Queue.GainPagesNoLongerWaitBehindJobs", "K/Queue.PriceJobsAreDoneLaterByErlangsFormula",
        "MessageQueue.DelayedJobsAreDoneThatMuchLater"}},
      {19,
       "Work in parts: done when the slowest is",
       "",
       {"MessageQueue.SplitInPartsAJobTakesAsLongAsTheSlowestPart",
        "MessageQueue.PriceACrashedWorkersJobIsDeliveredAgainAndSometimesDoneTwice",
        "MessageQueue.AJobThatAlwaysFailsBecomesADeadLetterAfterItsLastDelivery"}},
      {20,
       "The primary is full of writes; replicas do not help",
       "",
       {"K/Replicas.PriceEveryWriteIsStillThePrimarys", "K/Replicas.GainReadsAreSharedOutAmongThem",
        "K/Replicas.PriceTheyLagBehindAPrimaryThatWritesFasterThanTheyApply"}},
      {21,
       "Up has a ceiling and a price",
       "",
       {"K/ScaleUp.GainTwoAndTwoThirdsOfTheWritesAndPriceThreeTimesTheMachine"}},
      {22,
       "Split by function; the biggest may still be full",
       "",
       {"K/VerticalPartitioning.GainAndPriceEachFunctionHasItsShareAndTheHistoryTheMost"}},
      {23, "Split by rows", "", {"K/Sharding.GainWritesGrowWithTheNumberOfShards"}},
      {24,
       "Joins across databases are hard",
       "",
       {"K/VerticalPartitioning.PriceAJoinOfTwoFunctionsIsTwoCalls",
        "K/Columns.GainTheBusyPartWritesFasterAndPriceSomeQueriesAreTwo"}},
      {25,
       "Rows by a key, user.id % n",
       "",
       {"K/Sharding.OneShardMoreMovesNOfNPlusOneRowsByModuloAndOneOfNPlusOneOnARing"}},
      {26,
       "Even in bytes is not even in requests",
       "",
       {"K/Sharding.EqualRowsAreNotEqualRequests",
        "K/Sharding.PriceByRangeTheOldestAccountsAreHotAndByModuloNobodyIs",
        "K/Sharding.PriceAViralRowMakesOneShardHotByTheClosedForm"}},
      {27,
       "Joins across shards: denormalise",
       "",
       {"K/Sharding.PriceWideQueriesAskEveryShardUnlessCopiesAreWritten"}},
      {28,
       "Part of the data in NoSQL, and the whole together",
       "",
       {"K/NoSql.GainTheSqlDatabaseIsRidOfTheHistoryAndPriceEachSiteHasEverySitesRows",
        "Table/Stages.GoalsAreMetWithTheMechanismAndMissedWithout"}},
      {29,
       "Staying small may be better",
       "",
       {"StageTable.AtAThousandUsersTheSmallOneCostsLessAndHasLessToBreak"}},
      {30,
       "Nothing switches at a number of users",
       "",
       {"Compile.NothingButRatesChangesWithTheNumberOfUsers"}},
  };
  return list;
}

std::set<std::string> names_of_tests() {
  std::set<std::string> names;
  const testing::UnitTest& all = *testing::UnitTest::GetInstance();
  for (int s = 0; s < all.total_test_suite_count(); ++s) {
    const testing::TestSuite& suite = *all.GetTestSuite(s);
    for (int t = 0; t < suite.total_test_count(); ++t) {
      const std::string name = suite.GetTestInfo(t)->name();
      names.insert(std::string(suite.name()) + "." + name.substr(0, name.find('/')));
    }
  }
  return names;
}

TEST(Claims, AllThirtyAreNamedByTests) {
  const std::set<std::string> known = names_of_tests();
  int number = 0;
  for (const Claim& claim : claims()) {
    EXPECT_EQ(claim.number, ++number);
    for (const std::string_view test : claim.tests)
      EXPECT_TRUE(known.contains(std::string(test))) << "claim " << number << ": no test named " << test;
    if (!claim.tests.empty()) continue;
    const auto mechanism = find_command(claim.needs);
    ASSERT_TRUE(mechanism) << "claim " << number << " has no test: " << claim.text;
    EXPECT_FALSE(info(*mechanism).available) << "claim " << number << " can be seen now that " << claim.needs
                                             << " is there, but has no test: " << claim.text;
  }
  EXPECT_EQ(number, 30);
}

}  // namespace
}  // namespace scale::model
