#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/plan/plan.h"

namespace datavault {

/// Who answers a conflict, and how.
struct Answer {
  Take take = Take::master;
  Json value;
  AnsweredBy by = AnsweredBy::decision;
  bool remember = false;
  size_t decision = 0;  // its place in the request, for decisions
};

/// The answers of a request, found in the order of docs/merge.md: a decision on the conflict, one
/// on its cluster for this tenant, one on its cluster, a remembered one, the policy.
class Answers {
 public:
  /// Borrows the request.
  /// Errors: invalid_input for two decisions on the same question.
  static Result<Answers> of(const PlanRequest& request);

  /// Errors: invalid_input naming the decision when the conflict takes no such answer.
  Result<std::optional<Answer>> find(const Conflict& conflict, const TenantFacts& facts);

  /// Decisions that no conflict asked for, by their place in the request.
  std::vector<size_t> unused() const;

 private:
  explicit Answers(const PlanRequest& request);

  const size_t* decision_on(const Conflict& conflict) const;
  std::optional<Answer> policy_on(const Conflict& conflict) const;

  using ClusterKey = std::pair<std::string, int64_t>;  // tenant 0: all

  const PlanRequest* request_;
  std::map<std::string, size_t, std::less<>> by_conflict_;
  std::map<ClusterKey, size_t> by_cluster_;
  std::vector<bool> used_;
};

}  // namespace datavault
