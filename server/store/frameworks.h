#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/model/framework.h"
#include "server/store/database.h"
#include "server/store/page.h"

namespace datavault::store {

/// A framework with what lists show of its latest version (0: none yet).
struct FrameworkRow {
  Framework framework;
  std::string created_at;
  int64_t latest_version = 0;
  std::string latest_digest;
  int64_t field_count = 0;
};

/// A version without what it says.
struct VersionRow {
  FrameworkId framework;
  int64_t number = 0;
  std::string digest;
  std::string notes;
  int64_t field_count = 0;
  std::string created_at;
  std::string created_by;
};

/// The texts of a version: canonical JSON as codec/framework_json.h writes it.
struct VersionTexts {
  std::string content;
  std::string lineage;
};

Result<std::optional<FrameworkRow>> find_framework(ReadTransaction& tx, FrameworkId id);
Result<std::optional<FrameworkRow>> find_framework_by_key(ReadTransaction& tx,
                                                          std::string_view key);
/// `owner`: none looks among the global ones.
Result<std::optional<FrameworkRow>> find_framework_by_name(ReadTransaction& tx,
                                                           std::string_view name,
                                                           std::optional<TenantId> owner);
/// All that have this name, whoever owns them, by id.
Result<std::vector<FrameworkRow>> load_frameworks_named(ReadTransaction& tx, std::string_view name);
/// All, by id.
Result<std::vector<FrameworkRow>> load_frameworks(ReadTransaction& tx);
/// Sorts: name, id, key, field_count, latest_version. Filters: key, owner_company_id (0: global).
Result<Page<FrameworkRow>> list_frameworks(ReadTransaction& tx, const PageRequest& request);

/// `framework.id` is ignored. Errors: conflict when key or name is taken.
Result<FrameworkId> insert_framework(WriteTransaction& tx, const Framework& framework,
                                     std::string_view created_at);
Result<void> update_framework(WriteTransaction& tx, const Framework& framework);

Result<std::optional<VersionRow>> find_version(ReadTransaction& tx, FrameworkId framework,
                                               int64_t number);
/// Sorts: number. No filters.
Result<Page<VersionRow>> list_versions(ReadTransaction& tx, FrameworkId framework,
                                       const PageRequest& request);
/// The lineage texts of the versions after `after` up to `last` that have any, by number.
Result<std::map<int64_t, std::string>> load_lineages(ReadTransaction& tx, FrameworkId framework,
                                                     int64_t after, int64_t last);
/// Errors: not_found.
/// Every version that is stored, by framework and number.
Result<std::vector<std::pair<FrameworkId, int64_t>>> load_version_numbers(ReadTransaction& tx);
Result<VersionTexts> load_version_texts(ReadTransaction& tx, FrameworkId framework, int64_t number);
Result<void> insert_version(WriteTransaction& tx, const VersionRow& row, const VersionTexts& texts);

}  // namespace datavault::store
