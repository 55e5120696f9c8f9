#include "core/codec/framework_json.h"
#include "core/codec/overlay_json.h"
#include "web/state/json_get.h"
#include "web/state/own.h"

namespace datavault {
namespace {

OwnFramework own_framework_from(const Json& json) {
  return {{integer_at(json, "framework_id")}, text_at(json, "name"),
          integer_at(json, "base_version"),   integer_at(json, "latest_version"),
          integer_at(json, "edits"),          text_at(json, "updated_at")};
}

FieldDifference::Kind difference_kind_from(const std::string& text) {
  using Kind = FieldDifference::Kind;
  if (text == to_text(Kind::added)) return Kind::added;
  return text == to_text(Kind::removed) ? Kind::removed : Kind::changed;
}

IncomingChange change_from(const Json& json) {
  IncomingChange change;
  change.kind = difference_kind_from(text_at(json, "kind"));
  change.code = text_at(json, "field_code");
  change.name = text_at(json, "name");
  for (const Json& item : list_at(json, "changes")) {
    change.values.push_back({attribute_from_text(text_at(item, "attribute")),
                             member_at(item, "before"), member_at(item, "after")});
  }
  return change;
}

IncomingQuestion question_from(const Json& json) {
  return {text_at(json, "type"),
          text_at(json, "field_code"),
          text_at(json, "message"),
          attribute_from_text(text_at(json, "attribute")),
          member_at(json, "tenant"),
          member_at(json, "master"),
          text_at(json, "severity") == "BLOCKING" && text_at(json, "answered_by").empty()};
}

OwnValue own_value_from(const Json& json) {
  OwnValue value;
  value.field_uid = text_at(json, "field_uid");
  value.field_code = text_at(json, "field_code");
  value.is_archived = boolean_at(json, "is_archived");
  value.entity = {integer_at(json, "entity_id")};
  value.period = text_at(json, "period");
  value.value = text_at(json, "value");
  value.unit = text_at(json, "unit");
  value.status = text_at(json, "status");
  value.revision = integer_at(json, "revision");
  value.entered_at = text_at(json, "entered_at");
  value.entered_by = text_at(json, "entered_by");
  return value;
}

}  // namespace

std::vector<OwnFramework> own_frameworks_from(const Json& body) {
  std::vector<OwnFramework> frameworks;
  for (const Json& item : list_at(body, "frameworks")) {
    frameworks.push_back(own_framework_from(item));
  }
  return frameworks;
}

Result<OwnCopy> own_copy_from(const Json& body) {
  const Json& json = member_at(body, "framework");
  if (!json.is_object()) return invalid_input("There is no framework in the answer.");
  OwnCopy copy;
  copy.summary = own_framework_from(json);
  copy.description = text_at(json, "description");
  copy.state = text_at(json, "state");
  auto content =
      content_from_json({{"topics", list_at(json, "topics")}, {"fields", list_at(json, "fields")}});
  if (!content) return std::move(content).error();
  copy.content = *std::move(content);
  auto changes = overlay_from_json(member_at(json, "changes"));
  if (!changes) return std::move(changes).error();
  copy.changes = *std::move(changes);
  for (const Json& item : list_at(json, "hidden_fields")) {
    copy.hidden.push_back({{text_at(item, "uid")}, text_at(item, "code"), text_at(item, "name")});
  }
  return copy;
}

Incoming incoming_from(const Json& body) {
  const Json& json = member_at(body, "incoming");
  Incoming incoming;
  incoming.from_version = integer_at(json, "from_version");
  incoming.to_version = integer_at(json, "to_version");
  incoming.outcome = text_at(json, "outcome");
  for (const Json& item : list_at(json, "changes")) incoming.changes.push_back(change_from(item));
  for (const Json& item : list_at(json, "conflicts")) {
    incoming.questions.push_back(question_from(item));
  }
  return incoming;
}

std::vector<OwnEntity> own_entities_from(const Json& body) {
  std::vector<OwnEntity> entities;
  for (const Json& item : list_at(body, "entities")) {
    entities.push_back({{integer_at(item, "id")}, text_at(item, "name")});
  }
  return entities;
}

std::vector<OwnValue> own_values_from(const Json& body) {
  std::vector<OwnValue> values;
  for (const Json& item : list_at(body, "values")) values.push_back(own_value_from(item));
  return values;
}

}  // namespace datavault
