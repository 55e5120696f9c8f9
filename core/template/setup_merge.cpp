#include "core/template/setup_merge.h"

#include <algorithm>
#include <set>
#include <utility>

#include "core/base/enum_text.h"
#include "core/template/extract.h"
#include "core/template/names.h"
#include "core/template/settings.h"

namespace datavault {
namespace {

constexpr EnumText<SetupPart, 4> kParts{{"FRAMEWORK", "ENTITY", "ASSIGNMENT", "SETTING"}};

std::string words_of(SetupPart part, const std::string& subject, const std::string& aspect) {
  switch (part) {
    case SetupPart::framework:
      return "the framework \"" + subject + "\"";
    case SetupPart::entity:
      return (aspect.empty() ? "" : "the " + aspect + " of ") + ("the entity \"" + subject + "\"");
    case SetupPart::assignment:
      return "the assignment of " + subject + " to \"" + aspect + "\"";
    case SetupPart::setting:
      break;
  }
  return "the setting \"" + subject + "\"";
}

ConflictType type_of(const Json& base, const Json& tenant, const Json& master) {
  if (base.is_null()) return ConflictType::add_add;
  if (tenant.is_null()) return ConflictType::remove_edit;
  return master.is_null() ? ConflictType::edit_remove : ConflictType::edit_edit;
}

std::string message_of(ConflictType type, const std::string& words) {
  switch (type) {
    case ConflictType::add_add:
      return "The tenant and the new version both brought " + words + ".";
    case ConflictType::remove_edit:
      return "The tenant removed " + words + ", which the new version changed.";
    case ConflictType::edit_remove:
      return "The tenant changed " + words + ", which the new version no longer has.";
    default:
      return "The tenant and the new version both changed " + words + ".";
  }
}

/// Whether an admin's own value fits.
Result<void> check_value(SetupPart part, const std::string& subject, const std::string& aspect,
                         const Json& value) {
  const bool is_text = value.is_string();
  if (part == SetupPart::setting && is_text) {
    auto good = checked_setting(subject, value.get<std::string>());
    return good && *good == value.get<std::string>()
               ? Result<void>()
               : Result<void>(good ? invalid_input("Write it as \"" + *good + "\".")
                                   : good.error());
  }
  if (part == SetupPart::entity && is_text && aspect == "name") {
    return check_plain_name(value.get<std::string>());
  }
  if (part == SetupPart::entity && is_text && aspect == "kind") {
    return check_plain_text(value.get<std::string>(), 100);
  }
  return invalid_input("This question takes MASTER or TENANT.");
}

Json json_of(const SetupEntity& entity) {
  return {{"name", entity.name}, {"kind", entity.kind}, {"parent", entity.parent}};
}

SetupEntity entity_of(const std::string& key, const Json& json) {
  return {key, json.value("name", ""), json.value("kind", ""), json.value("parent", "")};
}

Json json_of(const SetupAssignment& assignment) {
  return {{"frequency", assignment.frequency ? Json(to_text(*assignment.frequency)) : Json()},
          {"unit", assignment.unit ? Json(*assignment.unit) : Json()}};
}

using AssignmentKey = std::pair<std::string, std::string>;

SetupAssignment assignment_of(const AssignmentKey& key, const Json& json) {
  SetupAssignment assignment{{key.first}, key.second, std::nullopt, std::nullopt};
  if (json["frequency"].is_string()) {
    assignment.frequency = frequency_from_text(json["frequency"].get<std::string>());
  }
  if (json["unit"].is_string()) assignment.unit = json["unit"].get<std::string>();
  return assignment;
}

template <typename Key>
using Items = std::map<Key, Json>;

Items<std::string> items_of(const std::vector<SetupEntity>& entities) {
  Items<std::string> items;
  for (const SetupEntity& entity : entities) items[entity.key] = json_of(entity);
  return items;
}

Items<AssignmentKey> items_of(const std::vector<SetupAssignment>& assignments) {
  Items<AssignmentKey> items;
  for (const SetupAssignment& assignment : assignments) {
    items[{assignment.field.value, assignment.entity}] = json_of(assignment);
  }
  return items;
}

Items<std::string> items_of(const std::map<std::string, std::string>& settings) {
  return {settings.begin(), settings.end()};
}

template <typename Key>
Json item(const Items<Key>& items, const Key& key) {
  const auto found = items.find(key);
  return found == items.end() ? Json() : found->second;
}

template <typename Key>
std::set<Key> keys_of(const Items<Key>& a, const Items<Key>& b, const Items<Key>& c) {
  std::set<Key> keys;
  for (const auto* items : {&a, &b, &c}) {
    for (const auto& [key, value] : *items) keys.insert(key);
  }
  return keys;
}

class PartsMerger {
 public:
  PartsMerger(const Setup& base, Setup tenant, const Setup& master,
              const std::map<std::string, int64_t>& values, SetupQuestions& questions)
      : base_(base),
        tenant_(std::move(tenant)),
        master_(master),
        values_(values),
        questions_(questions) {}

  MergedParts run() && {
    adopt_newcomers();
    before_ = items_of(base_.entities);
    mine_ = items_of(tenant_.entities);
    theirs_ = items_of(master_.entities);
    merge_entities();
    keep_what_is_needed();
    mend_parents();
    open_circles();
    for (const auto& [key, json] : after_) result_.entities.push_back(entity_of(key, json));
    merge_assignments();
    merge_settings();
    return std::move(result_);
  }

 private:
  /// Again after each, so that children of an adopted entity are found below its new key.
  void adopt_newcomers() {
    std::set<std::string> known;
    for (const SetupEntity& entity : base_.entities) known.insert(entity.key);
    for (const SetupEntity& entity : tenant_.entities) known.insert(entity.key);
    bool is_changed = has_own();
    while (is_changed) {
      is_changed = false;
      for (const SetupEntity& newcomer : master_.entities) {
        if (known.contains(newcomer.key)) continue;
        const auto own = std::find_if(
            tenant_.entities.begin(), tenant_.entities.end(), [&](const SetupEntity& entity) {
              return is_id_key(entity.key) && entity.name == newcomer.name &&
                     entity.kind == newcomer.kind && entity.parent == newcomer.parent;
            });
        if (own == tenant_.entities.end()) continue;
        known.insert(newcomer.key);
        rename(own->key, newcomer.key);
        is_changed = true;
      }
    }
  }

  bool has_own() const {
    return std::any_of(tenant_.entities.begin(), tenant_.entities.end(),
                       [](const SetupEntity& entity) { return is_id_key(entity.key); });
  }

  void rename(const std::string& from, const std::string& to) {
    const std::string own = from;
    result_.adopted[to] = own;
    for (SetupEntity& entity : tenant_.entities) {
      if (entity.key == own) entity.key = to;
      if (entity.parent == own) entity.parent = to;
    }
    for (SetupAssignment& assignment : tenant_.assignments) {
      if (assignment.entity == own) assignment.entity = to;
    }
  }

  void merge_entities() {
    for (const std::string& key : keys_of(before_, mine_, theirs_)) {
      const Json base = item(before_, key);
      const Json tenant = item(mine_, key);
      const Json master = item(theirs_, key);
      Json merged;
      if (base.is_null() || tenant.is_null() || master.is_null()) {
        merged = questions_.merge(SetupPart::entity, key, "", base, tenant, master);
      } else {
        for (const char* aspect : {"name", "kind", "parent"}) {
          merged[aspect] = questions_.merge(SetupPart::entity, key, aspect, base[aspect],
                                            tenant[aspect], master[aspect]);
        }
      }
      if (!merged.is_null()) after_[key] = std::move(merged);
    }
  }

  int64_t values_of(const std::string& key) const {
    auto found = values_.find(key);
    if (found == values_.end() && result_.adopted.contains(key)) {
      found = values_.find(result_.adopted.at(key));
    }
    return found == values_.end() ? 0 : found->second;
  }

  bool has_children(const std::string& key) const {
    return std::any_of(after_.begin(), after_.end(),
                       [&](const auto& entity) { return entity.second["parent"] == key; });
  }

  /// What holds values, or something that stays, stays too.
  void keep_what_is_needed() {
    bool is_changed = true;
    while (is_changed) {
      is_changed = false;
      for (const auto& [key, tenant] : mine_) {
        const bool is_going = !after_.contains(key);
        if (!is_going || (values_of(key) == 0 && !has_children(key))) continue;
        after_[key] = tenant;
        SetupConflict kept = setup_conflict(
            SetupPart::entity, key, "", ConflictType::removed_with_data,
            values_of(key) > 0 ? "The entity \"" + key + "\", which the new version no longer " +
                                     "has, holds values: it stays as the tenant's own."
                               : "Something stands below the entity \"" + key +
                                     "\", which the new version no longer has: it stays.");
        kept.conflict.base = item(before_, key);
        kept.conflict.tenant_value = tenant;
        kept.conflict.values.total = values_of(key);
        questions_.tell(std::move(kept));
        is_changed = true;
      }
    }
  }

  /// Below what is gone, things stand where that stood.
  void mend_parents() {
    for (auto& [key, entity] : after_) {
      std::string parent = entity["parent"].get<std::string>();
      for (size_t step = 0; !parent.empty() && !after_.contains(parent); ++step) {
        Json gone = item(theirs_, parent);
        if (gone.is_null()) gone = item(before_, parent);
        parent = gone.is_null() || step > before_.size() ? "" : gone.value("parent", "");
      }
      entity["parent"] = parent;
    }
  }

  /// Entities that stand above each other in a circle; empty: there is none.
  std::vector<std::string> circle() const {
    for (const auto& [key, entity] : after_) {
      std::vector<std::string> path{key};
      std::string above = entity["parent"].get<std::string>();
      while (!above.empty() && above != key && path.size() <= after_.size()) {
        path.push_back(above);
        above = after_.at(above)["parent"].get<std::string>();
      }
      if (above == key) return path;
    }
    return {};
  }

  /// Both trees are none by themselves. Without an answer the tenant's places stand for all on it.
  void open_circles() {
    for (auto path = circle(); !path.empty(); path = circle()) {
      bool takes_master = false;
      for (const std::string& key : path) {
        const Json base = item(before_, key), tenant = item(mine_, key),
                   master = item(theirs_, key);
        const Json was = base.is_null() ? Json("") : base["parent"];
        if (tenant.is_null() || tenant["parent"] == was) continue;
        SetupConflict conflict =
            setup_conflict(SetupPart::entity, key, "parent", ConflictType::edit_edit,
                           "The places that the tenant and the new version gave to \"" + key +
                               "\" and others close a circle.");
        conflict.conflict.base = was;
        conflict.conflict.tenant_value = tenant["parent"];
        conflict.conflict.master = master.is_null() ? was : master["parent"];
        const auto answer = questions_.ask(std::move(conflict));
        takes_master = answer && answer->take == Take::master;
        break;
      }
      const auto& winner = takes_master ? theirs_ : mine_;
      const auto& other = takes_master ? mine_ : theirs_;
      bool is_changed = false;
      for (const std::string& key : path) {
        Json side = item(winner, key);
        if (side.is_null()) side = item(other, key);
        std::string parent = side.is_null() ? "" : side.value("parent", "");
        if (!after_.contains(parent)) parent.clear();
        is_changed |= after_[key]["parent"] != parent;
        after_[key]["parent"] = parent;
      }
      if (!is_changed) after_[path.front()]["parent"] = "";
    }
  }

  void merge_assignments() {
    const auto base = items_of(base_.assignments);
    const auto tenant = items_of(tenant_.assignments);
    const auto master = items_of(master_.assignments);
    for (const AssignmentKey& key : keys_of(base, tenant, master)) {
      if (!after_.contains(key.second)) continue;
      Json merged = questions_.merge(SetupPart::assignment, key.first, key.second, item(base, key),
                                     item(tenant, key), item(master, key));
      if (!merged.is_null()) result_.assignments.push_back(assignment_of(key, merged));
    }
  }

  void merge_settings() {
    const auto base = items_of(base_.settings);
    const auto tenant = items_of(tenant_.settings);
    const auto master = items_of(master_.settings);
    for (const std::string& name : keys_of(base, tenant, master)) {
      Json merged = questions_.merge(SetupPart::setting, name, "", item(base, name),
                                     item(tenant, name), item(master, name));
      if (merged.is_string()) result_.settings[name] = merged.get<std::string>();
    }
  }

  const Setup& base_;
  Setup tenant_;
  const Setup& master_;
  const std::map<std::string, int64_t>& values_;
  SetupQuestions& questions_;
  Items<std::string> before_, mine_, theirs_, after_;  // entities
  MergedParts result_;
};

}  // namespace

std::string_view to_text(SetupPart part) { return kParts.name(part); }

SetupConflict setup_conflict(SetupPart part, const std::string& subject, const std::string& aspect,
                             ConflictType type, std::string message) {
  SetupConflict conflict;
  conflict.part = part;
  conflict.subject = subject;
  conflict.aspect = aspect;
  conflict.conflict.type = type;
  conflict.conflict.field.value = std::string(to_text(part)) + "/" + subject + "/" + aspect;
  conflict.conflict.field_code = subject;
  conflict.conflict.message = std::move(message);
  return conflict;
}

SetupQuestions::SetupQuestions(const Tenant& tenant, const PlanRequest& request, Answers& answers)
    : request_(request), answers_(answers) {
  facts_.tenant = tenant;
}

Json SetupQuestions::merge(SetupPart part, const std::string& subject, const std::string& aspect,
                           const Json& base, const Json& tenant, const Json& master) {
  if (tenant == base) return master;
  if (master == base || tenant == master) return tenant;
  if (request_.mirrors()) return master;
  const ConflictType type = type_of(base, tenant, master);
  SetupConflict conflict = setup_conflict(part, subject, aspect, type,
                                          message_of(type, words_of(part, subject, aspect)));
  conflict.conflict.base = base;
  conflict.conflict.tenant_value = tenant;
  conflict.conflict.master = master;
  const auto answer = ask(std::move(conflict));
  if (!answer || answer->take == Take::tenant) return tenant;
  return answer->take == Take::master ? master : answer->value;
}

std::optional<Answer> SetupQuestions::ask(SetupConflict conflict) {
  conflict.conflict.tenant = facts_.tenant.id;
  identify(conflict.conflict);
  auto found = answers_.find(conflict.conflict, facts_);
  if (found && *found && (*found)->take == Take::value) {
    auto good = check_value(conflict.part, conflict.subject, conflict.aspect, (*found)->value);
    if (!good) {
      found = within("decisions[" + std::to_string((*found)->decision) + "], value", good.error());
    }
  }
  if (!found) {
    if (!error_) error_ = found.error();
    return std::nullopt;
  }
  if (*found) {
    conflict.conflict.answered_by = (*found)->by;
    conflict.conflict.decision = (*found)->take;
    if ((*found)->take == Take::value) conflict.conflict.decided_value = (*found)->value;
  }
  is_held_ |= holds(conflict.conflict);
  conflicts_.push_back(std::move(conflict));
  return *found;
}

void SetupQuestions::tell(SetupConflict conflict) {
  conflict.conflict.tenant = facts_.tenant.id;
  conflict.conflict.severity = Severity::warning;
  conflict.conflict.answered_by = AnsweredBy::default_rule;
  identify(conflict.conflict);
  conflicts_.push_back(std::move(conflict));
}

void SetupQuestions::add(const std::string& framework, std::vector<Conflict> conflicts) {
  for (Conflict& conflict : conflicts) {
    is_held_ |= holds(conflict);
    conflicts_.push_back({std::move(conflict), SetupPart::framework, framework, "", true});
  }
}

MergedParts merge_parts(const Setup& base, Setup tenant, const Setup& master,
                        const std::map<std::string, int64_t>& values, SetupQuestions& questions) {
  return PartsMerger(base, std::move(tenant), master, values, questions).run();
}

}  // namespace datavault
