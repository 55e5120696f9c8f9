#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/ids.h"
#include "core/base/json.h"
#include "server/store/database.h"
#include "server/store/page.h"

namespace datavault::store {

/// A template without what its versions say; docs/templates.md.
struct TemplateRow {
  int64_t id = 0;
  std::string key;   // unique, in documents too
  std::string name;  // unique
  std::string description;
  std::string industry;  // empty: any
  bool is_public = true;
  bool is_builtin = false;
  std::string created_by;
  std::string created_at;
  std::string updated_at;
  int64_t latest_version = 0;
  std::string summary = "{}";  // of reads: JSON, of the latest version
  int64_t usage_count = 0;     // of reads: tenants that come from it
  int64_t behind_count = 0;    // of reads: those on an older version
};

/// A version with or without its content.
struct TemplateVersionRow {
  int64_t template_id = 0;
  int64_t number = 0;
  std::string digest;
  std::string notes;
  std::string summary;  // JSON
  std::string created_by;
  std::string created_at;
  std::string content;  // canonical JSON; empty in lists
};

/// That a tenant comes from a template.
struct TenantTemplateRow {
  TenantId tenant;
  int64_t template_id = 0;
  int64_t version = 0;
  std::string parameters = "{}";      // JSON {name: value}
  std::string own_frameworks = "{}";  // JSON {template's key: framework id}
  std::string provisioned_by;
  std::string provisioned_at;
  std::string updated_at;
};

/// A tenant that a job is to make. `tenant`: the id that it will have.
struct ProvisionRow {
  TenantId tenant;
  std::string name;
  std::string slug;
  std::string industry;
  std::string parameters = "{}";  // JSON {name: value}
  std::string users = "[]";       // JSON [{email, role, link_hash?}]
};

Result<std::optional<TemplateRow>> find_template(ReadTransaction& tx, int64_t id);
Result<std::optional<TemplateRow>> find_template_by_key(ReadTransaction& tx, std::string_view key);
Result<std::optional<TemplateRow>> find_template_by_name(ReadTransaction& tx,
                                                         std::string_view name);
/// Sorts: name, id, industry, created_at, usage_count. Filters: industry, is_builtin, is_public,
/// key.
Result<Page<TemplateRow>> list_templates(ReadTransaction& tx, const PageRequest& request);
/// `row.id` is ignored; gives it. Key and name must be free.
Result<int64_t> insert_template(WriteTransaction& tx, const TemplateRow& row);
/// Name, description, industry, is_public, latest_version and updated_at.
Result<void> update_template(WriteTransaction& tx, const TemplateRow& row);
/// With its versions. Nobody may come from it.
Result<void> delete_template(WriteTransaction& tx, int64_t id);

Result<void> insert_template_version(WriteTransaction& tx, const TemplateVersionRow& row);
Result<std::optional<TemplateVersionRow>> find_template_version(ReadTransaction& tx, int64_t id,
                                                                int64_t number);
/// Newest first. Sorts: number. No filters.
Result<Page<TemplateVersionRow>> list_template_versions(ReadTransaction& tx, int64_t id,
                                                        const PageRequest& request);

Result<std::optional<TenantTemplateRow>> find_tenant_template(ReadTransaction& tx, TenantId tenant);
/// Those of one template, by tenant.
Result<std::vector<TenantTemplateRow>> load_tenants_of_template(ReadTransaction& tx, int64_t id);
/// In place of what is there.
Result<void> put_tenant_template(WriteTransaction& tx, const TenantTemplateRow& row);

Result<void> insert_provisions(WriteTransaction& tx, int64_t job,
                               const std::vector<ProvisionRow>& rows);
Result<std::optional<ProvisionRow>> find_provision(ReadTransaction& tx, int64_t job,
                                                   TenantId tenant);
/// Jobs of a template that have not ended yet.
Result<int64_t> count_open_template_jobs(ReadTransaction& tx, int64_t id);

}  // namespace datavault::store
