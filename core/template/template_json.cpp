#include "core/template/template_json.h"

#include <algorithm>
#include <utility>

#include "core/codec/json_reader.h"
#include "core/codec/overlay_json.h"
#include "core/import/strict_object.h"
#include "core/template/template.h"

namespace datavault {
namespace {

Json text_or_null(const std::string& text) { return text.empty() ? Json(nullptr) : Json(text); }

Json copy_to_json(const SetupCopy& copy) {
  return {{"key", copy.key},
          {"name", copy.name},
          {"description", copy.description},
          {"version", copy.version ? Json(*copy.version) : Json(nullptr)},
          {"version_digest", text_or_null(copy.version_digest)},
          {"overlay", overlay_to_json(copy.overlay, Stamps::leave_out)}};
}

SetupCopy copy_from_json(const Json& json, std::string where, std::vector<Error>& errors) {
  StrictObject reader(json, std::move(where), errors);
  SetupCopy copy;
  copy.key = reader.text("key");
  copy.name = reader.text("name");
  copy.description = reader.optional_text("description").value_or("");
  copy.version = reader.integer("version");
  copy.version_digest = reader.optional_text("version_digest").value_or("");
  const Json& overlay = reader.object("overlay");
  if (copy.version && copy.version_digest.empty()) {
    reader.fail("A version has a digest.", "version_digest");
  }
  reader.refuse_unknown_keys();
  auto read = overlay_from_json(overlay);
  if (read) {
    copy.overlay = bare_overlay(*std::move(read));
  } else {
    reader.fail(read.error().message, "overlay, " + read.error().where);
  }
  return copy;
}

SetupEntity entity_from_json(const Json& json, std::string where, std::vector<Error>& errors) {
  StrictObject reader(json, std::move(where), errors);
  SetupEntity entity;
  entity.key = reader.text("key");
  entity.name = reader.text("name");
  entity.kind = reader.optional_text("kind").value_or("COMPANY");
  entity.parent = reader.optional_text("parent").value_or("");
  reader.refuse_unknown_keys();
  return entity;
}

SetupAssignment assignment_from_json(const Json& json, std::string where,
                                     std::vector<Error>& errors) {
  StrictObject reader(json, std::move(where), errors);
  SetupAssignment assignment;
  assignment.field.value = reader.text("field_uid");
  assignment.entity = reader.text("entity");
  assignment.frequency =
      reader.choice("frequency", frequency_from_text, "ANNUAL, QUARTERLY and MONTHLY");
  assignment.unit = reader.optional_text("unit");
  reader.refuse_unknown_keys();
  return assignment;
}

TemplateParameter parameter_from_json(const Json& json, std::string where,
                                      std::vector<Error>& errors) {
  StrictObject reader(json, std::move(where), errors);
  TemplateParameter parameter;
  parameter.name = reader.text("name");
  parameter.label = reader.optional_text("label").value_or(parameter.name);
  const Json& fallback = reader.any("default");
  if (fallback.is_string()) {
    parameter.fallback = fallback.get<std::string>();
  } else if (!fallback.is_null()) {
    reader.fail("A text in quotes is expected here.", "default");
  }
  reader.refuse_unknown_keys();
  return parameter;
}

void role_from_json(const Json& json, std::string where, std::vector<Error>& errors, Setup& setup) {
  StrictObject reader(json, std::move(where), errors);
  const std::string role = reader.text("role");
  setup.roles[role] += reader.integer("count").value_or(1);
  reader.refuse_unknown_keys();
}

template <typename Read>
void read_list(StrictObject& reader, const char* key, size_t most, Read read) {
  const Json& list = reader.array(key);
  if (list.size() > most) {
    return reader.fail("There are at most " + std::to_string(most) + " of these.", key);
  }
  const std::string before = reader.where().empty() ? "" : reader.where() + ", ";
  for (size_t i = 0; i < list.size(); ++i) {
    read(list[i], before + key + "[" + std::to_string(i) + "]");
  }
}

/// The members that digests cover, in the order of the wire.
Json content_json(const TemplateContent& content) {
  Json json = {{"parameters", Json::array()}, {"frameworks", Json::array()},
               {"entities", Json::array()},   {"assignments", Json::array()},
               {"users", Json::array()},      {"settings", Json::object()}};
  for (const TemplateParameter& parameter : content.parameters) {
    json["parameters"].push_back(
        {{"name", parameter.name},
         {"label", parameter.label},
         {"default", parameter.fallback ? Json(*parameter.fallback) : Json(nullptr)}});
  }
  const Setup& setup = content.setup;
  for (const SetupCopy& copy : setup.copies) json["frameworks"].push_back(copy_to_json(copy));
  for (const SetupEntity& entity : setup.entities) {
    json["entities"].push_back({{"key", entity.key},
                                {"name", entity.name},
                                {"kind", entity.kind},
                                {"parent", text_or_null(entity.parent)}});
  }
  for (const SetupAssignment& assignment : setup.assignments) {
    json["assignments"].push_back(
        {{"field_uid", assignment.field.value},
         {"entity", assignment.entity},
         {"frequency", assignment.frequency ? Json(to_text(*assignment.frequency)) : Json(nullptr)},
         {"unit", assignment.unit ? Json(*assignment.unit) : Json(nullptr)}});
  }
  for (const auto& [role, count] : setup.roles) {
    json["users"].push_back({{"role", role}, {"count", count}});
  }
  for (const auto& [name, value] : setup.settings) json["settings"][name] = value;
  return json;
}

}  // namespace

Json template_to_json(const TemplateContent& content) { return content_json(content); }

TemplateContent template_from_json(const Json& json, const std::string& where,
                                   std::vector<Error>& errors) {
  const size_t errors_before = errors.size();
  const TemplateLimits limits;
  StrictObject reader(json, where, errors);
  TemplateContent content;
  Setup& setup = content.setup;
  read_list(reader, "parameters", limits.parameters, [&](const Json& item, std::string at) {
    content.parameters.push_back(parameter_from_json(item, std::move(at), errors));
  });
  read_list(reader, "frameworks", limits.copies, [&](const Json& item, std::string at) {
    setup.copies.push_back(copy_from_json(item, std::move(at), errors));
  });
  read_list(reader, "entities", limits.entities, [&](const Json& item, std::string at) {
    setup.entities.push_back(entity_from_json(item, std::move(at), errors));
  });
  read_list(reader, "assignments", limits.assignments, [&](const Json& item, std::string at) {
    setup.assignments.push_back(assignment_from_json(item, std::move(at), errors));
  });
  read_list(reader, "users", 2, [&](const Json& item, std::string at) {
    role_from_json(item, std::move(at), errors, setup);
  });
  setup.settings = reader.text_map("settings");
  reader.refuse_unknown_keys();
  if (errors.size() > errors_before) return content;
  // In the order of the document, so that places are those that its writer sees.
  for (Error& error : validate_template(content, limits)) {
    errors.push_back(where.empty() ? std::move(error) : within(where, std::move(error)));
  }
  std::sort(content.parameters.begin(), content.parameters.end(),
            [](const auto& a, const auto& b) { return a.name < b.name; });
  sort_setup(setup);
  return content;
}

std::string template_digest(const TemplateContent& content) {
  Json json = content_json(content);
  for (Json& copy : json["frameworks"]) copy.erase("version");
  return digest_of_json(json);
}

Json summary_to_json(const SetupSummary& summary) {
  return {{"frameworks", summary.frameworks}, {"data_points", summary.data_points},
          {"entities", summary.entities},     {"assignments", summary.assignments},
          {"users", summary.users},           {"settings", summary.settings}};
}

SetupSummary summary_from_json(const Json& json) {
  ObjectReader reader(json, "summary");
  SetupSummary summary;
  summary.frameworks = reader.integer_or("frameworks", 0);
  summary.data_points = reader.integer_or("data_points", 0);
  summary.entities = reader.integer_or("entities", 0);
  summary.assignments = reader.integer_or("assignments", 0);
  summary.users = reader.integer_or("users", 0);
  summary.settings = reader.integer_or("settings", 0);
  return summary;
}

Json parameter_values_to_json(const ParameterValues& values) {
  Json json = Json::object();
  for (const auto& [name, value] : values) json[name] = value;
  return json;
}

}  // namespace datavault
