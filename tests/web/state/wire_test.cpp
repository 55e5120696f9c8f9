#include "web/state/wire.h"

#include <doctest/doctest.h>

namespace datavault {

TEST_CASE("unix_ms_from: ISO times in UTC") {
  struct Row {
    const char* name;
    const char* iso;
    std::optional<int64_t> ms;
  };
  const Row rows[] = {
      {"the beginning", "1970-01-01T00:00:00Z", 0},
      {"with milliseconds", "2026-01-31T12:30:15.250Z", 1769862615250},
      {"a leap day", "2024-02-29T00:00:00Z", 1709164800000},
      {"no time at all", "", std::nullopt},
      {"only a date", "2024-02-29", std::nullopt},
      {"letters", "2024-XX-29T00:00:00Z", std::nullopt},
  };
  for (const Row& row : rows) {
    CAPTURE(row.name);
    CHECK(unix_ms_from(row.iso) == row.ms);
  }
}

TEST_CASE("versions_from: newest first") {
  const Json body = {{"versions", {{{"number", 1}}, {{"number", 3}}, {{"number", 2}}}}};
  const auto versions = versions_from(body);
  REQUIRE(versions.size() == 3);
  CHECK(versions[0].number == 3);
  CHECK(versions[2].number == 1);
}

TEST_CASE("readers: absent and mistyped members read as empty") {
  CHECK(frameworks_from(Json::object()).empty());
  CHECK(frameworks_from({{"frameworks", "text"}}).empty());
  CHECK(frameworks_from({{"frameworks", {{{"id", "text"}}}}}).front().id == FrameworkId{0});
  CHECK_FALSE(job_from_status(Json::object()).ok());
  CHECK_FALSE(framework_detail_from({{"framework", 3}}).ok());
  CHECK_FALSE(signed_in_from({{"user", nullptr}}).user.has_value());
}

TEST_CASE("job_from_status: targets, log and duration") {
  const auto job = job_from_status(
      {{"status",
        {{"id", 3},
         {"status", "RUNNING"},
         {"progress_percentage", 50},
         {"duration", 1.5},
         {"targets", {{{"company_id", 8}, {"outcome", "MERGE"}, {"status", "APPLIED"}}}},
         {"log_entries",
          {{{"at", "2026-01-01T00:00:00Z"}, {"level", "INFO"}, {"message", "x"}}}}}}});
  REQUIRE(job.ok());
  CHECK_FALSE(job->finished());
  CHECK(job->duration_ms == 1500);
  REQUIRE(job->targets.size() == 1);
  CHECK(job->targets[0].tenant == TenantId{8});
  CHECK(job->log.at(0).message == "x");
}

}  // namespace datavault
