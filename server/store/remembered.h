#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/base/ids.h"
#include "server/store/database.h"
#include "server/store/page.h"

namespace datavault::store {

/// An answer that an admin wanted kept for a tenant, as it is stored. One for each tenant,
/// framework, field and attribute.
struct RememberedRow {
  int64_t id = 0;  // given by put_remembered
  TenantId tenant;
  FrameworkId framework;
  std::string field_uid;
  std::string field_code;  // as it was called when it was decided, for people
  std::string attribute;   // empty: the whole field
  std::string value;       // JSON: what the tenant then had
  std::string decided_by;  // e-mail address
  std::string decided_at;
  std::optional<int64_t> job_id;  // the job that wrote it
};

/// Of several tenants, by tenant, field and attribute. The tenants are by id.
Result<std::vector<RememberedRow>> load_remembered_of(ReadTransaction& tx,
                                                      const std::vector<TenantId>& tenants,
                                                      FrameworkId framework);
Result<std::optional<RememberedRow>> find_remembered(ReadTransaction& tx, int64_t id);

/// Newest first. Sorts: id, decided_at, field_code, company_id. Filters: framework_id, company_id,
/// field_uid, field_code, attribute, decided_by, sync_operation_id. Searches the code and who
/// decided.
Result<Page<RememberedRow>> list_remembered(ReadTransaction& tx, const PageRequest& request);

/// Replaces what is there for the same tenant, framework, field and attribute.
Result<void> put_remembered(WriteTransaction& tx, const std::vector<RememberedRow>& rows);
Result<void> delete_remembered(WriteTransaction& tx, int64_t id);

}  // namespace datavault::store
