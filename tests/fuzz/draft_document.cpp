#include "tests/fuzz/draft_document.h"

#include "core/codec/framework_json.h"
#include "core/import/document_import.h"
#include "tests/fuzz/law.h"

namespace datavault::test {
namespace {

/// Drafts hold codes where versions have uids.
Json variables_of(const Computation& computed) {
  Json variables = Json::object();
  for (const auto& [name, mapping] : computed.variables) {
    variables[name] = {{"field", mapping.field.value}, {"coefficient", mapping.coefficient}};
    if (!mapping.framework.empty()) variables[name]["framework"] = mapping.framework;
  }
  return variables;
}

Json field_of(const Field& field) {
  Json json = field_to_json(field);
  if (field.computed) json["variables"] = variables_of(*field.computed);
  return json;
}

Json lineage_of(const std::vector<DraftLineage>& lineage) {
  Json list = Json::array();
  for (const DraftLineage& entry : lineage) {
    list.push_back({{"kind", to_text(entry.kind)}, {"from", entry.from}, {"to", entry.to}});
  }
  return list;
}

bool is_same(const FrameworkDraft& a, const FrameworkDraft& b) {
  return a.key == b.key && a.name == b.name && a.description == b.description &&
         a.notes == b.notes && a.content == b.content && a.lineage == b.lineage;
}

}  // namespace

Json document_of(const FrameworkDraft& draft) {
  Json fields = Json::array();
  for (const Field& field : draft.content.fields) fields.push_back(field_of(field));
  return {{"schema", kDocumentSchema},   {"key", draft.key},
          {"name", draft.name},          {"description", draft.description},
          {"notes", draft.notes},        {"topics", content_to_json(draft.content)["topics"]},
          {"fields", std::move(fields)}, {"lineage", lineage_of(draft.lineage)}};
}

void require_same_as_document(const FrameworkDraft& draft) {
  const DraftResult again = read_framework_document(document_of(draft).dump());
  for (const Error& error : again.errors) require(error.where + ": " + error.message);
  require(is_same(again.draft, draft), "the document says something else");
}

}  // namespace datavault::test
