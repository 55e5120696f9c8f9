// Brings a framework version to tenants.
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

/// Plans again what was previewed, for some of the tenants as they are now.
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
  Turn turn;
  turn.framework = built->snapshot.framework.id;
  turn.plan = *std::move(plan);
  turn.rows = std::move(built->rows);
  for (const auto& [number, version] : built->snapshot.versions) {
    turn.digests[number] = version.digest;
  }
  for (const TenantFacts& facts : built->snapshot.tenants) {
    turn.names[facts.tenant.id] = facts.tenant.name;
  }
  return turn;
}

jobs::JobKind make(const JobKindContext& context) {
  VersionCache& versions = context.versions;
  const Clock& clock = context.clock;
  jobs::JobKind kind;
  kind.name = "FRAMEWORK_SYNC";
  kind.check = [](store::ReadTransaction&, const store::JobRow& job) -> Result<void> {
    auto request = request_of(job);
    if (!request) return request.error();
    return {};
  };
  kind.run_batch = [&versions, &clock](store::WriteTransaction& tx, const store::JobRow& job,
                                       std::vector<store::JobTargetRow> rows) {
    auto turn = plan_turn(tx, versions, job, tenants_of(rows));
    return write_turn(tx, std::move(turn), job, std::move(rows), iso_now(clock));
  };
  return kind;
}

const JobKindRegistration kRegistration(make);

}  // namespace
}  // namespace datavault
