#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/merge/conflict.h"
#include "core/plan/snapshot.h"

namespace datavault {

/// Raised whenever the same snapshot and request could give another plan than before.
inline constexpr int64_t kRulesVersion = 3;

enum class Strategy { skip, overwrite, merge, manual };
enum class Outcome { skip, noop, hold, create, fast_forward, overwrite, merge, remove };

std::string_view to_text(Strategy);  // "MERGE"
std::string_view to_text(Outcome);   // "FAST_FORWARD"
std::optional<Strategy> strategy_from_text(std::string_view);
std::optional<Outcome> outcome_from_text(std::string_view);

enum class PolicyTake { ask, master, tenant };

/// Who wins where nobody decided: per attribute, else `fallback`.
struct Policy {
  PolicyTake fallback = PolicyTake::ask;
  std::map<Attribute, PolicyTake> attributes;
  bool mirror = false;  // the master wins everything, own fields are hidden; under MERGE only
  bool operator==(const Policy&) const = default;
};

/// The presets: the master wins conflicts and other edits stay; the tenant wins; the master wins
/// everything; nobody wins unasked.
Policy parent_to_child_policy();
Policy peer_policy();
Policy mirror_policy();

/// An admin's answer to one conflict or to a cluster of them.
struct Decision {
  std::string cluster;  // one of cluster and conflict is set
  std::string conflict;
  std::optional<TenantId> tenant;  // a cluster's decision for this tenant only
  Take take = Take::master;
  Json value;  // for Take::value
  bool remember = false;
};

struct PlanRequest {
  std::vector<TenantId> targets;
  Strategy strategy = Strategy::merge;
  Policy policy;
  std::vector<Decision> decisions;
  bool allow_downgrade = false;  // may take tenants to a version below theirs

  bool mirrors() const { return policy.mirror && strategy == Strategy::merge; }
};

/// What distributing would do to one tenant.
struct PlannedTarget {
  TenantId tenant;
  Outcome outcome = Outcome::skip;
  std::optional<std::string> before;  // state digest; none: no copy
  std::string evidence;               // digest of the facts outside the adoption
  std::optional<std::string> after;
  int64_t conflicts = 0;
  int64_t edits_before = 0;  // changes the tenant has now and after: for people, not hashed
  int64_t edits_after = 0;
  std::optional<Adoption> result;  // what to write; none where nothing is written, or REMOVE
  std::vector<RememberedDecision> remember;  // to be kept when this is applied
};

struct Plan {
  std::string digest;
  int64_t rules_version = kRulesVersion;
  FrameworkId framework;
  std::string source_version;  // digest of the target version
  int64_t target_version = 0;
  std::optional<int64_t> rollback_of;  // the job that this takes back; then no version is named
  Strategy strategy = Strategy::merge;
  Policy policy;
  std::map<Outcome, int64_t> summary;
  std::vector<PlannedTarget> targets;  // by tenant id, each once
  std::vector<Conflict> conflicts;     // by tenant id, field uid, attribute, type
  std::vector<size_t>
      unused_decisions;  // by their place in the request: no conflict asked for them
};

/// Names, for every target tenant, the effect of distributing the snapshot's target version.
/// The same in the browser and on the server, to the last digit of its digests.
///
/// Errors: invalid_input for an empty target list, for a tenant beyond the target version unless
///         `allow_downgrade` (names the tenants), for two decisions on one question, for a decision
///         whose answer its conflict does not take.
/// Laws:   applying a plan and planning again gives NOOP for every tenant that was written.
/// Source: docs/merge.md
Result<Plan> make_plan(const Snapshot& snapshot, const PlanRequest& request);

}  // namespace datavault
