#pragma once

#include <map>
#include <string>
#include <unordered_map>
#include <vector>

#include "server/app/copies.h"
#include "server/app/reporting_rows.h"
#include "server/store/reporting.h"

namespace datavault {

/// Finds the fields and entities that rows of one tenant name; remembers what it found, so that
/// thousands of rows cost a few reads.
class RowResolver {
 public:
  RowResolver(store::ReadTransaction& tx, VersionCache& versions, TenantId tenant)
      : tx_(tx), versions_(versions), tenant_(tenant) {}

  /// By field_uid, or by code (also spelt field_code) within framework_id or framework; a code
  /// alone where only one of the tenant's frameworks has it. The field lives as long as this
  /// object.
  Result<const Field*> field(const RequestRow& row);

  /// By entity_id, or by entity (a name that only one has).
  Result<EntityId> entity(const RequestRow& row);

 private:
  using CopyPtr = std::shared_ptr<const TenantCopy>;
  Result<CopyPtr> copy_of(const RequestRow& row);
  Result<CopyPtr> copy_with_id(FrameworkId id, const RequestRow& row);
  Result<const Field*> find_anywhere(const RequestRow& row);
  Result<void> load_copies();
  Result<void> load_entities();

  store::ReadTransaction& tx_;
  VersionCache& versions_;
  TenantId tenant_;
  std::map<FrameworkId, CopyPtr> copies_;
  std::map<std::string, FrameworkId> ids_by_key_;
  bool has_all_copies_ = false;
  bool has_entities_ = false;
  std::map<int64_t, EntityId> entities_;
  std::unordered_map<std::string, std::vector<EntityId>> by_name_;
};

}  // namespace datavault
