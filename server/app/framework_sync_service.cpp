#include "server/app/framework_sync_service.h"

#include "core/codec/json_reader.h"
#include "server/app/framework_catalogue.h"

namespace datavault {
namespace {

Failure plan_stale(const std::vector<StaleTarget>& stale) {
  Json targets = Json::array();
  for (const StaleTarget& target : stale) {
    targets.push_back({{"company_id", target.tenant.value}, {"reason", target.reason}});
  }
  const std::string message = stale.empty()
                                  ? "The plan does not belong to this request. Preview again."
                                  : std::to_string(stale.size()) +
                                        (stale.size() == 1 ? " company" : " companies") +
                                        " changed since the preview. Preview again.";
  return Failure(conflict_error(message), "plan_stale", {{"targets", std::move(targets)}});
}

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

/// The half of a distribute request that says what the admin saw.
struct Seen {
  std::string plan_digest;
  int64_t rules_version = kRulesVersion;
  std::vector<ExpectedTarget> expected;
  bool skip_stale = false;
};

Result<Seen> seen_from_json(const Json& body) {
  ObjectReader reader(body, "");
  Seen seen;
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

std::optional<Failure> refusal(const PlannedSync& planned, const Seen& seen) {
  const auto stale = stale_targets(planned.plan, seen.expected);
  const std::string digest =
      plan_digest(planned.built.snapshot.framework, planned.plan.source_version, planned.request,
                  seen.expected);
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
    // A target that the preview did not show has nothing that it could still equal: it ends as
    // stale.
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

Reply<CreatedJob> FrameworkSyncService::create_sync_job(FrameworkId framework, const Json& body,
                                                        const std::string& idempotency_key,
                                                        const Actor& actor) {
  const std::string digest = digest_of_json({{"framework_id", framework.value}, {"body", body}});
  auto tx = database_.write();
  if (!tx) return tx.error();
  if (!idempotency_key.empty()) {
    auto known = store::find_idempotency_key(*tx, actor.user_id.value_or(0), idempotency_key);
    if (!known) return known.error();
    if (*known && (*known)->request_digest == digest) return CreatedJob{(*known)->job_id, true};
    if (*known) {
      return Failure(conflict_error("This idempotency key was used for another request."),
                     "idempotency_key_reused");
    }
  }
  auto planned = plan(*tx, framework, body);
  if (!planned) return planned.failure();
  auto seen = seen_from_json(body);
  if (!seen) return seen.error();
  if (seen->rules_version != kRulesVersion) {
    return Failure(
        conflict_error("The page is older than the server. Reload it and preview again."),
        "client_outdated", {{"rules_version", kRulesVersion}});
  }
  if (auto refused = refusal(*planned, *seen)) return *refused;
  auto job = queue(*tx, *planned, seen->expected, body, actor);
  if (!job) return job;
  if (!idempotency_key.empty()) {
    auto kept = store::insert_idempotency_key(
        *tx, {*actor.user_id, idempotency_key, digest, job->id, iso_now(clock_)});
    if (!kept) return kept.error();
  }
  if (auto committed = tx->commit(); !committed) return committed.error();
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

Reply<JobStatus> FrameworkSyncService::get_sync_job_status(int64_t job_id) {
  auto tx = database_.read();
  if (!tx) return tx.error();
  auto job = store::find_job(*tx, job_id);
  if (!job) return job.error();
  if (!*job) {
    return Failure(not_found("There is no job with the id " + std::to_string(job_id) + "."),
                   "job_not_found");
  }
  auto targets = store::load_targets(*tx, job_id);
  if (!targets) return targets.error();
  auto entries = store::load_log(*tx, job_id);
  if (!entries) return entries.error();
  return JobStatus{**job, *std::move(targets), *std::move(entries)};
}

Reply<store::Page<store::JobRow>> FrameworkSyncService::list_jobs(
    const store::PageRequest& request) {
  auto tx = database_.read();
  if (!tx) return tx.error();
  return store::list_jobs(*tx, request);
}

Result<void> FrameworkSyncService::log(store::WriteTransaction& tx, int64_t job_id,
                                       const char* level, std::string message) {
  return store::append_log(tx, job_id, {0, iso_now(clock_), level, std::move(message)});
}

}  // namespace datavault
