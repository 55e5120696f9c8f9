#include "core/edit/edits.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "core/base/mint.h"
#include "core/codec/json_reader.h"
#include "core/formula/framework_formulas.h"
#include "core/model/field_index.h"
#include "core/model/resolve.h"
#include "core/model/validate.h"

namespace datavault {
namespace {

const FrameworkContent kNoVersion;

/// One PATCH in the making: the overlay, and which code means which field at this point.
class EditSession {
 public:
  EditSession(const FrameworkContent* version, Overlay overlay, const EditContext& context)
      : version_(version),
        base_(version ? *version : kNoVersion),
        index_(base_),
        overlay_(std::move(overlay)),
        context_(context) {
    // Hidden fields can be shown again, so their codes count too, behind those that are seen.
    const FrameworkContent copy = resolve(version_, overlay_);
    for (const Field& field : copy.fields) codes_.emplace(field.code, field.uid);
    for (const Topic& topic : copy.topics) topics_.insert(topic.code);
    for (const auto& [uid, stamp] : overlay_.hidden) {
      if (const auto field = current(uid)) codes_.emplace(field->code, uid);
    }
  }

  Result<void> apply(const Json& edit, const std::string& where) {
    ObjectReader reader(edit, where);
    reader.allow_only(
        {"code", "set", "reset", "hide", "move_after", "add", "after", "remove", "add_topic"});
    if (!reader.ok()) return reader.error();
    if (edit.contains("add")) return add(edit, reader);
    if (edit.contains("add_topic")) return add_topic(edit["add_topic"], where + ", add_topic");
    const std::string code = reader.text("code");
    if (!reader.ok()) return reader.error();
    const auto uid = find(code);
    if (!uid) return not_found("The copy has no field \"" + code + "\".", where + ", code");
    return apply_to_field(edit, *uid, reader, where + ", field " + code);
  }

  Result<Overlay> finish() && {
    Overlay overlay = normalise(version_, std::move(overlay_));
    const FrameworkContent copy = resolve(version_, overlay);
    if (const auto errors = validate_content(copy); !errors.empty()) return errors.front();
    if (const auto problems = check_formulas(copy); !problems.empty()) {
      const Field* field = FieldIndex(copy).find(problems.front().field);
      return invalid_input(problems.front().message,
                           "field " + (field ? field->code : problems.front().field.value));
    }
    return overlay;
  }

 private:
  std::optional<FieldUid> find(const std::string& code) const {
    const auto it = codes_.find(code);
    return it == codes_.end() ? std::nullopt : std::optional(it->second);
  }

  std::optional<Field> current(const FieldUid& uid) const {
    if (const auto it = overlay_.added.find(uid); it != overlay_.added.end())
      return it->second.field;
    const Field* base = index_.find(uid);
    if (!base) return std::nullopt;
    Field field = *base;
    if (const auto it = overlay_.edits.find(uid); it != overlay_.edits.end()) {
      for (const auto& [attribute, edit] : it->second) {
        [[maybe_unused]] const auto set = set_attribute(field, attribute, edit.value);
      }
    }
    return field;
  }

  Result<void> apply_to_field(const Json& edit, const FieldUid& uid, ObjectReader& reader,
                              const std::string& where) {
    const size_t parts = edit.size();
    if (parts < 2) return invalid_input("The edit does not say what to do with the field.", where);
    if (edit.contains("set")) {
      if (auto done = set(uid, reader.object("set"), where); !done) return done;
    }
    if (edit.contains("reset")) {
      if (auto done = reset(uid, reader.array("reset"), where); !done) return done;
    }
    if (edit.contains("hide")) {
      if (auto done = hide(uid, reader.boolean_or("hide", true), where); !done) return done;
    }
    if (edit.contains("move_after")) {
      if (auto done = move(uid, reader.text_or("move_after"), where); !done) return done;
    }
    if (reader.boolean_or("remove", false)) {
      if (auto done = remove(uid, where); !done) return done;
    }
    return reader.ok() ? Result<void>() : reader.error();
  }

  /// `variables` as people write them, by code, as attribute_of has them, by uid.
  Result<Json> with_uids(const Json& variables) const {
    if (!variables.is_object()) return variables;
    Json resolved = Json::object();
    for (const auto& [name, item] : variables.items()) {
      Json mapping = item;
      if (item.is_object() && item.contains("field")) {
        ObjectReader reader(item, "variable " + name);
        const std::string code = reader.text("field");
        const std::string framework = reader.text_or("framework");
        if (!reader.ok()) return reader.error();
        const auto uid = framework.empty() ? find(code) : find_foreign(framework, code);
        if (!uid) return not_found("There is no field \"" + code + "\".", "variable " + name);
        mapping.erase("field");
        mapping["field_uid"] = uid->value;
      }
      if (mapping.is_object() && !mapping.contains("coefficient")) mapping["coefficient"] = "1";
      resolved[name] = std::move(mapping);
    }
    return resolved;
  }

  std::optional<FieldUid> find_foreign(const std::string& framework,
                                       const std::string& code) const {
    return context_.find_foreign ? context_.find_foreign(framework, code) : std::nullopt;
  }

  Result<void> set_one(Field& field, const std::string& name, const Json& value) const {
    const auto attribute = attribute_from_text(name);
    if (!attribute) return invalid_input("There is no attribute \"" + name + "\".", name);
    if (*attribute == Attribute::topic && value.is_string() &&
        !topics_.contains(value.get<std::string>())) {
      return not_found("There is no topic " + value.dump() + ".", "attribute topic");
    }
    if (*attribute != Attribute::variables) return set_attribute(field, *attribute, value);
    auto variables = with_uids(value);
    if (!variables) return within("attribute variables", std::move(variables).error());
    return set_attribute(field, *attribute, *variables);
  }

  Result<void> set(const FieldUid& uid, const Json& values, const std::string& where) {
    Field field = *current(uid);
    const std::string code_before = field.code;
    for (const auto& [name, value] : values.items()) {
      if (auto done = set_one(field, name, value); !done) return within(where, done.error());
    }
    codes_.erase(code_before);
    codes_[field.code] = uid;
    store(uid, std::move(field));
    return {};
  }

  void store(const FieldUid& uid, Field field) {
    if (const auto it = overlay_.added.find(uid); it != overlay_.added.end()) {
      it->second.field = std::move(field);
      it->second.stamp = context_.stamp;
      return;
    }
    auto& edits = overlay_.edits[uid];
    const Field& base = *index_.find(uid);
    for (const Attribute attribute : kAttributes) {
      Json value = attribute_of(field, attribute);
      const auto it = edits.find(attribute);
      if (value == attribute_of(base, attribute))
        edits.erase(attribute);
      else if (it == edits.end() || it->second.value != value) {
        edits[attribute] = {std::move(value), context_.stamp};
      }
    }
    if (edits.empty()) overlay_.edits.erase(uid);
  }

  Result<void> reset(const FieldUid& uid, const Json& names, const std::string& where) {
    const Field* base = index_.find(uid);
    if (!base)
      return invalid_input("The field is the tenant's own: there is nothing to reset it to.",
                           where);
    Field field = *current(uid);
    codes_.erase(field.code);
    for (const Json& name : names) {
      const auto attribute =
          name.is_string() ? attribute_from_text(name.get<std::string>()) : std::nullopt;
      if (!attribute)
        return invalid_input("There is no attribute " + name.dump() + ".", where + ", reset");
      if (auto done = set_attribute(field, *attribute, attribute_of(*base, *attribute)); !done) {
        return within(where, done.error());
      }
    }
    codes_[field.code] = uid;
    store(uid, std::move(field));
    return {};
  }

  Result<void> hide(const FieldUid& uid, bool hidden, const std::string& where) {
    if (!index_.contains(uid)) {
      return invalid_input("The field is the tenant's own: remove it instead of hiding it.", where);
    }
    if (hidden)
      overlay_.hidden.emplace(uid, context_.stamp);
    else
      overlay_.hidden.erase(uid);
    return {};
  }

  Result<FieldUid> anchor(const std::string& code, const std::string& where) const {
    if (code.empty()) return FieldUid{};
    const auto uid = find(code);
    if (!uid) return not_found("The copy has no field \"" + code + "\" to stand behind.", where);
    return *uid;
  }

  /// What the tenant put directly behind `after` before now follows the newcomer.
  void make_room(const FieldUid& after, const FieldUid& newcomer) {
    for (auto& [uid, added] : overlay_.added) {
      if (uid != newcomer && added.after == after) added.after = newcomer;
    }
    for (auto& [uid, move] : overlay_.moved) {
      if (uid != newcomer && move.after == after) move.after = newcomer;
    }
  }

  /// What stood behind a field that goes away moves up.
  void close_gap(const FieldUid& gone, const FieldUid& after) {
    for (auto& [uid, added] : overlay_.added) {
      if (added.after == gone) added.after = after;
    }
    for (auto& [uid, move] : overlay_.moved) {
      if (move.after == gone) move.after = after;
    }
  }

  Result<void> move(const FieldUid& uid, const std::string& code, const std::string& where) {
    auto after = anchor(code, where + ", move_after");
    if (!after) return std::move(after).error();
    if (*after == uid)
      return invalid_input("A field cannot stand behind itself.", where + ", move_after");
    const auto own = overlay_.added.find(uid);
    if (own != overlay_.added.end()) {
      close_gap(uid, own->second.after);
      own->second.after = *after;
      own->second.stamp = context_.stamp;
    } else {
      if (const auto it = overlay_.moved.find(uid); it != overlay_.moved.end()) {
        close_gap(uid, it->second.after);
      }
      overlay_.moved[uid] = {*after, context_.stamp};
    }
    make_room(*after, uid);
    return {};
  }

  Result<void> remove(const FieldUid& uid, const std::string& where) {
    const auto it = overlay_.added.find(uid);
    if (it == overlay_.added.end()) {
      return invalid_input("The field is not the tenant's own: hide it instead of removing it.",
                           where);
    }
    close_gap(uid, it->second.after);
    codes_.erase(it->second.field.code);
    overlay_.added.erase(it);
    return {};
  }

  Result<void> add(const Json& edit, ObjectReader& reader) {
    const Json& values = reader.object("add");
    ObjectReader field_reader(values, reader.where() + ", add");
    const std::string code = field_reader.text("code");
    const std::string after_code = reader.text_or("after");
    if (!reader.ok()) return reader.error();
    if (!field_reader.ok()) return field_reader.error();
    const std::string where = reader.where() + ", field " + code;
    if (find(code)) return conflict_error("The copy already has a field \"" + code + "\".", where);
    Field field;
    field.uid = mint_field_uid(context_.uid_scope + " #" + std::to_string(minted_++), code);
    for (const auto& [name, value] : values.items()) {
      if (auto done = set_one(field, name, value); !done) return within(where, done.error());
    }
    FieldUid after = last_field();
    if (edit.contains("after")) {
      auto chosen = anchor(after_code, where + ", after");
      if (!chosen) return std::move(chosen).error();
      after = *std::move(chosen);
    }
    make_room(after, field.uid);
    codes_[code] = field.uid;
    const FieldUid uid = field.uid;
    overlay_.added[uid] = {std::move(field), after, context_.stamp};
    return {};
  }

  Result<void> add_topic(const Json& json, const std::string& where) {
    ObjectReader reader(json, where);
    reader.allow_only({"code", "name", "parent"});
    Topic topic{reader.text("code"), reader.text("name"), reader.text_or("parent")};
    if (!reader.ok()) return reader.error();
    if (!topics_.insert(topic.code).second) {
      return conflict_error("The copy already has a topic \"" + topic.code + "\".", where);
    }
    overlay_.topics.push_back(std::move(topic));
    return {};
  }

  FieldUid last_field() const {
    const FrameworkContent copy = resolve(version_, overlay_);
    return copy.fields.empty() ? FieldUid{} : copy.fields.back().uid;
  }

  const FrameworkContent* version_;
  const FrameworkContent& base_;
  FieldIndex index_;
  Overlay overlay_;
  const EditContext& context_;
  std::map<std::string, FieldUid> codes_;
  std::set<std::string> topics_;
  int64_t minted_ = 0;
};

}  // namespace

Result<Overlay> apply_edits(const FrameworkContent* version, const Overlay& overlay,
                            const Json& edits, const EditContext& context) {
  if (!edits.is_array() || edits.empty()) {
    return invalid_input("A list with at least one edit is expected here.", "edits");
  }
  EditSession session(version, overlay, context);
  for (size_t i = 0; i < edits.size(); ++i) {
    const std::string where = "edits[" + std::to_string(i) + "]";
    if (auto done = session.apply(edits[i], where); !done) return done.error();
  }
  return std::move(session).finish();
}

}  // namespace datavault
