#pragma once

#include <string_view>

// Remembered decisions and rollbacks; docs/storage.md.
namespace datavault::store {

inline constexpr std::string_view kMigration0002 = R"sql(
CREATE TABLE remembered_decisions (
  tenant_id BIGINT NOT NULL REFERENCES tenants (id),
  framework_id BIGINT NOT NULL REFERENCES frameworks (id),
  field_uid TEXT NOT NULL,
  attribute TEXT NOT NULL,
  id BIGINT NOT NULL UNIQUE,
  field_code TEXT NOT NULL,
  value TEXT NOT NULL,
  decided_by TEXT NOT NULL,
  decided_at TEXT NOT NULL,
  job_id BIGINT REFERENCES jobs (id),
  PRIMARY KEY (tenant_id, framework_id, field_uid, attribute)
);
CREATE INDEX remembered_decisions_by_framework ON remembered_decisions (framework_id, tenant_id);

ALTER TABLE jobs ADD COLUMN rollback_of BIGINT REFERENCES jobs (id);
CREATE INDEX jobs_by_rollback ON jobs (rollback_of);
)sql";

}  // namespace datavault::store
