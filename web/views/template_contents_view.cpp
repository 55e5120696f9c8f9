#include "web/views/template_contents_view.h"

#include <algorithm>

#include "core/base/text.h"
#include "core/template/names.h"
#include "core/units/unit.h"
#include "web/platform/intl.h"

namespace datavault {
namespace {

constexpr int kDeepestLevel = 32;

const FrameworkSummary* framework_of_key(const AppState& state, const std::string& key) {
  for (const FrameworkSummary& framework : state.catalogue.frameworks.value) {
    if (framework.key == key && !framework.own) return &framework;
  }
  return nullptr;
}

TemplateContentsView::Framework framework_line(const AppState& state,
                                               const TemplateFramework& framework) {
  TemplateContentsView::Framework line;
  line.name = framework.name;
  line.version =
      framework.version == 0 ? "Its own" : "Version " + std::to_string(framework.version);
  line.fields = platform::format_count(framework.fields);
  line.edits = framework.edits == 0 ? "none" : platform::format_count(framework.edits);
  line.is_new = !framework.is_published;
  const FrameworkSummary* known = framework_of_key(state, framework.key);
  if (known != nullptr && framework.version != 0) {
    line.href = href(framework_path(known->id.value, framework.version));
  }
  return line;
}

void add_level(const std::vector<SetupEntity>& entities, const std::string& parent, int depth,
               std::vector<TemplateContentsView::Entity>& lines) {
  if (depth > kDeepestLevel) return;
  for (const SetupEntity& entity : entities) {
    if (entity.parent != parent) continue;
    lines.push_back({entity.name, words_of_key(to_lower_ascii(entity.kind)), depth});
    add_level(entities, entity.key, depth + 1, lines);
  }
}

using FieldNames = std::map<std::string, std::string>;

/// Of the versions that are here; others are named by their uid.
FieldNames field_names(const AppState& state, const TemplateContents& contents) {
  FieldNames names;
  if (contents.assignments.empty()) return names;
  for (const TemplateFramework& framework : contents.frameworks) {
    const FrameworkSummary* known = framework_of_key(state, framework.key);
    if (known == nullptr) continue;
    const auto detail = state.catalogue.details.find({known->id.value, framework.version});
    if (detail == state.catalogue.details.end() || !detail->second.has_value) continue;
    for (const Field& field : detail->second.value->content.fields) {
      names[field.uid.value] = field.code + " " + field.name;
    }
  }
  return names;
}

TemplateContentsView::Assignment assignment_line(
    const TemplateContents::Assignment& assignment, const FieldNames& fields,
    const std::map<std::string, std::string>& entities) {
  const auto field = fields.find(assignment.field);
  const auto entity = entities.find(assignment.entity);
  std::string what;
  if (const auto frequency = frequency_from_text(assignment.frequency)) {
    what = name_of(*frequency);
  }
  if (!assignment.unit.empty()) {
    what += (what.empty() ? "" : ", ") + display_unit(assignment.unit);
  }
  return {field == fields.end() ? assignment.field : field->second,
          entity == entities.end() ? assignment.entity : entity->second, std::move(what)};
}

std::string parameter_text(const TemplateParameter& parameter) {
  if (!parameter.fallback) return "has to be given";
  return parameter.fallback->empty() ? "empty unless given" : *parameter.fallback + " unless given";
}

}  // namespace

std::string words_of_key(std::string_view key) {
  std::string text(key);
  std::replace(text.begin(), text.end(), '_', ' ');
  return sentence(std::move(text));
}

std::vector<TemplateFigure> figures_of(const TemplateCounts& counts) {
  const auto figure = [](const char* name, int64_t count) {
    return TemplateFigure{name, platform::format_count(count)};
  };
  return {figure("Frameworks", counts.frameworks), figure("Data points", counts.data_points),
          figure("Entities", counts.entities),     figure("Assignments", counts.assignments),
          figure("Users", counts.users),           figure("Settings", counts.settings)};
}

IndustryChoices industry_choices(std::string_view none, const std::string& chosen) {
  IndustryChoices choices;
  choices.names.emplace_back(none);
  for (const std::string_view industry : template_industries()) {
    if (industry == chosen) choices.chosen = static_cast<int>(choices.names.size());
    choices.names.emplace_back(industry);
  }
  return choices;
}

TemplateContentsView build_contents_view(const AppState& state, const TemplateContents& contents) {
  TemplateContentsView view;
  for (const TemplateFramework& framework : contents.frameworks) {
    view.counts_fields = view.counts_fields || framework.fields > 0;
    view.frameworks.push_back(framework_line(state, framework));
  }
  add_level(contents.entities, {}, 0, view.entities);
  std::map<std::string, std::string> entities;
  for (const SetupEntity& entity : contents.entities) entities[entity.key] = entity.name;
  const FieldNames fields = field_names(state, contents);
  for (const auto& assignment : contents.assignments) {
    view.assignments.push_back(assignment_line(assignment, fields, entities));
  }
  for (const auto& [name, value] : contents.settings) {
    view.settings.push_back({words_of_key(name), value});
  }
  for (const TemplateParameter& parameter : contents.parameters) {
    view.parameters.push_back({parameter.label, parameter_text(parameter)});
  }
  for (const auto& [role, count] : contents.roles) {
    view.users.push_back({words_of_key(to_lower_ascii(role)), platform::format_count(count)});
  }
  return view;
}

}  // namespace datavault
