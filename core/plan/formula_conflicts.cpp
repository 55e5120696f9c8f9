#include "core/plan/formula_conflicts.h"

#include <algorithm>
#include <forward_list>
#include <optional>
#include <utility>

#include "core/base/decimal.h"
#include "core/formula/framework_formulas.h"

namespace datavault {
namespace {

AttributeSet set_of(std::initializer_list<Attribute> attributes) {
  AttributeSet set;
  for (const Attribute attribute : attributes) set.set(bit_of(attribute));
  return set;
}

const AttributeSet kComputation =
    set_of({Attribute::expression, Attribute::multiplier, Attribute::variables});
const AttributeSet kFormulaSide = kComputation | set_of({Attribute::code, Attribute::unit});

bool edits_computation(const FieldEdits& edits) {
  return (edits.attributes() & kComputation).any();
}

void append_references(const FormulaSide& field, std::vector<OutboundReference>& references) {
  if (!field.computed) return;
  for (const auto& [name, mapping] : field.computed->variables) {
    if (mapping.framework.empty()) continue;
    references.push_back({*field.uid, *field.code, mapping.framework, mapping.field});
  }
}

Json expression_of(const FormulaSide& field) {
  return field.computed ? Json(field.computed->expression) : Json(nullptr);
}

/// Some fields of one search, in order: few, so that a set with a node for each would cost more.
class Uids {
 public:
  void add(const FieldUid& uid) { uids_.push_back(&uid); }
  void add(const Uids& more) { uids_.insert(uids_.end(), more.uids_.begin(), more.uids_.end()); }

  /// To be called between the last addition and the first question.
  void sort() {
    if (uids_.size() < 2) return;
    const auto same = [](const FieldUid* a, const FieldUid* b) { return *a == *b; };
    std::sort(uids_.begin(), uids_.end(), less);
    uids_.erase(std::unique(uids_.begin(), uids_.end(), same), uids_.end());
  }
  bool contains(const FieldUid& uid) const {
    return std::binary_search(uids_.begin(), uids_.end(), &uid, less);
  }
  auto begin() const { return uids_.begin(); }
  auto end() const { return uids_.end(); }

 private:
  static bool less(const FieldUid* a, const FieldUid* b) { return *a < *b; }

  std::vector<const FieldUid*> uids_;
};

std::string listed(const std::vector<std::string>& items) {
  std::string text;
  for (const std::string& item : items) text += (text.empty() ? "" : ", ") + item;
  return text;
}

/// The search over one tenant's planned copy.
class FormulaSearch {
 public:
  FormulaSearch(FormulaConflicts& master, const TenantFacts& facts, const Copy& now,
                const Copy& planned, const std::set<FieldUid>& accepted)
      : master_(master), facts_(facts), now_(now), planned_(planned), accepted_(accepted) {}

  FormulaFindings run() {
    find_touched();
    check_own_formulas();
    check_outbound();
    check_inbound();
    return std::move(findings_);
  }

 private:
  /// Formulas that the tenant wrote, and those that read what it hides.
  void find_touched() {
    const Overlay& overlay = planned_.overlay();
    for (const auto& [uid, added] : overlay.added) touched_.add(uid);
    for (const auto& [uid, edits] : overlay.edits) {
      if ((edits.attributes() & kFormulaSide).none()) continue;
      remember_edited(uid, edits);
      if (edits_computation(edits)) touched_.add(uid);
      if (edits.contains(Attribute::unit)) {
        measured_.add(uid);
        add_users(uid, measured_);
      }
    }
    for (const auto& [uid, stamp] : overlay.hidden) add_users(uid, touched_);
    measured_.add(touched_);
    touched_.sort();
    measured_.sort();
  }

  void add_users(const FieldUid& uid, Uids& to) const {
    if (const auto* users = master_.users_of(uid)) {
      for (const Field* user : *users) to.add(user->uid);
    }
  }

  void remember_edited(const FieldUid& uid, const FieldEdits& edits) {
    const Field* base = master_.master().index.find(uid);
    if (!base) return;
    if (edited_.empty()) edited_.reserve(kUsuallyEdited);
    edited_.push_back(
        {base, edits_computation(edits) ? recomputed(*base, edits) : renamed(*base, edits)});
  }

  /// With another code or unit: a whole field is much to copy.
  static FormulaSide renamed(const Field& base, const FieldEdits& edits) {
    FormulaSide side = base;
    for (const auto& [attribute, edit] : edits) {
      const auto* text = edit.value.get_ptr<const std::string*>();
      if (attribute == Attribute::code && text) side.code = text;
      if (attribute != Attribute::unit) continue;
      if (text) side.unit = text->empty() ? nullptr : text;
      if (edit.value.is_null()) side.unit = nullptr;
    }
    return side;
  }

  /// With another formula: of a field of its own, which has nothing else.
  FormulaSide recomputed(const Field& base, const FieldEdits& edits) {
    Field& field = recomputed_.emplace_front();
    field.uid = base.uid;
    field.code = base.code;
    field.unit = base.unit;
    field.computed = base.computed;
    for (const auto& [attribute, edit] : edits) {
      if (!kFormulaSide[bit_of(attribute)]) continue;
      [[maybe_unused]] const auto set = set_attribute(field, attribute, edit.value);
    }
    return field;
  }

  /// The field as planned; empty when there is none. Valid as long as the search.
  FormulaSide field(const FieldUid& uid) const {
    const Field* base = master_.master().index.find(uid);
    return base ? side_of(*base) : planned_.unedited(uid);
  }
  FormulaSide side_of(const Field& base) const {
    const auto& hidden = planned_.overlay().hidden;
    if (!hidden.empty() && hidden.contains(base.uid)) return {};
    for (const auto& [field, side] : edited_) {
      if (field == &base) return side;
    }
    return base;
  }

  /// Whether nothing can be wrong with a formula: it is good in itself and reads fields that are
  /// there and compute nothing.
  bool is_simple(const FieldUid& uid) {
    const FormulaSide computed = field(uid);
    if (!computed.computed) return true;
    const Computation& computation = *computed.computed;
    const Result<Formula>& formula = master_.dimensions().formula(computation.expression);
    if (!formula || !is_decimal(computation.multiplier)) return false;
    for (const std::string& variable : formula->variables) {
      if (!computation.variables.contains(variable)) return false;
    }
    return std::all_of(computation.variables.begin(), computation.variables.end(),
                       [&](const auto& variable) { return is_plain_input(variable.second); });
  }

  bool is_plain_input(const VariableMapping& mapping) {
    if (!is_decimal(mapping.coefficient)) return false;
    if (!mapping.framework.empty()) return true;
    const FormulaSide input = field(mapping.field);
    return input && !input.computed;
  }

  /// The given fields with all that their formulas need, over any number of steps.
  FrameworkContent with_inputs(const Uids& from) const {
    std::map<FieldUid, Field> fields;
    std::vector<FieldUid> pending;
    for (const FieldUid* uid : from) pending.push_back(*uid);
    while (!pending.empty()) {
      const FieldUid uid = std::move(pending.back());
      pending.pop_back();
      if (fields.contains(uid)) continue;
      auto field = planned_.field(uid);
      if (!field) continue;
      if (field->computed) {
        for (const auto& [name, mapping] : field->computed->variables) {
          if (mapping.framework.empty()) pending.push_back(mapping.field);
        }
      }
      fields.emplace(uid, *std::move(field));
    }
    FrameworkContent content;
    for (auto& [uid, field] : fields) content.fields.push_back(std::move(field));
    return content;
  }

  Conflict& add(ConflictType type, Severity severity, const FieldUid& uid, std::string message) {
    Conflict& conflict = findings_.conflicts.emplace_back();
    conflict.type = type;
    conflict.severity = severity;
    conflict.field = uid;
    conflict.field_code = planned_.shows(uid) ? planned_.code(uid) : now_.code(uid);
    conflict.message = std::move(message);
    return conflict;
  }

  /// The sides of a conflict over a formula are the expressions.
  void set_expressions(Conflict& conflict) {
    const FieldUid& uid = conflict.field;
    const Field* base = now_.version() ? now_.version()->index.find(uid) : nullptr;
    const Field* master = master_.master().index.find(uid);
    conflict.attribute = Attribute::expression;
    conflict.base = base ? attribute_of(*base, Attribute::expression) : Json(nullptr);
    conflict.tenant_value = expression_of(field(uid));
    conflict.master = master ? attribute_of(*master, Attribute::expression) : Json(nullptr);
  }

  void check_own_formulas() {
    const bool is_simple_copy = std::all_of(touched_.begin(), touched_.end(),
                                            [&](const FieldUid* uid) { return is_simple(*uid); });
    if (!is_simple_copy) {
      for (const FormulaProblem& problem : check_formulas(with_inputs(touched_))) add(problem);
    }
    for (const FieldUid* uid : measured_) check_units(*uid);
  }

  void check_units(const FieldUid& uid) {
    const Field* master = master_.master().index.find(uid);
    const FormulaSide computed = master ? side_of(*master) : planned_.unedited(uid);
    if (!computed.computed) return;
    if (computed.computed == FormulaSide(master).computed) {
      return add(master_.problems_of(*master, [&](const Field& input) { return side_of(input); }));
    }
    add(master_.dimensions().check(computed, [&](const FieldUid& input) { return field(input); }));
  }

  void add(const std::vector<DimensionProblem>& problems) {
    if (problems.empty()) return;
    // One warning for a formula is enough to look at it.
    const DimensionProblem& problem = problems.front();
    Conflict& conflict =
        add(ConflictType::unit_mismatch, Severity::warning, problem.field, problem.message);
    set_expressions(conflict);
    conflict.involved = problem.involved;
  }

  void add(const FormulaProblem& problem) {
    const bool is_cycle = problem.kind == FormulaProblem::Kind::cycle;
    const ConflictType type = is_cycle ? ConflictType::formula_cycle : ConflictType::broken_formula;
    // One question for a formula, whatever number of its parts is missing.
    const auto same = [&](const Conflict& other) {
      return other.type == type && other.field == problem.field && !is_cycle;
    };
    auto& conflicts = findings_.conflicts;
    const auto it = std::find_if(conflicts.begin(), conflicts.end(), same);
    if (it != conflicts.end()) {
      if (!problem.missing.empty()) it->involved.push_back(problem.missing);
      return;
    }
    Conflict& conflict = add(type, Severity::blocking, problem.field, problem.message);
    set_expressions(conflict);
    conflict.involved = problem.path;
    if (!problem.missing.empty()) conflict.involved.push_back(problem.missing);
  }

  std::vector<OutboundReference> planned_references() {
    std::vector<OutboundReference> references;
    const Overlay& overlay = planned_.overlay();
    for (const OutboundReference& reference : master_.outbound()) {
      const FieldUid& uid = reference.formula_field;
      if (!overlay.hidden.contains(uid) && !touched_.contains(uid)) {
        references.push_back(reference);
      }
    }
    for (const FieldUid* uid : touched_) append_references(field(*uid), references);
    return references;
  }

  void check_outbound() {
    struct Missing {
      std::vector<std::string> fields, frameworks;
    };
    std::map<FieldUid, Missing> missing;
    for (const OutboundReference& reference : planned_references()) {
      const auto it = facts_.foreign_fields.find(reference.framework);
      const bool adopted = it != facts_.foreign_fields.end();
      const bool present = adopted && it->second.contains(reference.refers_to);
      findings_.foreign.push_back(Json::array({reference.framework, reference.refers_to.value,
                                               present   ? "present"
                                               : adopted ? "field_missing"
                                                         : "framework_missing"}));
      if (present || accepted_.contains(reference.formula_field)) continue;
      Missing& parts = missing[reference.formula_field];
      (adopted ? parts.fields : parts.frameworks).push_back("\"" + reference.framework + "\"");
    }
    for (const auto& [uid, parts] : missing) {
      if (is_broken(uid)) continue;
      const std::string formula = "The formula of " + planned_.code(uid) + " refers to ";
      if (!parts.fields.empty()) {
        set_expressions(add(ConflictType::broken_formula, Severity::blocking, uid,
                            formula + "a field that the tenant's framework " +
                                listed(parts.fields) + " does not have."));
      } else {
        set_expressions(add(ConflictType::broken_formula, Severity::warning, uid,
                            formula + "the framework " + listed(parts.frameworks) +
                                ", which the tenant has not adopted."));
      }
    }
  }

  bool is_broken(const FieldUid& uid) const {
    const auto& conflicts = findings_.conflicts;
    return std::any_of(conflicts.begin(), conflicts.end(), [&](const Conflict& other) {
      return other.type == ConflictType::broken_formula && other.field == uid;
    });
  }

  void check_inbound() {
    std::map<FieldUid, std::vector<std::string>> users;
    for (const InboundReference& reference : facts_.inbound) {
      const FieldUid& uid = reference.refers_to;
      if (planned_.shows(uid) || planned_.overlay().joined.contains(uid)) continue;
      findings_.inbound.push_back(
          Json::array({reference.framework, reference.formula_field.value, uid.value}));
      if (accepted_.contains(uid)) continue;
      users[uid].push_back(reference.formula_code + " in \"" + reference.framework + "\"");
    }
    for (const auto& [uid, formulas] : users) {
      Conflict& conflict = add(ConflictType::broken_formula, Severity::blocking, uid,
                               "Formulas of other frameworks refer to " + now_.code(uid) +
                                   ", which goes away: " + listed(formulas) + ".");
      conflict.tenant_value = formulas;
    }
  }

  static constexpr size_t kUsuallyEdited = 8;  // those of 12 that formulas may notice

  FormulaConflicts& master_;
  const TenantFacts& facts_;
  const Copy& now_;
  const Copy& planned_;
  const std::set<FieldUid>& accepted_;
  /// Fields of the master that are something else to formulas here: few, so that a list will do.
  std::vector<std::pair<const Field*, FormulaSide>> edited_;
  std::forward_list<Field> recomputed_;  // those whose formula the tenant edited
  Uids touched_;
  Uids measured_;  // those, and formulas that read or have a unit which the tenant edited
  FormulaFindings findings_;
};

}  // namespace

std::vector<OutboundReference> outbound_references(const FrameworkContent& content) {
  std::vector<OutboundReference> references;
  for (const Field& field : content.fields) append_references(field, references);
  return references;
}

FormulaConflicts::FormulaConflicts(const VersionView& master)
    : master_(master), outbound_(outbound_references(master.content)) {
  for (const Field& field : master.content.fields) {
    if (!field.computed) continue;
    for (const auto& [name, mapping] : field.computed->variables) {
      if (mapping.framework.empty()) users_[mapping.field.value].push_back(&field);
    }
  }
}

const std::vector<const Field*>* FormulaConflicts::users_of(const FieldUid& uid) const {
  const auto it = users_.find(uid.value);
  return it == users_.end() ? nullptr : &it->second;
}

const FormulaConflicts::LinkedFormula& FormulaConflicts::linked(const Field& computed) {
  const auto [it, is_new] = linked_.try_emplace(&computed);
  LinkedFormula& linked = it->second;
  if (!is_new) return linked;
  const Result<Formula>& formula = dimensions_.formula(computed.computed->expression);
  if (!formula) return linked;
  linked.formula = &*formula;
  for (const std::string& variable : formula->variables) {
    const FieldUid* source = unit_source(*computed.computed, variable);
    linked.inputs.push_back(source ? master_.index.find(*source) : nullptr);
  }
  return linked;
}

const std::vector<DimensionProblem>& FormulaConflicts::problems_of(const Field& computed,
                                                                   const TenantSide& side_of) {
  static const std::vector<DimensionProblem> kNone;
  const LinkedFormula& formula = linked(computed);
  if (!formula.formula) return kNone;
  key_ = computed.uid.value;
  const auto add_text = [&](const std::string& text) {
    key_.append(1, ' ').append(std::to_string(text.size())).append(1, ' ').append(text);
  };
  /// Which of them it is tells the place in the key.
  const auto side = [&](const Field* field) {
    const FormulaSide side = field ? side_of(*field) : FormulaSide();
    const FormulaSide master = field;
    key_ += !side ? '-' : side.unit == master.unit && side.code == master.code ? '=' : 'e';
    if (key_.back() != 'e') return side;
    add_text(*side.code);
    if (side.unit) add_text(*side.unit);
    return side;
  };
  const FormulaSide measured = side(&computed);
  inputs_.clear();
  for (const Field* input : formula.inputs) inputs_.push_back(side(input));
  const auto known = problems_.find(key_);
  if (known != problems_.end()) return known->second;
  return problems_.emplace(key_, dimensions_.check(measured, *formula.formula, inputs_))
      .first->second;
}

FormulaFindings FormulaConflicts::find(const TenantFacts& facts, const Copy& now,
                                       const Copy& planned, const std::set<FieldUid>& accepted) {
  return FormulaSearch(*this, facts, now, planned, accepted).run();
}

}  // namespace datavault
