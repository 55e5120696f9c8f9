#include "server/app/framework_sync_request.h"

#include <map>
#include <utility>

#include "core/codec/json_reader.h"

namespace datavault {
namespace {

Failure plan_stale(const std::vector<StaleTarget>& stale) {
  Json targets = Json::array();
  for (const StaleTarget& target : stale) {
    targets.push_back({{"company_id", target.tenant.value}, {"reason", target.reason}});
  }
  const std::string message =
      stale.empty() ? "The plan does not belong to this request. Preview again."
                    : companies(stale.size()) + " changed since the preview. Preview again.";
  return Failure(conflict_error(message), "plan_stale", {{"targets", std::move(targets)}});
}

}  // namespace

Result<SeenPlan> seen_from_json(const Json& body) {
  ObjectReader reader(body, "");
  SeenPlan seen;
  seen.plan_digest = reader.text("plan_digest");
  seen.rules_version = reader.integer_or("rules_version", kRulesVersion);
  const Json& list = reader.member("expected", true);
  const std::string on_stale = reader.text_or("on_stale", "REFUSE");
  if (on_stale != "REFUSE" && on_stale != "SKIP") {
    reader.fail("What is stale is dealt with by REFUSE or SKIP.", "on_stale");
  }
  seen.skip_stale = on_stale == "SKIP";
  if (!reader.ok()) return reader.error();
  auto expected = expected_from_json(list);
  if (!expected) return expected.error();
  seen.expected = *std::move(expected);
  return seen;
}

std::optional<Failure> refusal(const Plan& now, const SeenPlan& seen, const std::string& digest) {
  if (seen.rules_version != kRulesVersion) {
    return Failure(
        conflict_error("The page is older than the server. Reload it and preview again."),
        "client_outdated", {{"rules_version", kRulesVersion}});
  }
  const auto stale = stale_targets(now, seen.expected);
  if (!stale.empty() && !seen.skip_stale) return plan_stale(stale);
  if (digest != seen.plan_digest) return plan_stale({});
  return std::nullopt;
}

std::vector<store::JobTargetRow> target_rows(const std::vector<ExpectedTarget>& expected,
                                             const Plan& plan) {
  std::map<TenantId, const ExpectedTarget*> seen;
  for (const ExpectedTarget& target : expected) seen[target.tenant] = &target;
  std::vector<store::JobTargetRow> rows;
  for (const PlannedTarget& now : plan.targets) {
    const auto found = seen.find(now.tenant);
    store::JobTargetRow row;
    row.tenant = now.tenant;
    if (found != seen.end()) {
      const ExpectedTarget& target = *found->second;
      row.planned_outcome = to_text(target.outcome);
      row.planned_before = target.before;
      row.planned_evidence = target.evidence;
      row.planned_after = target.after;
    } else {
      row.planned_outcome = to_text(now.outcome);
    }
    rows.push_back(std::move(row));
  }
  return rows;
}

/// What a rollback and a distribution have in common is read as there.
Result<RollbackRequest> rollback_request_from_json(const Json& body, bool names_targets) {
  const Json as_plan = {
      {"target_company_ids", names_targets ? body["target_company_ids"] : Json::array()},
      {"conflict_resolution", "MERGE"},
      {"decisions", body.value("decisions", Json::array())}};
  auto request = plan_request_from_json(as_plan);
  if (!request) return request.error();
  return RollbackRequest{std::move(request->targets), std::move(request->decisions)};
}

Json rollback_request_to_json(const RollbackRequest& request) {
  PlanRequest as_plan;
  as_plan.targets = request.targets;
  as_plan.decisions = request.decisions;
  const Json json = plan_request_to_json(as_plan);
  return {{"target_company_ids", json["target_company_ids"]}, {"decisions", json["decisions"]}};
}

Reply<JobSubmission> submission_of(const Plan& plan, const SeenPlan& seen,
                                   const std::string& seen_digest, const Json& body) {
  if (auto refused = refusal(plan, seen, seen_digest)) return *refused;
  auto options = jobs::job_options_from_json(body.value("sync_options", Json(nullptr)));
  if (!options) return options.error();
  JobSubmission submission;
  submission.job.type = kSyncJobType;
  submission.job.conflicts = static_cast<int64_t>(plan.conflicts.size());
  submission.targets = target_rows(seen.expected, plan);
  submission.parameters = {{"plan_digest", seen.plan_digest}};
  submission.options = *std::move(options);
  return submission;
}

Json summary_of(const Plan& plan) {
  Json summary = Json::object();
  for (const auto& [outcome, count] : plan.summary) summary[std::string(to_text(outcome))] = count;
  return summary;
}

std::string companies(size_t count) {
  return std::to_string(count) + (count == 1 ? " company" : " companies");
}

}  // namespace datavault
