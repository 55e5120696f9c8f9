#include "web/state/audit.h"

#include "web/state/json_get.h"
#include "web/state/listing_parts.h"
#include "web/state/parts.h"

namespace datavault {
namespace {

constexpr ListSource<AuditRow> kAudit{Call::audit, "/superadmin/api/audit", &audit_from};

AuditRow audit_row_from(const Json& json) {
  AuditRow row;
  row.id = integer_at(json, "id");
  row.at = text_at(json, "at");
  row.user_email = text_at(json, "user_email");
  row.as_user_email = text_at(json, "as_user_email");
  row.action = text_at(json, "action");
  row.entity = text_at(json, "entity");
  row.entity_id = text_at(json, "entity_id");
  row.is_refused = boolean_at(json, "is_refused");
  row.payload = member_at(json, "payload");
  row.ip = text_at(json, "ip");
  row.user_agent = text_at(json, "user_agent");
  row.request_id = text_at(json, "request_id");
  row.hash = text_at(json, "hash");
  return row;
}

}  // namespace

std::vector<AuditRow> audit_from(const Json& body) {
  std::vector<AuditRow> rows;
  for (const Json& item : list_at(body, "audit")) rows.push_back(audit_row_from(item));
  return rows;
}

AuditVerdict verdict_from(const Json& body) {
  AuditVerdict verdict;
  verdict.is_whole = boolean_at(body, "is_whole");
  for (const Json& item : list_at(body, "findings")) {
    verdict.findings.push_back({integer_at(item, "row"), text_at(item, "message")});
  }
  verdict.last_row = integer_at(body, "last_row");
  verdict.signed_row = integer_at(body, "signed_row");
  verdict.signed_at = text_at(body, "signed_at");
  verdict.public_key = text_at(body, "public_key");
  return verdict;
}

std::string audit_export_path(const std::string& filters, const std::string& format) {
  return std::string(kAudit.path) + "/export?format=" + format +
         (filters.empty() ? "" : "&" + filters);
}

void enter_audit(Step& step) {
  if (!step.state.users.everybody.has_value) load_everybody(step);
  load_listing(step, step.state.audit.list, kAudit, filters_of(step.state.route));
}

void load_more_audit(Step& step) { load_more(step, step.state.audit.list, kAudit); }

void apply(Step& step, const VerifyAudit&) {
  auto& verdict = step.state.audit.verdict;
  if (verdict.loading()) return;
  verdict.start();
  send_get(step, {Call::verify_audit}, std::string(kAudit.path) + "/verify");
}

void audit_replied(Step& step, const Replied& command) {
  Audit& audit = step.state.audit;
  if (command.tag.call == Call::audit) return listing_replied(step, audit.list, kAudit, command);
  Body body = body_of(command.reply);
  if (!body.ok) {
    step.requests.push_back(Announce{body.failure.message});
    return audit.verdict.fail(std::move(body.failure));
  }
  audit.verdict.arrive(verdict_from(body.json), command.at_ms);
  step.requests.push_back(Announce{audit.verdict.value.is_whole
                                       ? "The audit is whole."
                                       : "The audit is not as it was written."});
}

}  // namespace datavault
