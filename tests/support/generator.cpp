#include "tests/support/generator.h"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include "core/codec/framework_json.h"
#include "core/model/field_index.h"
#include "core/model/resolve.h"
#include "core/plan/value_questions.h"

namespace datavault::test {
namespace {

constexpr std::array<const char*, 6> kUnits{"t", "kg", "MWh", "m3", "EUR", "t{CO2e}"};
constexpr std::array<const char*, 8> kWords{"energy", "water", "emission", "waste",
                                            "staff",  "scope", "gross",    "revenue"};
constexpr std::array<const char*, 4> kFormulas{"A + B", "A - B", "A * B", "IF(B > 0, A, B)"};

template <typename List>
std::string pick(Random& random, const List& list) {
  return list[random.below(list.size())];
}

std::string words(Random& random, size_t count) {
  std::string text = pick(random, kWords);
  while (--count > 0) text += " " + pick(random, kWords);
  return text;
}

Field plain_field(Random& random, const std::string& id) {
  Field field;
  field.uid.value = "u" + id;
  field.code = "F-" + id;
  field.name = words(random, 3);
  field.description = words(random, 12);
  field.topic = random.one_in(3) ? "" : "T" + std::to_string(random.below(3));
  field.unit = pick(random, kUnits);
  if (random.one_in(4)) field.translations["de"] = words(random, 2);
  if (random.one_in(4)) field.references["gri"] = "30" + std::to_string(random.below(9));
  if (random.one_in(8)) {
    field.value_type = ValueType::choice;
    field.unit.reset();
    field.options = {{"a", words(random, 1)}, {"b", words(random, 1)}};
  }
  return field;
}

Field computed_field(Random& random, const std::string& id, const std::vector<Field>& inputs) {
  Field field = plain_field(random, id);
  field.value_type = ValueType::number;
  field.options.clear();
  Computation computed;
  computed.expression = pick(random, kFormulas);
  for (const char* name : {"A", "B"}) {
    computed.variables[name] = {"", inputs[random.below(inputs.size())].uid, "1"};
  }
  if (random.one_in(12))
    computed.variables["B"] = {"other", {"x" + std::to_string(random.below(4))}, "0.5"};
  field.computed = computed;
  return field;
}

void change(Random& random, Field& field) {
  switch (random.below(9)) {
    case 0:
      field.name = words(random, 4);
      break;
    case 1:
      field.description = words(random, 10);
      break;
    case 2:
      field.required = !field.required;
      break;
    case 3:
      field.translations[random.one_in(2) ? "de" : "fr"] = words(random, 2);
      break;
    case 4:
      field.frequency = Frequency::quarterly;
      break;
    case 5:
      if (field.unit) field.unit = pick(random, kUnits);
      break;
    case 6:
      if (!field.options.empty()) {
        field.options[random.below(field.options.size())].label = words(random, 1);
        if (field.options.size() < 3) field.options.push_back({"c", words(random, 1)});
      }
      break;
    case 7:
      if (!field.computed && field.options.empty()) {
        field.value_type = random.one_in(2) ? ValueType::text : ValueType::number;
        field.unit.reset();
      }
      break;
    default:
      if (field.computed)
        field.computed->expression = pick(random, kFormulas);
      else
        field.topic = "T" + std::to_string(random.below(3));
  }
}

std::set<FieldUid> used_by_formulas(const FrameworkContent& content) {
  std::set<FieldUid> used;
  for (const Field& field : content.fields) {
    if (!field.computed) continue;
    for (const auto& [name, mapping] : field.computed->variables) used.insert(mapping.field);
  }
  return used;
}

AttributeEdit edit_of(const Field& field, Attribute attribute) {
  return {attribute_of(field, attribute), {"admin", "2026-01-01T00:00:00Z"}};
}

/// One change of a tenant's, sometimes the very one that the successor makes.
void add_change(Random& random, const Field& base, const Field* successor, Overlay& overlay) {
  Field edited = base;
  if (successor && random.one_in(4))
    edited = *successor;
  else
    change(random, edited);
  for (const Attribute attribute : kAttributes) {
    if (attribute_of(edited, attribute) == attribute_of(base, attribute)) continue;
    overlay.edits[base.uid][attribute] = edit_of(edited, attribute);
  }
}

void add_structure(Random& random, const FrameworkContent& content, size_t serial,
                   Overlay& overlay) {
  const Field& anchor = content.fields[random.below(content.fields.size())];
  const Field& other = content.fields[random.below(content.fields.size())];
  const Stamp stamp{"admin", "2026-01-01T00:00:00Z"};
  switch (random.below(4)) {
    case 0:
      overlay.hidden[other.uid] = stamp;
      break;
    case 1:
      if (anchor.uid.value != other.uid.value) overlay.moved[other.uid] = {anchor.uid, stamp};
      break;
    case 2: {
      Field own = computed_field(random, "own" + std::to_string(serial), content.fields);
      overlay.added[own.uid] = {own, anchor.uid, stamp};
      break;
    }
    default: {
      Field own = plain_field(random, "own" + std::to_string(serial));
      if (random.one_in(2)) own.code = "F-new" + std::to_string(random.below(3));
      overlay.added[own.uid] = {own, anchor.uid, stamp};
    }
  }
}

FrameworkVersion version_of(int64_t number, FrameworkContent content) {
  FrameworkVersion version;
  version.number = number;
  version.digest = content_digest(content);
  version.content = std::move(content);
  return version;
}

Overlay own_framework(Random& random, const FrameworkContent& like) {
  Overlay overlay;
  FieldUid after;
  for (size_t i = 0; i < 4 && i < like.fields.size(); ++i) {
    Field own = like.fields[i];
    own.uid.value = "uown-framework" + std::to_string(i);
    own.computed.reset();
    if (random.one_in(2)) own.name = words(random, 2);
    if (random.one_in(3)) own.code += "-x";
    overlay.added[own.uid] = {own, after, {}};
    after = own.uid;
  }
  return overlay;
}

ValueCounts random_counts(Random& random, int64_t total) {
  ValueCounts counts{total, 0, 0, 0};
  for (int64_t i = 0; i < total; ++i) {
    ++(random.one_in(8) ? counts.failing : random.one_in(4) ? counts.rounded : counts.exact);
  }
  return counts;
}

StoredValues random_values(Random& random, const ValueQuestion& question) {
  StoredValues values;
  values.total = static_cast<int64_t>(1 + random.below(12));
  if (!question.target) return values;
  if (question.field.value_type != question.target->value_type ||
      question.field.options != question.target->options) {
    values.as_type = random_counts(random, values.total);
  }
  if (question.field.unit != question.target->unit) {
    values.as_unit = random_counts(random, values.total);
  }
  return values;
}

/// Answers that were given before, to what the tenant has now.
void add_remembered(Random& random, TenantFacts& facts) {
  for (const auto& [uid, edits] : facts.adoption->overlay.edits) {
    for (const auto& [attribute, edit] : edits) {
      if (random.one_in(6)) facts.remembered.push_back({uid, attribute, edit.value});
    }
  }
  for (const auto& [uid, stamp] : facts.adoption->overlay.hidden) {
    if (random.one_in(3)) facts.remembered.push_back({uid, std::nullopt, nullptr});
  }
}

void add_assignments(Random& random, const FrameworkContent& target, TenantFacts& facts) {
  for (int i = 0; i < 3; ++i) {
    const Field& field = target.fields[random.below(target.fields.size())];
    Assignment assignment{field.uid, {1}, std::nullopt, std::nullopt};
    if (random.one_in(2)) assignment.frequency = Frequency::monthly;
    if (random.one_in(2)) assignment.unit = pick(random, kUnits);
    facts.assignments.push_back(assignment);
  }
}

void add_facts(Random& random, const Snapshot& snapshot, TenantFacts& facts) {
  if (random.one_in(2)) {
    auto& fields = facts.foreign_fields["other"];
    for (int i = 0; i < 4; ++i) {
      if (!random.one_in(3)) fields.insert({"x" + std::to_string(i)});
    }
  }
  if (!facts.adoption) return;
  const auto& base = facts.adoption->base;
  const VersionView target(snapshot.versions.at(snapshot.target_version).content);
  const std::optional<VersionView> view =
      base ? std::optional<VersionView>(snapshot.versions.at(*base).content) : std::nullopt;
  for (const ValueQuestion& question :
       ValueQuestions(view ? &*view : nullptr, target).of(facts.adoption->overlay)) {
    if (random.one_in(2)) facts.values[question.field.uid] = random_values(random, question);
    if (!question.target && random.one_in(4)) {
      facts.inbound.push_back({"other", {"z1"}, "Z-1", question.field.uid});
    }
  }
  add_remembered(random, facts);
  add_assignments(random, target.content, facts);
}

/// Some of the fields that went away became others.
void add_lineage(Random& random, Snapshot& snapshot) {
  const FieldIndex next(snapshot.versions.at(2).content);
  for (const Field& field : snapshot.versions.at(1).content.fields) {
    if (next.contains(field.uid) || random.one_in(2)) continue;
    LineageEntry entry{LineageEntry::Kind::superseded, {field.uid}, {{"unew0"}}};
    if (random.one_in(3)) entry = {LineageEntry::Kind::split, {field.uid}, {{"unew0"}, {"unew1"}}};
    snapshot.lineage[2].push_back(std::move(entry));
  }
}

TenantFacts random_tenant(Random& random, const Snapshot& snapshot, int64_t id, size_t edits) {
  TenantFacts facts;
  facts.tenant = {{id},
                  "Tenant " + std::to_string(id),
                  "tenant-" + std::to_string(id),
                  "energy",
                  !random.one_in(12)};
  const size_t kind = random.below(10);
  if (kind == 0) return facts;
  Adoption adoption;
  if (kind == 1) {
    adoption.overlay = own_framework(random, snapshot.versions.at(1).content);
  } else {
    adoption.base = kind == 2 ? 2 : 1;
    const FrameworkContent& base = snapshot.versions.at(*adoption.base).content;
    if (kind > 4) {
      adoption.overlay = random_overlay(random, base, snapshot.versions.at(2).content, edits);
    }
  }
  facts.adoption = std::move(adoption);
  add_facts(random, snapshot, facts);
  return facts;
}

}  // namespace

uint32_t Random::next() {
  const uint64_t old = state_;
  state_ = old * 6364136223846793005u + 1442695040888963407u;
  const auto shifted = static_cast<uint32_t>(((old >> 18) ^ old) >> 27);
  const auto rotation = static_cast<uint32_t>(old >> 59);
  return (shifted >> rotation) | (shifted << ((-rotation) & 31));
}

FrameworkContent random_content(Random& random, size_t fields) {
  FrameworkContent content;
  content.topics = {{"T0", "Climate", ""}, {"T1", "Water", ""}, {"T2", "Staff", "T1"}};
  const size_t plain = std::max<size_t>(fields - fields / 10, 1);
  for (size_t i = 0; i < plain; ++i)
    content.fields.push_back(plain_field(random, std::to_string(i)));
  const std::vector<Field> inputs = content.fields;
  for (size_t i = plain; i < fields; ++i) {
    content.fields.push_back(computed_field(random, std::to_string(i), inputs));
  }
  return content;
}

FrameworkContent random_successor(Random& random, const FrameworkContent& content, size_t one_in) {
  const std::set<FieldUid> used = used_by_formulas(content);
  FrameworkContent next{content.topics, {}};
  for (const Field& field : content.fields) {
    if (random.one_in(one_in * 4) && !used.contains(field.uid)) continue;
    next.fields.push_back(field);
    if (random.one_in(one_in)) change(random, next.fields.back());
    if (random.one_in(one_in * 6)) next.fields.back().code += "-renamed";
  }
  for (size_t i = 0; i < 3; ++i) {
    // One after the other: compilers evaluate arguments in different orders.
    Field newcomer = plain_field(random, "new" + std::to_string(i));
    const size_t place = random.below(next.fields.size() + 1);
    next.fields.insert(next.fields.begin() + static_cast<long>(place), std::move(newcomer));
  }
  if (random.one_in(2))
    std::rotate(next.fields.begin(), next.fields.begin() + 1, next.fields.end());
  return next;
}

Overlay random_overlay(Random& random, const FrameworkContent& content,
                       const FrameworkContent& successor, size_t edits) {
  const FieldIndex next(successor);
  Overlay overlay;
  for (size_t i = 0; i < edits; ++i) {
    const Field& field = content.fields[random.below(content.fields.size())];
    if (random.one_in(4))
      add_structure(random, content, i, overlay);
    else
      add_change(random, field, next.find(field.uid), overlay);
  }
  return normalise(&content, std::move(overlay));
}

Snapshot random_snapshot(uint64_t seed, const SnapshotSize& size) {
  Random random(seed);
  Snapshot snapshot;
  snapshot.framework = {{1}, "random", "Random", "", std::nullopt};
  snapshot.target_version = 2;
  FrameworkContent first = random_content(random, size.fields);
  snapshot.versions[2] = version_of(2, random_successor(random, first, 6));
  snapshot.versions[1] = version_of(1, std::move(first));
  add_lineage(random, snapshot);
  for (size_t i = 0; i < size.tenants; ++i) {
    snapshot.tenants.push_back(
        random_tenant(random, snapshot, static_cast<int64_t>(i) + 1, size.edits));
  }
  return snapshot;
}

}  // namespace datavault::test
