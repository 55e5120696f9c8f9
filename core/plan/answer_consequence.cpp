#include "core/plan/answer_consequence.h"

#include <algorithm>
#include <array>
#include <utility>

#include "core/merge/overlay_steps.h"

namespace datavault {
namespace {

constexpr std::array kFormulaAttributes{Attribute::expression, Attribute::multiplier,
                                        Attribute::variables};

class Answerer {
 public:
  Answerer(const Conflict& conflict, const Copy& now, const VersionView& master, Overlay& planned,
           std::set<FieldUid>& accepted)
      : conflict_(conflict),
        uid_(conflict.field),
        now_(now),
        master_(master),
        planned_(planned),
        accepted_(accepted) {}

  Result<void> answer(Take take, const Json& value) {
    switch (conflict_.type) {
      case ConflictType::type_changed_with_data:
      case ConflictType::unit_changed_with_data:
        if (take == Take::tenant) keep_reading();
        return {};
      case ConflictType::removed_with_data:
        return removed(take, value);
      case ConflictType::broken_formula:
        return conflict_.attribute ? formula(take, value) : inbound(take);
      case ConflictType::formula_cycle:
        return cycle(take, value);
      default:
        return {};
    }
  }

 private:
  /// The tenant goes on with the type, options or unit that its values have.
  void keep_reading() {
    set_edit(planned_, master_, uid_, *conflict_.attribute, conflict_.tenant_value, {});
    if (conflict_.attribute == Attribute::unit) return;
    if (const auto field = now_.field(uid_)) {
      set_edit(planned_, master_, uid_, Attribute::options,
               attribute_of(*field, Attribute::options), {});
    }
  }

  void keep(const FieldUid& uid) {
    auto field = now_.field(uid);
    if (!field) return;
    if (planned_.added.contains(uid) || master_.index.contains(uid))
      planned_.hidden.erase(uid);
    else
      keep_as_own(planned_, now_.version(), master_, *std::move(field), {});
  }

  Result<void> removed(Take take, const Json& value) {
    if (take == Take::tenant) keep(uid_);
    if (take != Take::value) return {};
    const auto& codes = conflict_.successors;
    const bool is_one =
        value.is_string() &&
        std::find(codes.begin(), codes.end(), value.get_ref<const std::string&>()) != codes.end();
    const Copy copy(&master_, &planned_);
    const Field* successor = is_one ? find_shown(copy, value.get<std::string>()) : nullptr;
    if (!successor) {
      return invalid_input("The value must be the code of a successor of the field.", "value");
    }
    join_fields(planned_, {{uid_, successor->uid}});
    return {};
  }

  /// The master's field that the tenant sees under a code.
  const Field* find_shown(const Copy& copy, const std::string& code) const {
    if (const Field* field = master_.index.find_code(code);
        field && copy.code(field->uid) == code) {
      return field;
    }
    for (const auto& [uid, edits] : planned_.edits) {
      if (edits.contains(Attribute::code) && copy.code(uid) == code) return master_.index.find(uid);
    }
    return nullptr;
  }

  Result<void> inbound(Take take) {
    if (take == Take::tenant) keep(uid_);
    accepted_.insert(uid_);
    return {};
  }

  Result<void> formula(Take take, const Json& value) {
    if (take == Take::value) return set_formula(value);
    if (take == Take::master)
      take_masters(uid_);
    else
      take_tenants(uid_);
    accepted_.insert(uid_);
    return {};
  }

  Result<void> cycle(Take take, const Json& value) {
    if (take == Take::value) return set_formula(value);
    for (const FieldUid& uid : conflict_.involved) {
      if (take == Take::master)
        take_masters(uid);
      else
        take_tenants(uid);
    }
    return {};
  }

  /// The master's formula, and what it reads is shown again; an own field goes without one.
  void take_masters(const FieldUid& uid) {
    const Field* field = master_.index.find(uid);
    if (!field) {
      const auto own = planned_.added.find(uid);
      if (own != planned_.added.end()) own->second.field.computed.reset();
      return;
    }
    for (const Attribute attribute : kFormulaAttributes) {
      set_edit(planned_, master_, uid, attribute, attribute_of(*field, attribute), {});
    }
    show_inputs(*field);
  }

  void show_inputs(const Field& field) {
    if (!field.computed) return;
    for (const auto& [name, mapping] : field.computed->variables) {
      if (mapping.framework.empty()) planned_.hidden.erase(mapping.field);
    }
  }

  /// The formula that the tenant has now, and what it reads stays; a field that is new to it is
  /// left out.
  void take_tenants(const FieldUid& uid) {
    const auto field = now_.field(uid);
    if (!field) {
      if (master_.index.contains(uid)) planned_.hidden[uid] = {};
      return;
    }
    for (const Attribute attribute : kFormulaAttributes) {
      set_edit(planned_, master_, uid, attribute, attribute_of(*field, attribute), {});
    }
    if (!field->computed) return;
    const Copy copy(&master_, &planned_);
    for (const auto& [name, mapping] : field->computed->variables) {
      if (mapping.framework.empty() && !copy.shows(mapping.field)) keep(mapping.field);
    }
  }

  Result<void> set_formula(const Json& value) {
    const Json parts = value.is_string() ? Json{{"expression", value}} : value;
    const Error wrong = invalid_input(
        "The value must be a formula, or an object of expression, multiplier and variables.",
        "value");
    if (!parts.is_object()) return wrong;
    auto field = Copy(&master_, &planned_).field(uid_);
    if (!field) return wrong;
    for (const auto& [name, part] : parts.items()) {
      const auto attribute = attribute_from_text(name);
      const bool fits = attribute && std::find(kFormulaAttributes.begin(), kFormulaAttributes.end(),
                                               *attribute) != kFormulaAttributes.end();
      if (!fits) return wrong;
      if (auto set = set_attribute(*field, *attribute, part); !set) return set.error();
    }
    for (const Attribute attribute : kFormulaAttributes) {
      set_edit(planned_, master_, uid_, attribute, attribute_of(*field, attribute), {});
    }
    return {};
  }

  const Conflict& conflict_;
  const FieldUid& uid_;
  const Copy& now_;
  const VersionView& master_;
  Overlay& planned_;
  std::set<FieldUid>& accepted_;
};

}  // namespace

Result<void> answer_consequence(const Conflict& conflict, Take take, const Json& value,
                                const Copy& now, const VersionView& master, Overlay& planned,
                                std::set<FieldUid>& accepted) {
  return Answerer(conflict, now, master, planned, accepted).answer(take, value);
}

}  // namespace datavault
