#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "core/plan/plan.h"
#include "web/state/remote.h"

namespace datavault {

/// One tenant of a rollback's plan, as the server previews it.
struct RollbackTarget {
  TenantId tenant;
  std::string outcome;  // as on the wire
  int64_t conflicts = 0;
  int64_t edits_before = -1, edits_after = -1;  // below 0: not said
};

/// A question or note of a rollback's plan.
struct RollbackConflict {
  std::string cluster, type, severity, code, attribute, message;
  TenantId tenant;
  Json base, tenant_value, master;
  std::set<std::string> answers;  // "MASTER", "TENANT"...
  std::string answered_by;        // empty: nobody
  std::string decision;
  std::string part, subject, aspect;  // of an upgrade's: what of the set-up it is about

  bool holds() const { return severity == "BLOCKING" && answered_by.empty(); }
};

/// What a rollback would do, by the server.
struct RollbackPlan {
  std::string digest;
  int64_t rules_version = 0;
  std::vector<RollbackTarget> targets;
  std::vector<RollbackConflict> conflicts;
  Json expected = Json::array();  // as it goes back to the server
};

/// Errors: invalid_input when there is no plan in the answer.
Result<RollbackPlan> rollback_plan_from(const Json& body);

/// Taking a job back, from its page.
struct Rollback {
  enum class Phase { idle, confirming, preparing, sending, unanswered, refused };
  int64_t job = 0;
  Remote<RollbackPlan> plan;
  bool outdated = false;  // another preview is wanted than the one that is under way
  std::set<TenantId> left_out;
  std::vector<Decision> decisions;
  Phase phase = Phase::idle;
  bool asks_approval = false;  // of a second super admin, instead of rolling back
  std::string key, body;
  Failure failure;

  bool under_way() const { return phase == Phase::preparing || phase == Phase::sending; }
};

}  // namespace datavault
