#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/codec/framework_json.h"
#include "core/plan/snapshot.h"

namespace datavault::test {

/// A number field "F-<id>" with uid "u<id>".
inline Field field(const std::string& id, const std::string& name = "Name") {
  Field result;
  result.uid.value = "u" + id;
  result.code = "F-" + id;
  result.name = name;
  return result;
}

/// A computed field whose variables A, B, ... are the fields with those uids.
inline Field computed(const std::string& id, const std::string& expression,
                      const std::vector<std::string>& uids) {
  Field result = field(id);
  Computation computation{expression, "1", {}};
  char name = 'A';
  for (const std::string& uid : uids)
    computation.variables[std::string(1, name++)] = {"", {uid}, "1"};
  result.computed = std::move(computation);
  return result;
}

inline FrameworkVersion version(int64_t number, std::vector<Field> fields) {
  FrameworkVersion result;
  result.number = number;
  result.content.fields = std::move(fields);
  result.digest = content_digest(result.content);
  return result;
}

inline Overlay with_edit(Overlay overlay, const std::string& uid, Attribute attribute, Json value) {
  overlay.edits[{uid}][attribute] = {std::move(value), {"admin", "2026-01-01"}};
  return overlay;
}

inline Overlay edit(const std::string& uid, Attribute attribute, Json value) {
  return with_edit({}, uid, attribute, std::move(value));
}

/// Two versions and one tenant with the id 7.
inline Snapshot snapshot(FrameworkVersion v1, FrameworkVersion v2,
                         std::optional<Adoption> adoption) {
  Snapshot result;
  result.framework = {{1}, "test", "Test framework", "", std::nullopt};
  result.target_version = 2;
  result.versions[1] = std::move(v1);
  result.versions[2] = std::move(v2);
  TenantFacts facts;
  facts.tenant = {{7}, "Acme", "acme", "energy", true};
  facts.adoption = std::move(adoption);
  result.tenants.push_back(std::move(facts));
  return result;
}

}  // namespace datavault::test
