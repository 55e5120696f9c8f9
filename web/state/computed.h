#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/base/json.h"
#include "core/base/result.h"
#include "core/model/tenant.h"
#include "web/state/remote.h"

namespace datavault {

/// A computed field of an entity whose number is another one afterwards, by the server.
struct ComputedValue {
  std::string code, entity;
  std::optional<double> before, after;
  std::string unit_before, unit_after;  // empty: none
  std::string reason;                   // why there is no number on a side
};

struct ComputedValues {
  std::string outcome;  // as on the wire
  std::string period;   // empty: the tenant has no values, or nothing is written to it
  std::vector<ComputedValue> values;
};

/// Errors: invalid_input when there is no impact in the answer.
Result<ComputedValues> computed_values_from(const Json& body);

/// What was asked for last: it holds for that tenant in that plan only.
struct Computed {
  int64_t number = 0;  // of the request; a reply to an earlier one is ignored
  TenantId tenant;
  std::string plan_digest;
  Remote<ComputedValues> values;
};

}  // namespace datavault
