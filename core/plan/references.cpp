#include "core/plan/references.h"

#include <optional>
#include <set>
#include <utility>

#include "core/formula/framework_formulas.h"
#include "core/model/resolve.h"

namespace datavault {
namespace {

const FieldIndex kNoFields{FrameworkContent{}};
const Overlay kNoOverlay;

bool is_formula_edit(const std::map<Attribute, AttributeEdit>& edits) {
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

}  // namespace

/// The search over one tenant's planned copy.
class TenantSearch {
 public:
  TenantSearch(const ConsequenceFinder& finder, const TenantFacts& facts,
               const CurrentCopy& current, const Overlay& planned)
      : finder_(finder),
        master_(finder.master_.index),
        facts_(facts),
        current_(current.version ? *current.version : kNoFields),
        current_overlay_(current.overlay ? *current.overlay : kNoOverlay),
        planned_(planned) {}

  Consequences run() {
    facts_json_ = {
        {"foreign", Json::array()}, {"inbound", Json::array()}, {"archived", Json::array()}};
    find_touched_formulas();
    check_own_formulas();
    check_outbound();
    check_inbound();
    check_values();
    return {std::move(conflicts_), std::move(facts_json_)};
  }

 private:
  bool is_planned(const FieldUid& uid) const {
    if (planned_.hidden.contains(uid)) return false;
    return master_.contains(uid) || planned_.added.contains(uid);
  }
  std::optional<Field> planned_field(const FieldUid& uid) const {
    return resolve_field(master_, planned_, uid);
  }
  std::optional<Field> current_field(const FieldUid& uid) const {
    return resolve_field(current_, current_overlay_, uid);
  }
  std::string code_now(const FieldUid& uid) const {
    const auto field = current_field(uid);
    return field ? field->code : uid.value;
  }

  /// Formulas that the tenant wrote, and those that read what it hides.
  void find_touched_formulas() {
    for (const auto& [uid, added] : planned_.added) touched_.insert(uid);
    for (const auto& [uid, edits] : planned_.edits) {
      if (is_formula_edit(edits)) touched_.insert(uid);
    }
    for (const auto& [uid, stamp] : planned_.hidden) {
      const auto it = finder_.users_.find(uid);
      if (it == finder_.users_.end()) continue;
      for (const Field* user : it->second) touched_.insert(user->uid);
    }
  }

  /// The touched formulas with all that they need, over any number of steps: a circle that the
  /// tenant or the master closed lies within, as neither closes one alone.
  FrameworkContent formulas_in_question() const {
    std::map<FieldUid, Field> fields;
    std::vector<FieldUid> pending(touched_.begin(), touched_.end());
    while (!pending.empty()) {
      const FieldUid uid = std::move(pending.back());
      pending.pop_back();
      if (fields.contains(uid)) continue;
      auto field = planned_field(uid);
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

  Conflict& add(ConflictType type, Severity severity, const FieldUid& uid, std::string code,
                std::string message) {
    Conflict& conflict = conflicts_.emplace_back();
    conflict.type = type;
    conflict.severity = severity;
    conflict.field = uid;
    conflict.field_code = std::move(code);
    conflict.message = std::move(message);
    return conflict;
  }

  static Json expression_of(const std::optional<Field>& field) {
    return field ? attribute_of(*field, Attribute::expression) : Json(nullptr);
  }

  /// Base, tenant and master side of a formula conflict are the expressions.
  void set_expressions(Conflict& conflict) const {
    const Field* master = master_.find(conflict.field);
    conflict.attribute = Attribute::expression;
    conflict.base = expression_of(current_field(conflict.field));
    conflict.tenant_value = expression_of(planned_field(conflict.field));
    conflict.master = master ? attribute_of(*master, Attribute::expression) : Json(nullptr);
  }

  void check_own_formulas() {
    if (touched_.empty()) return;
    const FrameworkContent content = formulas_in_question();
    for (const FormulaProblem& problem : check_formulas(content)) {
      const auto field = planned_field(problem.field);
      const auto type = problem.kind == FormulaProblem::Kind::cycle ? ConflictType::formula_cycle
                                                                    : ConflictType::broken_formula;
      set_expressions(add(type, Severity::blocking, problem.field,
                          field ? field->code : problem.field.value, problem.message));
    }
  }

  std::vector<OutboundReference> planned_references() const {
    std::vector<OutboundReference> references;
    for (const OutboundReference& reference : finder_.outbound_) {
      const FieldUid& uid = reference.formula_field;
      if (!planned_.hidden.contains(uid) && !touched_.contains(uid))
        references.push_back(reference);
    }
    for (const FieldUid& uid : touched_) {
      if (const auto field = planned_field(uid)) append_references(*field, references);
    }
    return references;
  }

  void check_outbound() {
    for (const OutboundReference& reference : planned_references()) {
      const auto it = facts_.foreign_fields.find(reference.framework);
      const bool adopted = it != facts_.foreign_fields.end();
      const bool present = adopted && it->second.contains(reference.refers_to);
      facts_json_["foreign"].push_back(Json::array({reference.framework, reference.refers_to.value,
                                                    present   ? "present"
                                                    : adopted ? "field_missing"
                                                              : "framework_missing"}));
      if (present) continue;
      set_expressions(
          add(ConflictType::broken_formula, adopted ? Severity::blocking : Severity::warning,
              reference.formula_field, reference.formula_code,
              adopted ? "The formula of " + reference.formula_code +
                            " refers to a field that the tenant's framework \"" +
                            reference.framework + "\" does not have."
                      : "The formula of " + reference.formula_code + " refers to the framework \"" +
                            reference.framework + "\", which the tenant has not adopted."));
    }
  }

  void check_inbound() {
    for (const InboundReference& reference : facts_.inbound) {
      if (is_planned(reference.refers_to) || joins(reference.refers_to)) continue;
      facts_json_["inbound"].push_back(Json::array(
          {reference.framework, reference.formula_field.value, reference.refers_to.value}));
      const std::string code = code_now(reference.refers_to);
      add(ConflictType::broken_formula, Severity::blocking, reference.refers_to, code,
          "The formula of " + reference.formula_code + " in the framework \"" +
              reference.framework + "\" refers to " + code + ", which goes away.");
    }
  }

  bool joins(const FieldUid& uid) const { return planned_.joined.contains(uid); }

  void check_values() {
    for (const auto& [uid, counts] : facts_.values) {
      if (counts.total == 0 || is_planned(uid) || joins(uid)) continue;
      facts_json_["archived"].push_back(uid.value);
      const auto field = current_field(uid);
      const std::string code = field ? field->code : uid.value;
      Conflict& conflict =
          add(ConflictType::removed_with_data, Severity::warning, uid, code,
              std::to_string(counts.total) + (counts.total == 1 ? " value" : " values") + " of " +
                  code + " will be archived: the field goes away.");
      conflict.base = field ? Json(field->name) : Json(nullptr);
      conflict.values = counts;
      conflict.answered_by = AnsweredBy::default_rule;
      conflict.decision = Take::master;
    }
  }

  const ConsequenceFinder& finder_;
  const FieldIndex& master_;
  const TenantFacts& facts_;
  const FieldIndex& current_;
  const Overlay& current_overlay_;
  const Overlay& planned_;
  std::set<FieldUid> touched_;
  std::vector<Conflict> conflicts_;
  Json facts_json_;
};

std::vector<OutboundReference> outbound_references(const FrameworkContent& content) {
  std::vector<OutboundReference> references;
  for (const Field& field : content.fields) append_references(field, references);
  return references;
}

ConsequenceFinder::ConsequenceFinder(const VersionView& master)
    : master_(master), outbound_(outbound_references(master.content)) {
  for (const Field& field : master.content.fields) {
    if (!field.computed) continue;
    for (const auto& [name, mapping] : field.computed->variables) {
      if (mapping.framework.empty()) users_[mapping.field].push_back(&field);
    }
  }
}

Consequences ConsequenceFinder::find(const TenantFacts& facts, const CurrentCopy& current,
                                     const Overlay& planned) const {
  return TenantSearch(*this, facts, current, planned).run();
}

}  // namespace datavault
