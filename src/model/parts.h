// What the time of a page view goes to: the sections of the anatomy bar.
#pragma once

#include <cstdint>

namespace scale::model {

enum class Part : std::uint8_t {
  dns,
  connect,       // TCP and TLS round trips
  distance,      // the page's own round trip
  queues,        // waiting for anything
  server,        // being worked on by balancer, web server, session store, cache
  database,      // being worked on by a database, and its disk
  static_files,  // from the page to its last file
  own_link,      // the user's bandwidth and slow start for the page itself
};

inline constexpr int kParts = 8;

}  // namespace scale::model
