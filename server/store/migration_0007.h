#pragma once

#include <string_view>

// Tenant templates: docs/templates.md.
namespace datavault::store {

inline constexpr std::string_view kMigration0007 = R"sql(
ALTER TABLE entities ADD COLUMN template_key TEXT NOT NULL DEFAULT '';

CREATE TABLE tenant_settings (
  tenant_id BIGINT NOT NULL REFERENCES tenants (id),
  name TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (tenant_id, name)
);

CREATE TABLE templates (
  id BIGINT NOT NULL PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL UNIQUE,
  description TEXT NOT NULL,
  industry TEXT NOT NULL,
  is_public SMALLINT NOT NULL,
  is_builtin SMALLINT NOT NULL,
  created_by TEXT NOT NULL,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  latest_version BIGINT NOT NULL,
  search_text TEXT NOT NULL
);

CREATE TABLE template_versions (
  template_id BIGINT NOT NULL REFERENCES templates (id),
  number BIGINT NOT NULL,
  digest TEXT NOT NULL,
  notes TEXT NOT NULL,
  summary TEXT NOT NULL,
  created_by TEXT NOT NULL,
  created_at TEXT NOT NULL,
  content TEXT NOT NULL,
  PRIMARY KEY (template_id, number)
);

CREATE TABLE tenant_templates (
  tenant_id BIGINT NOT NULL REFERENCES tenants (id),
  template_id BIGINT NOT NULL REFERENCES templates (id),
  version BIGINT NOT NULL,
  parameters TEXT NOT NULL,
  own_frameworks TEXT NOT NULL,
  provisioned_by TEXT NOT NULL,
  provisioned_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  PRIMARY KEY (tenant_id)
);
CREATE INDEX tenant_templates_by_template ON tenant_templates (template_id, tenant_id);

CREATE TABLE tenant_provisions (
  tenant_id BIGINT NOT NULL,
  job_id BIGINT NOT NULL REFERENCES jobs (id),
  name TEXT NOT NULL,
  slug TEXT NOT NULL,
  industry TEXT NOT NULL,
  parameters TEXT NOT NULL,
  users TEXT NOT NULL,
  PRIMARY KEY (tenant_id, job_id)
);
)sql";

}  // namespace datavault::store
