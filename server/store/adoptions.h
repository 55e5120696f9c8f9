#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/ids.h"
#include "server/store/database.h"

namespace datavault::store {

/// A tenant's copy of a framework, as it is stored.
struct AdoptionRow {
  TenantId tenant;
  FrameworkId framework;
  std::optional<int64_t> base_version;  // none: the tenant wrote the framework itself
  std::string state_digest;
  int64_t edit_count = 0;
  int64_t revision = 0;  // 1, 2, 3... goes on when the copy is removed and made again
  std::string updated_at;
  std::string overlay;  // JSON with stamps, as codec/overlay_json.h writes it
};

/// One change of a copy: what was before it, who or which job made it.
struct AdoptionChange {
  TenantId tenant;
  FrameworkId framework;
  std::optional<AdoptionRow> before;
  std::optional<AdoptionRow> after;  // its revision is given by write_changes
  std::optional<int64_t> job_id;
  std::string changed_by;
  std::string changed_at;
  bool keeps_overlay = false;  // as `before` has it; that of `after` does not matter then
};

Result<std::optional<AdoptionRow>> find_adoption(ReadTransaction& tx, TenantId tenant,
                                                 FrameworkId framework);
/// All copies of a framework, by tenant.
Result<std::vector<AdoptionRow>> load_adoptions(ReadTransaction& tx, FrameworkId framework);
/// All copies of the tenant, by framework.
Result<std::vector<AdoptionRow>> load_adoptions_of(ReadTransaction& tx, TenantId tenant);
/// Those of several tenants, by tenant and framework. The tenants are by id.
Result<std::vector<AdoptionRow>> load_adoptions_of(ReadTransaction& tx,
                                                   const std::vector<TenantId>& tenants);
/// All copies of everybody, by tenant and framework.
Result<std::vector<AdoptionRow>> load_all_adoptions(ReadTransaction& tx);

/// A change as the history has it. What was after it is what was before the next one, or what is
/// there now.
struct HistoryRow {
  TenantId tenant;
  FrameworkId framework;
  int64_t revision = 0;
  bool before_exists = false;
  std::optional<int64_t> before_version;
  std::string before_overlay;
  bool after_exists = false;
  std::optional<int64_t> job_id;  // none: a person
};
/// What a job changed, by tenant and framework.
Result<std::vector<HistoryRow>> load_history_of_job(ReadTransaction& tx, int64_t job);
/// What was changed after a revision, in order.
Result<std::vector<HistoryRow>> load_history_after(ReadTransaction& tx, TenantId tenant,
                                                   FrameworkId framework, int64_t revision);

/// Writes the copies as they are after the changes, and what was before into the history.
Result<void> write_changes(WriteTransaction& tx, const std::vector<AdoptionChange>& changes);

}  // namespace datavault::store
