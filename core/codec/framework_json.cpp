#include "core/codec/framework_json.h"

#include <utility>

#include "core/codec/json_reader.h"
#include "core/model/attribute.h"

namespace datavault {
namespace {

Json uids_to_json(const std::vector<FieldUid>& uids) {
  Json list = Json::array();
  for (const FieldUid& uid : uids) list.push_back(uid.value);
  return list;
}

std::vector<FieldUid> uids_from(ObjectReader& reader, std::string_view key) {
  std::vector<FieldUid> uids;
  for (const Json& item : reader.array(key)) {
    if (item.is_string())
      uids.push_back({item.get<std::string>()});
    else
      reader.fail("A list of uids is expected here.", key);
  }
  return uids;
}

Result<Topic> topic_from_json(const Json& json, size_t position) {
  ObjectReader reader(json, "topics[" + std::to_string(position) + "]");
  Topic topic{reader.text("code"), reader.text("name"), reader.text_or("parent")};
  if (!reader.ok()) return reader.error();
  return topic;
}

}  // namespace

Json field_to_json(const Field& field) {
  Json json = {{"uid", field.uid.value}};
  for (const Attribute attribute : kAttributes) {
    json[std::string(to_text(attribute))] = attribute_of(field, attribute);
  }
  return json;
}

Result<Field> field_from_json(const Json& json) {
  ObjectReader reader(json, "field");
  Field field;
  field.uid.value = reader.text("uid");
  if (!reader.ok()) return reader.error();
  for (const Attribute attribute : kAttributes) {
    const auto it = json.find(to_text(attribute));
    if (it == json.end()) continue;
    if (auto set = set_attribute(field, attribute, *it); !set) {
      return within("field " + field.uid.value, set.error());
    }
  }
  return field;
}

Json content_to_json(const FrameworkContent& content) {
  Json topics = Json::array();
  for (const Topic& topic : content.topics) {
    topics.push_back({{"code", topic.code},
                      {"name", topic.name},
                      {"parent", topic.parent.empty() ? Json(nullptr) : Json(topic.parent)}});
  }
  Json fields = Json::array();
  for (const Field& field : content.fields) fields.push_back(field_to_json(field));
  return {{"topics", std::move(topics)}, {"fields", std::move(fields)}};
}

Result<FrameworkContent> content_from_json(const Json& json) {
  ObjectReader reader(json, "content");
  FrameworkContent content;
  for (const Json& item : reader.array("topics")) {
    auto topic = topic_from_json(item, content.topics.size());
    if (!topic) return std::move(topic).error();
    content.topics.push_back(*std::move(topic));
  }
  for (const Json& item : reader.array("fields")) {
    auto field = field_from_json(item);
    if (!field) {
      return within("fields[" + std::to_string(content.fields.size()) + "]",
                    std::move(field).error());
    }
    content.fields.push_back(*std::move(field));
  }
  if (!reader.ok()) return reader.error();
  return content;
}

std::string content_digest(const FrameworkContent& content) {
  return digest_of_json(content_to_json(content));
}

Json lineage_to_json(const std::vector<LineageEntry>& lineage) {
  Json list = Json::array();
  for (const LineageEntry& entry : lineage) {
    list.push_back({{"kind", to_text(entry.kind)},
                    {"from", uids_to_json(entry.from)},
                    {"to", uids_to_json(entry.to)}});
  }
  return list;
}

Result<std::vector<LineageEntry>> lineage_from_json(const Json& json) {
  std::vector<LineageEntry> lineage;
  if (!json.is_array()) return invalid_input("A list is expected here.", "lineage");
  for (const Json& item : json) {
    ObjectReader reader(item, "lineage[" + std::to_string(lineage.size()) + "]");
    const auto kind = lineage_kind_from_text(reader.text("kind"));
    if (!kind) reader.fail("The kind is RENAMED, SPLIT, MERGED or SUPERSEDED.", "kind");
    LineageEntry entry{kind.value_or(LineageEntry::Kind::renamed), uids_from(reader, "from"),
                       uids_from(reader, "to")};
    if (!reader.ok()) return reader.error();
    lineage.push_back(std::move(entry));
  }
  return lineage;
}

Json version_to_json(const FrameworkVersion& version) {
  return {{"number", version.number},
          {"digest", version.digest},
          {"notes", version.notes},
          {"content", content_to_json(version.content)},
          {"lineage", lineage_to_json(version.lineage)}};
}

Result<FrameworkVersion> version_from_json(const Json& json) {
  ObjectReader reader(json, "version");
  FrameworkVersion version;
  version.number = reader.integer("number");
  version.digest = reader.text("digest");
  version.notes = reader.text_or("notes");
  const Json& content_json = reader.member("content", true);
  if (!reader.ok()) return reader.error();
  auto content = content_from_json(content_json);
  if (!content) return std::move(content).error();
  auto lineage = lineage_from_json(reader.array("lineage"));
  if (!lineage) return std::move(lineage).error();
  version.content = *std::move(content);
  version.lineage = *std::move(lineage);
  if (content_digest(version.content) != version.digest) {
    return invalid_input("The digest does not fit the content.",
                         "version " + std::to_string(version.number));
  }
  return version;
}

}  // namespace datavault
