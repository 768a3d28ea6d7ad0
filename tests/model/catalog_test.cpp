#include "model/catalog.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>
#include <set>
#include <string>

namespace scale::model {
namespace {

const Catalog& constants() {
  return default_catalog();
}

TEST(Catalog, EveryFieldHasExactlyOneRow) {
  Catalog probe{};
  std::set<double*> fields;
  for (const CatalogRow& row : catalog_rows()) {
    double* field = &row.field(probe);
    EXPECT_TRUE(fields.insert(field).second) << row.name << " shares its field with another row";
  }
  EXPECT_EQ(fields.size(), sizeof(Catalog) / sizeof(double));
}

TEST(Catalog, EveryRowHasItsOwnNameARangeAroundItsDefaultAndASource) {
  std::set<std::string_view> names;
  Catalog defaults = default_catalog();
  for (const CatalogRow& row : catalog_rows()) {
    EXPECT_TRUE(names.insert(row.name).second) << row.name;
    EXPECT_LE(row.low, row.value) << row.name;
    EXPECT_LE(row.value, row.high) << row.name;
    EXPECT_FALSE(row.unit.empty()) << row.name;
    EXPECT_FALSE(row.meaning.text.empty()) << row.name;
    EXPECT_FALSE(row.source.text.empty()) << row.name;
    EXPECT_EQ(row.value, row.field(defaults)) << row.name;
  }
}

TEST(Catalog, EverySourceThatIsNotOursHasAnAddress) {
  for (const CatalogRow& row : catalog_rows()) {
    if (row.source.text.substr(0, 10) == "Assumption" || row.name == "month_h") continue;
    EXPECT_NE(row.source.text.find("http"), std::string_view::npos) << row.name << ": " << row.source.text;
  }
}

TEST(Catalog, SaysOfAnAssumptionThatItIsOne) {
  for (const CatalogRow& row : catalog_rows()) {
    const bool says_ours = row.source.text.substr(0, 10) == "Assumption";
    const bool says_lesson = row.source.text.find("lesson") != std::string_view::npos;
    if (says_ours) {
      EXPECT_NE(row.grade, Grade::read) << row.name;
    }
    if (says_ours) {
      EXPECT_NE(row.grade, Grade::excerpt) << row.name;
    }
    EXPECT_EQ(says_lesson, row.grade == Grade::assumed_for_lesson) << row.name;
  }
}

TEST(Catalog, ArraysAreFilledInTheOrderOfTheirNames) {
  for (std::size_t i = 0; i < kRegions; ++i) {
    const std::string region(kRegionInfo[i].id);
    ASSERT_NE(find_row("user_share." + region), nullptr);
    EXPECT_EQ(find_row("user_share." + region)->value, constants().user_share[i]);
    for (std::size_t j = 0; j < kRegions; ++j) {
      const std::string trip = "round_trip_s." + region + "." + std::string(kRegionInfo[j].id);
      ASSERT_NE(find_row(trip), nullptr) << trip;
      EXPECT_EQ(find_row(trip)->value, constants().round_trip_s[i][j]);
    }
  }
  for (std::size_t i = 0; i < kFunctions; ++i) {
    const std::string name = "function_share." + std::string(kFunctionIds[i]);
    ASSERT_NE(find_row(name), nullptr) << name;
    EXPECT_EQ(find_row(name)->value, constants().function_share[i]);
  }
}

TEST(Catalog, SharesAddUpToOne) {
  const auto& users = constants().user_share;
  const auto& functions = constants().function_share;
  EXPECT_NEAR(std::accumulate(users.begin(), users.end(), 0.0), 1, 1e-12);
  EXPECT_NEAR(std::accumulate(functions.begin(), functions.end(), 0.0), 1, 1e-12);
}

TEST(Catalog, RoundTripsAreTheSameFromEitherEndAndShortestInside) {
  const auto& trip = constants().round_trip_s;
  for (std::size_t i = 0; i < kRegions; ++i)
    for (std::size_t j = 0; j < kRegions; ++j) {
      EXPECT_EQ(trip[i][j], trip[j][i]);
      if (i != j) {
        EXPECT_LT(trip[i][i], trip[i][j]);
      }
    }
}

// calibration: South Asia alone 126 ms, EU 152, NA 165; EU + EAP 77; NA + MEA + EAP 54, EU + NA + EAP 64.
double mean_round_trip_s(std::initializer_list<Region> sites) {
  double mean = 0;
  for (std::size_t user = 0; user < kRegions; ++user) {
    double nearest = 1;
    for (Region site : sites)
      nearest = std::min(nearest, constants().round_trip_s[user][static_cast<std::size_t>(site)]);
    mean += constants().user_share[user] * nearest;
  }
  return mean;
}

TEST(Catalog, MeanRoundTripOfTheWorldMatchesThePublishedTable) {
  constexpr double kHalfMs = 0.0006;
  EXPECT_NEAR(mean_round_trip_s({Region::sas}), 0.126, kHalfMs);
  EXPECT_NEAR(mean_round_trip_s({Region::eu}), 0.152, kHalfMs);
  EXPECT_NEAR(mean_round_trip_s({Region::na}), 0.165, kHalfMs);
  EXPECT_NEAR(mean_round_trip_s({Region::eu, Region::eap}), 0.077, kHalfMs);
  EXPECT_NEAR(mean_round_trip_s({Region::na, Region::mea, Region::eap}), 0.054, kHalfMs);
  EXPECT_NEAR(mean_round_trip_s({Region::eu, Region::na, Region::eap}), 0.064, kHalfMs);
}

// A lognormal's 90th over its 10th percentile is exp(2 * 1.2816 sigma), sigma^2 = ln(1 + scv).
TEST(Catalog, AccessAndBandwidthSpreadByAFactorOfFour) {
  const auto spread = [](double scv) { return std::exp(2 * 1.2815516 * std::sqrt(std::log(1 + scv))); };
  EXPECT_NEAR(spread(constants().bandwidth_scv), 40.0 / 10, 0.04);
  EXPECT_NEAR(spread(constants().access_round_trip_scv), 60.0 / 15, 0.04);
}

TEST(Catalog, RelatedConstantsAgree) {
  const Catalog& c = constants();
  EXPECT_NEAR(c.cache_operation_s * c.store_operations_per_s, 1, 1e-12);
  EXPECT_NEAR(c.audio_segment_bytes / c.audio_segment_s, 128e3 / 8, 1e-9);
  EXPECT_NEAR(c.bandwidth_median_bytes_per_s, 20e6 / 8, 1e-9);
  EXPECT_NEAR(c.uplink_bytes_per_s, 0.75e9 / 8, 1e-9);
  EXPECT_NEAR(c.month_h, 8760.0 / 12, 1e-9);
  EXPECT_NEAR(c.broker_usd_h * c.month_h / (c.broker_messages_per_s / 1000), 120, 1);
  EXPECT_LT(c.session_bytes, c.data_bytes_per_user);
  EXPECT_LT(c.edge_round_trip_s, c.round_trip_s[0][0]);
}

struct Derived {
  double users, views, static_requests, gbit, sql, row_writes;
};

// The table's Gbit/s are those of files of 35 KB, not 36.
TEST(Demand, GivesThePublishedTableOfStages) {
  for (const Derived& row :
       {Derived{100e3, 46, 1'050, 0.3, 350, 7}, Derived{1e6, 463, 10.5e3, 2.9, 3.5e3, 69},
        Derived{50e6, 23e3, 527e3, 147, 176e3, 3.5e3}, Derived{500e6, 231e3, 5.3e6, 1470, 1.76e6, 35e3}}) {
    const Catalog& c = constants();
    const double files = views_per_s(c, row.users) * static_objects_per_view(c);
    EXPECT_NEAR(views_per_s(c, row.users) / row.views, 1, 0.03);
    EXPECT_NEAR(files / row.static_requests, 1, 0.03);
    EXPECT_NEAR(files * c.object_bytes * 8 / 1e9 / row.gbit * 35 / 36, 1, 0.03);
    EXPECT_NEAR(queries_per_s(c, row.users) / row.sql, 1, 0.03);
    EXPECT_NEAR(rows_written_per_s(c, row.users) / row.row_writes, 1, 0.03);
  }
}

TEST(Demand, PagesAndAudioFillNineTenthsOfTwoUplinksAt100K) {
  const Catalog& c = constants();
  const double audio = audio_segments_per_s(c, 100e3) * c.audio_segment_bytes * 8 / 1e9;
  const double pages = views_per_s(c, 100e3) * static_objects_per_view(c) * c.object_bytes * 8 / 1e9;
  EXPECT_NEAR(audio, 1.07, 0.03 * 1.07);
  EXPECT_NEAR(pages, 0.30, 0.03 * 0.30);
  EXPECT_NEAR((audio + pages) / (2 * c.uplink_bytes_per_s * 8 / 1e9), 0.91, 0.02);
}

TEST(Demand, RegionsAddUpToTheWorld) {
  double views = 0, audio = 0;
  for (Region region : kAllRegions) {
    views += views_per_s(constants(), 1e6, region);
    audio += audio_segments_per_s(constants(), 1e6, region);
  }
  EXPECT_NEAR(views / views_per_s(constants(), 1e6), 1, 1e-12);
  EXPECT_NEAR(audio / audio_segments_per_s(constants(), 1e6), 1, 1e-12);
}

TEST(Demand, FiveHundredMillionADayAreFiftyTwoMillionAtOnce) {
  EXPECT_NEAR(online_at_peak(constants(), 500e6) / 51.6e6, 1, 0.005);
}

TEST(Demand, TheDayHasThePeakAtItsHourAndItsMeanOverTheDay) {
  const Catalog& c = constants();
  double sum = 0;
  for (int hour = 0; hour < 24; ++hour) sum += day_curve(c, hour);
  EXPECT_NEAR(day_curve(c, c.peak_hour_local), 1, 1e-12);
  EXPECT_NEAR(sum / 24 * c.peak_to_mean, 1, 1e-12);
}

TEST(Demand, RowWritesMeetTheSourceAtItsSizesAndFallBetweenThem) {
  const Catalog& c = constants();
  EXPECT_NEAR(row_writes_per_s(c, 1e9), 8400, 1e-6);
  EXPECT_NEAR(row_writes_per_s(c, 10e9), 2400, 1e-6);
  EXPECT_NEAR(row_writes_per_s(c, 100e9), 1500, 1e-6);
  EXPECT_NEAR(row_writes_per_s(c, 1e12), 1200, 1e-6);
  EXPECT_NEAR(row_writes_per_s(c, std::sqrt(10e9 * 100e9)), (2400 + 1500) / 2.0, 1e-6);
  EXPECT_EQ(row_writes_per_s(c, 0), 8400);
  EXPECT_EQ(row_writes_per_s(c, 1e15), 1200);
}

// calibration: the standard primary is full at 20 M users, the largest at 49 M.
TEST(Demand, ThePrimaryIsFullAtTwentyMillionAndTheLargestAtFortyNine) {
  const Catalog& c = constants();
  const auto busy = [&](double users, double machine) {
    return rows_written_per_s(c, users) / (machine * row_writes_per_s(c, users * c.data_bytes_per_user));
  };
  EXPECT_NEAR(busy(20e6, 1), 1, 0.03);
  EXPECT_NEAR(busy(49e6, c.largest_machine_factor), 1, 0.03);
}

TEST(Demand, ConnectionsCollapseBeyondFiveHundred) {
  EXPECT_NEAR(connections_factor(constants(), 50), 0.48, 1e-12);
  EXPECT_NEAR(connections_factor(constants(), 500), 1, 1e-12);
  EXPECT_NEAR(connections_factor(constants(), 5000), 0.62, 1e-12);
}

TEST(Catalog, TheHandbooksTableHasALineForEachRow) {
  const std::string text = catalog_markdown();
  const auto lines = static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
  EXPECT_EQ(lines, catalog_rows().size() + 2);
  EXPECT_NE(text.find("| `views_per_user_day` | 20 | 10 to 170 | 1/day |"), std::string::npos);
}

}  // namespace
}  // namespace scale::model
