#include "core/plan/references.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "core/formula/framework_formulas.h"
#include "core/model/resolve.h"

namespace datavault {
namespace {

Json expression_of(const Field* field) {
  return field ? attribute_of(*field, Attribute::expression) : Json(nullptr);
}

bool touches_formulas(const Overlay& overlay) {
  if (!overlay.added.empty() || !overlay.hidden.empty()) return true;
  return std::any_of(overlay.edits.begin(), overlay.edits.end(), [](const auto& item) {
    return item.second.contains(Attribute::expression) ||
           item.second.contains(Attribute::multiplier) ||
           item.second.contains(Attribute::variables);
  });
}

/// The search over one tenant's planned copy.
class TenantSearch {
 public:
  TenantSearch(const VersionView& master, const TenantFacts& facts, const FrameworkContent* before,
               const Overlay& overlay)
      : master_(master), facts_(facts), before_(before), overlay_(overlay) {
    if (touches_formulas(overlay)) copy_ = resolve(&master.content, overlay);
    if (before) before_index_.emplace(*before);
    if (copy_) copy_index_.emplace(*copy_);
  }

  Consequences run(const std::vector<OutboundReference>& master_outbound) {
    facts_json_ = {{"foreign", Json::array()}, {"inbound", Json::array()}, {"archived", Json::array()}};
    if (copy_) check_own_formulas();
    check_outbound(copy_ ? outbound_references(*copy_) : master_outbound);
    check_inbound();
    check_values();
    return {std::move(conflicts_), std::move(facts_json_)};
  }

 private:
  bool planned(const FieldUid& uid) const {
    return copy_ ? copy_index_->contains(uid) : master_.index.contains(uid);
  }
  const Field* planned_field(const FieldUid& uid) const {
    return copy_ ? copy_index_->find(uid) : master_.index.find(uid);
  }
  const Field* before_field(const FieldUid& uid) const {
    return before_index_ ? before_index_->find(uid) : nullptr;
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

  /// Base, tenant and master side of a formula conflict are the expressions.
  void set_expressions(Conflict& conflict) {
    conflict.attribute = Attribute::expression;
    conflict.base = expression_of(before_field(conflict.field));
    conflict.tenant_value = expression_of(planned_field(conflict.field));
    conflict.master = expression_of(master_.index.find(conflict.field));
  }

  void check_own_formulas() {
    for (const FormulaProblem& problem : check_formulas(*copy_)) {
      const Field* field = planned_field(problem.field);
      const auto type = problem.kind == FormulaProblem::Kind::cycle ? ConflictType::formula_cycle
                                                                    : ConflictType::broken_formula;
      Conflict& conflict = add(type, Severity::blocking, problem.field,
                               field ? field->code : problem.field.value, problem.message);
      set_expressions(conflict);
    }
  }

  void check_outbound(const std::vector<OutboundReference>& references) {
    for (const OutboundReference& reference : references) {
      const auto it = facts_.foreign_fields.find(reference.framework);
      const bool adopted = it != facts_.foreign_fields.end();
      const bool present = adopted && it->second.contains(reference.refers_to);
      facts_json_["foreign"].push_back(
          Json::array({reference.framework, reference.refers_to.value,
                       present ? "present" : adopted ? "field_missing" : "framework_missing"}));
      if (present) continue;
      Conflict& conflict =
          add(ConflictType::broken_formula, adopted ? Severity::blocking : Severity::warning,
              reference.formula_field, reference.formula_code,
              adopted ? "The formula of " + reference.formula_code +
                            " refers to a field that the tenant's framework \"" +
                            reference.framework + "\" does not have."
                      : "The formula of " + reference.formula_code + " refers to the framework \"" +
                            reference.framework + "\", which the tenant has not adopted.");
      set_expressions(conflict);
    }
  }

  void check_inbound() {
    for (const InboundReference& reference : facts_.inbound) {
      if (planned(reference.refers_to) || joins(reference.refers_to)) continue;
      facts_json_["inbound"].push_back(Json::array({reference.framework,
                                                    reference.formula_field.value,
                                                    reference.refers_to.value}));
      const Field* field = before_field(reference.refers_to);
      const std::string code = field ? field->code : reference.refers_to.value;
      add(ConflictType::broken_formula, Severity::blocking, reference.refers_to, code,
          "The formula of " + reference.formula_code + " in the framework \"" +
              reference.framework + "\" refers to " + code + ", which goes away.");
    }
  }

  bool joins(const FieldUid& uid) const { return overlay_.joined.contains(uid); }

  void check_values() {
    for (const auto& [uid, counts] : facts_.values) {
      if (counts.total == 0 || planned(uid) || joins(uid)) continue;
      facts_json_["archived"].push_back(uid.value);
      const Field* field = before_field(uid);
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

  const VersionView& master_;
  const TenantFacts& facts_;
  const FrameworkContent* before_;
  const Overlay& overlay_;
  std::optional<FrameworkContent> copy_;  // only where it differs from the master in its formulas
  std::optional<FieldIndex> copy_index_, before_index_;
  std::vector<Conflict> conflicts_;
  Json facts_json_;
};

}  // namespace

std::vector<OutboundReference> outbound_references(const FrameworkContent& content) {
  std::vector<OutboundReference> references;
  for (const Field& field : content.fields) {
    if (!field.computed) continue;
    for (const auto& [name, mapping] : field.computed->variables) {
      if (mapping.framework.empty()) continue;
      references.push_back({field.uid, field.code, mapping.framework, mapping.field});
    }
  }
  return references;
}

ConsequenceFinder::ConsequenceFinder(const VersionView& master)
    : master_(master), master_outbound_(outbound_references(master.content)) {}

Consequences ConsequenceFinder::find(const TenantFacts& facts, const FrameworkContent* before,
                                     const Overlay& overlay) const {
  return TenantSearch(master_, facts, before, overlay).run(master_outbound_);
}

}  // namespace datavault
