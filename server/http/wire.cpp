#include "server/http/wire.h"

#include "core/base/text.h"
#include "core/codec/framework_json.h"
#include "core/codec/overlay_json.h"

namespace datavault::http {
namespace {

Json text_or_null(const std::string& text) { return text.empty() ? Json(nullptr) : Json(text); }

Json owner_of(const Framework& framework) {
  return framework.owner ? Json(framework.owner->value) : Json(nullptr);
}

void put_content(Json& json, const FrameworkContent& content) {
  Json parts = content_to_json(content);
  json["topics"] = std::move(parts["topics"]);
  json["fields"] = std::move(parts["fields"]);
  json["field_count"] = content.fields.size();
}

/// What brings them back has to name them; `fields` does not hold them.
Json hidden_fields(const TenantCopy& copy) {
  Json list = Json::array();
  for (const auto& [uid, stamp] : copy.adoption().overlay.hidden) {
    const Field* field = copy.base() ? copy.base()->index.find(uid) : nullptr;
    if (field == nullptr) continue;
    list.push_back({{"uid", uid.value}, {"code", field->code}, {"name", field->name}});
  }
  return list;
}

Json field_code(const FieldUid& uid, const FieldNames& names) {
  const auto found = names.find(uid);
  return found == names.end() ? Json(nullptr) : Json(found->second);
}

}  // namespace

Json framework_summary_to_json(const store::FrameworkRow& row) {
  const Framework& framework = row.framework;
  return {{"id", framework.id.value},
          {"key", framework.key},
          {"name", framework.name},
          {"description", framework.description},
          {"owner_company_id", owner_of(framework)},
          {"latest_version", row.latest_version == 0 ? Json(nullptr) : Json(row.latest_version)},
          {"latest_digest", text_or_null(row.latest_digest)},
          {"field_count", row.field_count},
          {"created_at", row.created_at}};
}

Json framework_to_json(const FrameworkAtVersion& framework) {
  Json json = framework_summary_to_json(framework.row);
  const bool has_version = framework.version != nullptr;
  static const FrameworkVersion kNone;
  const FrameworkVersion& version = has_version ? framework.version->version : kNone;
  json["version"] = has_version ? Json(version.number) : Json(nullptr);
  json["digest"] = text_or_null(version.digest);
  json["notes"] = version.notes;
  put_content(json, version.content);
  json["lineage"] = lineage_to_json(version.lineage);
  return json;
}

Json version_row_to_json(const store::VersionRow& row) {
  return {{"number", row.number},           {"version", row.number},
          {"digest", row.digest},           {"notes", row.notes},
          {"field_count", row.field_count}, {"created_at", row.created_at},
          {"created_by", row.created_by}};
}

Json company_to_json(const Tenant& tenant) {
  return {{"id", tenant.id.value},
          {"name", tenant.name},
          {"slug", tenant.slug},
          {"industry", tenant.industry},
          {"is_active", tenant.is_active}};
}

Json copy_summary_to_json(const CopySummary& copy) {
  return {{"framework_id", copy.framework.id.value},
          {"key", copy.framework.key},
          {"name", copy.framework.name},
          {"owner_company_id", owner_of(copy.framework)},
          {"base_version", or_null(copy.row.base_version)},
          {"latest_version", copy.latest_version == 0 ? Json(nullptr) : Json(copy.latest_version)},
          {"edits", copy.row.edit_count},
          {"state", copy.row.state_digest},
          {"revision", copy.row.revision},
          {"updated_at", copy.row.updated_at}};
}

Json copy_to_json(const TenantCopy& copy, const Framework& framework, int64_t latest_version) {
  Json json = copy_summary_to_json({copy.row(), framework, latest_version});
  json["id"] = framework.id.value;
  json["company_id"] = copy.row().tenant.value;
  json["description"] = framework.description;
  put_content(json, copy.content());
  json["changes"] = overlay_to_json(copy.adoption().overlay, Stamps::include);
  json["hidden_fields"] = hidden_fields(copy);
  return json;
}

Json entity_to_json(const Entity& entity) {
  return {{"id", entity.id.value},
          {"name", entity.name},
          {"kind", entity.kind},
          {"parent_id", entity.parent ? Json(entity.parent->value) : Json(nullptr)}};
}

Json assignment_to_json(const Assignment& assignment, const FieldNames& names) {
  return {
      {"field_uid", assignment.field.value},
      {"field_code", field_code(assignment.field, names)},
      {"entity_id", assignment.entity.value},
      {"frequency", assignment.frequency ? Json(to_text(*assignment.frequency)) : Json(nullptr)},
      {"unit", or_null(assignment.unit)}};
}

Json value_to_json(const store::ValueRow& row, const FieldNames& names) {
  const Json code = field_code(row.value.field, names);
  return {{"field_uid", row.value.field.value}, {"field_code", code},
          {"is_archived", code.is_null()},      {"entity_id", row.value.entity.value},
          {"period", row.value.period},         {"value", row.value.value},
          {"unit", or_null(row.value.unit)},    {"status", row.value.status},
          {"revision", row.revision},           {"entered_at", row.entered_at},
          {"entered_by", row.entered_by}};
}

Json remembered_to_json(const store::RememberedRow& row) {
  return {{"id", row.id},
          {"company_id", row.tenant.value},
          {"framework_id", row.framework.value},
          {"field_uid", row.field_uid},
          {"field_code", row.field_code},
          {"attribute", text_or_null(row.attribute)},
          {"value", Json::parse(row.value, nullptr, false)},
          {"decided_by", row.decided_by},
          {"decided_at", row.decided_at},
          {"sync_operation_id", or_null(row.job_id)}};
}

Json impact_to_json(const FormulaImpact& impact) {
  Json rows = Json::array();
  for (const ImpactRow& row : impact.rows) {
    rows.push_back({{"field_uid", row.field.value},
                    {"code", row.code},
                    {"entity", {{"id", row.entity.id.value}, {"name", row.entity.name}}},
                    {"before", or_null(row.before)},
                    {"after", or_null(row.after)},
                    {"unit_before", or_null(row.unit_before)},
                    {"unit_after", or_null(row.unit_after)},
                    {"reason", text_or_null(row.reason)}});
  }
  return {{"company_id", impact.tenant.value},
          {"outcome", to_text(impact.outcome)},
          {"version", impact.version},
          {"period", text_or_null(impact.period)},
          {"fields", std::move(rows)}};
}

Json difference_to_json(const FieldDifference& difference) {
  Json changes = Json::array();
  for (const FieldDifference::Value& value : difference.values) {
    changes.push_back({{"attribute", to_text(value.attribute)},
                       {"before", value.before},
                       {"after", value.after}});
  }
  return {{"field_uid", difference.uid.value},
          {"field_code", difference.code},
          {"name", difference.name},
          {"kind", to_text(difference.kind)},
          {"changes", std::move(changes)}};
}

Json approval_to_json(const store::ApprovalRow& row, bool with_request) {
  Json json = {{"id", row.id},
               {"plan_digest", row.plan_digest},
               {"kind", row.kind},
               {"subject_id", row.subject_id},
               {"title", row.title},
               {"summary", Json::parse(row.summary, nullptr, false)},
               {"status", row.status},
               {"requested_by", row.requested_by_email},
               {"requested_at", row.requested_at},
               {"decided_by", or_null(row.decided_by_email)},
               {"decided_at", or_null(row.decided_at)},
               {"remark", text_or_null(row.remark)}};
  if (with_request) json["request"] = Json::parse(row.request, nullptr, false);
  return json;
}

Json session_row_to_json(const store::Session& row, int64_t current) {
  return {{"id", row.id},
          {"is_current", row.id == current},
          {"created_at", row.created_at},
          {"expires_at", row.expires_at},
          {"seen_at", row.seen_at},
          {"ip", text_or_null(row.ip)},
          {"user_agent", text_or_null(row.user_agent)}};
}

Json api_token_to_json(const store::ApiToken& token) {
  return {{"id", token.id},
          {"name", token.name},
          {"scopes", split_trimmed(token.scopes, " ")},
          {"created_at", token.created_at},
          {"expires_at", token.expires_at},
          {"seen_at", text_or_null(token.seen_at)}};
}

Json audit_row_to_json(const store::AuditRow& row) {
  return {{"id", row.id},
          {"at", row.at},
          {"user_id", or_null(row.user_id)},
          {"user_email", text_or_null(row.user_email)},
          {"as_user_id", or_null(row.as_user_id)},
          {"as_user_email", text_or_null(row.as_user_email)},
          {"action", row.action},
          {"entity", row.entity},
          {"entity_id", row.entity_id},
          {"is_refused", row.is_refused},
          {"payload", Json::parse(row.payload, nullptr, false)},
          {"ip", text_or_null(row.ip)},
          {"user_agent", text_or_null(row.user_agent)},
          {"request_id", text_or_null(row.request_id)},
          {"hash", row.hash}};
}

Json user_to_json(const store::User& user) {
  return {{"id", user.id},
          {"email", user.email},
          {"role", user.role},
          {"company_id", or_null(user.tenant_id)},
          {"is_active", user.is_active},
          {"created_at", user.created_at},
          {"signed_in_at", text_or_null(user.signed_in_at)},
          {"has_password", !user.password_hash.empty()},
          {"has_second_factor", !user.totp_secret.empty()}};
}

}  // namespace datavault::http
