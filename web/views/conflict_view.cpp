#include "web/views/conflict_view.h"

#include "web/views/answer_words.h"
#include "web/views/clusters_view.h"

namespace datavault {
namespace {

/// The field's name where it is known: in any version, or among what the tenant added.
std::string name_of_field(const Conflict& conflict, const Snapshot& snapshot) {
  for (auto it = snapshot.versions.rbegin(); it != snapshot.versions.rend(); ++it) {
    for (const Field& field : it->second.content.fields) {
      if (field.uid == conflict.field) return field.name;
    }
  }
  for (const TenantFacts& facts : snapshot.tenants) {
    if (!(facts.tenant.id == conflict.tenant) || !facts.adoption) continue;
    const auto added = facts.adoption->overlay.added.find(conflict.field);
    if (added != facts.adoption->overlay.added.end()) return added->second.field.name;
  }
  return {};
}

/// A whole field is shown by its name; its JSON is for programs.
std::string side_text(const Json& value, std::optional<Attribute> attribute) {
  if (value.is_object() && value.contains("uid") && value.contains("name")) {
    return value_text(value["name"]);
  }
  return attribute_text(value, attribute);
}

std::string answer_text(const Conflict& conflict) {
  if (!conflict.decision) return {};
  switch (*conflict.decision) {
    case Take::master:
      return "The new version wins";
    case Take::tenant:
      return "The tenant's side stays";
    case Take::value:
      return "Another value is taken";
  }
  return {};
}

}  // namespace

ConflictView conflict_view(const Conflict& conflict, const Snapshot& snapshot) {
  ConflictView view;
  view.id = conflict.id;
  view.type = label_of(conflict.type);
  view.severity = label_of(conflict.severity);
  view.code = conflict.field_code;
  view.field_name = name_of_field(conflict, snapshot);
  if (conflict.attribute) view.attribute = name_of(*conflict.attribute);
  view.base = side_text(conflict.base, conflict.attribute);
  view.tenant = side_text(conflict.tenant_value, conflict.attribute);
  view.master = side_text(conflict.master, conflict.attribute);
  view.values = values_text(conflict.values);
  view.message = sentence(conflict.message);
  view.answer = answer_text(conflict);
  return view;
}

}  // namespace datavault
