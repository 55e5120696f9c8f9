#include "server/store/remembered.h"

#include <utility>

#include "server/store/counters.h"
#include "server/store/list_query.h"

namespace datavault::store {
namespace {

constexpr const char* kRememberedColumns =
    "id, tenant_id, framework_id, field_uid, field_code, attribute, value, decided_by, decided_at, "
    "job_id";

void bind_remembered(Query& query, RememberedRow& row) {
  query.into(row.id).into(row.tenant.value).into(row.framework.value).into(row.field_uid);
  query.into(row.field_code).into(row.attribute).into(row.value).into(row.decided_by);
  query.into(row.decided_at).into(row.job_id);
}

std::string select_remembered(std::string_view rest) {
  return "SELECT " + std::string(kRememberedColumns) + " FROM remembered_decisions " +
         std::string(rest);
}

std::vector<RememberedRow> all_remembered(Query& query) {
  std::vector<RememberedRow> rows;
  RememberedRow row;
  bind_remembered(query, row);
  while (query.next()) rows.push_back(row);
  return rows;
}

}  // namespace

Result<std::vector<RememberedRow>> load_remembered_of(ReadTransaction& tx,
                                                      const std::vector<TenantId>& tenants,
                                                      FrameworkId framework) {
  return guarded([&]() -> Result<std::vector<RememberedRow>> {
    std::vector<RememberedRow> rows;
    RememberedRow row;
    Query query(tx, select_remembered("WHERE tenant_id IN " + group_list() +
                                      " AND framework_id = :f ORDER BY tenant_id, field_uid, "
                                      "attribute"));
    bind_remembered(query, row);
    for (const TenantGroup& group : in_groups(tenants)) {
      query.again().use(group).use(framework.value);
      while (query.next()) rows.push_back(std::move(row));
    }
    return rows;
  });
}

Result<std::optional<RememberedRow>> find_remembered(ReadTransaction& tx, int64_t id) {
  return guarded([&]() -> Result<std::optional<RememberedRow>> {
    Query query(tx, select_remembered("WHERE id = :id"));
    auto rows = all_remembered(query.use(id));
    if (rows.empty()) return std::optional<RememberedRow>();
    return std::optional<RememberedRow>(std::move(rows.front()));
  });
}

Result<Page<RememberedRow>> list_remembered(ReadTransaction& tx, const PageRequest& request) {
  static const ListSpec kSpec{.columns = kRememberedColumns,
                              .from = "remembered_decisions",
                              .id = "id",
                              .search = "LOWER(field_code || ' ' || decided_by)",
                              .sorts = {{"id", "id", true},
                                        {"decided_at", "decided_at"},
                                        {"field_code", "field_code"},
                                        {"company_id", "tenant_id", true}},
                              .filters = {{"framework_id", "framework_id", true},
                                          {"company_id", "tenant_id", true},
                                          {"field_uid", "field_uid"},
                                          {"field_code", "field_code"},
                                          {"attribute", "attribute"},
                                          {"decided_by", "decided_by"},
                                          {"sync_operation_id", "job_id", true}},
                              .newest_first = true};
  return ListQuery(tx, kSpec, request).page<RememberedRow>(bind_remembered);
}

Result<void> put_remembered(WriteTransaction& tx, const std::vector<RememberedRow>& rows) {
  if (rows.empty()) return {};
  auto id = next_ids(tx, "remembered_decisions", static_cast<int64_t>(rows.size()));
  if (!id) return id.error();
  return guarded([&]() -> Result<void> {
    int64_t next = *id;
    Query remove(tx,
                 "DELETE FROM remembered_decisions WHERE tenant_id = :t AND framework_id = :f AND "
                 "field_uid = :u AND attribute = :a");
    Query insert(tx,
                 "INSERT INTO remembered_decisions (id, tenant_id, framework_id, field_uid, "
                 "field_code, attribute, value, decided_by, decided_at, job_id) "
                 "VALUES (:id, :t, :f, :u, :c, :a, :v, :by, :at, :j)");
    for (const RememberedRow& row : rows) {
      remove.again().use(row.tenant.value).use(row.framework.value).use(row.field_uid);
      remove.use(row.attribute).run();
      insert.again().use(next++).use(row.tenant.value).use(row.framework.value);
      insert.use(row.field_uid).use(row.field_code).use(row.attribute).use(row.value);
      insert.use(row.decided_by).use(row.decided_at).use(row.job_id).run();
    }
    return {};
  });
}

Result<void> delete_remembered(WriteTransaction& tx, int64_t id) {
  return guarded([&]() -> Result<void> {
    Query(tx, "DELETE FROM remembered_decisions WHERE id = :id").use(id).run();
    return {};
  });
}

}  // namespace datavault::store
