#include "server/http/wire.h"

#include "core/codec/framework_json.h"
#include "core/codec/overlay_json.h"

namespace datavault::http {
namespace {

template <typename T>
Json or_null(const std::optional<T>& value) {
  return value ? Json(*value) : Json(nullptr);
}

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

Json field_code(const FieldUid& uid, const FieldNames& names) {
  const auto found = names.find(uid);
  return found == names.end() ? Json(nullptr) : Json(found->second);
}

int64_t percentage(const store::JobRow& job) {
  if (job.status == "COMPLETED" || job.status == "COMPLETED_WITH_ERRORS") return 100;
  return job.target_count == 0 ? 0 : job.done_count * 100 / job.target_count;
}

Json target_to_json(const store::JobTargetRow& row) {
  return {{"company_id", row.tenant.value},
          {"outcome", row.outcome ? *row.outcome : row.planned_outcome},
          {"planned_outcome", row.planned_outcome},
          {"status", row.status},
          {"error", or_null(row.error)},
          {"finished_at", or_null(row.finished_at)}};
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

Json job_to_json(const store::JobRow& job, const std::string& framework_name) {
  const Json parameters = Json::parse(job.parameters, nullptr, false);
  Json strategy = nullptr;
  if (parameters.is_object() && parameters.contains("request")) {
    strategy = parameters["request"].value("conflict_resolution", Json(nullptr));
  }
  return {
      {"id", job.id},
      {"type", job.type},
      {"status", job.status},
      {"initiated_by", job.initiated_by},
      {"progress_percentage", percentage(job)},
      {"created_at", job.created_at},
      {"not_before", or_null(job.not_before)},
      {"started_at", or_null(job.started_at)},
      {"completed_at", or_null(job.completed_at)},
      {"duration", job.duration_millis ? Json(static_cast<double>(*job.duration_millis) / 1000.0)
                                       : Json(nullptr)},
      {"duration_ms", or_null(job.duration_millis)},
      {"error_message", or_null(job.error_message)},
      {"framework_id", or_null(job.framework_id)},
      {"framework_name", text_or_null(framework_name)},
      {"rollback_of", or_null(job.rollback_of)},
      {"target_version", or_null(job.source_version)},
      {"conflict_resolution", std::move(strategy)},
      {"target_count", job.target_count},
      {"done_count", job.done_count},
      {"conflicts", job.conflicts}};
}

Json job_status_to_json(const JobStatus& status, const std::string& framework_name) {
  Json json = job_to_json(status.job, framework_name);
  json["log_entries"] = Json::array();
  for (const store::JobLogRow& row : status.log) {
    json["log_entries"].push_back({{"at", row.at}, {"level", row.level}, {"message", row.message}});
  }
  json["targets"] = Json::array();
  for (const store::JobTargetRow& row : status.targets) {
    json["targets"].push_back(target_to_json(row));
  }
  return json;
}

Json audit_row_to_json(const store::AuditRow& row) {
  return {{"id", row.id},
          {"at", row.at},
          {"user_id", or_null(row.user_id)},
          {"user_email", text_or_null(row.user_email)},
          {"action", row.action},
          {"entity", row.entity},
          {"entity_id", row.entity_id},
          {"is_refused", row.is_refused},
          {"payload", Json::parse(row.payload, nullptr, false)},
          {"ip", text_or_null(row.ip)},
          {"user_agent", text_or_null(row.user_agent)}};
}

Json user_to_json(const store::User& user) {
  return {{"id", user.id},
          {"email", user.email},
          {"role", user.role},
          {"company_id", or_null(user.tenant_id)}};
}

}  // namespace datavault::http
