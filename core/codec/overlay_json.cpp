#include "core/codec/overlay_json.h"

#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/sha256.h"
#include "core/codec/framework_json.h"
#include "core/codec/json_reader.h"
#include "core/codec/overlay_scanner.h"

namespace datavault {
namespace {

/// Writes canonical text straight away: there is one for each state of a thousand tenants. Whatever
/// is written in sequence below is in canonical order.
class OverlayWriter {
 public:
  OverlayWriter(std::string& text, Stamps stamps)
      : text_(text), with_stamps_(stamps == Stamps::include) {}

  void write(const Overlay& overlay) {
    text_ += R"({"added":)";
    object(overlay.added, uid_of, [&](const AddedField& added) { write_added(added); });
    text_ += R"(,"edits":)";
    object(overlay.edits, uid_of, [&](const FieldEdits& edits) { write_edits(edits); });
    text_ += R"(,"hidden":)";
    object(overlay.hidden, uid_of, [&](const Stamp& stamp) {
      text_ += '{';
      write_stamp(stamp);
      text_ += '}';
    });
    text_ += R"(,"joined":)";
    object(overlay.joined, uid_of,
           [&](const FieldUid& master) { append_quoted(text_, master.value); });
    text_ += R"(,"moved":)";
    object(overlay.moved, uid_of, [&](const Move& move) {
      write_anchor(move.after);
      write_stamp(move.stamp);
      text_ += '}';
    });
    text_ += R"(,"topics":)";
    append_canonical(text_, content_to_json({overlay.topics, {}})["topics"]);
    text_ += '}';
  }

 private:
  static const std::string& uid_of(const FieldUid& uid) { return uid.value; }

  void write_edits(const FieldEdits& edits) {
    const auto name = [](Attribute attribute) { return to_text(attribute); };
    object(edits.map(), name, [&](const AttributeEdit& edit) {
      text_ += '{';
      write_stamp(edit.stamp);
      text_ += text_.back() == '{' ? R"("value":)" : R"(,"value":)";
      append_canonical(text_, edit.value);
      text_ += '}';
    });
  }

  void write_added(const AddedField& added) {
    write_anchor(added.after);
    write_stamp(added.stamp);
    text_ += R"(,"field":)";
    append_canonical(text_, field_to_json(added.field));
    text_ += '}';
  }

  /// Begins an object.
  void write_anchor(const FieldUid& after) {
    text_ += R"({"after":)";
    if (after.empty())
      text_ += "null";
    else
      append_quoted(text_, after.value);
  }

  void write_stamp(const Stamp& stamp) {
    if (!with_stamps_) return;
    text_ += text_.back() == '{' ? R"("at":)" : R"(,"at":)";
    append_quoted(text_, stamp.at);
    text_ += R"(,"by":)";
    append_quoted(text_, stamp.by);
  }

  /// The members of a map in canonical order, whatever order the map has.
  template <typename Map, typename Key, typename Write>
  void object(const Map& map, Key key, Write write) {
    const auto less = [&](const auto& a, const auto& b) {
      return canonical_less(key(a.first), key(b.first));
    };
    text_ += '{';
    if (std::is_sorted(map.begin(), map.end(), less)) {
      for (const auto& item : map) member(key(item.first), item.second, write);
    } else {
      std::vector<const typename Map::value_type*> items;
      for (const auto& item : map) items.push_back(&item);
      std::sort(items.begin(), items.end(),
                [&](const auto* a, const auto* b) { return less(*a, *b); });
      for (const auto* item : items) member(key(item->first), item->second, write);
    }
    text_ += '}';
  }

  template <typename Value, typename Write>
  void member(std::string_view key, const Value& value, Write write) {
    if (text_.back() != '{') text_ += ',';
    append_quoted(text_, key);
    text_ += ':';
    write(value);
  }

  std::string& text_;
  bool with_stamps_;
};

Stamp stamp_from(ObjectReader& reader) { return {reader.text_or("by"), reader.text_or("at")}; }

Result<void> read_edits(ObjectReader& parent, Overlay& overlay) {
  for (const auto& [uid, attributes] : parent.object("edits").items()) {
    if (!attributes.is_object())
      return invalid_input("An object is expected here.", "edits, " + uid);
    for (const auto& [name, item] : attributes.items()) {
      const auto attribute = attribute_from_text(name);
      ObjectReader reader(item, "edits, " + uid + ", " + name);
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

/// All but the edits.
Result<void> read_others(ObjectReader& parent, Overlay& overlay) {
  if (auto read = read_added(parent, overlay); !read) return read;
  if (auto read = read_places(parent, overlay); !read) return read;
  auto topics = content_from_json({{"topics", parent.array("topics")}, {"fields", Json::array()}});
  if (!topics) return std::move(topics).error();
  overlay.topics = std::move(topics->topics);
  return parent.ok() ? Result<void>() : parent.error();
}

}  // namespace

std::string overlay_text(const Overlay& overlay, Stamps stamps) {
  std::string text;
  OverlayWriter(text, stamps).write(overlay);
  return text;
}

Json overlay_to_json(const Overlay& overlay, Stamps stamps) {
  return Json::parse(overlay_text(overlay, stamps));
}

Result<Overlay> overlay_from_json(const Json& json) {
  ObjectReader reader(json, "overlay");
  Overlay overlay;
  if (auto read = read_edits(reader, overlay); !read) return read.error();
  if (auto read = read_others(reader, overlay); !read) return read.error();
  return overlay;
}

Result<Overlay> overlay_from_text(std::string_view text) {
  Overlay overlay;
  if (Json others; scan_overlay(text, overlay, others)) {
    if (others.empty()) return overlay;
    ObjectReader reader(others, "overlay");
    if (auto read = read_others(reader, overlay); !read) return read.error();
    return overlay;
  }
  auto json = parse_json(text);  // says where
  if (!json) return json.error();
  return overlay_from_json(*json);
}

std::string state_digest(const std::string* version_digest, const Overlay& overlay) {
  constexpr size_t kUsualSize = 128;  // of one edit, and of all the rest
  std::string text;
  text.reserve(kUsualSize * (overlay.edits.size() + 2));
  text += R"({"overlay":)";
  OverlayWriter(text, Stamps::leave_out).write(overlay);
  text += R"(,"version":)";
  if (version_digest)
    append_quoted(text, *version_digest);
  else
    text += "null";
  text += '}';
  return digest_of(text);
}

}  // namespace datavault
