#include "core/plan/snapshot_json.h"

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

Json counts_to_json(const ValueCounts& counts) {
  return Json::array({counts.total, counts.exact, counts.rounded, counts.failing});
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
  for (const auto& [uid, counts] : facts.values) json["values"][uid.value] = counts_to_json(counts);
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
    if (!item.is_array() || item.size() != 4)
      return reader.fail("Four counts are expected.", "values");
    for (const Json& count : item) {
      if (!count.is_number_integer()) return reader.fail("A count is a whole number.", "values");
    }
    facts.values[{uid}] = {item[0], item[1], item[2], item[3]};
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
  if (!reader.ok()) return reader.error();
  if (!reader.member("adoption", false).is_null()) {
    auto adoption =
        adoption_from_json(reader.member("adoption", false), reader.where() + ", adoption");
    if (!adoption) return std::move(adoption).error();
    facts.adoption = *std::move(adoption);
  }
  return facts;
}

Result<void> check_versions(const Snapshot& snapshot) {
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

}  // namespace

Json snapshot_to_json(const Snapshot& snapshot) {
  Json versions = Json::array();
  for (const auto& [number, version] : snapshot.versions) {
    versions.push_back(version_to_json(version));
  }
  Json tenants = Json::array();
  for (const TenantFacts& facts : snapshot.tenants) tenants.push_back(facts_to_json(facts));
  return {{"framework", framework_to_json(snapshot.framework)},
          {"target_version", snapshot.target_version},
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
  for (const Json& item : reader.array("tenants")) {
    auto facts = facts_from_json(item, snapshot.tenants.size());
    if (!facts) return std::move(facts).error();
    snapshot.tenants.push_back(*std::move(facts));
  }
  if (auto checked = check_versions(snapshot); !checked) return checked.error();
  return snapshot;
}

}  // namespace datavault
