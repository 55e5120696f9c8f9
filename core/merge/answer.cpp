#include <utility>

#include "core/merge/overlay_steps.h"
#include "core/merge/three_way.h"
#include "core/model/validate.h"

namespace datavault {
namespace {

/// A value that an admin gives is checked like any edit: by the field that it makes.
class Answerer {
 public:
  Answerer(const VersionView* base, const VersionView& master, const Conflict& conflict,
           Overlay& overlay)
      : base_(base), master_(master), conflict_(conflict), overlay_(overlay) {}

  Result<void> answer(Take take, const Json& value) {
    switch (conflict_.type) {
      case ConflictType::edit_edit:
        return edit_edit(take, value);
      case ConflictType::edit_remove:
        return edit_remove(take, value);
      case ConflictType::remove_edit:
        return remove_edit(take, value);
      case ConflictType::add_add:
        return conflict_.attribute ? edited_code(take, value) : own_field(take, value);
      default:
        return {};
    }
  }

 private:
  Stamp stamp_of_edit() const {
    const auto field = overlay_.edits.find(conflict_.field);
    if (field == overlay_.edits.end() || field->second.empty()) return {};
    return field->second.begin()->second.stamp;
  }

  Result<void> check(const Field& field) const {
    FrameworkContent content{master_.content.topics, {field}};
    content.topics.insert(content.topics.end(), overlay_.topics.begin(), overlay_.topics.end());
    if (base_) {
      for (const Topic& topic : base_->content.topics) content.topics.push_back(topic);
    }
    // Only the field is in question; topics may stand twice here.
    for (Error& error : validate_content({{}, {without_topic(field)}})) return std::move(error);
    if (field.topic.empty()) return {};
    for (const Topic& topic : content.topics) {
      if (topic.code == field.topic) return {};
    }
    return invalid_input("There is no topic \"" + field.topic + "\".", "value");
  }

  static Field without_topic(Field field) {
    field.topic.clear();
    return field;
  }

  /// `field` with the attributes of an object set.
  Result<Field> with_attributes(Field field, const Json& values) const {
    for (const auto& [name, value] : values.items()) {
      const auto attribute = attribute_from_text(name);
      if (!attribute) return invalid_input("There is no attribute \"" + name + "\".", "value");
      if (auto set = set_attribute(field, *attribute, value); !set) return set.error();
    }
    if (auto checked = check(field); !checked) return checked.error();
    return field;
  }

  Result<void> edit_edit(Take take, const Json& value) {
    if (take == Take::tenant) return {};
    const Attribute attribute = *conflict_.attribute;
    Json result = conflict_.master_result.value_or(conflict_.master);
    if (take == Take::value) {
      auto field = with_attributes(*master_.index.find(conflict_.field),
                                   {{std::string(to_text(attribute)), value}});
      if (!field) return std::move(field).error();
      result = attribute_of(*field, attribute);
    }
    set_edit(overlay_, master_, conflict_.field, attribute, std::move(result), stamp_of_edit());
    return {};
  }

  Result<void> edit_remove(Take take, const Json& value) {
    if (take == Take::tenant) return {};
    if (take == Take::value && value.is_string()) return edits_to_successor(value);
    const auto own = overlay_.added.find(conflict_.field);
    if (own == overlay_.added.end()) return {};
    if (take == Take::master) {
      drop_own_field(overlay_, conflict_.field);
      return {};
    }
    if (!value.is_object()) return wrong_value("attributes to set, or the code of a successor");
    auto field = with_attributes(own->second.field, value);
    if (!field) return std::move(field).error();
    own->second.field = *std::move(field);
    return {};
  }

  Result<void> edits_to_successor(const Json& value) {
    const auto& code = value.get_ref<const std::string&>();
    const bool is_one = std::find(conflict_.successors.begin(), conflict_.successors.end(), code) !=
                        conflict_.successors.end();
    const Field* successor = master_.index.find_code(code);
    if (!is_one || !successor) return wrong_value("the code of a successor");
    const Stamp stamp = overlay_.added.at(conflict_.field).stamp;
    for (const auto& [name, edit] : conflict_.tenant_value.items()) {
      const Attribute attribute = *attribute_from_text(name);
      if (attribute == Attribute::code) continue;
      set_edit(overlay_, master_, successor->uid, attribute, edit, stamp);
    }
    drop_own_field(overlay_, conflict_.field);
    return {};
  }

  Result<void> remove_edit(Take take, const Json& value) {
    if (take == Take::tenant) return {};
    if (take == Take::value) {
      if (auto set = set_edits(conflict_.field, value, overlay_.hidden[conflict_.field]); !set) {
        return set;
      }
    }
    overlay_.hidden.erase(conflict_.field);
    return {};
  }

  /// Attributes that become edits of a field of the master.
  Result<void> set_edits(const FieldUid& uid, const Json& values, const Stamp& stamp) {
    if (!values.is_object()) return wrong_value("attributes to set");
    auto field = with_attributes(*master_.index.find(uid), values);
    if (!field) return std::move(field).error();
    for (const auto& [name, value] : values.items()) {
      const Attribute attribute = *attribute_from_text(name);
      set_edit(overlay_, master_, uid, attribute, attribute_of(*field, attribute), stamp);
    }
    return {};
  }

  Result<void> own_field(Take take, const Json& value) {
    const auto own = overlay_.added.find(conflict_.field);
    if (own == overlay_.added.end()) return {};
    Field& field = own->second.field;
    if (take == Take::tenant) {
      field.code = own_code(field.code, master_, overlay_);
      return {};
    }
    if (take == Take::value && value.is_string()) {
      auto renamed = with_attributes(field, {{"code", value}});
      if (!renamed) return std::move(renamed).error();
      field.code = renamed->code;
      return {};
    }
    const FieldUid master = master_.index.find_code(field.code)->uid;
    if (take == Take::value) {
      if (auto set = set_edits(master, value, own->second.stamp); !set) return set;
    }
    join_fields(overlay_, {{conflict_.field, master}});
    return {};
  }

  Result<void> edited_code(Take take, const Json& value) {
    Json code = attribute_of(*master_.index.find(conflict_.field), Attribute::code);
    if (take == Take::tenant) {
      code = own_code(conflict_.tenant_value.get<std::string>(), master_, overlay_);
    } else if (take == Take::value) {
      auto field = with_attributes(*master_.index.find(conflict_.field), {{"code", value}});
      if (!field) return std::move(field).error();
      code = field->code;
    }
    set_edit(overlay_, master_, conflict_.field, Attribute::code, std::move(code), stamp_of_edit());
    return {};
  }

  static Error wrong_value(const std::string& wanted) {
    return invalid_input("The value must be " + wanted + ".", "value");
  }

  const VersionView* base_;
  const VersionView& master_;
  const Conflict& conflict_;
  Overlay& overlay_;
};

}  // namespace

Result<void> answer_merge_conflict(const VersionView* base, const VersionView& master,
                                   const Conflict& conflict, Take take, const Json& value,
                                   Overlay& overlay) {
  return Answerer(base, master, conflict, overlay).answer(take, value);
}

}  // namespace datavault
