#include "core/codec/overlay_json.h"

#include <utility>

#include "core/codec/framework_json.h"
#include "core/codec/json_reader.h"

namespace datavault {
namespace {

class OverlayWriter {
 public:
  explicit OverlayWriter(Stamps stamps) : with_stamps_(stamps == Stamps::include) {}

  Json write(const Overlay& overlay) const {
    Json json = {
        {"edits", edits(overlay)},  {"added", added(overlay)},
        {"hidden", Json::object()}, {"moved", Json::object()},
        {"joined", Json::object()}, {"topics", content_to_json({overlay.topics, {}})["topics"]}};
    for (const auto& [uid, stamp] : overlay.hidden) {
      json["hidden"][uid.value] = stamped(Json::object(), stamp);
    }
    for (const auto& [uid, move] : overlay.moved) {
      json["moved"][uid.value] = stamped({{"after", anchor(move.after)}}, move.stamp);
    }
    for (const auto& [own, master] : overlay.joined) json["joined"][own.value] = master.value;
    return json;
  }

 private:
  Json stamped(Json json, const Stamp& stamp) const {
    if (!with_stamps_) return json;
    json["by"] = stamp.by;
    json["at"] = stamp.at;
    return json;
  }

  static Json anchor(const FieldUid& uid) { return uid.empty() ? Json(nullptr) : Json(uid.value); }

  Json edits(const Overlay& overlay) const {
    Json json = Json::object();
    for (const auto& [uid, attributes] : overlay.edits) {
      Json& field = json[uid.value] = Json::object();
      for (const auto& [attribute, edit] : attributes) {
        field[std::string(to_text(attribute))] = stamped({{"value", edit.value}}, edit.stamp);
      }
    }
    return json;
  }

  Json added(const Overlay& overlay) const {
    Json json = Json::object();
    for (const auto& [uid, added] : overlay.added) {
      json[uid.value] = stamped(
          {{"field", field_to_json(added.field)}, {"after", anchor(added.after)}}, added.stamp);
    }
    return json;
  }

  bool with_stamps_;
};

Stamp stamp_from(ObjectReader& reader) { return {reader.text_or("by"), reader.text_or("at")}; }

Result<void> read_edits(ObjectReader& parent, Overlay& overlay) {
  for (const auto& [uid, attributes] : parent.object("edits").items()) {
    if (!attributes.is_object())
      return invalid_input("An object is expected here.", "edits, " + uid);
    for (const auto& [name, item] : attributes.items()) {
      ObjectReader reader(item, "edits, " + uid + ", " + name);
      const auto attribute = attribute_from_text(name);
      if (!attribute) reader.fail("There is no such attribute.", {});
      const Json& value = reader.member("value", true);
      const Stamp stamp = stamp_from(reader);
      if (!reader.ok()) return reader.error();
      overlay.edits[{uid}][*attribute] = {value, stamp};
    }
  }
  return {};
}

Result<void> read_added(ObjectReader& parent, Overlay& overlay) {
  for (const auto& [uid, item] : parent.object("added").items()) {
    ObjectReader reader(item, "added, " + uid);
    const Json& field_json = reader.member("field", true);
    const FieldUid after{reader.text_or("after")};
    const Stamp stamp = stamp_from(reader);
    if (!reader.ok()) return reader.error();
    auto field = field_from_json(field_json);
    if (!field) return within(reader.where(), std::move(field).error());
    if (field->uid.value != uid)
      return invalid_input("The uid differs from its key.", reader.where());
    overlay.added[{uid}] = {*std::move(field), after, stamp};
  }
  return {};
}

Result<void> read_places(ObjectReader& parent, Overlay& overlay) {
  for (const auto& [uid, item] : parent.object("hidden").items()) {
    ObjectReader reader(item, "hidden, " + uid);
    overlay.hidden[{uid}] = stamp_from(reader);
    if (!reader.ok()) return reader.error();
  }
  for (const auto& [uid, item] : parent.object("moved").items()) {
    ObjectReader reader(item, "moved, " + uid);
    overlay.moved[{uid}] = {{reader.text_or("after")}, stamp_from(reader)};
    if (!reader.ok()) return reader.error();
  }
  for (const auto& [own, master] : parent.object("joined").items()) {
    if (!master.is_string()) return invalid_input("A uid is expected here.", "joined, " + own);
    overlay.joined[{own}] = {master.get<std::string>()};
  }
  return {};
}

}  // namespace

Json overlay_to_json(const Overlay& overlay, Stamps stamps) {
  return OverlayWriter(stamps).write(overlay);
}

Result<Overlay> overlay_from_json(const Json& json) {
  ObjectReader reader(json, "overlay");
  Overlay overlay;
  if (auto read = read_edits(reader, overlay); !read) return read.error();
  if (auto read = read_added(reader, overlay); !read) return read.error();
  if (auto read = read_places(reader, overlay); !read) return read.error();
  auto topics = content_from_json({{"topics", reader.array("topics")}, {"fields", Json::array()}});
  if (!topics) return std::move(topics).error();
  overlay.topics = std::move(topics->topics);
  if (!reader.ok()) return reader.error();
  return overlay;
}

std::string state_digest(const std::string* version_digest, const Overlay& overlay) {
  return digest_of_json({{"version", version_digest ? Json(*version_digest) : Json(nullptr)},
                         {"overlay", overlay_to_json(overlay, Stamps::leave_out)}});
}

}  // namespace datavault
