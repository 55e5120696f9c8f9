#include "web/state/version_document.h"

#include <map>

#include "core/codec/framework_json.h"
#include "core/import/document_import.h"
#include "core/model/field_index.h"

namespace datavault {
namespace {

Json variables_by_code(const Computation& computed, const FieldIndex& fields,
                       const ForeignCode& code_of) {
  Json variables = Json::object();
  for (const auto& [name, mapping] : computed.variables) {
    // A field that is not there keeps its uid as its code: publishing says so by name.
    std::string code = mapping.field.value;
    Json variable = {{"coefficient", mapping.coefficient}};
    if (mapping.framework.empty()) {
      if (const Field* field = fields.find(mapping.field)) code = field->code;
    } else {
      variable["framework"] = mapping.framework;
      code = code_of(mapping.framework, mapping.field).value_or(code);
    }
    variable["field"] = std::move(code);
    variables[name] = std::move(variable);
  }
  return variables;
}

Json field_document(const Field& field, bool is_known, const FieldIndex& fields,
                    const ForeignCode& code_of) {
  Json json = Json::object();
  const Json full = field_to_json(field);
  for (const auto& [key, value] : full.items()) {
    if (!value.is_null()) json[key] = value;
  }
  if (!is_known) json.erase("uid");  // the server gives it its identity
  if (field.computed) json["variables"] = variables_by_code(*field.computed, fields, code_of);
  return json;
}

}  // namespace

Json version_document(const FrameworkSummary& framework, const FrameworkContent& base,
                      const FrameworkContent& content, const ForeignCode& code_of) {
  const FieldIndex known(base);
  const FieldIndex all(content);
  Json fields = Json::array();
  for (const Field& field : content.fields) {
    fields.push_back(field_document(field, known.contains(field.uid), all, code_of));
  }
  Json topics = Json::array();
  for (const Topic& topic : content.topics) {
    Json json = {{"code", topic.code}, {"name", topic.name}};
    if (!topic.parent.empty()) json["parent"] = topic.parent;
    topics.push_back(std::move(json));
  }
  return {{"schema", kDocumentSchema},   {"key", framework.key},
          {"name", framework.name},      {"description", framework.description},
          {"topics", std::move(topics)}, {"fields", std::move(fields)}};
}

std::vector<DraftLineage> renames_between(const FrameworkContent& base,
                                          const FrameworkContent& content) {
  const FieldIndex before(base);
  std::vector<DraftLineage> renames;
  for (const Field& field : content.fields) {
    const Field* old = before.find(field.uid);
    if (old == nullptr || old->code == field.code) continue;
    renames.push_back({LineageEntry::Kind::renamed, {old->code}, {field.code}});
  }
  return renames;
}

PublishResult publish_document(const Json& document, const FrameworkDetail& latest,
                               const std::vector<DraftLineage>& lineage,
                               const FindForeignField& find_foreign) {
  DraftResult draft = read_framework_document(document.dump());
  if (!draft.errors.empty()) return {std::nullopt, std::move(draft.errors)};
  const FrameworkVersion version{latest.version, latest.digest, latest.notes, latest.content,
                                 latest.lineage};
  return publish(draft.draft, latest.summary.key, &version, {MatchBy::code, lineage, find_foreign});
}

}  // namespace datavault
