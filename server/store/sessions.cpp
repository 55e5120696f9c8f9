#include "server/store/sessions.h"

#include "server/store/counters.h"
#include "server/store/query.h"

namespace datavault::store {
namespace {

std::string select_sessions(const char* condition) {
  return std::string(
             "SELECT token_hash, id, user_id, as_user_id, created_at, expires_at, seen_at, ip, "
             "user_agent FROM sessions WHERE ") +
         condition;
}

void bind_session(Query& query, Session& row) {
  query.into(row.token_hash).into(row.id).into(row.user_id).into(row.as_user_id);
  query.into(row.created_at).into(row.expires_at).into(row.seen_at).into(row.ip);
  query.into(row.user_agent);
}

}  // namespace

Result<std::optional<Session>> find_session(ReadTransaction& tx, std::string_view token_hash) {
  return guarded([&]() -> Result<std::optional<Session>> {
    Session row;
    Query query(tx, select_sessions("token_hash = :hash"));
    bind_session(query.use(token_hash), row);
    if (!query.next()) return std::optional<Session>();
    return std::optional<Session>(row);
  });
}

Result<std::vector<Session>> load_sessions(ReadTransaction& tx, int64_t user) {
  return guarded([&]() -> Result<std::vector<Session>> {
    std::vector<Session> rows;
    Session row;
    Query query(tx, select_sessions("user_id = :user ORDER BY id DESC"));
    bind_session(query.use(user), row);
    while (query.next()) rows.push_back(row);
    return rows;
  });
}

Result<int64_t> insert_session(WriteTransaction& tx, const Session& session) {
  auto id = next_ids(tx, "sessions");
  if (!id) return id;
  return guarded([&]() -> Result<int64_t> {
    Query query(tx,
                "INSERT INTO sessions (token_hash, id, user_id, as_user_id, created_at, "
                "expires_at, seen_at, ip, user_agent) VALUES (:hash, :id, :user, :as, :created, "
                ":expires, :seen, :ip, :agent)");
    query.use(session.token_hash).use(*id).use(session.user_id).use(session.as_user_id);
    query.use(session.created_at).use(session.expires_at).use(session.seen_at);
    query.use(session.ip).use(session.user_agent).run();
    return *id;
  });
}

Result<void> delete_session(WriteTransaction& tx, std::string_view token_hash) {
  return guarded([&]() -> Result<void> {
    Query(tx, "DELETE FROM sessions WHERE token_hash = :hash").use(token_hash).run();
    return {};
  });
}

Result<int64_t> delete_sessions(WriteTransaction& tx, int64_t user, int64_t kept) {
  return guarded([&]() -> Result<int64_t> {
    Query query(tx, "DELETE FROM sessions WHERE user_id = :user AND id <> :kept");
    return query.use(user).use(kept).run();
  });
}

Result<bool> delete_session_of(WriteTransaction& tx, int64_t user, int64_t id) {
  return guarded([&]() -> Result<bool> {
    Query query(tx, "DELETE FROM sessions WHERE user_id = :user AND id = :id");
    return query.use(user).use(id).run() > 0;
  });
}

Result<void> delete_expired_sessions(WriteTransaction& tx, std::string_view now) {
  return guarded([&]() -> Result<void> {
    Query(tx, "DELETE FROM sessions WHERE expires_at < :now").use(now).run();
    return {};
  });
}

Result<void> update_seen(WriteTransaction& tx, const SeenAt& seen) {
  return guarded([&]() -> Result<void> {
    for (const auto& [hash, at] : seen) {
      for (const char* table : {"sessions", "api_tokens"}) {
        Query query(tx,
                    std::string("UPDATE ") + table + " SET seen_at = :at WHERE token_hash = :h");
        query.use(at).use(hash).run();
      }
    }
    return {};
  });
}

}  // namespace datavault::store
