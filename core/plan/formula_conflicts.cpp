#include "core/plan/formula_conflicts.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "core/base/decimal.h"
#include "core/formula/framework_formulas.h"

namespace datavault {
namespace {

bool edits_formula(const FieldEdits& edits) {
  return edits.contains(Attribute::expression) || edits.contains(Attribute::multiplier) ||
         edits.contains(Attribute::variables);
}

void append_references(const Field& field, std::vector<OutboundReference>& references) {
  if (!field.computed) return;
  for (const auto& [name, mapping] : field.computed->variables) {
    if (mapping.framework.empty()) continue;
    references.push_back({field.uid, field.code, mapping.framework, mapping.field});
  }
}

Json expression_of(const Field* field) {
  return field ? attribute_of(*field, Attribute::expression) : Json(nullptr);
}

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
    for (const auto& [uid, added] : overlay.added) touched_.insert(uid);
    for (const auto& [uid, edits] : overlay.edits) {
      if (edits_formula(edits)) touched_.insert(uid);
      if (edits.contains(Attribute::unit)) {
        other_units_.insert(uid);
        add_users(uid, other_units_);
      }
    }
    for (const auto& [uid, stamp] : overlay.hidden) add_users(uid, touched_);
  }

  void add_users(const FieldUid& uid, std::set<FieldUid>& to) const {
    if (const auto* users = master_.users_of(uid)) {
      for (const Field* user : *users) to.insert(user->uid);
    }
  }

  /// The field as planned, as far as formulas go; null when there is none. Valid as long as the
  /// search.
  const Field* field(const FieldUid& uid) {
    if (const Field* shared = planned_.unedited(uid)) return shared;
    const Overlay& overlay = planned_.overlay();
    const auto edits = overlay.edits.find(uid);
    if (edits == overlay.edits.end() || overlay.hidden.contains(uid)) return nullptr;
    const auto [it, is_new] = edited_.try_emplace(uid);
    if (is_new) it->second = formula_side(master_.master().index.find(uid), edits->second);
    return it->second ? &*it->second : nullptr;
  }

  /// Only what formulas are about: a whole field is much to copy.
  static std::optional<Field> formula_side(const Field* base, const FieldEdits& edits) {
    if (!base) return std::nullopt;
    std::optional<Field> field(std::in_place);
    field->uid = base->uid;
    field->code = base->code;
    field->unit = base->unit;
    field->computed = base->computed;
    for (const auto& [attribute, edit] : edits) {
      if (!is_formula_side(attribute)) continue;
      [[maybe_unused]] const auto set = set_attribute(*field, attribute, edit.value);
    }
    return field;
  }

  static bool is_formula_side(Attribute attribute) {
    return attribute == Attribute::code || attribute == Attribute::unit ||
           attribute == Attribute::expression || attribute == Attribute::multiplier ||
           attribute == Attribute::variables;
  }

  /// Whether nothing can be wrong with a formula: it is good in itself and reads fields that are
  /// there and compute nothing.
  bool is_simple(const FieldUid& uid) {
    const Field* computed = field(uid);
    if (!computed || !computed->computed) return true;
    const Computation& computation = *computed->computed;
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
    const Field* input = field(mapping.field);
    return input && !input->computed;
  }

  /// The given fields with all that their formulas need, over any number of steps.
  FrameworkContent with_inputs(const std::set<FieldUid>& from) const {
    std::map<FieldUid, Field> fields;
    std::vector<FieldUid> pending(from.begin(), from.end());
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
                                            [&](const FieldUid& uid) { return is_simple(uid); });
    if (!is_simple_copy) {
      for (const FormulaProblem& problem : check_formulas(with_inputs(touched_))) add(problem);
    }
    std::set<FieldUid> measured = touched_;
    measured.insert(other_units_.begin(), other_units_.end());
    for (const FieldUid& uid : measured) check_units(uid);
  }

  void check_units(const FieldUid& uid) {
    const Field* computed = field(uid);
    if (!computed || !computed->computed) return;
    const auto find = [&](const FieldUid& input) { return field(input); };
    if (has_masters_formula(uid)) return add(master_.problems_of(*computed, find));
    add(master_.dimensions().check(*computed, find));
  }

  bool has_masters_formula(const FieldUid& uid) const {
    const Overlay& overlay = planned_.overlay();
    if (overlay.added.contains(uid)) return false;
    const auto edits = overlay.edits.find(uid);
    return edits == overlay.edits.end() || !edits_formula(edits->second);
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
    for (const FieldUid& uid : touched_) {
      if (const Field* touched = field(uid)) append_references(*touched, references);
    }
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

  FormulaConflicts& master_;
  const TenantFacts& facts_;
  const Copy& now_;
  const Copy& planned_;
  const std::set<FieldUid>& accepted_;
  std::map<FieldUid, std::optional<Field>> edited_;
  std::set<FieldUid> touched_;
  std::set<FieldUid> other_units_;  // formulas that read or have a unit which the tenant edited
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
      if (mapping.framework.empty()) users_[mapping.field].push_back(&field);
    }
  }
}

const std::vector<const Field*>* FormulaConflicts::users_of(const FieldUid& uid) const {
  const auto it = users_.find(uid);
  return it == users_.end() ? nullptr : &it->second;
}

const std::vector<DimensionProblem>& FormulaConflicts::problems_of(
    const Field& computed, const DimensionChecker::FieldLookup& field_of) {
  std::string key = computed.uid.value;
  const auto add_text = [&key](const std::string& text) {
    key.append(1, ' ').append(std::to_string(text.size())).append(1, ' ').append(text);
  };
  const auto add = [&](const Field* field) {
    key += !field ? '-' : field->unit ? 'u' : 'n';
    if (field) add_text(field->code);
    if (field && field->unit) add_text(*field->unit);
  };
  add(&computed);
  for (const auto& [name, mapping] : computed.computed->variables) {
    add(mapping.framework.empty() ? field_of(mapping.field) : nullptr);
  }
  const auto [it, is_new] = problems_.try_emplace(std::move(key));
  if (is_new) it->second = dimensions_.check(computed, field_of);
  return it->second;
}

FormulaFindings FormulaConflicts::find(const TenantFacts& facts, const Copy& now,
                                       const Copy& planned, const std::set<FieldUid>& accepted) {
  return FormulaSearch(*this, facts, now, planned, accepted).run();
}

}  // namespace datavault
