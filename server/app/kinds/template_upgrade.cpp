// Brings a version of a template to the tenants that come from it.
#include "core/plan/plan_json.h"
#include "core/template/template_json.h"
#include "server/app/job_kinds.h"
#include "server/app/plan_writer.h"
#include "server/app/tenant_provision.h"
#include "server/app/upgrade_builder.h"

namespace datavault {
namespace {

struct Asked {
  int64_t template_id = 0;
  int64_t version = 0;
  ParameterValues parameters;
  PlanRequest request;
};

Result<Asked> asked_of(const store::JobRow& job) {
  auto json = parse_json(job.parameters);
  if (!json || !json->is_object() || !json->contains("request")) {
    return invalid_input("What this job is to do cannot be read.");
  }
  auto request = plan_request_from_json((*json)["request"]);
  if (!request) return request.error();
  return Asked{json->value("template_id", int64_t{0}), json->value("version", int64_t{0}),
               parameters_from_json(json->value("parameters", Json())), *std::move(request)};
}

const char* status_of(Outcome outcome) {
  if (outcome == Outcome::skip) return "SKIPPED";
  if (outcome == Outcome::noop) return "UNCHANGED";
  return outcome == Outcome::hold ? "HELD" : "APPLIED";
}

class UpgradeTurn {
 public:
  UpgradeTurn(store::WriteTransaction& tx, const store::JobRow& job, const BuiltUpgrade& built,
              const UpgradePlan& plan, const std::string& now)
      : tx_(tx), built_(built), plan_(plan), stamp_{job.initiated_by, now, job.id} {}

  Result<void> run(std::vector<store::JobTargetRow>& rows) {
    std::vector<ExpectedTarget> expected;
    for (const auto& row : rows) expected.push_back(expected_of(row));
    std::map<TenantId, std::string> stale;
    for (auto& target : stale_targets(plan_.plan, expected)) stale[target.tenant] = target.reason;
    // Both are by tenant id, each tenant once.
    for (size_t i = 0; i < rows.size(); ++i) {
      if (auto done = settle(rows[i], plan_.plan.targets[i], stale); !done) return done;
    }
    return {};
  }

 private:
  Result<void> settle(store::JobTargetRow& row, const PlannedTarget& now,
                      const std::map<TenantId, std::string>& stale) {
    row.finished_at = stamp_.at;
    row.error = row.next_attempt_at = std::nullopt;
    row.outcome = std::string(to_text(now.outcome));
    if (const auto reason = stale.find(row.tenant); reason != stale.end()) {
      row.status = "STALE";
      row.error = reason->second;
      return {};
    }
    row.status = status_of(now.outcome);
    if (now.outcome == Outcome::hold) row.error = "A conflict that nobody answered holds it.";
    const auto result = plan_.results.find(row.tenant);
    return result == plan_.results.end() ? Result<void>() : write(row.tenant, result->second);
  }

  Result<void> write(TenantId tenant, const UpgradeResult& result) {
    const TenantSetup& before = built_.setups.at(tenant);
    auto own = write_setup(tx_, before, result.setup, result.adopted, stamp_);
    if (!own) return own.error();
    store::TenantTemplateRow origin = *before.origin;
    origin.version = built_.target.version.number;
    origin.parameters = canonical_json(parameter_values_to_json(built_.parameters.at(tenant)));
    origin.own_frameworks = canonical_json(*own);
    origin.updated_at = stamp_.at;
    return store::put_tenant_template(tx_, origin);
  }

  store::WriteTransaction& tx_;
  const BuiltUpgrade& built_;
  const UpgradePlan& plan_;
  const SetupStamp stamp_;
};

Result<jobs::BatchResult> upgrade(store::WriteTransaction& tx, VersionCache& versions,
                                  const store::JobRow& job,
                                  std::vector<store::JobTargetRow> targets,
                                  const std::string& now) {
  auto asked = asked_of(job);
  if (!asked) return asked.error();
  asked->request.targets = store::tenants_of(targets);
  auto built = build_upgrade(tx, versions, asked->template_id, asked->version,
                             asked->request.targets, asked->parameters);
  if (!built) return built.failure().error;
  auto plan = make_upgrade_plan(built->snapshot, asked->request);
  if (!plan) return plan.error();
  if (auto done = UpgradeTurn(tx, job, *built, *plan, now).run(targets); !done) {
    return done.error();
  }
  jobs::BatchResult result;
  for (const auto& [tenant, setup] : built->setups) result.names[tenant] = setup.tenant.name;
  result.targets = std::move(targets);
  return result;
}

jobs::JobKind make(const JobKindContext& context) {
  jobs::JobKind kind;
  kind.name = kUpgradeKind;
  kind.check = [](store::ReadTransaction&, const store::JobRow& job) -> Result<void> {
    auto asked = asked_of(job);
    if (!asked) return asked.error();
    return {};
  };
  kind.run_batch = [&versions = context.versions, &clock = context.clock](
                       store::WriteTransaction& tx, const store::JobRow& job,
                       std::vector<store::JobTargetRow> targets) {
    return upgrade(tx, versions, job, std::move(targets), iso_now(clock));
  };
  return kind;
}

const JobKindRegistration kRegistration(make);

}  // namespace
}  // namespace datavault
