// Catalog rows: how many users, what they do, how patient they are.
#include "model/catalog_rows.h"

namespace scale::model {

using enum Grade;

namespace {

// na la eu mea sas eap
constexpr std::array<double, kRegions> kUserShare = {0.076, 0.101, 0.159, 0.154, 0.168, 0.342};
static_assert(add_up_to_one(kUserShare));

constexpr double kSegmentS = 10, kSegmentBytes = 160'000, kAudioBitsPerS = 128'000;
static_assert(kSegmentBytes * 8 == kSegmentS * kAudioBitsPerS);

}  // namespace

void add_demand_rows(CatalogRows& rows) {
  using C = Catalog;
  constexpr std::string_view kShareMeaning = "This region's share of the active users";
  rows.insert(
      rows.end(),
      {
          {"user_share.na", kUserShare[0], 0, 1, "share", kShareMeaning, source::kInternetWorldStats, derived,
           at<&C::user_share, 0>},
          {"user_share.la", kUserShare[1], 0, 1, "share", kShareMeaning, source::kInternetWorldStats, derived,
           at<&C::user_share, 1>},
          {"user_share.eu", kUserShare[2], 0, 1, "share", kShareMeaning, source::kInternetWorldStats, derived,
           at<&C::user_share, 2>},
          {"user_share.mea", kUserShare[3], 0, 1, "share", kShareMeaning, source::kInternetWorldStats,
           derived, at<&C::user_share, 3>},
          {"user_share.sas", kUserShare[4], 0, 1, "share", kShareMeaning, source::kInternetWorldStats,
           assumed, at<&C::user_share, 4>},
          {"user_share.eap", kUserShare[5], 0, 1, "share", kShareMeaning, source::kInternetWorldStats,
           assumed, at<&C::user_share, 5>},

          {"views_per_user_day", 20, 10, 170, "1/day", "Page views of an active user in a day",
           source::kTwitter, assumed, at<&C::views_per_user_day>},
          {"peak_to_mean", 2, 1, 2, "-", "Demand at a region's evening peak over its mean of the day",
           source::kPeakToMean, excerpt, at<&C::peak_to_mean>},
          {"peak_hour_local", 20, 0, 24, "h", "Local hour of the evening peak", source::kOurs, assumed,
           at<&C::peak_hour_local>},
          {"views_per_visit", 7, 1, 30, "-", "Page views in one visit", source::kSitecore, read,
           at<&C::views_per_visit>},
          {"visit_s", 1560, 300, 7200, "s", "Length of a visit, and of its session", source::kSitecore,
           excerpt, at<&C::visit_s>},
          {"write_share", 0.05, 0.02, 0.10, "share", "Views that write: a favourite, a comment, a play",
           source::kTwitter, assumed, at<&C::write_share>},
          {"rows_per_write", 3, 1, 10, "-", "Rows that one such view writes", source::kOurs, assumed,
           at<&C::rows_per_write>},
          {"logged_in_share", 0.5, 0, 1, "share", "Visitors who are logged in", source::kOurs, assumed,
           at<&C::logged_in_share>},
          {"patience_s", 10, 2, 60, "s", "A page that takes longer is given up", source::kOurs, assumed,
           at<&C::patience_s>},
          {"page_timeout_s", 3, 0.5, 10, "s",
           "Browsers that try again do so after this, or at once on an error", source::kOurs, assumed,
           at<&C::page_timeout_s>},
          {"retry_attempts", 4, 1, 20, "-", "Tries of one page, the first among them", source::kOurs, assumed,
           at<&C::retry_attempts>},
          {"retry_backoff_s", 1, 0, 60, "s", "Backing off: the first wait", source::kOurs, assumed,
           at<&C::retry_backoff_s>},
          {"retry_multiplier", 2, 1, 10, "-", "Backing off: each further wait over the one before",
           source::kOurs, assumed, at<&C::retry_multiplier>},
          {"retry_jitter", 0.5, 0, 1, "share", "Backing off: of each wait, what is left to chance",
           source::kOurs, assumed, at<&C::retry_jitter>},
          {"retry_budget_share", 0.1, 0, 10, "share", "Backing off: further tries over first ones, at most",
           source::kSreBook, assumed, at<&C::retry_budget_share>},
          {"slow_page_s", 2, 1, 3, "s", "A page that takes longer counts as slow", source::kLesson,
           assumed_for_lesson, at<&C::slow_page_s>},

          {"listening_s_per_user_day", 3600, 0, 14400, "s/day", "Time a user listens in a day",
           source::kEdison, assumed, at<&C::listening_s_per_user_day>},
          {"audio_segment_s", kSegmentS, 2, 30, "s", "Playing time of one audio segment", source::kOurs,
           assumed, at<&C::audio_segment_s>},
          {"audio_segment_bytes", kSegmentBytes, 16'000, 1'200'000, "bytes",
           "One segment: 10 s at 128 kbit/s", source::kOurs, assumed, at<&C::audio_segment_bytes>},
          {"live_stations", 1000, 1, 100'000, "-", "Stations that play at once; listeners share segments",
           source::kOurs, assumed, at<&C::live_stations>},
          {"audio_zipf", 0.8, 0, 1.5, "-", "Zipf exponent of the stations' popularity", source::kBreslau,
           assumed, at<&C::audio_zipf>},
      });
}

}  // namespace scale::model
