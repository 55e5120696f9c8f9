#include "core/plan/snapshot_json.h"

#include <algorithm>
#include <utility>

#include "core/codec/framework_json.h"
#include "core/codec/json_reader.h"
#include "core/codec/overlay_json.h"

namespace datavault {
namespace {

Json framework_to_json(const Framework& framework) {
  return {{"id", framework.id.value},
          {"key", framework.key},
          {"name", framework.name},
          {"description", framework.description}};
}

/// [total, exact, rounded, failing as the target's type, the same in its unit]
Json stored_to_json(const StoredValues& stored) {
  const ValueCounts &type = stored.as_type, &unit = stored.as_unit;
  return Json::array({stored.total, type.exact, type.rounded, type.failing, unit.exact,
                      unit.rounded, unit.failing});
}

/// Not so many that their sums are beyond int64_t.
bool is_count(const Json& value) {
  constexpr int64_t kMost = int64_t{1} << 53;
  const auto count = integer_of(value);
  return count && *count >= 0 && *count <= kMost;
}

ValueCounts counts_of(const Json& list, size_t first) {
  ValueCounts counts{0, list[first], list[first + 1], list[first + 2]};
  counts.total = counts.exact + counts.rounded + counts.failing;
  return counts;
}

Json remembered_to_json(const RememberedDecision& item) {
  return {{"field", item.field.value},
          {"attribute", item.attribute ? Json(to_text(*item.attribute)) : Json(nullptr)},
          {"value", item.value}};
}

Json assignment_to_json(const Assignment& item) {
  return {{"field", item.field.value},
          {"entity", item.entity.value},
          {"frequency", item.frequency ? Json(to_text(*item.frequency)) : Json(nullptr)},
          {"unit", item.unit ? Json(*item.unit) : Json(nullptr)}};
}

Json adoption_to_json(const Adoption& adoption) {
  return {{"base", adoption.base ? Json(*adoption.base) : Json(nullptr)},
          {"overlay", overlay_to_json(adoption.overlay, Stamps::include)}};
}

Json facts_to_json(const TenantFacts& facts) {
  Json json = {{"id", facts.tenant.id.value},
               {"name", facts.tenant.name},
               {"slug", facts.tenant.slug},
               {"industry", facts.tenant.industry},
               {"is_active", facts.tenant.is_active}};
  // What most tenants do not have is left out: this is sent for each of a thousand.
  if (facts.adoption) json["adoption"] = adoption_to_json(*facts.adoption);
  for (const auto& [uid, stored] : facts.values) json["values"][uid.value] = stored_to_json(stored);
  for (const RememberedDecision& item : facts.remembered) {
    json["remembered"].push_back(remembered_to_json(item));
  }
  for (const Assignment& item : facts.assignments) {
    json["assignments"].push_back(assignment_to_json(item));
  }
  for (const auto& [framework, uids] : facts.foreign_fields) {
    Json& list = json["foreign_fields"][framework] = Json::array();
    for (const FieldUid& uid : uids) list.push_back(uid.value);
  }
  for (const InboundReference& reference : facts.inbound) {
    json["inbound"].push_back({{"framework", reference.framework},
                               {"formula_field", reference.formula_field.value},
                               {"formula_code", reference.formula_code},
                               {"refers_to", reference.refers_to.value}});
  }
  return json;
}

Result<Adoption> adoption_from_json(const Json& json, const std::string& where) {
  ObjectReader reader(json, where);
  Adoption adoption;
  if (!reader.member("base", true).is_null()) adoption.base = reader.integer("base");
  const Json& overlay_json = reader.member("overlay", true);
  if (!reader.ok()) return reader.error();
  auto overlay = overlay_from_json(overlay_json);
  if (!overlay) return within(where, std::move(overlay).error());
  adoption.overlay = *std::move(overlay);
  return adoption;
}

void read_values(ObjectReader& reader, TenantFacts& facts) {
  for (const auto& [uid, item] : reader.object("values").items()) {
    if (!item.is_array() || item.size() != 7)
      return reader.fail("Seven counts are expected.", "values");
    if (!std::all_of(item.begin(), item.end(), is_count)) {
      return reader.fail("A count is a whole number from 0 on.", "values");
    }
    facts.values[{uid}] = {item[0], counts_of(item, 1), counts_of(item, 4)};
  }
}

void read_remembered(ObjectReader& reader, TenantFacts& facts) {
  for (const Json& json : reader.array("remembered")) {
    ObjectReader item(json, reader.where() + ", remembered");
    RememberedDecision remembered{{item.text("field")}, std::nullopt, item.member("value", true)};
    const std::string attribute = item.text_or("attribute");
    if (!attribute.empty()) {
      remembered.attribute = attribute_from_text(attribute);
      if (!remembered.attribute) item.fail("There is no such attribute.", "attribute");
    }
    if (!item.ok()) return reader.fail(item.error());
    facts.remembered.push_back(std::move(remembered));
  }
}

void read_assignments(ObjectReader& reader, TenantFacts& facts) {
  for (const Json& json : reader.array("assignments")) {
    ObjectReader item(json, reader.where() + ", assignments");
    Assignment assignment{
        {item.text("field")}, {item.integer("entity")}, std::nullopt, std::nullopt};
    if (const std::string frequency = item.text_or("frequency"); !frequency.empty()) {
      assignment.frequency = frequency_from_text(frequency);
      if (!assignment.frequency) item.fail("There is no such frequency.", "frequency");
    }
    if (!item.member("unit", false).is_null()) assignment.unit = item.text("unit");
    if (!item.ok()) return reader.fail(item.error());
    facts.assignments.push_back(std::move(assignment));
  }
}

void read_references(ObjectReader& reader, TenantFacts& facts) {
  for (const auto& [framework, list] : reader.object("foreign_fields").items()) {
    auto& uids = facts.foreign_fields[framework];
    for (const Json& uid : list) {
      if (uid.is_string())
        uids.insert({uid.get<std::string>()});
      else
        reader.fail("A uid is a text.", "foreign_fields");
    }
  }
  for (const Json& item : reader.array("inbound")) {
    ObjectReader inbound(item, reader.where() + ", inbound");
    facts.inbound.push_back({inbound.text("framework"),
                             {inbound.text("formula_field")},
                             inbound.text("formula_code"),
                             {inbound.text("refers_to")}});
    if (!inbound.ok()) reader.fail(inbound.error());
  }
}

Result<TenantFacts> facts_from_json(const Json& json, size_t position) {
  ObjectReader reader(json, "tenants[" + std::to_string(position) + "]");
  TenantFacts facts;
  facts.tenant = {{reader.integer("id")},
                  reader.text("name"),
                  reader.text_or("slug"),
                  reader.text_or("industry"),
                  reader.boolean_or("is_active", true)};
  read_values(reader, facts);
  read_references(reader, facts);
  read_remembered(reader, facts);
  read_assignments(reader, facts);
  if (!reader.ok()) return reader.error();
  if (!reader.member("adoption", false).is_null()) {
    auto adoption =
        adoption_from_json(reader.member("adoption", false), reader.where() + ", adoption");
    if (!adoption) return std::move(adoption).error();
    facts.adoption = *std::move(adoption);
  }
  return facts;
}

Result<void> check_versions_held(const Snapshot& snapshot) {
  if (!snapshot.versions.contains(snapshot.target_version)) {
    return invalid_input("The target version is missing.", "versions");
  }
  for (const TenantFacts& facts : snapshot.tenants) {
    if (!facts.adoption || !facts.adoption->base) continue;
    if (!snapshot.versions.contains(*facts.adoption->base)) {
      return invalid_input("Version " + std::to_string(*facts.adoption->base) + " is missing.",
                           "tenant " + std::to_string(facts.tenant.id.value));
    }
  }
  return {};
}

std::string state_of(const Snapshot& snapshot, const TenantFacts& facts) {
  if (!facts.adoption) return {};
  const auto& base = facts.adoption->base;
  return state_digest(base ? &snapshot.versions.at(*base).digest : nullptr,
                      facts.adoption->overlay);
}

}  // namespace

Json snapshot_to_json(const Snapshot& snapshot) {
  Json versions = Json::array();
  for (const auto& [number, version] : snapshot.versions) {
    versions.push_back(version_to_json(version));
  }
  Json tenants = Json::array();
  for (const TenantFacts& facts : snapshot.tenants) tenants.push_back(facts_to_json(facts));
  Json lineage = Json::array();
  for (const auto& [number, entries] : snapshot.lineage) {
    if (!entries.empty()) {
      lineage.push_back({{"version", number}, {"entries", lineage_to_json(entries)}});
    }
  }
  return {{"framework", framework_to_json(snapshot.framework)},
          {"target_version", snapshot.target_version},
          {"lineage", std::move(lineage)},
          {"versions", std::move(versions)},
          {"tenants", std::move(tenants)}};
}

Result<Snapshot> snapshot_from_json(const Json& json) {
  ObjectReader reader(json, "snapshot");
  ObjectReader framework(reader.member("framework", true), "framework");
  Snapshot snapshot;
  snapshot.framework = {{framework.integer("id")},
                        framework.text("key"),
                        framework.text("name"),
                        framework.text_or("description"),
                        std::nullopt};
  snapshot.target_version = reader.integer("target_version");
  if (!framework.ok()) return framework.error();
  if (!reader.ok()) return reader.error();
  for (const Json& item : reader.array("versions")) {
    auto version = version_from_json(item);
    if (!version) return std::move(version).error();
    const int64_t number = version->number;
    snapshot.versions[number] = *std::move(version);
  }
  for (const Json& item : reader.array("lineage")) {
    ObjectReader step(item, "lineage");
    auto entries = lineage_from_json(step.array("entries"));
    if (!entries) return std::move(entries).error();
    snapshot.lineage[step.integer("version")] = *std::move(entries);
    if (!step.ok()) return step.error();
  }
  for (const Json& item : reader.array("tenants")) {
    auto facts = facts_from_json(item, snapshot.tenants.size());
    if (!facts) return std::move(facts).error();
    snapshot.tenants.push_back(*std::move(facts));
  }
  if (auto checked = check_versions_held(snapshot); !checked) return checked.error();
  // Not sent: who sends could say anything, and who plans often works them out once.
  for (TenantFacts& facts : snapshot.tenants) facts.state = state_of(snapshot, facts);
  return snapshot;
}

}  // namespace datavault
