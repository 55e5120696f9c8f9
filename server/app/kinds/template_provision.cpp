// Makes tenants from a template.
#include "server/app/job_kinds.h"
#include "server/app/tenant_provision.h"

namespace datavault {
namespace {

struct Source {
  int64_t template_id = 0;
  int64_t version = 0;
};

Result<Source> source_of(const store::JobRow& job) {
  auto json = parse_json(job.parameters);
  if (json && json->is_object()) {
    const auto id = integer_of(json->value("template_id", Json()));
    const auto version = integer_of(json->value("version", Json()));
    if (id && version) return Source{*id, *version};
  }
  return invalid_input("What this job is to do cannot be read.");
}

Result<LoadedTemplate> load(store::ReadTransaction& tx, VersionCache& versions,
                            const store::JobRow& job) {
  auto source = source_of(job);
  if (!source) return source.error();
  auto loaded = load_template(tx, versions, source->template_id, source->version);
  if (!loaded) return loaded.failure().error;
  return *std::move(loaded);
}

Result<jobs::BatchResult> provision(store::WriteTransaction& tx, VersionCache& versions,
                                    const store::JobRow& job,
                                    std::vector<store::JobTargetRow> targets,
                                    const std::string& now) {
  auto from = load(tx, versions, job);
  if (!from) return from.error();
  const SetupStamp stamp{job.initiated_by, now, job.id};
  jobs::BatchResult result;
  for (store::JobTargetRow& target : targets) {
    auto row = store::find_provision(tx, job.id, target.tenant);
    if (!row) return row.error();
    if (!*row) return not_found("What this company is to be is not there.");
    if (auto made = provision_tenant(tx, *from, **row, stamp); !made) return made.error();
    result.names[target.tenant] = (*row)->name;
    target.status = "APPLIED";
    target.outcome = target.planned_outcome;
    target.finished_at = now;
    target.error = target.next_attempt_at = std::nullopt;
  }
  result.targets = std::move(targets);
  return result;
}

jobs::JobKind make(const JobKindContext& context) {
  jobs::JobKind kind;
  kind.name = kProvisionKind;
  kind.check = [&versions = context.versions](store::ReadTransaction& tx,
                                              const store::JobRow& job) -> Result<void> {
    auto from = load(tx, versions, job);
    if (!from) return from.error();
    return {};
  };
  kind.run_batch = [&versions = context.versions, &clock = context.clock](
                       store::WriteTransaction& tx, const store::JobRow& job,
                       std::vector<store::JobTargetRow> targets) {
    return provision(tx, versions, job, std::move(targets), iso_now(clock));
  };
  return kind;
}

const JobKindRegistration kRegistration(make);

}  // namespace
}  // namespace datavault
