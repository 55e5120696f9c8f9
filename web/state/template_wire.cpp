#include "web/state/json_get.h"
#include "web/state/templates.h"

namespace datavault {
namespace {

std::vector<TemplateParameter> template_parameters_from(const Json& content) {
  std::vector<TemplateParameter> parameters;
  for (const Json& item : list_at(content, "parameters")) {
    TemplateParameter parameter{text_at(item, "name"), text_at(item, "label"), std::nullopt};
    const Json& fallback = member_at(item, "default");
    if (fallback.is_string()) parameter.fallback = fallback.get<std::string>();
    if (parameter.label.empty()) parameter.label = parameter.name;
    parameters.push_back(std::move(parameter));
  }
  return parameters;
}

std::vector<TemplateFramework> template_frameworks_from(const Json& content, const Json& shown) {
  std::vector<TemplateFramework> frameworks;
  for (const Json& item : list_at(content, "frameworks")) {
    TemplateFramework framework;
    framework.key = text_at(item, "key");
    framework.name = text_at(item, "name");
    framework.version = integer_at(item, "version");
    framework.digest = text_at(item, "version_digest");
    framework.overlay = member_at(item, "overlay");
    if (shown.is_array()) {
      for (const Json& line : shown) {
        if (text_at(line, "key") != framework.key) continue;
        framework.fields = integer_at(line, "fields");
        framework.edits = integer_at(line, "edits");
        framework.is_published = boolean_at(line, "is_published", true);
      }
    }
    frameworks.push_back(std::move(framework));
  }
  return frameworks;
}

}  // namespace

TemplateCounts template_counts_from(const Json& summary) {
  return {integer_at(summary, "frameworks"), integer_at(summary, "data_points"),
          integer_at(summary, "entities"),   integer_at(summary, "assignments"),
          integer_at(summary, "users"),      integer_at(summary, "settings")};
}

TemplateSummary template_summary_from(const Json& json) {
  TemplateSummary summary;
  summary.id = integer_at(json, "id");
  summary.key = text_at(json, "key");
  summary.name = text_at(json, "name");
  summary.description = text_at(json, "description");
  summary.industry = text_at(json, "industry");
  summary.is_public = boolean_at(json, "is_public", true);
  summary.is_builtin = boolean_at(json, "is_builtin");
  summary.latest_version = integer_at(json, "latest_version");
  summary.counts = template_counts_from(member_at(json, "summary"));
  summary.usage = integer_at(json, "usage_count");
  summary.behind = integer_at(json, "behind_count");
  summary.created_by = text_at(json, "created_by");
  summary.updated_at = text_at(json, "updated_at");
  return summary;
}

TemplateVersion template_version_from(const Json& json) {
  return {integer_at(json, "number"), text_at(json, "notes"), text_at(json, "created_by"),
          text_at(json, "created_at"), template_counts_from(member_at(json, "summary"))};
}

TemplateContents template_contents_from(const Json& content, const Json& frameworks) {
  TemplateContents contents;
  contents.parameters = template_parameters_from(content);
  contents.frameworks = template_frameworks_from(content, frameworks);
  for (const Json& item : list_at(content, "entities")) {
    contents.entities.push_back({text_at(item, "key"), text_at(item, "name"), text_at(item, "kind"),
                                 text_at(item, "parent")});
  }
  for (const Json& item : list_at(content, "assignments")) {
    contents.assignments.push_back({text_at(item, "field_uid"), text_at(item, "entity"),
                                    text_at(item, "frequency"), text_at(item, "unit")});
  }
  for (const Json& item : list_at(content, "users")) {
    contents.roles[text_at(item, "role")] += integer_at(item, "count");
  }
  const Json& settings = member_at(content, "settings");
  if (!settings.is_object()) return contents;
  for (const auto& [name, value] : settings.items()) {
    if (value.is_string()) contents.settings[name] = value.get<std::string>();
  }
  return contents;
}

Result<TemplateDetailPtr> template_detail_from(const Json& body) {
  const Json& json = member_at(body, "template");
  if (!json.is_object()) return invalid_input("There is no template in the answer.");
  auto detail = std::make_shared<TemplateDetail>();
  detail->summary = template_summary_from(json);
  detail->version = template_version_from(member_at(body, "version"));
  detail->counts = template_counts_from(member_at(body, "summary"));
  detail->contents =
      template_contents_from(member_at(body, "content"), member_at(body, "frameworks"));
  return TemplateDetailPtr(std::move(detail));
}

const TemplateDetail* find_template_detail(const Templates& templates, int64_t id,
                                           int64_t version) {
  const auto page = templates.pages.find(id);
  if (page == templates.pages.end()) return nullptr;
  const auto detail = page->second.details.find(version);
  const bool is_here = detail != page->second.details.end() && detail->second.has_value;
  return is_here ? detail->second.value.get() : nullptr;
}

const TemplateSummary* find_template(const Templates& templates, int64_t id) {
  if (const TemplateDetail* detail = find_template_detail(templates, id)) return &detail->summary;
  for (const TemplateSummary& summary : templates.list.value) {
    if (summary.id == id) return &summary;
  }
  return nullptr;
}

}  // namespace datavault
