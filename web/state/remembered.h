#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "core/base/ids.h"
#include "core/base/json.h"
#include "web/state/remote.h"

namespace datavault {

/// An answer that an admin wanted kept: while the tenant has this value, it stays.
struct RememberedAnswer {
  int64_t id = 0;
  TenantId tenant;
  std::string tenant_name;  // may be empty: the server gives the id alone
  std::string field_uid, field_code;
  std::string attribute;  // as on the wire; empty: the whole field
  Json value;
  std::string decided_by, decided_at;
};
std::vector<RememberedAnswer> remembered_from(const Json& body);

/// Those of one framework.
struct RememberedAnswers {
  int64_t framework = 0;
  Remote<std::vector<RememberedAnswer>> list;
  std::set<int64_t> withdrawing;
};

}  // namespace datavault
