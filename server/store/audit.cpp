#include "server/store/audit.h"

#include "server/store/list_query.h"

namespace datavault::store {
namespace {

void bind_audit_row(Query& query, AuditRow& row) {
  query.into(row.id).into(row.at).into(row.user_id).into(row.user_email).into(row.action);
  query.into(row.entity).into(row.entity_id).into(row.is_refused).into(row.payload);
  query.into(row.ip).into(row.user_agent);
}

}  // namespace

Result<void> append_audit(WriteTransaction& tx, const AuditRow& row) {
  // Not from `counters`: a refused request leaves a trace here and nowhere else.
  return guarded([&]() -> Result<void> {
    Query query(tx,
                "INSERT INTO audit (id, at, user_id, user_email, action, entity, entity_id, "
                "is_refused, payload, ip, user_agent) VALUES ((SELECT COALESCE(MAX(id), 0) + 1 "
                "FROM audit), :at, :user, :email, :action, "
                ":entity, :entity_id, :refused, :payload, :ip, :agent)");
    query.use(row.at).use(row.user_id).use(row.user_email).use(row.action);
    query.use(row.entity).use(row.entity_id).use(row.is_refused).use(row.payload);
    query.use(row.ip).use(row.user_agent).run();
    return {};
  });
}

Result<Page<AuditRow>> list_audit(ReadTransaction& tx, const PageRequest& request) {
  static const ListSpec kSpec{
      .columns =
          "id, at, user_id, user_email, action, entity, entity_id, is_refused, payload, ip, "
          "user_agent",
      .from = "audit",
      .id = "id",
      .search = "LOWER(action || ' ' || user_email || ' ' || entity_id)",
      .sorts = {{"id", "id", true}, {"action", "action"}, {"user_email", "user_email"}},
      .filters = {{"action", "action"},
                  {"entity", "entity"},
                  {"entity_id", "entity_id"},
                  {"user_email", "user_email"},
                  {"is_refused", "is_refused", true}},
      .newest_first = true};
  return ListQuery(tx, kSpec, request).page<AuditRow>(bind_audit_row);
}

}  // namespace datavault::store
