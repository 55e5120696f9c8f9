#pragma once

#include <string_view>

// The tables as docs/storage.md explains them. SQL that SQLite and PostgreSQL both speak:
// identities come from `counters`, booleans are 0 or 1, times are ISO 8601 texts in UTC.
namespace datavault::store {

inline constexpr std::string_view kMigration0001 = R"sql(
CREATE TABLE counters (
  name TEXT NOT NULL PRIMARY KEY,
  last_value BIGINT NOT NULL
);

CREATE TABLE tenants (
  id BIGINT NOT NULL PRIMARY KEY,
  name TEXT NOT NULL,
  slug TEXT NOT NULL UNIQUE,
  industry TEXT NOT NULL,
  is_active SMALLINT NOT NULL,
  search_text TEXT NOT NULL,
  created_at TEXT NOT NULL
);
CREATE INDEX tenants_by_name ON tenants (name, id);

CREATE TABLE users (
  id BIGINT NOT NULL PRIMARY KEY,
  email TEXT NOT NULL UNIQUE,
  password_hash TEXT NOT NULL,
  role TEXT NOT NULL,
  tenant_id BIGINT REFERENCES tenants (id),
  is_active SMALLINT NOT NULL,
  created_at TEXT NOT NULL
);

CREATE TABLE sessions (
  token_hash TEXT NOT NULL PRIMARY KEY,
  user_id BIGINT NOT NULL REFERENCES users (id),
  created_at TEXT NOT NULL,
  expires_at TEXT NOT NULL,
  ip TEXT NOT NULL,
  user_agent TEXT NOT NULL
);
CREATE INDEX sessions_by_expiry ON sessions (expires_at);

CREATE TABLE frameworks (
  id BIGINT NOT NULL PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  description TEXT NOT NULL,
  owner_tenant_id BIGINT NOT NULL,
  search_text TEXT NOT NULL,
  created_at TEXT NOT NULL,
  UNIQUE (owner_tenant_id, name)
);

CREATE TABLE framework_versions (
  framework_id BIGINT NOT NULL REFERENCES frameworks (id),
  number BIGINT NOT NULL,
  digest TEXT NOT NULL,
  notes TEXT NOT NULL,
  field_count BIGINT NOT NULL,
  created_at TEXT NOT NULL,
  created_by TEXT NOT NULL,
  lineage TEXT NOT NULL,
  content TEXT NOT NULL,
  PRIMARY KEY (framework_id, number)
);

CREATE TABLE adoptions (
  tenant_id BIGINT NOT NULL REFERENCES tenants (id),
  framework_id BIGINT NOT NULL REFERENCES frameworks (id),
  base_version BIGINT,
  state_digest TEXT NOT NULL,
  edit_count BIGINT NOT NULL,
  revision BIGINT NOT NULL,
  updated_at TEXT NOT NULL,
  overlay TEXT NOT NULL,
  PRIMARY KEY (tenant_id, framework_id),
  FOREIGN KEY (framework_id, base_version) REFERENCES framework_versions (framework_id, number)
);
CREATE INDEX adoptions_by_framework ON adoptions (framework_id, tenant_id);

CREATE TABLE adoption_history (
  tenant_id BIGINT NOT NULL REFERENCES tenants (id),
  framework_id BIGINT NOT NULL REFERENCES frameworks (id),
  revision BIGINT NOT NULL,
  before_exists SMALLINT NOT NULL,
  before_version BIGINT,
  before_digest TEXT,
  after_digest TEXT,
  job_id BIGINT,
  changed_by TEXT NOT NULL,
  changed_at TEXT NOT NULL,
  before_overlay TEXT,
  PRIMARY KEY (tenant_id, framework_id, revision)
);
CREATE INDEX adoption_history_by_job ON adoption_history (job_id, tenant_id);

CREATE TABLE entities (
  tenant_id BIGINT NOT NULL REFERENCES tenants (id),
  id BIGINT NOT NULL,
  name TEXT NOT NULL,
  kind TEXT NOT NULL,
  parent_id BIGINT,
  created_at TEXT NOT NULL,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, parent_id) REFERENCES entities (tenant_id, id)
);

CREATE TABLE assignments (
  tenant_id BIGINT NOT NULL,
  field_uid TEXT NOT NULL,
  entity_id BIGINT NOT NULL,
  frequency TEXT,
  unit TEXT,
  PRIMARY KEY (tenant_id, field_uid, entity_id),
  FOREIGN KEY (tenant_id, entity_id) REFERENCES entities (tenant_id, id)
);

CREATE TABLE field_values (
  tenant_id BIGINT NOT NULL,
  field_uid TEXT NOT NULL,
  entity_id BIGINT NOT NULL,
  period TEXT NOT NULL,
  value TEXT NOT NULL,
  unit TEXT,
  status TEXT NOT NULL,
  revision BIGINT NOT NULL,
  entered_at TEXT NOT NULL,
  entered_by TEXT NOT NULL,
  PRIMARY KEY (tenant_id, field_uid, entity_id, period),
  FOREIGN KEY (tenant_id, entity_id) REFERENCES entities (tenant_id, id)
);

CREATE TABLE value_revisions (
  tenant_id BIGINT NOT NULL,
  field_uid TEXT NOT NULL,
  entity_id BIGINT NOT NULL,
  period TEXT NOT NULL,
  revision BIGINT NOT NULL,
  value TEXT NOT NULL,
  unit TEXT,
  status TEXT NOT NULL,
  entered_at TEXT NOT NULL,
  entered_by TEXT NOT NULL,
  PRIMARY KEY (tenant_id, field_uid, entity_id, period, revision)
);

CREATE TABLE jobs (
  id BIGINT NOT NULL PRIMARY KEY,
  type TEXT NOT NULL,
  status TEXT NOT NULL,
  initiated_by TEXT NOT NULL,
  initiated_by_id BIGINT,
  framework_id BIGINT REFERENCES frameworks (id),
  source_version BIGINT,
  parameters TEXT NOT NULL,
  target_count BIGINT NOT NULL,
  done_count BIGINT NOT NULL,
  conflicts BIGINT NOT NULL,
  created_at TEXT NOT NULL,
  not_before TEXT,
  started_at TEXT,
  completed_at TEXT,
  duration_millis BIGINT,
  error_message TEXT,
  lease_owner TEXT,
  lease_until TEXT
);
CREATE INDEX jobs_by_status ON jobs (status, id);

CREATE TABLE job_targets (
  tenant_id BIGINT NOT NULL,
  job_id BIGINT NOT NULL REFERENCES jobs (id),
  planned_outcome TEXT NOT NULL,
  planned_before TEXT,
  planned_evidence TEXT NOT NULL,
  planned_after TEXT,
  status TEXT NOT NULL,
  outcome TEXT,
  error TEXT,
  finished_at TEXT,
  PRIMARY KEY (tenant_id, job_id)
);
CREATE INDEX job_targets_by_job ON job_targets (job_id, status, tenant_id);

CREATE TABLE job_log (
  job_id BIGINT NOT NULL REFERENCES jobs (id),
  number BIGINT NOT NULL,
  at TEXT NOT NULL,
  level TEXT NOT NULL,
  message TEXT NOT NULL,
  PRIMARY KEY (job_id, number)
);

CREATE TABLE idempotency_keys (
  user_id BIGINT NOT NULL REFERENCES users (id),
  key TEXT NOT NULL,
  request_digest TEXT NOT NULL,
  job_id BIGINT NOT NULL REFERENCES jobs (id),
  created_at TEXT NOT NULL,
  PRIMARY KEY (user_id, key)
);

CREATE TABLE audit (
  id BIGINT NOT NULL PRIMARY KEY,
  at TEXT NOT NULL,
  user_id BIGINT,
  user_email TEXT NOT NULL,
  action TEXT NOT NULL,
  entity TEXT NOT NULL,
  entity_id TEXT NOT NULL,
  is_refused SMALLINT NOT NULL,
  payload TEXT NOT NULL,
  ip TEXT NOT NULL,
  user_agent TEXT NOT NULL
);
)sql";

}  // namespace datavault::store
