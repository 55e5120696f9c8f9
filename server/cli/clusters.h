#pragma once

#include <map>
#include <string>

#include "core/base/json.h"
#include "core/plan/plan.h"

namespace datavault::cli {

/// The conflicts of a plan for a terminal: each cluster once, with its three values, the tenants in
/// it, the stored values that it touches, who answered it and the name to decide it by. Open ones
/// first, then by how many tenants they hold up. Empty when there are none.
std::string clusters_text(const Plan& plan, const std::map<TenantId, std::string>& names);

/// A policy as the API takes it, from the name of a preset or from JSON.
///
/// Errors: invalid_input when it is neither.
Result<Json> policy_argument(const std::string& text);

}  // namespace datavault::cli
