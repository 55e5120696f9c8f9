#include "server/app/framework_sync_service.h"

#include "core/codec/json_reader.h"
#include "core/model/resolve.h"
#include "core/plan/plan_digest.h"
#include "server/app/copies.h"
#include "server/app/framework_catalogue.h"
#include "server/app/framework_sync_request.h"
#include "server/app/value_check.h"

namespace datavault {
namespace {

Result<std::optional<int64_t>> version_of(const Json& body) {
  if (!body.contains("version") || body["version"].is_null()) return std::optional<int64_t>();
  if (body["version"].is_number_integer()) {
    return std::optional<int64_t>(body["version"].get<int64_t>());
  }
  return invalid_input("A version is a whole number.", "version");
}

Result<void> check_keys(const Json& body) {
  ObjectReader reader(body, "");
  reader.allow_only({"target_company_ids", "conflict_resolution", "version", "policy", "decisions",
                     "allow_downgrade", "plan_digest", "rules_version", "expected", "on_stale",
                     "sync_options"});
  if (!reader.ok()) return reader.error();
  return {};
}

ImpactSide side_of(const Snapshot& snapshot, const std::optional<Adoption>& adoption) {
  if (!adoption) return {};
  const FrameworkContent* base =
      adoption->base ? &snapshot.versions.at(*adoption->base).content : nullptr;
  return {resolve(base, adoption->overlay), adoption->overlay.joined};
}

}  // namespace

jobs::JobKind FrameworkSyncService::job_kind() {
  return {kJobType, [this](int64_t job_id) { return execute_sync_job(job_id); }};
}

Reply<Snapshot> FrameworkSyncService::snapshot(FrameworkId framework,
                                               std::optional<int64_t> version) {
  auto tx = database_.read();
  if (!tx) return tx.error();
  auto built = build_snapshot(*tx, versions_, framework, version, std::nullopt);
  if (!built) return built.failure();
  return std::move(built->snapshot);
}

Reply<PlannedSync> FrameworkSyncService::plan(store::ReadTransaction& tx, FrameworkId framework,
                                              const Json& body) {
  if (auto row = require_framework(tx, framework); !row) return row.failure();
  if (auto checked = check_keys(body); !checked) return checked.error();
  auto request = plan_request_from_json(body);
  if (!request) return request.error();
  if (request->targets.empty()) {
    return Failure(invalid_input("Choose at least one company.", "target_company_ids"),
                   "empty_target_list");
  }
  auto version = version_of(body);
  if (!version) return version.error();
  auto built = build_snapshot(tx, versions_, framework, *version, request->targets);
  if (!built) return built.failure();
  auto planned = make_plan(built->snapshot, *request);
  if (!planned) return planned.error();
  return PlannedSync{*std::move(planned), *std::move(request), *std::move(built)};
}

Reply<PlannedSync> FrameworkSyncService::get_framework_conflicts(FrameworkId framework,
                                                                 const Json& body) {
  auto tx = database_.read();
  if (!tx) return tx.error();
  return plan(*tx, framework, body);
}

Reply<FormulaImpact> FrameworkSyncService::impact(FrameworkId framework, const Json& body) {
  ObjectReader reader(body, "");
  const int64_t company = reader.integer("company_id");
  const std::string period = reader.ok() && body.contains("period") && body["period"].is_null()
                                 ? ""
                                 : reader.text_or("period");
  if (!period.empty() && !is_period(period)) {
    reader.fail("A period reads 2024, 2024-Q3 or 2024-07.", "period");
  }
  if (!reader.ok()) return reader.error();
  Json request = body;
  request.erase("company_id");
  request.erase("period");
  request["target_company_ids"] = {company};
  if (!request.contains("conflict_resolution")) request["conflict_resolution"] = "MERGE";
  auto tx = database_.read();
  if (!tx) return tx.error();
  if (auto known = require_tenant(*tx, TenantId{company}); !known) return known.failure();
  auto planned = plan(*tx, framework, request);
  if (!planned) return planned.failure();
  const PlannedTarget& target = planned->plan.targets.front();
  FormulaImpact impact{target.tenant, target.outcome, planned->plan.target_version, period, {}};
  if (!target.result) return impact;
  const Snapshot& snapshot = planned->built.snapshot;
  auto done =
      find_formula_impact(*tx, versions_, side_of(snapshot, snapshot.tenants.front().adoption),
                          side_of(snapshot, target.result), impact);
  if (!done) return done.error();
  return impact;
}

Reply<CreatedJob> FrameworkSyncService::create_sync_job(FrameworkId framework, const Json& body,
                                                        const std::string& idempotency_key,
                                                        const Actor& actor) {
  const std::string digest = digest_of_json({{"framework_id", framework.value}, {"body", body}});
  auto tx = database_.write();
  if (!tx) return tx.error();
  auto known = replayed(*tx, idempotency_key, digest, actor);
  if (!known) return known.failure();
  if (*known) return **known;
  auto planned = plan(*tx, framework, body);
  if (!planned) return planned.failure();
  auto seen = seen_from_json(body);
  if (!seen) return seen.error();
  const auto seen_digest =
      plan_digest(planned->built.snapshot.framework, planned->plan.source_version, planned->request,
                  seen->expected);
  if (auto refused = refusal(planned->plan, *seen, seen_digest)) return *refused;
  auto job = queue(*tx, *planned, seen->expected, body, actor);
  if (!job) return job;
  return commit(*tx, *job, idempotency_key, digest, actor);
}

Reply<std::optional<CreatedJob>> FrameworkSyncService::replayed(store::ReadTransaction& tx,
                                                                const std::string& key,
                                                                const std::string& digest,
                                                                const Actor& actor) {
  if (key.empty()) return std::optional<CreatedJob>();
  auto known = store::find_idempotency_key(tx, actor.user_id.value_or(0), key);
  if (!known) return known.error();
  if (!*known) return std::optional<CreatedJob>();
  if ((*known)->request_digest == digest) return std::optional(CreatedJob{(*known)->job_id, true});
  return Failure(conflict_error("This idempotency key was used for another request."),
                 "idempotency_key_reused");
}

Reply<CreatedJob> FrameworkSyncService::commit(store::WriteTransaction& tx, CreatedJob job,
                                               const std::string& key, const std::string& digest,
                                               const Actor& actor) {
  if (!key.empty()) {
    auto kept =
        store::insert_idempotency_key(tx, {*actor.user_id, key, digest, job.id, iso_now(clock_)});
    if (!kept) return kept.error();
  }
  if (auto committed = tx.commit(); !committed) return committed.error();
  notify_();
  return job;
}

Reply<CreatedJob> FrameworkSyncService::queue(store::WriteTransaction& tx,
                                              const PlannedSync& planned,
                                              const std::vector<ExpectedTarget>& expected,
                                              const Json& body, const Actor& actor) {
  const auto rows = target_rows(expected, planned.plan);
  store::JobRow job;
  job.type = kJobType;
  job.status = "QUEUED";
  job.initiated_by = actor.email;
  job.initiated_by_id = actor.user_id;
  job.framework_id = planned.plan.framework.value;
  job.source_version = planned.plan.target_version;
  Json parameters = {{"request", plan_request_to_json(planned.request)},
                     {"plan_digest", body.at("plan_digest")},
                     {"sync_options", body.value("sync_options", Json::object())}};
  job.parameters = canonical_json(parameters);
  job.target_count = static_cast<int64_t>(rows.size());
  job.conflicts = static_cast<int64_t>(planned.plan.conflicts.size());
  job.created_at = iso_now(clock_);
  auto id = store::insert_job(tx, job, rows);
  if (!id) return id.error();
  auto logged = log(tx, *id, "INFO",
                    "Queued: \"" + planned.built.snapshot.framework.name + "\" version " +
                        std::to_string(planned.plan.target_version) + " to " +
                        std::to_string(rows.size()) + " companies.");
  if (!logged) return logged.error();
  auto audited = audit_.record(tx, actor, {"sync.distribute", "job", std::to_string(*id), body});
  if (!audited) return audited.error();
  return CreatedJob{*id, false};
}

Reply<store::JobRow> FrameworkSyncService::require_job(store::ReadTransaction& tx, int64_t job_id) {
  auto job = store::find_job(tx, job_id);
  if (!job) return job.error();
  if (*job) return **std::move(job);
  return Failure(not_found("There is no job with the id " + std::to_string(job_id) + "."),
                 "job_not_found");
}

Reply<JobStatus> FrameworkSyncService::get_sync_job_status(int64_t job_id) {
  auto tx = database_.read();
  if (!tx) return tx.error();
  auto job = require_job(*tx, job_id);
  if (!job) return job.failure();
  auto targets = store::load_targets(*tx, job_id);
  if (!targets) return targets.error();
  auto entries = store::load_log(*tx, job_id);
  if (!entries) return entries.error();
  return JobStatus{*std::move(job), *std::move(targets), *std::move(entries)};
}

Reply<store::Page<store::JobRow>> FrameworkSyncService::list_jobs(
    const store::PageRequest& request) {
  auto tx = database_.read();
  if (!tx) return tx.error();
  return store::list_jobs(*tx, request);
}

Reply<store::Page<store::RememberedRow>> FrameworkSyncService::list_remembered(
    const store::PageRequest& request) {
  auto tx = database_.read();
  if (!tx) return tx.error();
  return store::list_remembered(*tx, request);
}

Reply<store::RememberedRow> FrameworkSyncService::withdraw_remembered(int64_t id,
                                                                      const Actor& actor) {
  auto tx = database_.write();
  if (!tx) return tx.error();
  auto row = store::find_remembered(*tx, id);
  if (!row) return row.error();
  if (!*row) {
    return Failure(not_found("There is no remembered decision with the id " + std::to_string(id) +
                             "; perhaps it was withdrawn or replaced."),
                   "remembered_not_found");
  }
  if (auto deleted = store::delete_remembered(*tx, id); !deleted) return deleted.error();
  auto audited = audit_.record(*tx, actor,
                               {"sync.remembered.withdraw",
                                "remembered_decision",
                                std::to_string(id),
                                {{"company_id", (*row)->tenant.value},
                                 {"framework_id", (*row)->framework.value},
                                 {"field_uid", (*row)->field_uid},
                                 {"field_code", (*row)->field_code},
                                 {"attribute", (*row)->attribute},
                                 {"decided_by", (*row)->decided_by}}});
  if (!audited) return audited.error();
  if (auto committed = tx->commit(); !committed) return committed.error();
  return **std::move(row);
}

Result<void> FrameworkSyncService::log(store::WriteTransaction& tx, int64_t job_id,
                                       const char* level, std::string message) {
  return store::append_log(tx, job_id, {0, iso_now(clock_), level, std::move(message)});
}

}  // namespace datavault
