#include "server/app/reporting_service.h"

#include <algorithm>
#include <array>
#include <unordered_map>

#include "server/app/row_resolver.h"
#include "server/app/texts.h"
#include "server/app/value_check.h"
#include "server/store/adoptions.h"
#include "server/store/counters.h"

namespace datavault {
namespace {

constexpr size_t kMostErrors = 100;

/// Collects what is wrong with rows, so that one answer names it all.
class RowErrors {
 public:
  void add(const Error& error) {
    if (list_.empty()) first_ = error;
    ++count_;
    if (list_.size() < kMostErrors) {
      list_.push_back({{"where", error.where}, {"message", error.message}});
    }
  }
  bool empty() const { return count_ == 0; }
  Failure failure() const {
    std::string message = "Nothing was stored: ";
    if (count_ > 1) message += std::to_string(count_) + " rows are wrong, the first: ";
    return Failure(invalid_input(message + first_.where + ": " + first_.message, first_.where),
                   "rows_refused", {{"errors", list_}});
  }

 private:
  Error first_;
  size_t count_ = 0;
  Json list_ = Json::array();
};

/// Gives new entities their ids and finds their parents.
class EntityReader {
 public:
  EntityReader(const std::vector<Entity>& there, int64_t first_id) : next_(first_id) {
    for (const Entity& entity : there) remember(entity);
  }

  Result<Entity> read(const RequestRow& row) {
    auto name = checked_name(row.text("name"), row.where + ", name");
    if (!name) return name.error();
    auto kind = checked_text(row.text("kind"), row.where + ", kind", 100);
    if (!kind) return kind.error();
    Entity entity{EntityId{next_++}, *name, kind->empty() ? "COMPANY" : *kind, std::nullopt};
    if (auto found = find_parent(row, entity); !found) return found.error();
    remember(entity);
    return entity;
  }

 private:
  void remember(const Entity& entity) {
    ids_[entity.id.value] = entity.id;
    names_[entity.name].push_back(entity.id);
  }

  Result<void> find_parent(const RequestRow& row, Entity& entity) const {
    if (!row.text("parent_id").empty()) {
      auto id = id_from_text(row.text("parent_id"), row.where + ", parent_id");
      if (!id) return id.error();
      if (!ids_.contains(*id)) {
        return not_found("The company has no entity with this id.", row.where + ", parent_id");
      }
      entity.parent = EntityId{*id};
      return {};
    }
    if (row.text("parent").empty()) return {};
    const auto found = names_.find(row.text("parent"));
    if (found == names_.end() || found->second.size() > 1) {
      return invalid_input("There is not exactly one entity named \"" + row.text("parent") +
                               "\" here or in an earlier row.",
                           row.where + ", parent");
    }
    entity.parent = found->second.front();
    return {};
  }

  int64_t next_;
  std::map<int64_t, EntityId> ids_;
  std::unordered_map<std::string, std::vector<EntityId>> names_;
};

/// The unit that a row names, if it does.
Result<std::optional<std::string>> unit_from(const RequestRow& row) {
  constexpr size_t kLongestUnit = 400;
  auto unit = row.optional("unit");
  if (unit && unit->size() > kLongestUnit) {
    return invalid_input("A unit has at most 400 bytes.", row.where + ", unit");
  }
  return unit;
}

Result<Assignment> assignment_from(const RequestRow& row, RowResolver& resolver) {
  auto field = resolver.field(row);
  if (!field) return field.error();
  auto entity = resolver.entity(row);
  if (!entity) return entity.error();
  auto unit = unit_from(row);
  if (!unit) return unit.error();
  Assignment assignment{(*field)->uid, *entity, std::nullopt, *unit};
  if (!row.text("frequency").empty()) {
    assignment.frequency = frequency_from_text(row.text("frequency"));
    if (!assignment.frequency) {
      return invalid_input("The frequencies are ANNUAL, QUARTERLY and MONTHLY.",
                           row.where + ", frequency");
    }
  }
  return assignment;
}

Result<std::string> status_from(const RequestRow& row) {
  static constexpr std::array<std::string_view, 3> kStatuses{"DRAFT", "SUBMITTED", "APPROVED"};
  const std::string status = row.text("status").empty() ? "DRAFT" : row.text("status");
  if (std::find(kStatuses.begin(), kStatuses.end(), status) != kStatuses.end()) return status;
  return invalid_input("The statuses are DRAFT, SUBMITTED and APPROVED.", row.where + ", status");
}

Result<Value> value_from(const RequestRow& row, RowResolver& resolver) {
  auto field = resolver.field(row);
  if (!field) return field.error();
  auto entity = resolver.entity(row);
  if (!entity) return entity.error();
  if (!is_period(row.text("period"))) {
    return invalid_input("A period reads 2024, 2024-Q3 or 2024-07.", row.where + ", period");
  }
  if (row.text("value").empty()) {
    return invalid_input("The value is missing.", row.where + ", value");
  }
  auto text = checked_value(**field, row.text("value"));
  if (!text) return within(row.where + ", value", text.error());
  auto status = status_from(row);
  if (!status) return status.error();
  auto unit = unit_from(row);
  if (!unit) return unit.error();
  if (!*unit) *unit = (*field)->unit;
  return Value{(*field)->uid, *entity, row.text("period"), *text, *unit, *status};
}

}  // namespace

const std::vector<std::string_view>& ReportingService::entity_keys() {
  static const std::vector<std::string_view> kKeys{"name", "kind", "parent_id", "parent"};
  return kKeys;
}

const std::vector<std::string_view>& ReportingService::assignment_keys() {
  static const std::vector<std::string_view> kKeys{"framework_id", "framework", "code",
                                                   "field_code",   "field_uid", "entity_id",
                                                   "entity",       "frequency", "unit"};
  return kKeys;
}

const std::vector<std::string_view>& ReportingService::value_keys() {
  static const std::vector<std::string_view> kKeys{
      "framework_id", "framework", "code",  "field_code", "field_uid", "entity_id",
      "entity",       "period",    "value", "unit",       "status"};
  return kKeys;
}

Reply<store::Page<Entity>> ReportingService::entities(TenantId tenant,
                                                      const store::PageRequest& request) {
  auto tx = database_.read();
  if (!tx) return tx.error();
  if (auto known = require_tenant(*tx, tenant); !known) return known.failure();
  return store::list_entities(*tx, tenant, request);
}

Reply<std::vector<Entity>> ReportingService::add_entities(TenantId tenant,
                                                          const std::vector<RequestRow>& rows,
                                                          const Actor& actor) {
  auto tx = database_.write();
  if (!tx) return tx.error();
  if (auto known = require_tenant(*tx, tenant); !known) return known.failure();
  auto there = store::load_entities(*tx, tenant);
  if (!there) return there.error();
  auto first = store::next_ids(*tx, "entities", static_cast<int64_t>(rows.size()));
  if (!first) return first.error();
  EntityReader reader(*there, *first);
  RowErrors errors;
  std::vector<Entity> entities;
  for (const RequestRow& row : rows) {
    auto entity = reader.read(row);
    if (entity) {
      entities.push_back(*std::move(entity));
    } else {
      errors.add(entity.error());
    }
  }
  if (!errors.empty()) return errors.failure();
  auto inserted = store::insert_entities(*tx, tenant, entities, iso_now(clock_));
  if (!inserted) return inserted.error();
  auto audited = audit_.record(*tx, actor,
                               {"company.entities.add",
                                "company",
                                std::to_string(tenant.value),
                                {{"count", entities.size()}}});
  if (!audited) return audited.error();
  if (auto committed = tx->commit(); !committed) return committed.error();
  return entities;
}

Reply<std::vector<Assignment>> ReportingService::assignments(TenantId tenant) {
  auto tx = database_.read();
  if (!tx) return tx.error();
  if (auto known = require_tenant(*tx, tenant); !known) return known.failure();
  return store::load_assignments(*tx, tenant);
}

Reply<int64_t> ReportingService::put_assignments(TenantId tenant,
                                                 const std::vector<RequestRow>& rows,
                                                 const Actor& actor) {
  auto tx = database_.write();
  if (!tx) return tx.error();
  if (auto known = require_tenant(*tx, tenant); !known) return known.failure();
  RowResolver resolver(*tx, versions_, tenant);
  RowErrors errors;
  std::vector<Assignment> assignments;
  for (const RequestRow& row : rows) {
    auto assignment = assignment_from(row, resolver);
    if (assignment) {
      assignments.push_back(*std::move(assignment));
    } else {
      errors.add(assignment.error());
    }
  }
  if (!errors.empty()) return errors.failure();
  if (auto put = store::put_assignments(*tx, tenant, assignments); !put) return put.error();
  const auto count = static_cast<int64_t>(assignments.size());
  auto audited = audit_.record(
      *tx, actor,
      {"company.assignments.put", "company", std::to_string(tenant.value), {{"count", count}}});
  if (!audited) return audited.error();
  if (auto committed = tx->commit(); !committed) return committed.error();
  return count;
}

Reply<store::ValuePage> ReportingService::values(TenantId tenant, const ValueQuery& query) {
  auto tx = database_.read();
  if (!tx) return tx.error();
  if (auto known = require_tenant(*tx, tenant); !known) return known.failure();
  store::ValueFilter filter{{}, query.entity, query.period};
  if (!query.field_uid.empty()) filter.fields = {{query.field_uid}};
  if (query.framework) {
    auto copy = require_copy(*tx, versions_, tenant, *query.framework);
    if (!copy) return copy.failure();
    filter.fields.clear();
    for (const Field& field : (*copy)->content().fields) {
      if (!query.field_code.empty() && field.code != query.field_code) continue;
      if (!query.field_uid.empty() && field.uid.value != query.field_uid) continue;
      filter.fields.push_back(field.uid);
    }
    if (filter.fields.empty()) return store::ValuePage{};
  }
  return store::list_values(*tx, tenant, filter, query.offset, query.limit);
}

Reply<store::PutCounts> ReportingService::put_values(TenantId tenant,
                                                     const std::vector<RequestRow>& rows,
                                                     const Actor& actor) {
  auto tx = database_.write();
  if (!tx) return tx.error();
  if (auto known = require_tenant(*tx, tenant); !known) return known.failure();
  RowResolver resolver(*tx, versions_, tenant);
  RowErrors errors;
  std::vector<Value> values;
  for (const RequestRow& row : rows) {
    auto value = value_from(row, resolver);
    if (value) {
      values.push_back(*std::move(value));
    } else {
      errors.add(value.error());
    }
  }
  if (!errors.empty()) return errors.failure();
  auto counts = store::put_values(*tx, tenant, values, iso_now(clock_), actor.email);
  if (!counts) return counts.error();
  auto audited = audit_.record(*tx, actor,
                               {"company.values.put",
                                "company",
                                std::to_string(tenant.value),
                                {{"stored", counts->stored},
                                 {"revised", counts->revised},
                                 {"unchanged", counts->unchanged}}});
  if (!audited) return audited.error();
  if (auto committed = tx->commit(); !committed) return committed.error();
  return *counts;
}

Result<FieldNames> ReportingService::field_names(TenantId tenant) {
  auto tx = database_.read();
  if (!tx) return tx.error();
  auto rows = store::load_adoptions_of(*tx, tenant);
  if (!rows) return rows.error();
  FieldNames names;
  for (const auto& row : *rows) {
    auto copy = TenantCopy::load(*tx, versions_, row);
    if (!copy) return copy.error();
    for (const Field& field : (*copy)->content().fields) names[field.uid] = field.code;
  }
  return names;
}

}  // namespace datavault
