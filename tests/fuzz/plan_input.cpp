#include "tests/fuzz/plan_input.h"

#include <array>
#include <string>
#include <utility>

#include "core/codec/framework_json.h"
#include "core/model/resolve.h"
#include "tests/support/plan_laws.h"

namespace datavault::test {
namespace {

constexpr size_t kFields = 5;

std::string letter(size_t n) { return std::string(1, static_cast<char>('a' + n)); }

std::optional<std::string> unit_from(Choices& choices) {
  constexpr std::array kUnits{"", "t", "kg", "EUR", "%", "t{CO2e}", "label", "Cel"};
  const std::string unit = kUnits[choices.below(kUnits.size())];
  return unit.empty() ? std::nullopt : std::optional(unit);
}

std::optional<Computation> computation_from(Choices& choices) {
  if (!choices.one_in(3)) return std::nullopt;
  constexpr std::array kExpressions{"A",         "A + B",           "A / B * 2",
                                    "SUM(A, B)", "IF(A > B, 1, B)", "A +"};
  Computation computation{kExpressions[choices.below(kExpressions.size())], "1", {}};
  for (const char* name : {"A", "B"}) {
    if (choices.one_in(6)) continue;
    VariableMapping mapping{"", {"u" + letter(choices.below(kFields))}, "1"};
    if (choices.one_in(5)) mapping.framework = "other";
    if (choices.one_in(6)) mapping.coefficient = "0.5";
    computation.variables[name] = mapping;
  }
  return computation;
}

std::vector<Option> options_from(Choices& choices) {
  std::vector<Option> options;
  for (size_t n = choices.below(4); n > 0; --n) {
    options.push_back({"o" + std::to_string(n), "Option " + std::to_string(choices.below(2))});
  }
  if (choices.one_in(2) && options.size() > 1) std::swap(options.front(), options.back());
  return options;
}

void change(Choices& choices, Field& field) {
  switch (choices.below(9)) {
    case 0:
      field.code = "F-" + letter(choices.below(kFields));
      break;
    case 1:
      field.unit = unit_from(choices);
      break;
    case 2:
      field.value_type = static_cast<ValueType>(choices.below(6));
      break;
    case 3:
      field.options = options_from(choices);
      break;
    case 4:
      field.translations[letter(choices.below(3))] = letter(choices.below(3));
      break;
    case 5:
      field.computed = computation_from(choices);
      break;
    case 6:
      field.topic = choices.one_in(2) ? "T" : "";
      break;
    case 7:
      field.references[letter(choices.below(2))] = letter(choices.below(3));
      break;
    default:
      field.name = "Name " + letter(choices.below(4));
  }
}

Field field_from(Choices& choices, size_t n) {
  Field field;
  field.uid.value = "u" + letter(n);
  field.code = "F-" + letter(n);
  field.name = "Name";
  field.computed = computation_from(choices);
  field.unit = unit_from(choices);
  return field;
}

FrameworkContent base_from(Choices& choices) {
  FrameworkContent content;
  if (choices.one_in(2)) content.topics.push_back({"T", "Topic", ""});
  for (size_t n = 0; n < kFields; ++n) {
    if (!choices.one_in(4)) content.fields.push_back(field_from(choices, n));
  }
  return content;
}

FrameworkContent master_from(Choices& choices, const FrameworkContent& base) {
  FrameworkContent content;
  if (choices.one_in(2)) content.topics.push_back({"T", "Topic", ""});
  for (const Field& field : base.fields) {
    if (choices.one_in(4)) continue;
    content.fields.push_back(field);
    for (size_t n = choices.below(3); n > 0; --n) change(choices, content.fields.back());
  }
  for (size_t n = choices.below(3); n > 0; --n) {
    Field added = field_from(choices, kFields + n);
    added.code = "F-" + letter(choices.below(kFields + 3));
    content.fields.push_back(added);
  }
  if (content.fields.size() > 1 && choices.one_in(3)) {
    std::swap(content.fields.front(), content.fields.back());
  }
  return content;
}

std::vector<LineageEntry> lineage_from(Choices& choices) {
  std::vector<LineageEntry> lineage;
  for (size_t n = choices.below(3); n > 0; --n) {
    LineageEntry entry;
    entry.kind = static_cast<LineageEntry::Kind>(1 + choices.below(3));
    entry.from = {{"u" + letter(choices.below(kFields))}};
    entry.to = {{"u" + letter(choices.below(kFields + 3))}};
    lineage.push_back(entry);
  }
  return lineage;
}

Stamp any_stamp() { return {"admin", "2026-01-01T00:00:00Z"}; }

void edit_field(Choices& choices, const Field& field, Overlay& overlay) {
  Field edited = field;
  change(choices, edited);
  for (const Attribute attribute : kAttributes) {
    Json value = attribute_of(edited, attribute);
    if (value == attribute_of(field, attribute)) continue;
    overlay.edits[field.uid][attribute] = {std::move(value), any_stamp()};
  }
}

FieldUid any_anchor(Choices& choices) {
  return choices.one_in(4) ? FieldUid{} : FieldUid{"u" + letter(choices.below(kFields))};
}

Overlay overlay_from(Choices& choices, const FrameworkContent* base) {
  Overlay overlay;
  for (const Field& field : base ? base->fields : std::vector<Field>()) {
    if (choices.one_in(2)) edit_field(choices, field, overlay);
    if (choices.one_in(6)) overlay.hidden[field.uid] = any_stamp();
    if (choices.one_in(6)) overlay.moved[field.uid] = {any_anchor(choices), any_stamp()};
  }
  for (size_t n = choices.below(3); n > 0; --n) {
    Field own = field_from(choices, n);
    own.uid.value = "own-" + letter(n);
    own.code = choices.one_in(2) ? "F-" + letter(choices.below(kFields + 3)) : "OWN-" + letter(n);
    overlay.added[own.uid] = {own, any_anchor(choices), any_stamp()};
  }
  return normalise(base, std::move(overlay));
}

void add_values(Choices& choices, TenantFacts& facts) {
  for (size_t n = 0; n < kFields; ++n) {
    if (!choices.one_in(3)) continue;
    StoredValues values;
    for (ValueCounts* counts : {&values.as_type, &values.as_unit}) {
      *counts = {0, static_cast<int64_t>(choices.below(2)), static_cast<int64_t>(choices.below(2)),
                 static_cast<int64_t>(choices.below(2))};
      counts->total = counts->exact + counts->rounded + counts->failing;
    }
    values.total = 3;
    facts.values[{"u" + letter(n)}] = values;
  }
}

TenantFacts tenant_from(Choices& choices, int64_t id, const FrameworkContent& base) {
  TenantFacts facts;
  facts.tenant = {{id}, "Tenant", "tenant", "Energy", !choices.one_in(8)};
  const size_t kind = choices.below(6);
  if (kind == 0) return facts;
  const bool is_own = kind == 1;
  facts.adoption = Adoption{is_own ? std::nullopt : std::optional<int64_t>(1),
                            overlay_from(choices, is_own ? nullptr : &base)};
  add_values(choices, facts);
  if (choices.one_in(2)) facts.foreign_fields["other"] = {{"ua"}};
  if (choices.one_in(4)) facts.inbound.push_back({"other", {"x"}, "X", {"ub"}});
  if (choices.one_in(4)) {
    facts.assignments.push_back({{"ua"}, {1}, Frequency::quarterly, std::nullopt});
  }
  if (choices.one_in(4)) facts.remembered.push_back({{"ua"}, Attribute::name, "Name a"});
  return facts;
}

FrameworkVersion version_of(int64_t number, FrameworkContent content) {
  FrameworkVersion version;
  version.number = number;
  version.content = std::move(content);
  version.digest = content_digest(version.content);
  return version;
}

}  // namespace

Snapshot snapshot_from(Choices& choices) {
  Snapshot snapshot;
  snapshot.framework = {{1}, "test", "Test", "", std::nullopt};
  snapshot.target_version = 2;
  snapshot.versions[1] = version_of(1, base_from(choices));
  const FrameworkContent& base = snapshot.versions[1].content;
  snapshot.versions[2] = version_of(2, master_from(choices, base));
  snapshot.lineage[2] = lineage_from(choices);
  for (size_t n = 1 + choices.below(3); n > 0; --n) {
    const auto id = static_cast<int64_t>(snapshot.tenants.size() + 1);
    snapshot.tenants.push_back(tenant_from(choices, id, base));
  }
  return snapshot;
}

PlanRequest request_from(Choices& choices, const Snapshot& snapshot) {
  const std::array policies{Policy(), parent_to_child_policy(), peer_policy(), mirror_policy()};
  Policy policy = policies[choices.below(policies.size())];
  if (choices.one_in(4)) {
    policy.attributes[kAttributes[choices.below(kAttributes.size())]] =
        static_cast<PolicyTake>(choices.below(3));
  }
  return request_for_all(snapshot, policy, static_cast<Strategy>(choices.below(4)));
}

Decision decision_from(Choices& choices, const Conflict& conflict) {
  Decision decision;
  if (choices.one_in(2))
    decision.cluster = conflict.cluster;
  else
    decision.conflict = conflict.id;
  decision.take = static_cast<Take>(choices.below(3));
  if (decision.take == Take::value) {
    const std::array<Json, 6> values{conflict.base,  conflict.master,   "F-z",
                                     Json::object(), {{"name", "New"}}, 7};
    decision.value = values[choices.below(values.size())];
  }
  decision.remember = decision.take != Take::master && choices.one_in(3);
  return decision;
}

}  // namespace datavault::test
