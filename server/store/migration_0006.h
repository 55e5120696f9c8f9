#pragma once

#include <string_view>

// What tells whether a queued job may start stands in the index, so that ten thousand jobs that
// wait for their time are passed over without reading one of them.
namespace datavault::store {

inline constexpr std::string_view kMigration0006 = R"sql(
DROP INDEX jobs_to_claim;
CREATE INDEX jobs_to_claim ON jobs (status, framework_id, priority DESC, id, holds_framework,
  not_before, waits_until, waits_since, depends_on);
)sql";

}  // namespace datavault::store
