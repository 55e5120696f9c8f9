#include "server/store/users.h"

#include "server/store/counters.h"
#include "server/store/query.h"

namespace datavault::store {
namespace {

constexpr const char* kUserColumns =
    "SELECT id, email, password_hash, role, tenant_id, is_active, created_at FROM users WHERE ";

Result<std::optional<User>> one_user(Query& query) {
  User user;
  query.into(user.id).into(user.email).into(user.password_hash).into(user.role);
  query.into(user.tenant_id).into(user.is_active).into(user.created_at);
  if (!query.next()) return std::optional<User>();
  return std::optional<User>(user);
}

}  // namespace

Result<std::optional<User>> find_user(ReadTransaction& tx, int64_t id) {
  return guarded([&] {
    Query query(tx, std::string(kUserColumns) + "id = :id");
    return one_user(query.use(id));
  });
}

Result<std::optional<User>> find_user_by_email(ReadTransaction& tx, std::string_view email) {
  return guarded([&] {
    Query query(tx, std::string(kUserColumns) + "email = :email");
    return one_user(query.use(email));
  });
}

Result<int64_t> insert_user(WriteTransaction& tx, const User& user) {
  auto existing = find_user_by_email(tx, user.email);
  if (!existing) return existing.error();
  if (*existing) return conflict_error("There is a user with this e-mail address already.");
  auto id = next_ids(tx, "users");
  if (!id) return id;
  return guarded([&]() -> Result<int64_t> {
    Query query(tx,
                "INSERT INTO users (id, email, password_hash, role, tenant_id, is_active, "
                "created_at) VALUES (:id, :email, :hash, :role, :tenant, :active, :at)");
    query.use(*id).use(user.email).use(user.password_hash).use(user.role);
    query.use(user.tenant_id).use(user.is_active).use(user.created_at).run();
    return *id;
  });
}

Result<std::optional<Session>> find_session(ReadTransaction& tx, std::string_view token_hash) {
  return guarded([&]() -> Result<std::optional<Session>> {
    Session row;
    Query query(tx,
                "SELECT token_hash, user_id, created_at, expires_at, ip, user_agent FROM sessions "
                "WHERE token_hash = :hash");
    query.use(token_hash).into(row.token_hash).into(row.user_id).into(row.created_at);
    query.into(row.expires_at).into(row.ip).into(row.user_agent);
    if (!query.next()) return std::optional<Session>();
    return std::optional<Session>(row);
  });
}

Result<void> insert_session(WriteTransaction& tx, const Session& session) {
  return guarded([&]() -> Result<void> {
    Query query(
        tx,
        "INSERT INTO sessions (token_hash, user_id, created_at, expires_at, ip, user_agent) "
        "VALUES (:hash, :user, :created, :expires, :ip, :agent)");
    query.use(session.token_hash).use(session.user_id).use(session.created_at);
    query.use(session.expires_at).use(session.ip).use(session.user_agent).run();
    return {};
  });
}

Result<void> delete_session(WriteTransaction& tx, std::string_view token_hash) {
  return guarded([&]() -> Result<void> {
    Query(tx, "DELETE FROM sessions WHERE token_hash = :hash").use(token_hash).run();
    return {};
  });
}

Result<void> delete_expired_sessions(WriteTransaction& tx, std::string_view now) {
  return guarded([&]() -> Result<void> {
    Query(tx, "DELETE FROM sessions WHERE expires_at < :now").use(now).run();
    return {};
  });
}

}  // namespace datavault::store
