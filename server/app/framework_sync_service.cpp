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

Reply<IncomingVersion> FrameworkSyncService::incoming(TenantId tenant, FrameworkId framework) {
  auto tx = database_.read();
  if (!tx) return tx.error();
  auto copy = require_copy(*tx, versions_, tenant, framework);
  if (!copy) return copy.failure();
  auto planned = plan(*tx, framework,
                      {{"target_company_ids", {tenant.value}}, {"conflict_resolution", "MERGE"}});
  if (!planned) return planned.failure();
  const Snapshot& snapshot = planned->built.snapshot;
  const auto& result = planned->plan.targets.front().result;
  const FrameworkContent& master = snapshot.versions.at(snapshot.target_version).content;
  IncomingVersion incoming{planned->plan, (*copy)->adoption().base.value_or(0), {}};
  if (planned->plan.targets.front().outcome == Outcome::noop) return incoming;
  const FrameworkContent after = result ? side_of(snapshot, result).content : master;
  incoming.differences = differences((*copy)->content(), after);
  return incoming;
}

Reply<PreparedJob> FrameworkSyncService::prepare_sync(store::ReadTransaction& tx,
                                                      FrameworkId framework, const Json& body) {
  auto planned = plan(tx, framework, body);
  if (!planned) return planned.failure();
  auto seen = seen_from_json(body);
  if (!seen) return seen.error();
  const Framework& of = planned->built.snapshot.framework;
  const auto seen_digest =
      plan_digest(of, planned->plan.source_version, planned->request, seen->expected);
  auto submission = submission_of(planned->plan, *seen, seen_digest, body);
  if (!submission) return submission.failure();
  submission->job.kind = kSyncKind;
  submission->job.framework_id = planned->plan.framework.value;
  submission->job.source_version = planned->plan.target_version;
  // Whom it is for is what its targets say; a job reads this for every batch.
  planned->request.targets.clear();
  submission->parameters["request"] = plan_request_to_json(planned->request);
  const std::string title = "\"" + of.name + "\" version " +
                            std::to_string(planned->plan.target_version) + " to " +
                            companies(submission->targets.size());
  submission->log = "Queued: " + title + ".";
  submission->audit = {"sync.distribute", "job", "", body};
  return PreparedJob{*std::move(submission), seen->plan_digest, summary_of(planned->plan), title};
}

Reply<JobSubmission> FrameworkSyncService::approved(store::ReadTransaction& tx,
                                                    Reply<PreparedJob> prepared) {
  if (!prepared) return prepared.failure();
  auto agreed = approvals_.check(tx, prepared->plan_digest);
  if (!agreed) return agreed.failure();
  return std::move(prepared->submission);
}

Reply<CreatedJob> FrameworkSyncService::create_sync_job(FrameworkId framework, const Json& body,
                                                        const std::string& idempotency_key,
                                                        const Actor& actor) {
  const std::string digest = digest_of_json({{"framework_id", framework.value}, {"body", body}});
  return jobs_.submit({idempotency_key, digest}, actor, [&](store::WriteTransaction& tx) {
    return approved(tx, prepare_sync(tx, framework, body));
  });
}

Reply<store::ApprovalRow> FrameworkSyncService::ask(
    const char* kind, int64_t subject, const Json& body, const Actor& actor,
    const std::function<Reply<PreparedJob>(store::ReadTransaction&)>& prepare) {
  auto tx = database_.write();
  if (!tx) return tx.error();
  auto prepared = prepare(*tx);
  if (!prepared) return prepared.failure();
  store::ApprovalRow row;
  row.plan_digest = prepared->plan_digest;
  row.kind = kind;
  row.subject_id = subject;
  row.title = prepared->title;
  row.summary = prepared->summary.dump();
  row.request = canonical_json(body);
  auto asked = approvals_.ask(*tx, std::move(row), actor);
  if (!asked) return asked;
  if (auto committed = tx->commit(); !committed) return committed.error();
  return asked;
}

Reply<store::ApprovalRow> FrameworkSyncService::ask_to_sync(FrameworkId framework, const Json& body,
                                                            const Actor& actor) {
  return ask(kSyncKind, framework.value, body, actor,
             [&](store::ReadTransaction& tx) { return prepare_sync(tx, framework, body); });
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

}  // namespace datavault
