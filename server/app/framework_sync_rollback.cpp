// The part of FrameworkSyncService that takes jobs back.
#include "core/codec/json_reader.h"
#include "core/plan/plan_digest.h"
#include "server/app/framework_sync_request.h"
#include "server/app/framework_sync_service.h"

namespace datavault {
namespace {

Result<void> check_keys(const Json& body) {
  ObjectReader reader(body, "");
  reader.allow_only(
      {"target_company_ids", "decisions", "plan_digest", "rules_version", "expected", "on_stale"});
  if (!reader.ok()) return reader.error();
  return {};
}

/// What a rollback and a distribution have in common is read as there.
Result<RollbackRequest> request_from(const Json& body, bool names_targets) {
  const Json as_plan = {
      {"target_company_ids", names_targets ? body["target_company_ids"] : Json::array()},
      {"conflict_resolution", "MERGE"},
      {"decisions", body.value("decisions", Json::array())}};
  auto request = plan_request_from_json(as_plan);
  if (!request) return request.error();
  return RollbackRequest{std::move(request->targets), std::move(request->decisions)};
}

Json request_to_json(const RollbackRequest& request) {
  PlanRequest as_plan;
  as_plan.targets = request.targets;
  as_plan.decisions = request.decisions;
  const Json json = plan_request_to_json(as_plan);
  return {{"target_company_ids", json["target_company_ids"]}, {"decisions", json["decisions"]}};
}

bool has_ended(const store::JobRow& job) {
  return job.status == "COMPLETED" || job.status == "COMPLETED_WITH_ERRORS" ||
         job.status == "FAILED" || job.status == "CANCELLED";
}

Failure nothing_to_take_back(bool names_targets) {
  return Failure(invalid_input(names_targets ? "Choose at least one company."
                                             : "This job wrote nothing that could be taken back.",
                               "target_company_ids"),
                 "empty_target_list");
}

}  // namespace

Reply<PlannedRollback> FrameworkSyncService::plan_rollback(store::ReadTransaction& tx,
                                                           int64_t job_id, const Json& body) {
  auto job = require_job(tx, job_id);
  if (!job) return job.failure();
  if (!has_ended(*job)) {
    return Failure(conflict_error("This job has not ended yet; wait for its end or cancel it."),
                   "job_not_ended");
  }
  if (auto checked = check_keys(body); !checked) return checked.error();
  const bool names_targets =
      body.contains("target_company_ids") && !body["target_company_ids"].is_null();
  auto request = request_from(body, names_targets);
  if (!request) return request.error();
  if (names_targets && request->targets.empty()) return nothing_to_take_back(true);
  auto built = build_rollback(tx, versions_, *job,
                              names_targets ? std::optional(request->targets) : std::nullopt);
  if (!built) return built.failure();
  if (!names_targets) {
    for (const RollbackFacts& facts : built->snapshot.tenants) {
      request->targets.push_back(facts.facts.tenant.id);
    }
    if (request->targets.empty()) return nothing_to_take_back(false);
  }
  auto plan = make_rollback_plan(built->snapshot, *request);
  if (!plan) return plan.error();
  return PlannedRollback{*std::move(plan), *std::move(request), *std::move(built)};
}

Reply<PlannedRollback> FrameworkSyncService::plan_rollback(int64_t job_id, const Json& body) {
  auto tx = database_.read();
  if (!tx) return tx.error();
  return plan_rollback(*tx, job_id, body);
}

Reply<CreatedJob> FrameworkSyncService::create_rollback_job(int64_t job_id, const Json& body,
                                                            const std::string& idempotency_key,
                                                            const Actor& actor) {
  const std::string digest = digest_of_json({{"rollback_of", job_id}, {"body", body}});
  auto tx = database_.write();
  if (!tx) return tx.error();
  auto known = replayed(*tx, idempotency_key, digest, actor);
  if (!known) return known.failure();
  if (*known) return **known;
  auto planned = plan_rollback(*tx, job_id, body);
  if (!planned) return planned.failure();
  auto seen = seen_from_json(body);
  if (!seen) return seen.error();
  const auto seen_digest = rollback_digest(planned->built.snapshot.framework, job_id,
                                           planned->request.decisions, seen->expected);
  if (auto refused = refusal(planned->plan, *seen, seen_digest)) return *refused;
  auto job = queue_rollback(*tx, *planned, *seen, body, actor);
  if (!job) return job;
  return commit(*tx, *job, idempotency_key, digest, actor);
}

Reply<CreatedJob> FrameworkSyncService::queue_rollback(store::WriteTransaction& tx,
                                                       const PlannedRollback& planned,
                                                       const SeenPlan& seen, const Json& body,
                                                       const Actor& actor) {
  const auto rows = target_rows(seen.expected, planned.plan);
  const RollbackSnapshot& snapshot = planned.built.snapshot;
  store::JobRow job;
  job.type = kJobType;
  job.status = "QUEUED";
  job.initiated_by = actor.email;
  job.initiated_by_id = actor.user_id;
  job.framework_id = snapshot.framework.id.value;
  job.rollback_of = snapshot.job;
  job.parameters = canonical_json({{"request", request_to_json(planned.request)},
                                   {"plan_digest", seen.plan_digest},
                                   {"rollback_of", snapshot.job}});
  job.target_count = static_cast<int64_t>(rows.size());
  job.conflicts = static_cast<int64_t>(planned.plan.conflicts.size());
  job.created_at = iso_now(clock_);
  auto id = store::insert_job(tx, job, rows);
  if (!id) return id.error();
  auto logged = log(tx, *id, "INFO",
                    "Queued: taking back job " + std::to_string(snapshot.job) + " (\"" +
                        snapshot.framework.name + "\") for " + std::to_string(rows.size()) +
                        (rows.size() == 1 ? " company." : " companies."));
  if (!logged) return logged.error();
  Json payload = {{"rollback_of", snapshot.job}, {"request", body}};
  auto audited =
      audit_.record(tx, actor, {"sync.rollback", "job", std::to_string(*id), std::move(payload)});
  if (!audited) return audited.error();
  return CreatedJob{*id, false};
}

/// Plans again what was previewed, for some of the tenants as they are now.
Result<Turn> FrameworkSyncService::rollback_turn(store::ReadTransaction& tx,
                                                 const store::JobRow& job,
                                                 const std::vector<TenantId>& tenants) {
  auto json = job_request(job);
  if (!json) return json.error();
  auto request = request_from(*json, false);
  if (!request) return request.error();
  request->targets = tenants;
  auto original = store::find_job(tx, *job.rollback_of);
  if (!original) return original.error();
  if (!*original) return not_found("The job to take back is not there.");
  auto built = build_rollback(tx, versions_, **original, tenants);
  if (!built) return built.failure().error;
  auto plan = make_rollback_plan(built->snapshot, *request);
  if (!plan) return plan.error();
  Turn turn;
  turn.framework = built->snapshot.framework.id;
  turn.plan = *std::move(plan);
  turn.rows = std::move(built->rows);
  turn.own_frameworks = std::move(built->own_frameworks);
  for (const auto& [number, version] : built->snapshot.versions) {
    turn.digests[number] = version.digest;
  }
  for (const RollbackFacts& facts : built->snapshot.tenants) {
    turn.names[facts.facts.tenant.id] = facts.facts.tenant.name;
  }
  return turn;
}

}  // namespace datavault
