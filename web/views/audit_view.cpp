#include "web/views/audit_view.h"

#include "web/platform/intl.h"
#include "web/views/account_view.h"
#include "web/views/audit_words.h"

namespace datavault {
namespace {

constexpr int64_t kHourMs = 3600 * 1000;

std::string about_text(const AuditRow& row) {
  return row.entity_id.empty() ? row.entity : row.entity + " " + row.entity_id;
}

AuditLine audit_line(const AuditRow& row) {
  AuditLine line;
  line.id = row.id;
  line.when = date_text(row.at);
  line.ago = ago_text(row.at);
  line.who = row.user_email.empty() ? "Nobody signed in" : row.user_email;
  if (!row.as_user_email.empty()) line.as_whom = "as " + row.as_user_email;
  line.what = action_words(row.action);
  line.action = row.action;
  line.about = about_text(row);
  line.address = row.ip;
  line.is_refused = row.is_refused;
  return line;
}

AuditDetail audit_detail(const AuditRow& row) {
  return {audit_line(row), row.at,   device_name(row.user_agent),
          row.request_id,  row.hash, row.payload.is_null() ? std::string() : row.payload.dump(2)};
}

VerdictView verdict_view(const Remote<AuditVerdict>& remote) {
  VerdictView view;
  view.load = load_view(remote);
  view.is_asked = remote.status != LoadStatus::idle;
  view.is_busy = remote.loading();
  const AuditVerdict& verdict = remote.value;
  view.is_whole = verdict.is_whole;
  view.title = verdict.is_whole ? "The audit is whole" : "The audit is not as it was written";
  if (verdict.is_whole) {
    view.detail = "All rows up to " + platform::format_count(verdict.last_row) +
                  " follow on each other as they were written.";
  } else {
    view.detail = counted(static_cast<int64_t>(verdict.findings.size()), "finding") +
                  ". Keep the database as it is and look into it.";
  }
  if (verdict.signed_row != 0) {
    view.detail += " Signed up to row " + platform::format_count(verdict.signed_row) + ", " +
                   ago_text(verdict.signed_at) + ".";
  }
  view.key = verdict.public_key;
  for (const AuditVerdict::Finding& finding : verdict.findings) {
    view.findings.push_back("Row " + platform::format_count(finding.row) + ": " + finding.message);
  }
  return view;
}

void add_audit_filters(const AppState& state, AuditView& view) {
  const Route& route = state.route;
  view.search = route.query_text("search");
  std::vector<FilterChoice> actions{{"All actions", ""}};
  for (const ActionWord& word : action_words()) {
    actions.push_back({std::string(word.words), std::string(word.action)});
  }
  view.action = filter_view(route, "action", std::move(actions));
  view.entity = filter_view(route, "entity",
                            {{"Any subject", ""},
                             {"Users", "user"},
                             {"Companies", "company"},
                             {"Frameworks", "framework"},
                             {"Jobs", "job"},
                             {"Approvals", "approval"},
                             {"Sessions", "session"},
                             {"API tokens", "token"},
                             {"Refused requests", "request"}});
  std::vector<FilterChoice> users{{"Everybody", ""}};
  for (const User& user : state.users.everybody.value) users.push_back({user.email, user.email});
  view.user = filter_view(route, "user_email", std::move(users));
  view.refused = filter_view(
      route, "is_refused", {{"Any outcome", ""}, {"Only done", "false"}, {"Only refused", "true"}});
  view.ranges = {{"Any time", 0},
                 {"Last hour", kHourMs},
                 {"Last 24 hours", 24 * kHourMs},
                 {"Last 7 days", 7 * 24 * kHourMs},
                 {"Last 30 days", 30 * 24 * kHourMs},
                 {"Between two times", 0}};
  view.has_range = route.query.contains("from") || route.query.contains("to");
  view.is_filtered = !route.query.empty();
}

}  // namespace

AuditView build_audit_view(const AppState& state, const AuditUi& ui) {
  const Listing<AuditRow>& list = state.audit.list;
  AuditView view;
  view.load = load_view(list.rows);
  add_audit_filters(state, view);
  for (const AuditRow& row : list.rows.value) {
    view.rows.push_back(audit_line(row));
    if (row.id == ui.opened) view.detail = audit_detail(row);
  }
  view.has_more = !list.next.empty();
  view.loads_more = list.more && list.rows.loading();
  view.shown = platform::format_count(static_cast<int64_t>(view.rows.size())) + " of " +
               counted(list.total, "row");
  view.verdict = verdict_view(state.audit.verdict);
  view.csv_path = audit_export_path(list.wanted, "csv");
  view.lines_path = audit_export_path(list.wanted, "jsonl");
  return view;
}

}  // namespace datavault
