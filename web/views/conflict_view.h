#pragma once

#include <string>

#include "core/plan/plan.h"
#include "web/views/words.h"

namespace datavault {

/// One conflict as people read it.
struct ConflictView {
  std::string id;
  Label type, severity;
  std::string code, field_name, attribute;
  std::string base, tenant, master;  // empty `attribute`: the whole field
  std::string values;                // "12 stored values, 3 cannot convert"; empty: none
  std::string message;
  std::string answer;  // "The new version wins (by a rule)"; empty: open
};

ConflictView conflict_view(const Conflict& conflict, const Snapshot& snapshot);

}  // namespace datavault
