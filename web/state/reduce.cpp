#include "web/state/reduce.h"

#include <algorithm>

#include "web/state/parts.h"

namespace datavault {
namespace {

bool is_session_call(Call call) {
  return call == Call::session || call == Call::login || call == Call::logout ||
         call == Call::ping || call == Call::link || call == Call::redeem;
}

/// A wrong code of a second factor is refused with 401 too.
bool tells_end_of_session(const Replied& command) {
  const bool is_refused = command.reply.outcome == platform::HttpOutcome::answered &&
                          command.reply.status == 401 && !is_session_call(command.tag.call);
  return is_refused && failure_from(command.reply).code != "wrong_code";
}

void identity_reply(Step& step, const Replied& command) {
  switch (command.tag.call) {
    case Call::link:
    case Call::redeem:
      return welcome_replied(step, command);
    case Call::end_impersonation:
    case Call::impersonate:
      return impersonation_replied(step, command);
    case Call::users:
    case Call::everybody:
    case Call::add_user:
    case Call::change_user:
    case Call::reset_user:
    case Call::end_user_sessions:
      return users_replied(step, command);
    case Call::audit:
    case Call::verify_audit:
      return audit_replied(step, command);
    case Call::approvals:
    case Call::approval:
    case Call::decide_approval:
    case Call::carry_out:
      return approvals_replied(step, command);
    case Call::own_frameworks:
    case Call::own_copy:
    case Call::own_incoming:
    case Call::own_entities:
    case Call::own_values:
    case Call::edit_own:
    case Call::put_own_value:
      return own_replied(step, command);
    default:
      return account_replied(step, command);
  }
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
    case Call::ask_to_sync:
      return distribute_replied(step, command);
    case Call::jobs:
      return jobs_replied(step, command);
    case Call::job:
      return job_replied(step, command);
    case Call::act_on_job:
      return job_acted_on(step, command);
    case Call::rollback_preview:
    case Call::rollback:
    case Call::ask_to_roll_back:
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
    case Call::send_queued:
      return queued_replied(step, command);
    default:
      if (command.tag.call >= Call::templates) return templates_replied(step, command);
      return identity_reply(step, command);
  }
}

void apply(Step& step, const Replied& command) {
  const bool answered = command.reply.outcome == platform::HttpOutcome::answered;
  if (command.reply.outcome == platform::HttpOutcome::aborted) return;
  step.state.now_ms = std::max(step.state.now_ms, command.at_ms);
  keep_list(step, command);
  if (answered || !ask_kept_list(step, command)) route_reply(step, command);
  note_reachable(step, answered);
  if (tells_end_of_session(command)) {
    end_session(step, "Your session has ended. Sign in again to go on where you were.");
  }
}

/// One of those that asked for it knows the key.
void apply(Step& step, const BlobArrived& command) {
  if (const auto reply = kept_list_arrived(step, command)) return route_reply(step, *reply);
  if (people_arrived(step, command)) return people_are_known(step);
  if (queued_record_arrived(step, command) || draft_arrived(step, command)) return;
  if (template_draft_arrived(step, command)) return;
  kept_snapshot_arrived(step, command);
}

void apply(Step& step, const BlobsArrived& command) {
  if (!kept_listed(step, command)) queue_listed(step, command);
}

void apply(Step& step, const UpdateFound&) { step.state.update_ready = true; }

void apply(Step& step, const UseUpdate&) { step.requests.push_back(UpdateClient{}); }

void apply(Step& step, const TimerElapsed& command) {
  switch (command.purpose) {
    case TimerPurpose::ping:
      return ping_elapsed(step);
    case TimerPurpose::reopen_stream:
      return reopen_elapsed(step);
    case TimerPurpose::watch_job:
      return watch_elapsed(step, command.id);
    case TimerPurpose::send_queue:
      return advance_queue(step);
    default:
      return poll_elapsed(step, command);
  }
}

void apply(Step& step, const Go& command) {
  step.requests.push_back(Navigate{command.path, false});
}

void apply(Step& step, const CopyText& command) {
  step.requests.push_back(PutOnClipboard{command.text});
  step.requests.push_back(ShowToast{ShowToast::Kind::success, command.said + " copied."});
}

void apply(Step& step, const SaveText& command) {
  step.requests.push_back(OfferFile{command.name, command.content_type, command.content});
}

void apply(Step& step, const SaveDownload& command) {
  step.requests.push_back(Download{command.path});
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
