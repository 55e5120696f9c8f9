#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "core/base/ids.h"
#include "core/model/tenant.h"
#include "web/state/remote.h"

namespace datavault {

/// One of a tenant's frameworks.
struct CopySummary {
  FrameworkId framework;
  std::string name;
  bool own = false;
  int64_t base_version = 0;  // 0: it is based on none
  int64_t latest_version = 0;
  int64_t edits = 0;
  std::string updated_at;
};

struct AssignmentLine {
  std::string field_uid, field_code;
  EntityId entity;
  std::string frequency, unit;  // empty: the field's
};

struct ValueLine {
  std::string field_uid, field_code;  // no code: its field is gone
  EntityId entity;
  std::string period, value, unit, status, entered_at, entered_by;
  bool archived = false;
};

/// Rows that the server gives page by page.
template <typename Row>
struct Paged {
  std::vector<Row> rows;
  int64_t first = 0;  // of the rows, among `total`
  int64_t total = 0;
};
inline constexpr int64_t kTenantRowsPerPage = 50;

/// What is known of one tenant beyond its name.
struct TenantPage {
  Remote<std::vector<CopySummary>> copies;
  Remote<std::vector<Entity>> entities;
  Remote<Paged<AssignmentLine>> assignments;
  Remote<Paged<ValueLine>> values;
  int64_t values_of = 0;  // the entity that values are narrowed to; 0: all
};

enum class TenantPart { entities, assignments, values };

}  // namespace datavault
