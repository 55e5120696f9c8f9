// Brings a framework version to tenants.
#include "server/app/framework_sync_request.h"
#include "server/app/job_kinds.h"
#include "server/app/plan_writer.h"
#include "server/app/snapshot_builder.h"

namespace datavault {
namespace {

Result<PlanRequest> request_of(const store::JobRow& job) {
  auto json = job_request(job);
  if (!json) return json.error();
  return plan_request_from_json(*json);
}

Result<Turn> plan_turn(store::ReadTransaction& tx, VersionCache& versions, const store::JobRow& job,
                       const std::vector<TenantId>& tenants) {
  auto request = request_of(job);
  if (!request) return request.error();
  request->targets = tenants;
  auto built = build_snapshot(tx, versions, FrameworkId{job.framework_id.value_or(0)},
                              job.source_version, tenants);
  if (!built) return built.failure().error;
  auto plan = make_plan(built->snapshot, *request);
  if (!plan) return plan.error();
  Turn turn{built->snapshot.framework.id, *std::move(plan), {}};
  for (TenantFacts& facts : built->snapshot.tenants) {
    TurnTenant& tenant = turn.tenants[facts.tenant.id];
    tenant.name = std::move(facts.tenant.name);
    tenant.adoption = std::move(facts.adoption);
  }
  for (auto& [id, row] : built->rows) turn.tenants[id].row = std::move(row);
  return turn;
}

jobs::JobKind make(const JobKindContext& context) {
  auto kind = planned_kind(
      kSyncKind, context.clock,
      [&versions = context.versions](store::ReadTransaction& tx, const store::JobRow& job,
                                     const std::vector<TenantId>& tenants) {
        return plan_turn(tx, versions, job, tenants);
      });
  kind.check = [](store::ReadTransaction&, const store::JobRow& job) -> Result<void> {
    auto request = request_of(job);
    if (!request) return request.error();
    return {};
  };
  return kind;
}

const JobKindRegistration kRegistration(make);

}  // namespace
}  // namespace datavault
