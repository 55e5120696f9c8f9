#include "server/app/row_resolver.h"

#include "server/store/adoptions.h"
#include "server/store/frameworks.h"

namespace datavault {
namespace {

const std::string& code_of(const RequestRow& row) {
  const std::string& code = row.text("code");
  return code.empty() ? row.text("field_code") : code;
}

}  // namespace

Result<const Field*> RowResolver::field(const RequestRow& row) {
  const bool names_framework = !row.text("framework_id").empty() || !row.text("framework").empty();
  if (code_of(row).empty() && row.text("field_uid").empty()) {
    return invalid_input("Name the field by code or field_uid.", row.where);
  }
  if (!names_framework) return find_anywhere(row);
  auto copy = copy_of(row);
  if (!copy) return copy.error();
  const FieldIndex& index = (*copy)->index();
  const Field* found =
      code_of(row).empty() ? index.find({row.text("field_uid")}) : index.find_code(code_of(row));
  if (found) return found;
  return not_found("The company's copy has no field \"" +
                       (code_of(row).empty() ? row.text("field_uid") : code_of(row)) + "\".",
                   row.where);
}

Result<const Field*> RowResolver::find_anywhere(const RequestRow& row) {
  if (auto loaded = load_copies(); !loaded) return loaded.error();
  const Field* found = nullptr;
  for (const auto& [id, copy] : copies_) {
    const FieldIndex& index = copy->index();
    const Field* field =
        code_of(row).empty() ? index.find({row.text("field_uid")}) : index.find_code(code_of(row));
    if (field && found) {
      return invalid_input("More than one framework has this field: give framework_id.", row.where);
    }
    if (field) found = field;
  }
  if (found) return found;
  return not_found("None of the company's frameworks has the field \"" +
                       (code_of(row).empty() ? row.text("field_uid") : code_of(row)) + "\".",
                   row.where);
}

Result<RowResolver::CopyPtr> RowResolver::copy_of(const RequestRow& row) {
  if (!row.text("framework_id").empty()) {
    auto id = id_from_text(row.text("framework_id"), row.where + ", framework_id");
    if (!id) return id.error();
    return copy_with_id(FrameworkId{*id}, row);
  }
  const std::string& key = row.text("framework");
  auto known = ids_by_key_.find(key);
  if (known == ids_by_key_.end()) {
    auto found = store::find_framework_by_key(tx_, key);
    if (!found) return found.error();
    if (!*found) {
      return not_found("There is no framework with the key \"" + key + "\".", row.where);
    }
    known = ids_by_key_.emplace(key, (*found)->framework.id).first;
  }
  return copy_with_id(known->second, row);
}

Result<RowResolver::CopyPtr> RowResolver::copy_with_id(FrameworkId id, const RequestRow& row) {
  if (const auto known = copies_.find(id); known != copies_.end()) return known->second;
  auto adoption = store::find_adoption(tx_, tenant_, id);
  if (!adoption) return adoption.error();
  if (!*adoption) return not_found("The company has no copy of this framework.", row.where);
  auto copy = TenantCopy::load(tx_, versions_, **adoption);
  if (!copy) return copy;
  copies_[id] = *copy;
  return copy;
}

Result<void> RowResolver::load_copies() {
  if (has_all_copies_) return {};
  auto rows = store::load_adoptions_of(tx_, tenant_);
  if (!rows) return rows.error();
  for (const auto& row : *rows) {
    if (copies_.contains(row.framework)) continue;
    auto copy = TenantCopy::load(tx_, versions_, row);
    if (!copy) return copy.error();
    copies_[row.framework] = *copy;
  }
  has_all_copies_ = true;
  return {};
}

Result<void> RowResolver::load_entities() {
  if (has_entities_) return {};
  auto rows = store::load_entities(tx_, tenant_);
  if (!rows) return rows.error();
  for (const Entity& entity : *rows) {
    entities_[entity.id.value] = entity.id;
    by_name_[entity.name].push_back(entity.id);
  }
  has_entities_ = true;
  return {};
}

Result<EntityId> RowResolver::entity(const RequestRow& row) {
  if (auto loaded = load_entities(); !loaded) return loaded.error();
  if (!row.text("entity_id").empty()) {
    auto id = id_from_text(row.text("entity_id"), row.where + ", entity_id");
    if (!id) return id.error();
    if (entities_.contains(*id)) return EntityId{*id};
    return not_found("The company has no entity with the id " + std::to_string(*id) + ".",
                     row.where);
  }
  const std::string& name = row.text("entity");
  if (name.empty()) return invalid_input("Name the entity by entity_id or entity.", row.where);
  const auto found = by_name_.find(name);
  if (found == by_name_.end()) {
    return not_found("The company has no entity named \"" + name + "\".", row.where);
  }
  if (found->second.size() == 1) return found->second.front();
  return invalid_input("More than one entity is named \"" + name + "\": give entity_id.",
                       row.where);
}

}  // namespace datavault
