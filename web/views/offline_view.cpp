#include "web/views/offline_view.h"

#include <algorithm>

#include "core/base/text.h"
#include "web/platform/intl.h"

namespace datavault {
namespace {

using Stage = QueuedSubmission::Stage;

std::string moment(int64_t unix_ms) {
  return platform::format_date(unix_ms, platform::DateStyle::date_time);
}

std::string title_of(const QueuedSubmission& item) {
  return item.framework_name + ", version " + std::to_string(item.version);
}

std::string detail_of(const QueuedSubmission& item) {
  std::string text = counted(static_cast<int64_t>(item.tenants.size()), "tenant");
  char separator = ':';
  for (const auto& [outcome, count] : item.outcomes) {
    if (count == 0) continue;
    text += separator + std::string(" ") + platform::format_count(count) + " " +
            to_lower_ascii(label_of(outcome).name);
    separator = ',';
  }
  return text;
}

std::string name_of_tenant(const AppState& state, TenantId id) {
  for (const Tenant& tenant : state.catalogue.companies.value) {
    if (tenant.id == id) return tenant.name;
  }
  return "Tenant " + std::to_string(id.value);
}

std::string jobs_text(const std::set<int64_t>& jobs) {
  std::string text;
  for (const int64_t job : jobs) text += (text.empty() ? "job " : ", job ") + std::to_string(job);
  return text;
}

void describe_waiting(const AppState& state, const QueuedSubmission& item, QueuedRow& row) {
  row.status = {"Waiting", "", Tone::neutral};
  if (const QueuedSubmission* blocker = blocker_of(state.queue, item)) {
    row.reason = "Goes after \"" + title_of(*blocker) +
                 "\", which is over some of the same tenants. If that changes its plan, you see it "
                 "again first.";
  } else if (!item.after_jobs.empty()) {
    row.reason = "Goes when " + jobs_text(item.after_jobs) +
                 " over some of the same tenants has ended. If that changes its plan, you see it "
                 "again first.";
  } else if (state.connection.offline() || !state.session.confirmed) {
    row.reason = "Is sent when the server can be reached.";
  } else {
    row.reason = "Is sent in a moment.";
  }
}

QueuedRow row_of(const AppState& state, const QueuedSubmission& item) {
  QueuedRow row;
  row.key = item.key;
  row.title = title_of(item);
  row.detail = detail_of(item);
  row.age = "Queued " + platform::format_relative(item.queued_at_ms) +
            ", previewed on the state of " + moment(item.snapshot_taken_at_ms);
  row.can_review = row.can_withdraw = item.stage != Stage::sending;
  row.can_send = item.stage == Stage::refused && !state.connection.offline();
  switch (item.stage) {
    case Stage::waiting:
      describe_waiting(state, item, row);
      break;
    case Stage::sending:
      row.status = {"Sending", "", Tone::accent};
      break;
    case Stage::changed:
      row.status = {"Look at it again", "", Tone::warning};
      row.reason = "Nothing was distributed: the plan is another one now.";
      break;
    case Stage::refused:
      row.status = {"Not accepted", "", Tone::danger};
      row.reason = item.problem;
      break;
  }
  for (const StaleTarget& target : item.stale) {
    row.changed.push_back(name_of_tenant(state, target.tenant) + ": " + target.reason);
  }
  return row;
}

void add_kept(const AppState& state, const FrameworkSummary& framework, OfflineView& view) {
  const KeptSnapshots& all = state.kept;
  KeptRow row;
  row.name = framework.name;
  row.version = "Version " + std::to_string(framework.latest_version);
  const auto problem = all.problems.find(framework.id.value);
  const auto kept = all.all.find({framework.id.value, framework.latest_version});
  if (kept != all.all.end()) {
    row.size = platform::format_bytes(kept->second.bytes);
    row.taken = moment(kept->second.taken_at_ms);
    row.age = platform::format_relative(kept->second.taken_at_ms);
  } else {
    row.problem = problem != all.problems.end() ? problem->second
                  : view.offline                ? "Not here: needs the server."
                                                : "Is being fetched.";
  }
  view.kept.push_back(std::move(row));
}

std::string owner_text(const AppState& state) {
  const std::string who = state.session.user ? state.session.user->email : std::string();
  return "Kept in this browser for " + who +
         " alone, until you sign out or have not been here for " + std::to_string(kKeptDays) +
         " days. Signing out deletes it.";
}

}  // namespace

OfflineView build_offline_view(const AppState& state) {
  OfflineView view;
  view.offline = state.connection.offline() || !state.session.confirmed;
  for (const QueuedSubmission& item : state.queue.items) view.queue.push_back(row_of(state, item));
  for (const FrameworkSummary& framework : state.catalogue.frameworks.value) {
    if (!framework.own && framework.latest_version != 0) add_kept(state, framework, view);
  }
  const auto there = std::count_if(view.kept.begin(), view.kept.end(),
                                   [](const KeptRow& row) { return row.problem.empty(); });
  view.total = counted(there, "framework") + ", " + platform::format_bytes(state.kept.bytes());
  view.owner = owner_text(state);
  view.fetching = !state.kept.fetches.empty() || !state.kept.wanted.empty();
  return view;
}

OfflineNotice build_offline_notice(const AppState& state) {
  OfflineNotice notice;
  notice.shown = state.connection.offline() || !state.session.confirmed;
  if (!notice.shown) return notice;
  notice.title = state.connection.browser_online ? "The server cannot be reached: you work offline"
                                                 : "You are offline";
  if (!state.session.is_super_admin()) {
    notice.detail = "What is on this page stays; changes need the server.";
    return notice;
  }
  const auto& lists = state.catalogue.frameworks;
  if (lists.has_value) notice.detail = "You see the state of " + moment(lists.loaded_at_ms) + ". ";
  notice.detail += "Previews work; what you submit waits until the server is back.";
  if (state.route.page == Page::offline) return notice;
  notice.action = state.queue.items.empty()
                      ? "Show what is kept"
                      : "Show what waits (" + std::to_string(state.queue.items.size()) + ")";
  return notice;
}

std::optional<Loss> lost_by_signing_out(const AppState& state) {
  // What the impersonator has in the queue is not known while they stand in for somebody.
  if (state.session.impersonator) {
    return Loss{"You are signed out of your own account as well",
                "Signing out deletes what this browser keeps for you: drafts, snapshots and what "
                "has not been sent."};
  }
  const auto count = static_cast<int64_t>(state.queue.items.size());
  if (count == 0) return std::nullopt;
  return Loss{
      counted(count, "submission has not been sent", "submissions have not been sent"),
      "Signing out deletes what waits, with your drafts and the snapshots that this browser "
      "keeps for you."};
}

}  // namespace datavault
