// The part of FrameworkSyncService that takes jobs back.
#include "core/codec/json_reader.h"
#include "core/plan/plan_digest.h"
#include "server/app/framework_sync_request.h"
#include "server/app/framework_sync_service.h"

namespace datavault {
namespace {

Result<void> check_rollback_keys(const Json& body) {
  ObjectReader reader(body, "");
  reader.allow_only({"target_company_ids", "decisions", "plan_digest", "rules_version", "expected",
                     "on_stale", "sync_options"});
  if (!reader.ok()) return reader.error();
  return {};
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
  auto job = JobService::require(tx, job_id);
  if (!job) return job.failure();
  if (!jobs::has_ended(*job)) {
    return Failure(conflict_error("This job has not ended yet; wait for its end or cancel it."),
                   "job_not_ended");
  }
  if (!job->framework_id) {
    return Failure(conflict_error("This job is none of one framework. What a template brought is "
                                  "taken back by upgrading to the version before."),
                   "rollback_not_possible");
  }
  if (auto checked = check_rollback_keys(body); !checked) return checked.error();
  const bool names_targets =
      body.contains("target_company_ids") && !body["target_company_ids"].is_null();
  auto request = rollback_request_from_json(body, names_targets);
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

Reply<PreparedJob> FrameworkSyncService::prepare_rollback(store::ReadTransaction& tx,
                                                          int64_t job_id, const Json& body) {
  auto planned = plan_rollback(tx, job_id, body);
  if (!planned) return planned.failure();
  auto seen = seen_from_json(body);
  if (!seen) return seen.error();
  const RollbackSnapshot& snapshot = planned->built.snapshot;
  const auto seen_digest =
      rollback_digest(snapshot.framework, job_id, planned->request.decisions, seen->expected);
  auto submission = submission_of(planned->plan, *seen, seen_digest, body);
  if (!submission) return submission.failure();
  submission->job.kind = kRollbackKind;
  submission->job.framework_id = snapshot.framework.id.value;
  submission->job.rollback_of = job_id;
  planned->request.targets.clear();  // the job's targets say it
  submission->parameters["request"] = rollback_request_to_json(planned->request);
  submission->parameters["rollback_of"] = job_id;
  const std::string title = "taking back job " + std::to_string(job_id) + " (\"" +
                            snapshot.framework.name + "\") for " +
                            companies(submission->targets.size());
  submission->log = "Queued: " + title + ".";
  submission->audit = {"sync.rollback", "job", "", {{"rollback_of", job_id}, {"request", body}}};
  return PreparedJob{*std::move(submission), seen->plan_digest, summary_of(planned->plan), title};
}

Reply<CreatedJob> FrameworkSyncService::create_rollback_job(int64_t job_id, const Json& body,
                                                            const std::string& idempotency_key,
                                                            const Actor& actor) {
  const std::string digest = digest_of_json({{"rollback_of", job_id}, {"body", body}});
  return jobs_.submit({idempotency_key, digest}, actor, [&](store::WriteTransaction& tx) {
    return approved(tx, prepare_rollback(tx, job_id, body));
  });
}

Reply<store::ApprovalRow> FrameworkSyncService::ask_to_roll_back(int64_t job_id, const Json& body,
                                                                 const Actor& actor) {
  return ask(kRollbackKind, job_id, body, actor,
             [&](store::ReadTransaction& tx) { return prepare_rollback(tx, job_id, body); });
}

}  // namespace datavault
