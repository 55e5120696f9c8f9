#include "server/store/audit.h"

#include "core/base/json.h"
#include "server/store/list_query.h"

namespace datavault::store {
namespace {

void bind_audit_row(Query& query, AuditRow& row) {
  query.into(row.id).into(row.at).into(row.user_id).into(row.user_email).into(row.action);
  query.into(row.entity).into(row.entity_id).into(row.is_refused).into(row.payload);
  query.into(row.ip).into(row.user_agent).into(row.request_id).into(row.hash);
  query.into(row.as_user_id).into(row.as_user_email);
}

constexpr const char* kColumns =
    "id, at, user_id, user_email, action, entity, entity_id, is_refused, payload, ip, user_agent, "
    "request_id, hash, as_user_id, as_user_email";

std::vector<AuditRow> all_rows(Query& query) {
  std::vector<AuditRow> rows;
  AuditRow row;
  bind_audit_row(query, row);
  while (query.next()) rows.push_back(row);
  return rows;
}

std::vector<AuditCheckpoint> all_checkpoints(Query& query) {
  std::vector<AuditCheckpoint> rows;
  AuditCheckpoint row;
  query.into(row.number).into(row.row_id).into(row.row_hash).into(row.at).into(row.previous);
  query.into(row.public_key).into(row.signature);
  while (query.next()) rows.push_back(row);
  return rows;
}

constexpr const char* kSelectCheckpoints =
    "SELECT number, row_id, row_hash, at, previous, public_key, signature FROM audit_checkpoints "
    "ORDER BY number";

}  // namespace

std::string audit_hash(std::string_view previous, const AuditRow& row) {
  Json says = {{"previous", previous},
               {"id", row.id},
               {"at", row.at},
               {"user_id", row.user_id ? Json(*row.user_id) : Json(nullptr)},
               {"user_email", row.user_email},
               {"action", row.action},
               {"entity", row.entity},
               {"entity_id", row.entity_id},
               {"is_refused", row.is_refused},
               {"payload", row.payload},
               {"ip", row.ip},
               {"user_agent", row.user_agent},
               {"request_id", row.request_id}};
  // Not in rows from before there was such a thing.
  if (row.as_user_id) {
    says["as_user_id"] = *row.as_user_id;
    says["as_user_email"] = row.as_user_email;
  }
  return digest_of_json(says);
}

Result<void> append_audit(WriteTransaction& tx, AuditRow row) {
  return guarded([&]() -> Result<void> {
    // Not from `counters`: a refused request leaves a trace here and nowhere else. Where retention
    // removed all rows, the next one follows on the last checkpoint.
    std::string previous;
    row.id = 0;
    Query last(tx, "SELECT id, hash FROM audit ORDER BY id DESC LIMIT 1");
    if (!last.into(row.id).into(previous).next()) {
      Query removed(tx,
                    "SELECT row_id, row_hash FROM audit_checkpoints ORDER BY number DESC LIMIT 1");
      removed.into(row.id).into(previous).next();
    }
    ++row.id;
    Query query(tx,
                "INSERT INTO audit (id, at, user_id, user_email, action, entity, entity_id, "
                "is_refused, payload, ip, user_agent, request_id, hash, as_user_id, as_user_email) "
                "VALUES (:id, :at, :user, :email, :action, :entity, :entity_id, :refused, "
                ":payload, :ip, :agent, :request, :hash, :as, :as_email)");
    query.use(row.id).use(row.at).use(row.user_id).use(row.user_email).use(row.action);
    query.use(row.entity).use(row.entity_id).use(row.is_refused).use(row.payload);
    query.use(row.ip).use(row.user_agent).use(row.request_id).use(audit_hash(previous, row));
    query.use(row.as_user_id).use(row.as_user_email).run();
    return {};
  });
}

Result<void> chain_audit(WriteTransaction& tx) {
  return guarded([&]() -> Result<void> {
    // As the table was then.
    Query select(tx,
                 "SELECT id, at, user_id, user_email, action, entity, entity_id, is_refused, "
                 "payload, ip, user_agent, request_id, hash, NULL, '' FROM audit ORDER BY id");
    std::string previous;
    for (const AuditRow& row : all_rows(select)) {
      previous = audit_hash(previous, row);
      Query(tx, "UPDATE audit SET hash = :h WHERE id = :id").use(previous).use(row.id).run();
    }
    return {};
  });
}

Result<std::vector<AuditRow>> load_audit(ReadTransaction& tx, int64_t after, int64_t limit) {
  return guarded([&]() -> Result<std::vector<AuditRow>> {
    Query query(tx, std::string("SELECT ") + kColumns +
                        " FROM audit WHERE id > :after ORDER BY id LIMIT :limit");
    return all_rows(query.use(after).use(limit));
  });
}

Result<std::optional<AuditRow>> find_last_audit(ReadTransaction& tx) {
  return guarded([&]() -> Result<std::optional<AuditRow>> {
    Query query(tx, std::string("SELECT ") + kColumns + " FROM audit ORDER BY id DESC LIMIT 1");
    auto rows = all_rows(query);
    if (rows.empty()) return std::optional<AuditRow>();
    return std::optional(std::move(rows.front()));
  });
}

Result<std::vector<AuditCheckpoint>> load_checkpoints(ReadTransaction& tx) {
  return guarded([&]() -> Result<std::vector<AuditCheckpoint>> {
    Query query(tx, kSelectCheckpoints);
    return all_checkpoints(query);
  });
}

Result<std::optional<AuditCheckpoint>> find_last_checkpoint(ReadTransaction& tx) {
  return guarded([&]() -> Result<std::optional<AuditCheckpoint>> {
    Query query(tx, std::string(kSelectCheckpoints) + " DESC LIMIT 1");
    auto rows = all_checkpoints(query);
    if (rows.empty()) return std::optional<AuditCheckpoint>();
    return std::optional(std::move(rows.front()));
  });
}

Result<void> insert_checkpoint(WriteTransaction& tx, const AuditCheckpoint& checkpoint) {
  return guarded([&]() -> Result<void> {
    Query query(tx,
                "INSERT INTO audit_checkpoints (number, row_id, row_hash, at, previous, "
                "public_key, signature) VALUES (:n, :id, :hash, :at, :previous, :key, :signature)");
    query.use(checkpoint.number).use(checkpoint.row_id).use(checkpoint.row_hash);
    query.use(checkpoint.at).use(checkpoint.previous).use(checkpoint.public_key);
    query.use(checkpoint.signature).run();
    return {};
  });
}

Result<int64_t> remove_audit_to(WriteTransaction& tx, int64_t row_id) {
  return guarded([&]() -> Result<int64_t> {
    const int64_t rows = Query(tx, "DELETE FROM audit WHERE id <= :id").use(row_id).run();
    // That of the last row that went is what the next one follows on.
    Query(tx, "DELETE FROM audit_checkpoints WHERE row_id < :id").use(row_id).run();
    return rows;
  });
}

Result<Page<AuditRow>> list_audit(ReadTransaction& tx, const PageRequest& request) {
  static const ListSpec kSpec{
      .columns = kColumns,
      .from = "audit",
      .id = "id",
      .search =
          "LOWER(action || ' ' || user_email || ' ' || as_user_email || ' ' || entity || ' ' || "
          "entity_id || ' ' || ip || ' ' || request_id || ' ' || payload)",
      .sorts = {{"id", "id", true}, {"action", "action"}, {"user_email", "user_email"}},
      .filters = {{"action", "action"},
                  {"entity", "entity"},
                  {"entity_id", "entity_id"},
                  {"user_email", "user_email"},
                  {"as_user_email", "as_user_email"},
                  {"ip", "ip"},
                  {"request_id", "request_id"},
                  {"is_refused", "is_refused", true},
                  {"from", "at", false, " >= "},
                  {"to", "at", false, " < "}},
      .newest_first = true};
  return ListQuery(tx, kSpec, request).page<AuditRow>(bind_audit_row);
}

}  // namespace datavault::store
