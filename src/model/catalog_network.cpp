// Catalog rows: the way from the user to the sites and edges, and what a page brings over it.
#include <array>
#include <cstddef>
#include <utility>

#include "model/catalog_rows.h"

namespace scale::model {

using enum Grade;

namespace {

// Milliseconds, rows and columns na la eu mea sas eap. The published table's nine regions weighted to six:
// mea = 0.75 Africa + 0.25 Middle East, eap = 0.49 Southeast Asia + 0.49 Japan + 0.02 Oceania.
constexpr std::array<std::array<double, kRegions>, kRegions> kRoundTripMs = {{
    {20, 120, 90, 216, 216, 197},
    {120, 20, 190, 317, 320, 303},
    {90, 190, 20, 159, 153, 213},
    {216, 317, 159, 20, 109, 203},
    {216, 320, 153, 109, 20, 95},
    {197, 303, 213, 203, 95, 20},
}};

constexpr bool symmetric() {
  for (std::size_t i = 0; i < kRegions; ++i)
    for (std::size_t j = 0; j < kRegions; ++j)
      if (kRoundTripMs[i][j] != kRoundTripMs[j][i]) return false;
  return true;
}
static_assert(symmetric(), "a round trip takes as long from either end");

struct Name {
  std::array<char, 24> text = {};
  std::size_t size = 0;

  constexpr void add(std::string_view part) {
    for (char c : part) text[size++] = c;
  }
  constexpr std::string_view view() const { return {text.data(), size}; }
};

template <std::size_t from, std::size_t to>
constexpr Name trip_name() {
  Name name;
  name.add("round_trip_s.");
  name.add(kRegionInfo[from].id);
  name.add(".");
  name.add(kRegionInfo[to].id);
  return name;
}

template <std::size_t from, std::size_t to>
constexpr Name kTripName = trip_name<from, to>();

template <std::size_t from, std::size_t to>
double& trip(Catalog& catalog) {
  return catalog.round_trip_s[from][to];
}

template <std::size_t from, std::size_t to>
CatalogRow trip_row() {
  constexpr double kSeconds = kRoundTripMs[from][to] / 1000;
  if (from == to) {
    return {kTripName<from, to>.view(),     kSeconds,      0.001,   0.1,           "s",
            "Round trip inside the region", source::kOurs, assumed, trip<from, to>};
  }
  return {kTripName<from, to>.view(),       kSeconds,       0.01,    0.5,           "s",
          "Round trip between two regions", source::kAzure, derived, trip<from, to>};
}

template <std::size_t... pair>
void add_trips(CatalogRows& rows, std::index_sequence<pair...>) {
  (rows.push_back(trip_row<pair / kRegions, pair % kRegions>()), ...);
}

}  // namespace

void add_network_rows(CatalogRows& rows) {
  using C = Catalog;
  rows.insert(
      rows.end(),
      {
          {"access_round_trip_median_s", 0.025, 0.015, 0.060, "s",
           "Round trip over the user's own access line: median of a lognormal", source::kOurs, assumed,
           at<&C::access_round_trip_median_s>},
          {"access_round_trip_scv", 0.34, 0, 2, "-",
           "Its spread: 10th to 90th percentile a factor of 4 apart, as 15-60 ms are", source::kOurs, assumed,
           at<&C::access_round_trip_scv>},
          {"bandwidth_median_bytes_per_s", 2.5e6, 0.125e6, 125e6, "bytes/s",
           "The user's own line, 20 Mbit/s: median of a lognormal", source::kOurs, assumed,
           at<&C::bandwidth_median_bytes_per_s>},
          {"bandwidth_scv", 0.34, 0, 2, "-", "Its spread: 10th to 90th percentile from 10 to 40 Mbit/s",
           source::kOurs, assumed, at<&C::bandwidth_scv>},
          {"dns_s", 0.030, 0, 0.2, "s", "Finding the address, once a visit and host name", source::kOurs,
           assumed, at<&C::dns_s>},
          {"keep_alive_s", 75, 5, 600, "s", "An idle connection stays open this long", source::kOurs, assumed,
           at<&C::keep_alive_s>},
          {"segment_bytes", 1460, 536, 8960, "bytes", "Data in one TCP segment", source::kRfc6928, read,
           at<&C::segment_bytes>},
          {"initial_window_segments", 10, 1, 32, "-", "Segments a new connection may send at once",
           source::kRfc6928, read, at<&C::initial_window_segments>},
      });

  add_trips(rows, std::make_index_sequence<kRegions * kRegions>());

  rows.insert(
      rows.end(),
      {
          {"edge_round_trip_s", 0.010, 0.001, 0.05, "s",
           "Round trip from a region's network to its nearest edge", source::kOurs, assumed,
           at<&C::edge_round_trip_s>},
          {"local_round_trip_s", 0.0002, 0.00005, 0.0034, "s", "Round trip between two machines of a site",
           source::kRedisLatency, read, at<&C::local_round_trip_s>},

          {"html_bytes", 18'000, 1'000, 200'000, "bytes", "The page itself", source::kAlmanacWeight, excerpt,
           at<&C::html_bytes>},
          {"objects_first_view", 40, 10, 100, "-", "Files that the browser lacks on a visit's first page",
           source::kAlmanacWeight, assumed, at<&C::objects_first_view>},
          {"objects_later_view", 20, 0, 100, "-", "Files that it lacks on each later page",
           source::kAlmanacWeight, assumed, at<&C::objects_later_view>},
          {"object_bytes", 36'000, 1'000, 500'000, "bytes", "Size of one file", source::kAlmanacWeight,
           derived, at<&C::object_bytes>},
          {"static_objects", 20'000, 100, 10'000'000, "-", "Different files that the site has", source::kOurs,
           assumed, at<&C::static_objects>},
          {"static_zipf", 0.8, 0.6, 1.0, "-", "Zipf exponent of the files' popularity", source::kBreslau,
           excerpt, at<&C::static_zipf>},

          {"changed_object_share", 0.01, 0, 1, "share", "Files that one change touches", source::kOurs,
           assumed, at<&C::changed_object_share>},
          {"push_s", 5, 1, 600, "s", "Until what is pushed is at every edge", source::kFastPurge, derived,
           at<&C::push_s>},
          {"different_pages", 10'000, 1, 10'000'000, "-", "Different pages that are nobody's own",
           source::kOurs, assumed, at<&C::different_pages>},
          {"page_zipf", 0.8, 0.6, 1.0, "-", "Zipf exponent of their popularity", source::kBreslau, excerpt,
           at<&C::page_zipf>},
      });
}

}  // namespace scale::model
