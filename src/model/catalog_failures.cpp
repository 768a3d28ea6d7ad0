// Catalog rows: regions kept in step, failures, incidents.
#include "model/catalog_rows.h"

namespace scale::model {

using enum Grade;

void add_failure_rows(CatalogRows& rows) {
  using C = Catalog;
  rows.insert(
      rows.end(),
      {
          {"region_detection_s", 90, 30, 150, "s", "Until a lost region is noticed (interval 30 s x 3)",
           source::kRoute53, read, at<&C::region_detection_s>},
          {"dns_ttl_s", 60, 10, 300, "s", "How long resolvers keep an address", source::kRoute53, read,
           at<&C::dns_ttl_s>},
          {"replication_delay_s", 0.5, 0.1, 1, "s", "From a write in one region until another has it",
           source::kNetflix, excerpt, at<&C::replication_delay_s>},
          {"database_failover_s", 90, 30, 120, "s", "Until a replica has become the primary",
           source::kAuroraGuide, read, at<&C::database_failover_s>},
          {"database_restore_s", 1'800, 60, 86'400, "s",
           "Without a replica: until the primary's own machine is back", source::kOurs, assumed,
           at<&C::database_restore_s>},
          {"uploads_per_user_day", 0.01, 0, 1, "1/day",
           "Shows that a user uploads in a day (editors, mostly)", source::kOurs, assumed,
           at<&C::uploads_per_user_day>},
          {"upload_bytes", 57.6e6, 1e5, 1e9, "bytes", "An uploaded show: an hour at 128 kbit/s",
           source::kOurs, derived, at<&C::upload_bytes>},
          {"first_look_s", 5, 0.5, 3600, "s",
           "Until somebody in another region asks for it: followers are told at once", source::kOurs, assumed,
           at<&C::first_look_s>},
          {"revocations_per_user_day", 0.002, 0, 1, "1/day", "Rights taken away from somebody", source::kOurs,
           assumed, at<&C::revocations_per_user_day>},
          {"revoked_try_s", 5, 0.5, 3600, "s", "Until somebody tries to use such a right", source::kOurs,
           assumed, at<&C::revoked_try_s>},
          {"shared_rows", 10'000, 1, 10'000'000, "-", "Rows that many write: play counts, comment threads",
           source::kOurs, assumed, at<&C::shared_rows>},
          {"shared_row_zipf", 0.8, 0, 1.5, "-", "Zipf exponent of their popularity", source::kBreslau,
           assumed, at<&C::shared_row_zipf>},
          {"shared_row_write_share", 0.10, 0, 1, "share", "Writes to a row that others write too",
           source::kOurs, assumed, at<&C::shared_row_write_share>},
          {"replication_row_bytes", 500, 50, 10'000, "bytes", "One written row on its way to another region",
           source::kOurs, assumed, at<&C::replication_row_bytes>},
          {"replication_bytes_per_s", 125e6, 1e6, 12.5e9, "bytes/s", "The line between two regions: 1 Gbit/s",
           source::kOurs, assumed, at<&C::replication_bytes_per_s>},
          {"server_failures_per_year", 0.5, 0.02, 0.56, "1/year", "Crashes of one server in a year",
           source::kDean, excerpt, at<&C::server_failures_per_year>},
          {"region_outages_per_year", 0.2, 0, 2, "1/year", "Outages of one region in a year", source::kOurs,
           assumed, at<&C::region_outages_per_year>},
          {"region_outage_s", 14'400, 300, 86'400, "s", "Length of such an outage", source::kOurs, assumed,
           at<&C::region_outage_s>},
          {"link_cut_s", 300, 30, 86'400, "s", "A cut replication link is mended after this", source::kOurs,
           assumed, at<&C::link_cut_s>},

          {"spike_factor", 1.5, 1, 20, "-", "A popular show: demand over the evening peak", source::kLesson,
           assumed_for_lesson, at<&C::spike_factor>},
          {"spike_rise_s", 60, 1, 3600, "s", "It grows and fades within this time", source::kOurs, assumed,
           at<&C::spike_rise_s>},
          {"spike_hold_s", 300, 1, 36'000, "s", "It stays this long", source::kOurs, assumed,
           at<&C::spike_hold_s>},
          {"show_user_share", 0.3, 0, 1, "share", "Users who come to the eight o'clock show", source::kLesson,
           assumed_for_lesson, at<&C::show_user_share>},
          {"show_arrival_s", 60, 1, 3600, "s", "They come within this time", source::kLesson,
           assumed_for_lesson, at<&C::show_arrival_s>},
          {"viral_key_share", 0.2, 0, 1, "share", "Requests that ask for one viral item", source::kLesson,
           assumed_for_lesson, at<&C::viral_key_share>},
          {"viral_hold_s", 600, 1, 86'400, "s", "An item stays viral this long", source::kOurs, assumed,
           at<&C::viral_hold_s>},
          {"mail_user_share", 0.3, 0, 1, "share", "Users who get the newsletter: 300 000 of a million",
           source::kLesson, assumed_for_lesson, at<&C::mail_user_share>},
          {"mail_publish_s", 60, 1, 3600, "s", "Its mails are written within this time", source::kOurs,
           assumed, at<&C::mail_publish_s>},
          {"mail_service_s", 0.01, 0.001, 1, "s", "CPU time of one mail", source::kLesson, assumed_for_lesson,
           at<&C::mail_service_s>},
          {"flood_per_s", 1e6, 1e3, 201e6, "1/s", "Hostile requests of a flood", source::kCloudflare, assumed,
           at<&C::flood_per_s>},
          {"flood_hold_s", 120, 1, 86'400, "s", "It lasts this long", source::kOurs, assumed,
           at<&C::flood_hold_s>},
      });
}

}  // namespace scale::model
