#include "server/store/reporting.h"

#include <set>

#include "server/store/list_query.h"

namespace datavault::store {
namespace {

struct RawEntity {
  Entity entity;
  std::optional<int64_t> parent;

  Entity take() const {
    Entity result = entity;
    if (parent) result.parent = EntityId{*parent};
    return result;
  }
};

void bind_entity(Query& query, RawEntity& raw) {
  query.into(raw.entity.id.value).into(raw.entity.name).into(raw.entity.kind).into(raw.parent);
}

std::optional<std::string> text_of(const std::optional<Frequency>& frequency) {
  if (!frequency) return std::nullopt;
  return std::string(to_text(*frequency));
}

std::string conditions(const ValueFilter& filter) {
  std::string sql = " FROM field_values WHERE tenant_id = :tenant";
  if (filter.entity) sql += " AND entity_id = :entity";
  if (!filter.period.empty()) sql += " AND period = :period";
  for (size_t i = 0; i < filter.fields.size(); ++i) {
    sql += (i == 0 ? " AND field_uid IN (:u" : ", :u") + std::to_string(i);
  }
  return sql + (filter.fields.empty() ? "" : ")");
}

Query& use(Query& query, TenantId tenant, const ValueFilter& filter) {
  query.use(tenant.value);
  if (filter.entity) query.use(filter.entity->value);
  if (!filter.period.empty()) query.use(filter.period);
  for (const FieldUid& uid : filter.fields) query.use(uid.value);
  return query;
}

/// The statements that one value takes, prepared once for all.
class ValueWriter {
 public:
  ValueWriter(WriteTransaction& tx, TenantId tenant, std::string_view at, std::string_view by)
      : tenant_(tenant.value),
        at_(at),
        by_(by),
        find_(tx,
              "SELECT value, unit, status, revision, entered_at, entered_by FROM field_values "
              "WHERE tenant_id = :t AND field_uid = :f AND entity_id = :e AND period = :p"),
        insert_(tx,
                "INSERT INTO field_values (tenant_id, field_uid, entity_id, period, value, unit, "
                "status, revision, entered_at, entered_by) "
                "VALUES (:t, :f, :e, :p, :v, :u, :s, 1, :at, :by)"),
        keep_(tx,
              "INSERT INTO value_revisions (tenant_id, field_uid, entity_id, period, revision, "
              "value, unit, status, entered_at, entered_by) "
              "VALUES (:t, :f, :e, :p, :r, :v, :u, :s, :at, :by)"),
        update_(tx,
                "UPDATE field_values SET value = :v, unit = :u, status = :s, revision = :r, "
                "entered_at = :at, entered_by = :by WHERE tenant_id = :t AND field_uid = :f AND "
                "entity_id = :e AND period = :p") {
    key(find_, Value{});
    find_.into(old_.value.value).into(old_.value.unit).into(old_.value.status);
    find_.into(old_.revision).into(old_.entered_at).into(old_.entered_by);
  }

  void write(const Value& value, PutCounts& counts) {
    if (!key(find_.again(), value).next()) {
      key(insert_.again(), value).use(value.value).use(value.unit).use(value.status);
      insert_.use(at_).use(by_).run();
      ++counts.stored;
    } else if (old_.value.value == value.value && old_.value.unit == value.unit &&
               old_.value.status == value.status) {
      ++counts.unchanged;
    } else {
      revise(value);
      ++counts.revised;
    }
  }

 private:
  Query& key(Query& query, const Value& value) {
    return query.use(tenant_).use(value.field.value).use(value.entity.value).use(value.period);
  }

  void revise(const Value& value) {
    key(keep_.again(), value).use(old_.revision).use(old_.value.value).use(old_.value.unit);
    keep_.use(old_.value.status).use(old_.entered_at).use(old_.entered_by).run();
    update_.again().use(value.value).use(value.unit).use(value.status).use(old_.revision + 1);
    key(update_.use(at_).use(by_), value).run();
  }

  int64_t tenant_;
  std::string at_, by_;
  Query find_, insert_, keep_, update_;
  ValueRow old_;
};

}  // namespace

Result<std::vector<Entity>> load_entities(ReadTransaction& tx, TenantId tenant) {
  return guarded([&]() -> Result<std::vector<Entity>> {
    std::vector<Entity> rows;
    RawEntity raw;
    Query query(tx,
                "SELECT id, name, kind, parent_id FROM entities WHERE tenant_id = :t ORDER BY id");
    bind_entity(query.use(tenant.value), raw);
    while (query.next()) rows.push_back(raw.take());
    return rows;
  });
}

Result<Page<Entity>> list_entities(ReadTransaction& tx, TenantId tenant,
                                   const PageRequest& request) {
  static const ListSpec kSpec{
      .columns = "id, name, kind, parent_id",
      .from = "entities",
      .id = "id",
      .search = "LOWER(name)",
      .sorts = {{"id", "id", true}, {"name", "name"}, {"kind", "kind"}},
      .filters = {
          {"kind", "kind"}, {"parent_id", "parent_id", true}, {"tenant_id", "tenant_id", true}}};
  PageRequest own = request;
  own.filters["tenant_id"] = std::to_string(tenant.value);
  auto page = ListQuery(tx, kSpec, own).page<RawEntity>(bind_entity);
  if (!page) return page.error();
  Page<Entity> result{{}, page->next, page->total};
  for (const RawEntity& raw : page->rows) result.rows.push_back(raw.take());
  return result;
}

Result<void> insert_entities(WriteTransaction& tx, TenantId tenant,
                             const std::vector<Entity>& entities, std::string_view created_at) {
  return guarded([&]() -> Result<void> {
    Query query(tx,
                "INSERT INTO entities (tenant_id, id, name, kind, parent_id, created_at) "
                "VALUES (:t, :id, :name, :kind, :parent, :at)");
    for (const Entity& entity : entities) {
      query.again().use(tenant.value).use(entity.id.value).use(entity.name).use(entity.kind);
      query.use(entity.parent ? std::optional<int64_t>(entity.parent->value) : std::nullopt);
      query.use(created_at).run();
    }
    return {};
  });
}

Result<std::vector<Assignment>> load_assignments(ReadTransaction& tx, TenantId tenant) {
  auto assignments = load_assignments_of(tx, {tenant});
  if (!assignments) return assignments.error();
  return std::move((*assignments)[tenant]);
}

Result<std::map<TenantId, std::vector<Assignment>>> load_assignments_of(
    ReadTransaction& tx, const std::vector<TenantId>& tenants) {
  return guarded([&]() -> Result<std::map<TenantId, std::vector<Assignment>>> {
    std::map<TenantId, std::vector<Assignment>> rows;
    TenantId tenant;
    Assignment row;
    std::string frequency;
    Query query(tx,
                "SELECT tenant_id, field_uid, entity_id, frequency, unit FROM assignments "
                "WHERE tenant_id IN " +
                    group_list() + " ORDER BY tenant_id, field_uid, entity_id");
    query.into(tenant.value).into(row.field.value).into(row.entity.value);
    query.into(frequency).into(row.unit);
    for (const TenantGroup& group : in_groups(tenants)) {
      query.again().use(group);
      while (query.next()) {
        row.frequency = frequency_from_text(frequency);
        rows[tenant].push_back(row);
      }
    }
    return rows;
  });
}

Result<void> put_assignments(WriteTransaction& tx, TenantId tenant,
                             const std::vector<Assignment>& assignments) {
  return guarded([&]() -> Result<void> {
    Query remove(tx,
                 "DELETE FROM assignments WHERE tenant_id = :t AND field_uid = :f AND "
                 "entity_id = :e");
    Query insert(tx,
                 "INSERT INTO assignments (tenant_id, field_uid, entity_id, frequency, unit) "
                 "VALUES (:t, :f, :e, :q, :u)");
    for (const Assignment& row : assignments) {
      remove.again().use(tenant.value).use(row.field.value).use(row.entity.value).run();
      insert.again().use(tenant.value).use(row.field.value).use(row.entity.value);
      insert.use(text_of(row.frequency)).use(row.unit).run();
    }
    return {};
  });
}

Result<ValuePage> list_values(ReadTransaction& tx, TenantId tenant, const ValueFilter& filter,
                              int64_t offset, int64_t limit) {
  return guarded([&]() -> Result<ValuePage> {
    ValuePage page;
    Query count(tx, "SELECT COUNT(*)" + conditions(filter));
    use(count, tenant, filter).into(page.total).next();
    ValueRow row;
    Query query(tx,
                "SELECT field_uid, entity_id, period, value, unit, status, revision, "
                "entered_at, entered_by" +
                    conditions(filter) +
                    " ORDER BY field_uid, entity_id, period LIMIT :limit OFFSET :offset");
    use(query, tenant, filter).use(limit).use(offset);
    query.into(row.value.field.value).into(row.value.entity.value).into(row.value.period);
    query.into(row.value.value).into(row.value.unit).into(row.value.status).into(row.revision);
    query.into(row.entered_at).into(row.entered_by);
    while (query.next()) page.rows.push_back(row);
    const int64_t end = offset + static_cast<int64_t>(page.rows.size());
    if (end < page.total) page.next_offset = end;
    return page;
  });
}

Result<std::vector<std::pair<std::string, FieldUid>>> load_value_periods(ReadTransaction& tx,
                                                                         TenantId tenant) {
  return guarded([&]() -> Result<std::vector<std::pair<std::string, FieldUid>>> {
    std::vector<std::pair<std::string, FieldUid>> rows;
    std::pair<std::string, FieldUid> row;
    Query query(tx,
                "SELECT DISTINCT period, field_uid FROM field_values WHERE tenant_id = :t "
                "ORDER BY period, field_uid");
    query.use(tenant.value).into(row.first).into(row.second.value);
    while (query.next()) rows.push_back(row);
    return rows;
  });
}

Result<PutCounts> put_values(WriteTransaction& tx, TenantId tenant,
                             const std::vector<Value>& values, std::string_view entered_at,
                             std::string_view entered_by) {
  return guarded([&]() -> Result<PutCounts> {
    PutCounts counts;
    ValueWriter writer(tx, tenant, entered_at, entered_by);
    for (const Value& value : values) writer.write(value, counts);
    return counts;
  });
}

struct ValueCounter::State {
  explicit State(ReadTransaction& tx)
      : one(tx, "SELECT COUNT(*) FROM field_values WHERE tenant_id = :t AND field_uid = :f"),
        every(tx,
              "SELECT field_uid, COUNT(*) FROM field_values WHERE tenant_id = :t "
              "GROUP BY field_uid"),
        alike(tx,
              "SELECT value, unit, COUNT(*) FROM field_values WHERE tenant_id = :t AND "
              "field_uid = :f GROUP BY value, unit ORDER BY value, unit") {
    one.use(0).use("").into(number);
    every.use(0).into(uid).into(number);
    alike.use(0).use("").into(group.value).into(group.unit).into(group.count);
  }
  Query one, every, alike;
  int64_t number = 0;
  std::string uid;
  ValueGroup group;
};

ValueCounter::ValueCounter(ReadTransaction& tx) : state_(std::make_unique<State>(tx)) {}
ValueCounter::~ValueCounter() = default;

Result<std::map<FieldUid, int64_t>> ValueCounter::count(TenantId tenant,
                                                        const std::vector<FieldUid>& fields) {
  constexpr size_t kMany = 100;  // from here on looking at all of the tenant's values is quicker
  return guarded([&]() -> Result<std::map<FieldUid, int64_t>> {
    std::map<FieldUid, int64_t> counts;
    if (fields.size() < kMany) {
      for (const FieldUid& uid : fields) {
        state_->one.again().use(tenant.value).use(uid.value).next();
        if (state_->number > 0) counts[uid] = state_->number;
      }
      return counts;
    }
    const std::set<FieldUid> wanted(fields.begin(), fields.end());
    state_->every.again().use(tenant.value);
    while (state_->every.next()) {
      const FieldUid uid{state_->uid};
      if (wanted.contains(uid)) counts[uid] = state_->number;
    }
    return counts;
  });
}

Result<std::vector<ValueGroup>> ValueCounter::groups(TenantId tenant, const FieldUid& field) {
  return guarded([&]() -> Result<std::vector<ValueGroup>> {
    std::vector<ValueGroup> groups;
    state_->alike.again().use(tenant.value).use(field.value);
    while (state_->alike.next()) groups.push_back(state_->group);
    return groups;
  });
}

}  // namespace datavault::store
