#include "web/state/reduce.h"

#include "web/state/parts.h"

namespace datavault {
namespace {

bool is_session_call(Call call) {
  return call == Call::session || call == Call::login || call == Call::logout || call == Call::ping;
}

void route_reply(Step& step, const Replied& command) {
  switch (command.tag.call) {
    case Call::session:
    case Call::login:
    case Call::logout:
    case Call::ping:
      return session_replied(step, command);
    case Call::frameworks:
    case Call::versions:
    case Call::framework:
    case Call::companies:
      return catalogue_replied(step, command);
    case Call::snapshot:
      return snapshot_replied(step, command);
    case Call::distribute:
      return distribute_replied(step, command);
    case Call::jobs:
      return jobs_replied(step, command);
    case Call::job:
      return job_replied(step, command);
    case Call::act_on_job:
      return job_acted_on(step, command);
    case Call::rollback_preview:
    case Call::rollback:
      return rollback_replied(step, command);
    case Call::remembered:
    case Call::withdraw_remembered:
      return remembered_replied(step, command);
    case Call::computed:
      return computed_replied(step, command);
    case Call::fleet:
    case Call::fleet_tenants:
    case Call::recent_changes:
      return fleet_replied(step, command);
    case Call::tenant_copies:
    case Call::tenant_entities:
    case Call::tenant_assignments:
    case Call::tenant_values:
      return tenant_replied(step, command);
    case Call::copy:
    case Call::save_copy:
      return copy_replied(step, command);
    case Call::publish_version:
      return version_published(step, command);
  }
}

void apply(Step& step, const Replied& command) {
  const bool answered = command.reply.outcome == platform::HttpOutcome::answered;
  if (command.reply.outcome == platform::HttpOutcome::aborted) return;
  route_reply(step, command);
  note_reachable(step, answered);
  if (answered && command.reply.status == 401 && !is_session_call(command.tag.call)) {
    end_session(step, "Your session has ended. Sign in again to go on where you were.");
  }
}

void apply(Step& step, const TimerElapsed& command) {
  switch (command.purpose) {
    case TimerPurpose::ping:
      return ping_elapsed(step);
    case TimerPurpose::reopen_stream:
      return reopen_elapsed(step);
    default:
      return poll_elapsed(step, command);
  }
}

void apply(Step& step, const Go& command) {
  step.requests.push_back(Navigate{command.path, false});
}

}  // namespace

Step reduce(AppState state, const Command& command) {
  Step step{std::move(state), {}};
  ++step.state.revision;
  std::visit([&step](const auto& it) { apply(step, it); }, command);
  return step;
}

const FrameworkSummary* find_framework(const AppState& state, FrameworkId id) {
  for (const FrameworkSummary& framework : state.catalogue.frameworks.value) {
    if (framework.id == id) return &framework;
  }
  return nullptr;
}

const Tenant* find_tenant(const AppState& state, TenantId id) {
  for (const Tenant& tenant : state.catalogue.companies.value) {
    if (tenant.id == id) return &tenant;
  }
  return nullptr;
}

}  // namespace datavault
