#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/base/json.h"
#include "core/base/result.h"

namespace datavault::jobs {

/// Parts of a job's targets, one after the other.
struct Waves {
  std::vector<int64_t> percentages;  // cumulative and rising, the last is 100
  double max_failure_rate = 0;       // of a wave's targets, 0 to 1
};

/// How a job is to run: `sync_options` of docs/jobs.md.
struct JobOptions {
  int64_t priority = 0;
  std::optional<std::string> not_before;  // as iso_time writes it
  std::optional<int64_t> depends_on;
  std::optional<Waves> waves;
  int64_t max_attempts = 3;
  int64_t backoff_seconds = 1;
};

/// Errors: invalid_input with the place, "sync_options.waves.percentages[2]".
Result<JobOptions> job_options_from_json(const Json& json);
Json job_options_to_json(const JobOptions& options);
/// Of a job that was stored; what cannot be read has the defaults.
JobOptions job_options_of(const Json& parameters);

/// The wave, from 0, of the target at `position` of `count`.
int64_t wave_of(const JobOptions& options, int64_t position, int64_t count);
/// How long to wait after the n-th failed attempt (from 1): doubles, at most an hour.
int64_t backoff_millis(const JobOptions& options, int64_t attempts);

}  // namespace datavault::jobs
