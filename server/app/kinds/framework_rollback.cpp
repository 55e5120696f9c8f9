// Takes back what a job did to tenants.
#include "server/app/framework_sync_request.h"
#include "server/app/job_kinds.h"
#include "server/app/plan_writer.h"
#include "server/app/rollback_builder.h"

namespace datavault {
namespace {

Result<RollbackRequest> request_of(const store::JobRow& job) {
  auto json = job_request(job);
  if (!json) return json.error();
  return rollback_request_from_json(*json, false);
}

Result<store::JobRow> original_of(store::ReadTransaction& tx, const store::JobRow& job) {
  auto original = store::find_job(tx, job.rollback_of.value_or(0));
  if (!original) return original.error();
  if (!*original) return not_found("The job to take back is not there.");
  return **std::move(original);
}

Result<Turn> plan_turn(store::ReadTransaction& tx, VersionCache& versions, const store::JobRow& job,
                       const std::vector<TenantId>& tenants) {
  auto request = request_of(job);
  if (!request) return request.error();
  request->targets = tenants;
  auto original = original_of(tx, job);
  if (!original) return original.error();
  auto built = build_rollback(tx, versions, *original, tenants);
  if (!built) return built.failure().error;
  auto plan = make_rollback_plan(built->snapshot, *request);
  if (!plan) return plan.error();
  Turn turn{built->snapshot.framework.id, *std::move(plan), {}};
  for (RollbackFacts& facts : built->snapshot.tenants) {
    TurnTenant& tenant = turn.tenants[facts.facts.tenant.id];
    tenant.name = std::move(facts.facts.tenant.name);
    tenant.adoption = std::move(facts.facts.adoption);
  }
  for (auto& [id, row] : built->rows) turn.tenants[id].row = std::move(row);
  for (const auto& [id, framework] : built->own_frameworks) {
    turn.tenants[id].own_framework = framework;
  }
  return turn;
}

jobs::JobKind make(const JobKindContext& context) {
  auto kind = planned_kind(
      kRollbackKind, context.clock,
      [&versions = context.versions](store::ReadTransaction& tx, const store::JobRow& job,
                                     const std::vector<TenantId>& tenants) {
        return plan_turn(tx, versions, job, tenants);
      });
  kind.check = [](store::ReadTransaction& tx, const store::JobRow& job) -> Result<void> {
    if (auto original = original_of(tx, job); !original) return original.error();
    auto request = request_of(job);
    if (!request) return request.error();
    return {};
  };
  return kind;
}

const JobKindRegistration kRegistration(make);

}  // namespace
}  // namespace datavault
