#include "server/app/tenant_setups.h"

#include <algorithm>
#include <set>
#include <utility>

#include "core/codec/overlay_json.h"
#include "server/app/copies.h"
#include "server/store/counters.h"
#include "server/store/frameworks.h"
#include "server/store/reporting.h"

namespace datavault {
namespace {

class SetupReader {
 public:
  SetupReader(store::ReadTransaction& tx, VersionCache& versions) : tx_(tx), versions_(versions) {}

  Reply<TenantSetup> run(TenantId id) {
    auto tenant = require_tenant(tx_, id);
    if (!tenant) return tenant.failure();
    result_.tenant = *std::move(tenant);
    auto origin = store::find_tenant_template(tx_, id);
    if (!origin) return origin.error();
    result_.origin = *std::move(origin);
    if (auto read = read_copies(id); !read) return read.error();
    if (auto read = read_entities(id); !read) return read.error();
    auto roles = store::count_roles(tx_, id);
    if (!roles) return roles.error();
    result_.setup.roles = *std::move(roles);
    auto settings = store::load_settings(tx_, id);
    if (!settings) return settings.error();
    result_.setup.settings = *std::move(settings);
    sort_setup(result_.setup);
    return std::move(result_);
  }

 private:
  /// What the template calls the tenant's own frameworks.
  std::map<int64_t, std::string> template_keys() const {
    std::map<int64_t, std::string> keys;
    if (!result_.origin) return keys;
    const Json json = Json::parse(result_.origin->own_frameworks, nullptr, false);
    if (!json.is_object()) return keys;
    for (const auto& [key, id] : json.items()) {
      if (const auto number = integer_of(id)) keys[*number] = key;
    }
    return keys;
  }

  Result<void> read_copies(TenantId tenant) {
    auto rows = store::load_adoptions_of(tx_, tenant);
    if (!rows) return rows.error();
    const auto keys = template_keys();
    std::map<std::string, std::string> renamed;
    for (store::AdoptionRow& row : *rows) {
      auto framework = store::find_framework(tx_, row.framework);
      if (!framework) return framework.error();
      if (!*framework) return storage_error("A copy's framework is not there.");
      const Framework& of = (*framework)->framework;
      const auto known = keys.find(row.framework.value);
      const std::string key = known == keys.end() ? of.key : known->second;
      if (key != of.key) renamed[of.key] = key;
      if (!row.base_version) result_.own_keys[key] = of.key;
      if (auto read = read_copy(row, of, key); !read) return read;
      result_.rows[key] = std::move(row);
    }
    for (SetupCopy& copy : result_.setup.copies) redirect_frameworks(copy.overlay, renamed);
    return {};
  }

  Result<void> read_copy(const store::AdoptionRow& row, const Framework& framework,
                         const std::string& key) {
    auto adoption = adoption_of(row);
    if (!adoption) return adoption.error();
    SetupCopy copy{key,
                   framework.name,
                   framework.owner ? framework.description : "",
                   row.base_version,
                   "",
                   std::move(adoption->overlay)};
    if (row.base_version) {
      auto version = versions_.get(tx_, row.framework, *row.base_version);
      if (!version) return version.error();
      copy.version_digest = (*version)->version.digest;
      result_.versions[key] = *std::move(version);
    }
    result_.setup.copies.push_back(std::move(copy));
    return {};
  }

  Result<void> read_entities(TenantId tenant) {
    auto rows = store::load_keyed_entities(tx_, tenant);
    if (!rows) return rows.error();
    std::map<EntityId, std::string> keys;
    for (const auto& [entity, key] : *rows) {
      keys[entity.id] = key.empty() ? key_of_id(entity.id.value) : key;
      result_.entities[keys[entity.id]] = entity.id;
    }
    for (const auto& [entity, key] : *rows) {
      result_.setup.entities.push_back(
          {keys[entity.id], entity.name, entity.kind, entity.parent ? keys[*entity.parent] : ""});
    }
    auto assignments = store::load_assignments(tx_, tenant);
    if (!assignments) return assignments.error();
    for (Assignment& assignment : *assignments) {
      result_.setup.assignments.push_back({assignment.field, keys[assignment.entity],
                                           assignment.frequency, std::move(assignment.unit)});
    }
    return {};
  }

  store::ReadTransaction& tx_;
  VersionCache& versions_;
  TenantSetup result_;
};

void put_stamp(Stamp& stamp, const SetupStamp& with) {
  if (stamp.by.empty() && stamp.at.empty()) stamp = {with.by, with.at};
}

void stamp_unstamped(Overlay& overlay, const SetupStamp& with) {
  for (auto& [uid, edits] : overlay.edits) {
    edits.change_each([&](AttributeEdit& edit) { put_stamp(edit.stamp, with); });
  }
  for (auto& [uid, added] : overlay.added) put_stamp(added.stamp, with);
  for (auto& [uid, hidden] : overlay.hidden) put_stamp(hidden, with);
  for (auto& [uid, moved] : overlay.moved) put_stamp(moved.stamp, with);
}

class SetupWriter {
 public:
  SetupWriter(store::WriteTransaction& tx, const TenantSetup& before, const Setup& after,
              const std::map<std::string, std::string>& adopted, const SetupStamp& stamp)
      : tx_(tx),
        tenant_(before.tenant.id),
        before_(before),
        after_(after),
        adopted_(adopted),
        stamp_(stamp),
        own_keys_(before.own_keys),
        ids_(before.entities) {}

  Result<Json> run() {
    if (auto wrote = write_copies(); !wrote) return wrote.error();
    if (auto wrote = write_entities(); !wrote) return wrote.error();
    if (auto wrote = write_assignments(); !wrote) return wrote.error();
    if (after_.settings != before_.setup.settings) {
      auto wrote = store::replace_settings(tx_, tenant_, after_.settings);
      if (!wrote) return wrote.error();
    }
    return own_frameworks_;
  }

 private:
  // ---- copies

  Result<void> write_copies() {
    for (const auto& [key, row] : before_.rows) frameworks_[key] = row.framework;
    for (const SetupCopy& copy : after_.copies) {
      if (frameworks_.contains(copy.key)) continue;
      if (auto found = find_or_make(copy); !found) return found;
    }
    std::map<std::string, std::string> renamed;
    for (const auto& [key, own] : own_keys_) {
      if (key != own) renamed[key] = own;
      own_frameworks_[key] = frameworks_.at(key).value;
    }
    std::vector<store::AdoptionChange> changes;
    for (const SetupCopy& copy : after_.copies) change(copy, renamed, changes);
    for (const auto& [key, row] : before_.rows) {
      if (find_copy(after_, key)) continue;
      changes.push_back(
          {tenant_, row.framework, row, std::nullopt, stamp_.job, stamp_.by, stamp_.at});
      own_frameworks_.erase(key);
    }
    return store::write_changes(tx_, changes);
  }

  Result<void> find_or_make(const SetupCopy& copy) {
    if (!copy.version_digest.empty()) {
      auto row = store::find_framework_by_key(tx_, copy.key);
      if (!row) return row.error();
      if (!*row) return not_found("There is no framework \"" + copy.key + "\" here.");
      frameworks_[copy.key] = (*row)->framework.id;
      return {};
    }
    std::string key = copy.key + "-" + before_.tenant.slug;
    for (int64_t n = 2;; ++n) {
      auto taken = store::find_framework_by_key(tx_, key);
      if (!taken) return taken.error();
      if (!*taken) break;
      key = copy.key + "-" + before_.tenant.slug + "-" + std::to_string(n);
    }
    auto id =
        store::insert_framework(tx_, {{}, key, copy.name, copy.description, tenant_}, stamp_.at);
    if (!id) return id.error();
    frameworks_[copy.key] = *id;
    own_keys_[copy.key] = key;
    return {};
  }

  void change(const SetupCopy& copy, const std::map<std::string, std::string>& renamed,
              std::vector<store::AdoptionChange>& changes) {
    const FrameworkId framework = frameworks_.at(copy.key);
    Adoption adoption{copy.version_digest.empty() ? std::nullopt : copy.version, copy.overlay};
    redirect_frameworks(adoption.overlay, renamed);
    stamp_unstamped(adoption.overlay, stamp_);
    const std::string* digest = copy.version_digest.empty() ? nullptr : &copy.version_digest;
    store::AdoptionRow row = adoption_row(tenant_, framework, adoption, digest);
    const auto before = before_.rows.find(copy.key);
    if (before == before_.rows.end()) {
      changes.push_back(
          {tenant_, framework, std::nullopt, std::move(row), stamp_.job, stamp_.by, stamp_.at});
    } else if (before->second.state_digest != row.state_digest ||
               before->second.base_version != row.base_version) {
      changes.push_back(
          {tenant_, framework, before->second, std::move(row), stamp_.job, stamp_.by, stamp_.at});
    }
  }

  // ---- entities

  Result<void> write_entities() {
    std::vector<const SetupEntity*> fresh;
    for (const SetupEntity& entity : after_.entities) {
      const auto adopted = adopted_.find(entity.key);
      if (adopted != adopted_.end() && ids_.contains(adopted->second)) {
        ids_[entity.key] = ids_.at(adopted->second);
      }
      if (!ids_.contains(entity.key)) fresh.push_back(&entity);
    }
    auto first = store::next_ids(tx_, "entities", static_cast<int64_t>(fresh.size()));
    if (!first) return first.error();
    int64_t next = *first;
    for (const SetupEntity* entity : fresh) ids_[entity->key] = EntityId{next++};
    std::vector<store::KeyedEntity> rows;
    std::set<std::string> placed;
    std::map<std::string_view, const SetupEntity*> by_key;
    for (const SetupEntity* entity : fresh) by_key[entity->key] = entity;
    for (const SetupEntity* entity : fresh) place(*entity, by_key, placed, rows);
    if (auto wrote = store::insert_keyed_entities(tx_, tenant_, rows, stamp_.at); !wrote) {
      return wrote;
    }
    for (const SetupEntity& entity : after_.entities) {
      if (placed.contains(entity.key)) continue;
      const std::string& was = was_key(entity.key);
      const SetupEntity* before = find_entity(before_.setup, was);
      if (before && *before == entity) continue;
      if (auto wrote = store::update_entity(tx_, tenant_, row_of(entity)); !wrote) return wrote;
    }
    return remove_entities();
  }

  const std::string& was_key(const std::string& key) const {
    const auto adopted = adopted_.find(key);
    return adopted == adopted_.end() ? key : adopted->second;
  }

  store::KeyedEntity row_of(const SetupEntity& entity) const {
    Entity row{ids_.at(entity.key), entity.name, entity.kind, std::nullopt};
    if (!entity.parent.empty()) row.parent = ids_.at(entity.parent);
    return {std::move(row), is_id_key(entity.key) ? "" : entity.key};
  }

  /// Parents first; trees are at most as deep as templates may be.
  void place(const SetupEntity& entity, const std::map<std::string_view, const SetupEntity*>& fresh,
             std::set<std::string>& placed, std::vector<store::KeyedEntity>& rows) {
    if (placed.contains(entity.key)) return;
    const auto parent = fresh.find(entity.parent);
    if (parent != fresh.end()) place(*parent->second, fresh, placed, rows);
    placed.insert(entity.key);
    rows.push_back(row_of(entity));
  }

  bool stays(const std::string& key) const {
    if (find_entity(after_, key)) return true;
    return std::any_of(adopted_.begin(), adopted_.end(),
                       [&](const auto& item) { return item.second == key; });
  }

  /// Children first.
  Result<void> remove_entities() {
    std::vector<SetupEntity> going;
    for (const SetupEntity& entity : before_.setup.entities) {
      if (!stays(entity.key)) going.push_back(entity);
    }
    while (!going.empty()) {
      const auto leaf = std::find_if(going.begin(), going.end(), [&](const SetupEntity& entity) {
        return std::none_of(going.begin(), going.end(),
                            [&](const SetupEntity& other) { return other.parent == entity.key; });
      });
      if (leaf == going.end()) return storage_error("Entities close a circle.");
      if (auto gone = store::delete_entity(tx_, tenant_, ids_.at(leaf->key)); !gone) return gone;
      going.erase(leaf);
    }
    return {};
  }

  // ---- assignments

  Assignment row_of(const SetupAssignment& assignment) const {
    return {assignment.field, ids_.at(assignment.entity), assignment.frequency, assignment.unit};
  }

  Result<void> write_assignments() {
    std::vector<Assignment> gone, changed;
    std::map<std::pair<std::string, int64_t>, const SetupAssignment*> had;
    for (const SetupAssignment& assignment : before_.setup.assignments) {
      had[{assignment.field.value, ids_.at(assignment.entity).value}] = &assignment;
    }
    for (const SetupAssignment& assignment : after_.assignments) {
      const auto key = std::pair(assignment.field.value, ids_.at(assignment.entity).value);
      const auto found = had.find(key);
      const bool is_same = found != had.end() && found->second->frequency == assignment.frequency &&
                           found->second->unit == assignment.unit;
      if (!is_same) changed.push_back(row_of(assignment));
      if (found != had.end()) had.erase(found);
    }
    for (const auto& [key, assignment] : had) gone.push_back(row_of(*assignment));
    if (auto wrote = store::delete_assignments(tx_, tenant_, gone); !wrote) return wrote;
    return store::put_assignments(tx_, tenant_, changed);
  }

  store::WriteTransaction& tx_;
  const TenantId tenant_;
  const TenantSetup& before_;
  const Setup& after_;
  const std::map<std::string, std::string>& adopted_;
  const SetupStamp& stamp_;
  std::map<std::string, FrameworkId> frameworks_;
  std::map<std::string, std::string> own_keys_;
  std::map<std::string, EntityId> ids_;
  Json own_frameworks_ = Json::object();
};

}  // namespace

FindVersion TenantSetup::finder() const {
  return [this](const SetupCopy& copy) -> const FrameworkContent* {
    const auto found = versions.find(copy.key);
    return found == versions.end() ? nullptr : &found->second->version.content;
  };
}

Reply<TenantSetup> load_setup(store::ReadTransaction& tx, VersionCache& versions, TenantId tenant) {
  return SetupReader(tx, versions).run(tenant);
}

Result<Json> write_setup(store::WriteTransaction& tx, const TenantSetup& before, const Setup& after,
                         const std::map<std::string, std::string>& adopted,
                         const SetupStamp& stamp) {
  return SetupWriter(tx, before, after, adopted, stamp).run();
}

}  // namespace datavault
