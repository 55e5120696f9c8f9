#include "core/template/setup.h"

#include <algorithm>
#include <tuple>

namespace datavault {
namespace {

template <typename Item>
const Item* find_by_key(const std::vector<Item>& items, std::string_view key) {
  const auto found =
      std::find_if(items.begin(), items.end(), [&](const Item& item) { return item.key == key; });
  return found == items.end() ? nullptr : &*found;
}

/// In the JSON that an edit of `variables` holds.
void redirect(Json& variables, const std::map<std::string, std::string>& keys) {
  if (!variables.is_object()) return;
  for (auto& [name, variable] : variables.get_ref<Json::object_t&>()) {
    if (!variable.is_object() || !variable.contains("framework")) continue;
    Json& framework = variable["framework"];
    if (!framework.is_string()) continue;
    const auto found = keys.find(framework.get<std::string>());
    if (found != keys.end()) framework = found->second;
  }
}

}  // namespace

std::set<FieldUid> shown_fields(const Setup& setup, const FindVersion& find_version) {
  std::set<FieldUid> fields;
  for (const SetupCopy& copy : setup.copies) {
    const FrameworkContent* version = find_version(copy);
    if (!version && !copy.version_digest.empty()) continue;
    for (const Field& field : version ? version->fields : std::vector<Field>()) {
      if (!copy.overlay.hidden.contains(field.uid)) fields.insert(field.uid);
    }
    for (const auto& [uid, added] : copy.overlay.added) {
      if (!copy.overlay.hidden.contains(uid)) fields.insert(uid);
    }
  }
  return fields;
}

void sort_setup(Setup& setup) {
  const auto by_key = [](const auto& a, const auto& b) { return a.key < b.key; };
  std::sort(setup.copies.begin(), setup.copies.end(), by_key);
  std::sort(setup.entities.begin(), setup.entities.end(), by_key);
  std::sort(setup.assignments.begin(), setup.assignments.end(),
            [](const SetupAssignment& a, const SetupAssignment& b) {
              return std::tie(a.field.value, a.entity) < std::tie(b.field.value, b.entity);
            });
}

const SetupCopy* find_copy(const Setup& setup, std::string_view key) {
  return find_by_key(setup.copies, key);
}

const SetupEntity* find_entity(const Setup& setup, std::string_view key) {
  return find_by_key(setup.entities, key);
}

void redirect_frameworks(Overlay& overlay, const std::map<std::string, std::string>& keys) {
  if (keys.empty()) return;
  for (auto& [uid, edits] : overlay.edits) {
    if (edits.contains(Attribute::variables)) redirect(edits[Attribute::variables].value, keys);
  }
  for (auto& [uid, added] : overlay.added) {
    if (!added.field.computed) continue;
    for (auto& [name, variable] : added.field.computed->variables) {
      const auto found = keys.find(variable.framework);
      if (found != keys.end()) variable.framework = found->second;
    }
  }
}

Overlay bare_overlay(Overlay overlay) {
  for (auto& [uid, edits] : overlay.edits) {
    edits.change_each([](AttributeEdit& edit) { edit.stamp = {}; });
  }
  for (auto& [uid, added] : overlay.added) added.stamp = {};
  for (auto& [uid, stamp] : overlay.hidden) stamp = {};
  for (auto& [uid, move] : overlay.moved) move.stamp = {};
  overlay.joined.clear();
  return overlay;
}

}  // namespace datavault
