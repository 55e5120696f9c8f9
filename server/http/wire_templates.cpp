#include "server/http/wire_templates.h"

#include <utility>

#include "core/merge/overlay_merge.h"
#include "core/plan/plan_json.h"
#include "core/template/settings.h"
#include "core/template/template_json.h"
#include "server/http/wire.h"

namespace datavault::http {
namespace {

Json null_if_empty(const std::string& text) { return text.empty() ? Json(nullptr) : Json(text); }

/// Of a set-up's copies, what lists show.
Json frameworks_to_json(const LoadedTemplate& loaded) {
  Json list = Json::array();
  for (const SetupCopy& copy : loaded.content.setup.copies) {
    Setup alone;
    alone.copies.push_back(copy);
    list.push_back({{"key", copy.key},
                    {"name", copy.name},
                    {"version", or_null(copy.version)},
                    {"fields", shown_fields(alone, loaded.finder()).size()},
                    {"edits", count_edits(copy.overlay)},
                    {"is_published", !loaded.unpublished.contains(copy.key)}});
  }
  return list;
}

Json admin_link_to_json(const PreparedProvision& prepared) {
  if (!prepared.link) return nullptr;
  return {{"email", prepared.admin_email},
          {"path", access_link_path(prepared.link->token)},
          {"expires_at", prepared.link->expires_at}};
}

Json problem_to_json(const std::optional<Failure>& problem) {
  if (!problem) return nullptr;
  return {{"code", problem->code.empty() ? "invalid_input" : problem->code},
          {"message", problem->error.message},
          {"where", problem->error.where}};
}

std::string_view kind_of(SettingRule::Kind kind) {
  switch (kind) {
    case SettingRule::Kind::whole:
      return "WHOLE_NUMBER";
    case SettingRule::Kind::percent:
      return "PERCENT";
    case SettingRule::Kind::currency:
      return "CURRENCY";
    case SettingRule::Kind::country:
      return "COUNTRY";
    case SettingRule::Kind::language:
      break;
  }
  return "LANGUAGE";
}

}  // namespace

Json template_row_to_json(const store::TemplateRow& row) {
  const Json summary = Json::parse(row.summary, nullptr, false);
  return {{"id", row.id},
          {"key", row.key},
          {"name", row.name},
          {"description", row.description},
          {"industry", null_if_empty(row.industry)},
          {"is_public", row.is_public},
          {"is_builtin", row.is_builtin},
          {"latest_version", row.latest_version},
          {"summary", summary_to_json(summary_from_json(summary))},
          {"usage_count", row.usage_count},
          {"behind_count", row.behind_count},
          {"created_by", row.created_by},
          {"created_at", row.created_at},
          {"updated_at", row.updated_at}};
}

Json template_version_row_to_json(const store::TemplateVersionRow& row) {
  const Json summary = Json::parse(row.summary, nullptr, false);
  return {{"number", row.number},         {"digest", row.digest},
          {"notes", row.notes},           {"summary", summary_to_json(summary_from_json(summary))},
          {"created_by", row.created_by}, {"created_at", row.created_at}};
}

Json loaded_template_to_json(const LoadedTemplate& loaded) {
  return {{"template", template_row_to_json(loaded.row)},
          {"version", template_version_row_to_json(loaded.version)},
          {"summary", summary_to_json(summarise(loaded.content.setup, loaded.finder()))},
          {"content", template_to_json(loaded.content)},
          {"frameworks", frameworks_to_json(loaded)}};
}

Json made_template_to_json(const MadeTemplate& made) {
  const bool is_dry_run = made.row.id == 0;
  return {{"template_id", is_dry_run ? Json(nullptr) : Json(made.row.id)},
          {"sync_operation_id", made.job == 0 ? Json(nullptr) : Json(made.job)},
          {"version", made.version},
          {"unchanged", made.is_unchanged},
          {"dry_run", is_dry_run},
          {"summary", summary_to_json(made.summary)},
          {"template", is_dry_run ? Json(nullptr) : template_row_to_json(made.row)},
          {"content", template_to_json(made.content)}};
}

Json template_tenant_to_json(const TemplateTenant& row, int64_t latest_version) {
  return {{"company_id", row.tenant.id.value},
          {"name", row.tenant.name},
          {"slug", row.tenant.slug},
          {"industry", row.tenant.industry},
          {"is_active", row.tenant.is_active},
          {"version", row.origin.version},
          {"is_behind", row.origin.version < latest_version},
          {"parameters", Json::parse(row.origin.parameters, nullptr, false)},
          {"provisioned_by", row.origin.provisioned_by},
          {"provisioned_at", row.origin.provisioned_at},
          {"updated_at", row.origin.updated_at}};
}

Json provision_to_json(const QueuedProvision& company) {
  const store::ProvisionRow& row = company.prepared.row;
  return {
      {"company_id", row.tenant.value == 0 ? Json(nullptr) : Json(row.tenant.value)},
      {"company_name", row.name},
      {"company_slug", null_if_empty(row.slug)},
      {"industry", null_if_empty(row.industry)},
      {"admin_link", row.tenant.value == 0 ? Json(nullptr) : admin_link_to_json(company.prepared)},
      {"problem", problem_to_json(company.problem)}};
}

Json provision_preview_to_json(const QueuedProvision& company) {
  TemplateContent filled;
  filled.setup = company.prepared.setup;
  const Json content = template_to_json(filled);
  Json frameworks = Json::array();
  for (const SetupCopy& copy : filled.setup.copies) frameworks.push_back(copy.name);
  return {{"entities", content["entities"]},
          {"settings", content["settings"]},
          {"parameters", Json::parse(company.prepared.row.parameters, nullptr, false)},
          {"frameworks", std::move(frameworks)}};
}

Json setup_conflict_to_json(const SetupConflict& conflict) {
  Json json = conflict_to_json(conflict.conflict);
  if (!conflict.is_on_field) json["field_uid"] = json["field_code"] = nullptr;
  json["part"] = to_text(conflict.part);
  json["subject"] = null_if_empty(conflict.subject);
  json["aspect"] = null_if_empty(conflict.aspect);
  return json;
}

Json upgrade_plan_to_json(const UpgradePlan& plan, int64_t template_id) {
  Json json = plan_to_json(plan.plan);
  json.erase("framework_id");
  json.erase("rollback_of");
  json["template_id"] = template_id;
  return json;
}

Json settings_to_json(const std::map<std::string, std::string>& settings) {
  Json json = Json::object();
  for (const auto& [name, value] : settings) json[name] = value;
  return json;
}

Json setting_rules_to_json() {
  Json list = Json::array();
  for (const SettingRule& rule : setting_rules()) {
    const bool is_number =
        rule.kind == SettingRule::Kind::whole || rule.kind == SettingRule::Kind::percent;
    list.push_back({{"name", rule.name},
                    {"kind", kind_of(rule.kind)},
                    {"minimum", is_number ? Json(rule.from) : Json(nullptr)},
                    {"maximum", is_number ? Json(rule.to) : Json(nullptr)},
                    {"meaning", rule.meaning}});
  }
  return list;
}

}  // namespace datavault::http
