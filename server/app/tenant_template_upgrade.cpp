// The part of TenantTemplateService that brings new versions to tenants.
#include <utility>

#include "core/codec/json_reader.h"
#include "core/template/template_json.h"
#include "server/app/framework_sync_request.h"
#include "server/app/tenant_template_service.h"

namespace datavault {
namespace {

Result<void> check_upgrade_keys(const Json& body) {
  ObjectReader reader(body, "");
  reader.allow_only({"target_company_ids", "conflict_resolution", "version", "policy", "decisions",
                     "allow_downgrade", "parameters", "plan_digest", "rules_version", "expected",
                     "on_stale", "sync_options"});
  if (!reader.ok()) return reader.error();
  return {};
}

Result<ParameterValues> upgrade_parameters(const Json& body) {
  ObjectReader reader(body, "");
  ParameterValues values;
  for (const auto& [name, value] : reader.object("parameters").items()) {
    if (!value.is_string()) return invalid_input("A text is expected here.", "parameters, " + name);
    values[name] = value.get<std::string>();
  }
  if (!reader.ok()) return reader.error();
  return values;
}

/// As the planner of distributions reads it: MERGE unless told otherwise, targets may be left out.
Result<PlanRequest> request_of(const Json& body, bool names_targets) {
  Json request = Json::object();
  for (const char* key : {"policy", "decisions", "allow_downgrade"}) {
    if (body.contains(key)) request[key] = body[key];
  }
  request["target_company_ids"] = names_targets ? body["target_company_ids"] : Json::array();
  request["conflict_resolution"] =
      body.contains("conflict_resolution") ? body["conflict_resolution"] : Json("MERGE");
  return plan_request_from_json(request);
}

}  // namespace

Reply<PlannedUpgrade> TenantTemplateService::plan_upgrade(store::ReadTransaction& tx, int64_t id,
                                                          const Json& body) {
  if (auto checked = check_upgrade_keys(body); !checked) return checked.error();
  const bool names_targets =
      body.contains("target_company_ids") && !body["target_company_ids"].is_null();
  auto request = request_of(body, names_targets);
  if (!request) return request.error();
  auto parameters = upgrade_parameters(body);
  if (!parameters) return parameters.error();
  ObjectReader reader(body, "");
  std::optional<int64_t> version;
  if (body.contains("version") && !body["version"].is_null()) version = reader.integer("version");
  if (!reader.ok()) return reader.error();
  auto built =
      build_upgrade(tx, versions_, id, version,
                    names_targets ? std::optional(request->targets) : std::nullopt, *parameters);
  if (!built) return built.failure();
  if (!names_targets) {
    for (const UpgradeFacts& facts : built->snapshot.tenants) {
      request->targets.push_back(facts.tenant.id);
    }
  }
  if (request->targets.empty()) {
    return Failure(invalid_input(names_targets ? "Choose at least one company."
                                               : "No company comes from this template yet.",
                                 "target_company_ids"),
                   "empty_target_list");
  }
  auto plan = make_upgrade_plan(built->snapshot, *request);
  if (!plan) return plan.error();
  return PlannedUpgrade{*std::move(plan), *std::move(request), *std::move(built)};
}

Reply<PlannedUpgrade> TenantTemplateService::plan_upgrade(int64_t id, const Json& body) {
  auto tx = database_.read();
  if (!tx) return tx.error();
  return plan_upgrade(*tx, id, body);
}

Reply<PreparedUpgrade> TenantTemplateService::prepare_upgrade(store::ReadTransaction& tx,
                                                              int64_t id, const Json& body) {
  auto planned = plan_upgrade(tx, id, body);
  if (!planned) return planned.failure();
  auto seen = seen_from_json(body);
  if (!seen) return seen.error();
  BuiltUpgrade& built = planned->built;
  const Plan& plan = planned->plan.plan;
  const std::string seen_digest = upgrade_digest(built.snapshot, planned->request, seen->expected);
  auto submission = submission_of(plan, *seen, seen_digest, body);
  if (!submission) return submission.failure();
  PreparedUpgrade prepared;
  prepared.title = "version " + std::to_string(built.snapshot.version) + " of template \"" +
                   built.target.row.name + "\" to " + companies(submission->targets.size());
  prepared.plan_digest = seen->plan_digest;
  prepared.summary = summary_of(plan);
  prepared.submission = *std::move(submission);
  JobSubmission& job = prepared.submission;
  job.job.type = kCloneJobType;
  job.job.kind = kUpgradeKind;
  job.job.source_version = built.snapshot.version;
  job.job.conflicts = static_cast<int64_t>(planned->plan.conflicts.size());
  // Whom it is for is what its targets say; a job reads this for every batch.
  planned->request.targets.clear();
  job.parameters["request"] = plan_request_to_json(planned->request);
  job.parameters["template_id"] = id;
  job.parameters["version"] = built.snapshot.version;
  job.parameters["parameters"] = body.value("parameters", Json::object());
  job.log = "Queued: " + prepared.title + ".";
  job.audit = {"template.upgrade", "job", "", {{"template_id", id}, {"request", body}}};
  prepared.target = std::move(built.target);
  return prepared;
}

Reply<CreatedJob> TenantTemplateService::create_upgrade_job(int64_t id, const Json& body,
                                                            const std::string& idempotency_key,
                                                            const Actor& actor) {
  const std::string digest = digest_of_json({{"upgrade_of", id}, {"body", body}});
  return jobs_.submit(
      {idempotency_key, digest}, actor, [&](store::WriteTransaction& tx) -> Reply<JobSubmission> {
        auto prepared = prepare_upgrade(tx, id, body);
        if (!prepared) return prepared.failure();
        auto agreed = approvals_.check(tx, prepared->plan_digest);
        if (!agreed) return agreed.failure();
        const SetupStamp stamp{actor.email, iso_now(clock_), std::nullopt};
        if (auto published = publish_missing(tx, prepared->target, stamp); !published) {
          return published.failure();
        }
        return std::move(prepared->submission);
      });
}

Reply<store::ApprovalRow> TenantTemplateService::ask_to_upgrade(int64_t id, const Json& body,
                                                                const Actor& actor) {
  auto tx = database_.write();
  if (!tx) return tx.error();
  auto prepared = prepare_upgrade(*tx, id, body);
  if (!prepared) return prepared.failure();
  store::ApprovalRow row;
  row.plan_digest = prepared->plan_digest;
  row.kind = kUpgradeKind;
  row.subject_id = id;
  row.title = prepared->title;
  row.summary = prepared->summary.dump();
  row.request = canonical_json(body);
  auto asked = approvals_.ask(*tx, std::move(row), actor);
  if (!asked) return asked;
  if (auto committed = tx->commit(); !committed) return committed.error();
  return asked;
}

}  // namespace datavault
