#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "core/base/json.h"
#include "web/state/remote.h"
#include "web/state/wire.h"

namespace datavault {

enum class ApprovalStatus { pending, approved, rejected, unknown };

/// A plan that a second super admin is asked to agree to.
struct Approval {
  int64_t id = 0;
  std::string plan_digest;
  bool is_rollback = false, is_template = false;  // neither: a distribution
  int64_t subject = 0;  // the framework, the job that is rolled back, or the template
  std::string title;
  std::map<std::string, int64_t> outcomes;  // how many tenants, by the outcome on the wire
  ApprovalStatus status = ApprovalStatus::unknown;
  std::string requested_by, requested_at;  // addresses and times
  std::string decided_by, decided_at, remark;
  std::vector<JobTarget> targets;  // what the plan does with each; of a single approval
  std::string request;             // what is sent to carry it out; the same
};
std::vector<Approval> approvals_from(const Json& body);
/// Errors: invalid_input when there is none in the answer.
Result<Approval> approval_from(const Json& body);

/// Carrying out what was approved.
struct CarryingOut {
  int64_t approval = 0;
  std::string key;  // Idempotency-Key
  Task task;
};

struct Approvals {
  Remote<std::vector<Approval>> list;
  std::map<int64_t, Remote<Approval>> by_id;
  Task decision;
  CarryingOut carrying_out;
};

}  // namespace datavault
