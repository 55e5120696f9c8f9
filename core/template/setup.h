#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/model/adoption.h"
#include "core/model/field.h"

namespace datavault {

/// A framework as a tenant has it.
struct SetupCopy {
  std::string key;  // the framework's; the same in every installation
  std::string name;
  std::string description;         // of a framework without a base: new tenants get it so
  std::optional<int64_t> version;  // here; none: written by a tenant itself. No part of digests
  std::string version_digest;      // of that version's content; empty: none
  Overlay overlay;                 // in normal form
};

/// A node of the organisational tree. Keys are for ever, names are not.
struct SetupEntity {
  std::string key;
  std::string name;
  std::string kind;
  std::string parent;  // a key; empty: a root
  bool operator==(const SetupEntity&) const = default;
};

/// A deviation from a field's defaults.
struct SetupAssignment {
  FieldUid field;
  std::string entity;  // a key
  std::optional<Frequency> frequency;
  std::optional<std::string> unit;
  bool operator==(const SetupAssignment&) const = default;
};

/// What makes a tenant, without figures and people: what a template gives, and what a tenant has.
///
/// Shape: copies and entities are sorted by key, assignments by field and entity (sort_setup).
struct Setup {
  std::vector<SetupCopy> copies;
  std::vector<SetupEntity> entities;
  std::vector<SetupAssignment> assignments;
  std::map<std::string, int64_t> roles;         // "ADMIN", "USER" -> how many
  std::map<std::string, std::string> settings;  // core/template/settings.h
};

/// A value that a text of a template leaves open.
struct TemplateParameter {
  std::string name;                     // [a-z][a-z0-9_]*
  std::string label;                    // for people
  std::optional<std::string> fallback;  // none: has to be given
  bool operator==(const TemplateParameter&) const = default;
};

/// One version of a template.
struct TemplateContent {
  std::vector<TemplateParameter> parameters;  // by name
  Setup setup;  // names of entities and values of settings may hold {{parameters}}
};

/// The content of the version that a copy stands on; null when it is not known.
using FindVersion = std::function<const FrameworkContent*(const SetupCopy& copy)>;

/// Fields that a set-up's copies show. A copy whose version is not known shows none.
std::set<FieldUid> shown_fields(const Setup& setup, const FindVersion& find_version);

void sort_setup(Setup& setup);
/// Null when there is none.
const SetupCopy* find_copy(const Setup& setup, std::string_view key);
const SetupEntity* find_entity(const Setup& setup, std::string_view key);

/// Points formulas that read frameworks of the map's keys to its values.
void redirect_frameworks(Overlay& overlay, const std::map<std::string, std::string>& keys);

/// Without who, when, and where values went.
Overlay bare_overlay(Overlay overlay);

}  // namespace datavault
