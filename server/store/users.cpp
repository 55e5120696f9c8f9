#include "server/store/users.h"

#include "server/store/counters.h"
#include "server/store/list_query.h"
#include "server/store/query.h"

namespace datavault::store {
namespace {

constexpr const char* kUserColumns =
    "id, email, password_hash, role, tenant_id, is_active, created_at, totp_secret, totp_step, "
    "signed_in_at";

void bind_user(Query& query, User& user) {
  query.into(user.id).into(user.email).into(user.password_hash).into(user.role);
  query.into(user.tenant_id).into(user.is_active).into(user.created_at);
  query.into(user.totp_secret).into(user.totp_step).into(user.signed_in_at);
}

std::string select_users(const char* condition) {
  return std::string("SELECT ") + kUserColumns + " FROM users WHERE " + condition;
}

Result<std::optional<User>> one_user(Query& query) {
  User user;
  bind_user(query, user);
  if (!query.next()) return std::optional<User>();
  return std::optional<User>(user);
}

int64_t one_number(Query& query) {
  int64_t number = 0;
  query.into(number).next();
  return number;
}

}  // namespace

Result<std::optional<User>> find_user(ReadTransaction& tx, int64_t id) {
  return guarded([&] {
    Query query(tx, select_users("id = :id"));
    return one_user(query.use(id));
  });
}

Result<std::optional<User>> find_user_by_email(ReadTransaction& tx, std::string_view email) {
  return guarded([&] {
    Query query(tx, select_users("email = :email"));
    return one_user(query.use(email));
  });
}

Result<Page<User>> list_users(ReadTransaction& tx, const PageRequest& request) {
  static const ListSpec kSpec{
      kUserColumns,
      "users",
      "id",
      "email",
      {{"email", "email"}, {"id", "id", true}, {"role", "role"}, {"signed_in_at", "signed_in_at"}},
      {{"role", "role"}, {"company_id", "tenant_id", true}, {"is_active", "is_active", true}},
      false};
  return ListQuery(tx, kSpec, request).page<User>(bind_user);
}

Result<int64_t> count_users(ReadTransaction& tx, std::string_view role) {
  return guarded([&]() -> Result<int64_t> {
    Query query(tx, "SELECT COUNT(*) FROM users WHERE role = :role AND is_active = 1");
    return one_number(query.use(role));
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

Result<void> update_user(WriteTransaction& tx, const User& user) {
  return guarded([&]() -> Result<void> {
    Query query(tx,
                "UPDATE users SET password_hash = :hash, role = :role, tenant_id = :tenant, "
                "is_active = :active, totp_secret = :secret, totp_step = :step, signed_in_at = "
                ":signed WHERE id = :id");
    query.use(user.password_hash).use(user.role).use(user.tenant_id).use(user.is_active);
    query.use(user.totp_secret).use(user.totp_step).use(user.signed_in_at).use(user.id).run();
    return {};
  });
}

Result<void> replace_recovery_codes(WriteTransaction& tx, int64_t user,
                                    const std::vector<std::string>& code_hashes) {
  return guarded([&]() -> Result<void> {
    Query(tx, "DELETE FROM recovery_codes WHERE user_id = :user").use(user).run();
    for (const std::string& hash : code_hashes) {
      Query query(tx, "INSERT INTO recovery_codes (user_id, code_hash) VALUES (:user, :hash)");
      query.use(user).use(hash).run();
    }
    return {};
  });
}

Result<bool> take_recovery_code(WriteTransaction& tx, int64_t user, std::string_view code_hash) {
  return guarded([&]() -> Result<bool> {
    Query query(tx, "DELETE FROM recovery_codes WHERE user_id = :user AND code_hash = :hash");
    return query.use(user).use(code_hash).run() > 0;
  });
}

Result<int64_t> count_recovery_codes(ReadTransaction& tx, int64_t user) {
  return guarded([&]() -> Result<int64_t> {
    Query query(tx, "SELECT COUNT(*) FROM recovery_codes WHERE user_id = :user");
    return one_number(query.use(user));
  });
}

}  // namespace datavault::store
