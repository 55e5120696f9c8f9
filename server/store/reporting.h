#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/model/tenant.h"
#include "server/store/database.h"
#include "server/store/page.h"

namespace datavault::store {

/// What a tenant reports with and into: its entities, assignments and values.

/// By id, all of them.
Result<std::vector<Entity>> load_entities(ReadTransaction& tx, TenantId tenant);
/// Sorts: id, name, kind. Filters: kind, parent_id.
Result<Page<Entity>> list_entities(ReadTransaction& tx, TenantId tenant,
                                   const PageRequest& request);
/// Rows must hold ids from next_ids(tx, "entities"); parents come before their children.
Result<void> insert_entities(WriteTransaction& tx, TenantId tenant,
                             const std::vector<Entity>& entities, std::string_view created_at);

/// By field and entity, all of them.
Result<std::vector<Assignment>> load_assignments(ReadTransaction& tx, TenantId tenant);
/// Those of several tenants, each by field and entity; tenants without any are left out.
Result<std::map<TenantId, std::vector<Assignment>>> load_assignments_of(
    ReadTransaction& tx, const std::vector<TenantId>& tenants);
/// Replaces what is there for the same field and entity.
Result<void> put_assignments(WriteTransaction& tx, TenantId tenant,
                             const std::vector<Assignment>& assignments);

struct ValueRow {
  Value value;
  int64_t revision = 0;
  std::string entered_at;
  std::string entered_by;
};
/// Where a page of values ends: values have no number of their own.
struct ValuePage {
  std::vector<ValueRow> rows;
  std::optional<int64_t> next_offset;
  int64_t total = 0;
};
struct ValueFilter {
  std::vector<FieldUid> fields;  // empty: all
  std::optional<EntityId> entity;
  std::string period;  // empty: all
};
/// By field, entity and period.
Result<ValuePage> list_values(ReadTransaction& tx, TenantId tenant, const ValueFilter& filter,
                              int64_t offset, int64_t limit);

/// The periods that the tenant has values of, with the fields.
Result<std::vector<std::pair<std::string, FieldUid>>> load_value_periods(ReadTransaction& tx,
                                                                         TenantId tenant);

struct PutCounts {
  int64_t stored = 0;     // there was none before
  int64_t revised = 0;    // the old one was kept as a revision
  int64_t unchanged = 0;  // the same was there
};
Result<PutCounts> put_values(WriteTransaction& tx, TenantId tenant,
                             const std::vector<Value>& values, std::string_view entered_at,
                             std::string_view entered_by);

/// Stored values of a field that say the same.
struct ValueGroup {
  std::string value;
  std::optional<std::string> unit;
  int64_t count = 0;
};

/// Counts stored values, for many tenants with statements that are prepared once.
class ValueCounter {
 public:
  explicit ValueCounter(ReadTransaction& tx);
  ~ValueCounter();
  /// How many values the tenant has of each of the fields; fields without values are left out.
  Result<std::map<FieldUid, int64_t>> count(TenantId tenant, const std::vector<FieldUid>& fields);
  /// The values of one field, alike ones together.
  Result<std::vector<ValueGroup>> groups(TenantId tenant, const FieldUid& field);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace datavault::store
