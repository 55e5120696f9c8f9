#pragma once

#include <string_view>

// Jobs that survive: kinds, leases by beat, waits, waves, attempts, numbered changes; docs/jobs.md.
namespace datavault::store {

inline constexpr std::string_view kMigration0003 = R"sql(
ALTER TABLE jobs ADD COLUMN kind TEXT NOT NULL DEFAULT '';
ALTER TABLE jobs ADD COLUMN reason TEXT;
ALTER TABLE jobs ADD COLUMN priority BIGINT NOT NULL DEFAULT 0;
ALTER TABLE jobs ADD COLUMN depends_on BIGINT REFERENCES jobs (id);
ALTER TABLE jobs ADD COLUMN holds_framework SMALLINT NOT NULL DEFAULT 0;
ALTER TABLE jobs ADD COLUMN lease_beat BIGINT NOT NULL DEFAULT 0;
ALTER TABLE jobs ADD COLUMN waits_until TEXT;
ALTER TABLE jobs ADD COLUMN waits_since TEXT;
ALTER TABLE jobs ADD COLUMN claimed_at TEXT;
ALTER TABLE jobs ADD COLUMN claimed_done BIGINT NOT NULL DEFAULT 0;
ALTER TABLE jobs ADD COLUMN current_wave BIGINT NOT NULL DEFAULT 0;
ALTER TABLE jobs ADD COLUMN outcomes TEXT NOT NULL DEFAULT '{}';
ALTER TABLE jobs ADD COLUMN change_number BIGINT NOT NULL DEFAULT 0;
UPDATE jobs SET kind = CASE WHEN rollback_of IS NULL THEN type ELSE 'FRAMEWORK_ROLLBACK' END;
CREATE UNIQUE INDEX jobs_holding_framework ON jobs (framework_id) WHERE holds_framework = 1;
CREATE INDEX jobs_to_claim ON jobs (status, framework_id, priority DESC, id);
CREATE INDEX jobs_by_dependency ON jobs (depends_on);
CREATE INDEX jobs_by_change ON jobs (change_number);

ALTER TABLE job_targets ADD COLUMN wave BIGINT NOT NULL DEFAULT 0;
ALTER TABLE job_targets ADD COLUMN attempts BIGINT NOT NULL DEFAULT 0;
ALTER TABLE job_targets ADD COLUMN next_attempt_at TEXT;
DROP INDEX job_targets_by_job;
CREATE INDEX job_targets_by_job ON job_targets (job_id, status, wave, tenant_id);

ALTER TABLE job_log ADD COLUMN change_number BIGINT NOT NULL DEFAULT 0;
)sql";

}  // namespace datavault::store
