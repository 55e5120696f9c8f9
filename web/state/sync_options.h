#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "core/base/json.h"

namespace datavault {

/// When and in which order a job is to write its tenants; `sync_options` of docs/jobs.md.
struct SyncOptions {
  std::optional<int64_t> not_before_ms;  // since 1970; none: at once
  std::vector<int64_t> percentages;      // of the waves, cumulative, the last 100; empty: one
  int64_t most_failures = 0;             // percent of a wave; more stop the job
  int64_t priority = 0;                  // higher first

  bool operator==(const SyncOptions&) const = default;
};

/// Only what differs from the server's defaults.
Json sync_options_to_json(const SyncOptions& options);

}  // namespace datavault
