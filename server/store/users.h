#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "server/store/database.h"

namespace datavault::store {

struct User {
  int64_t id = 0;
  std::string email;  // in lower case, unique
  std::string password_hash;
  std::string role;  // "SUPER_ADMIN", "ADMIN", "USER"
  std::optional<int64_t> tenant_id;
  bool is_active = true;
  std::string created_at;
};

struct Session {
  std::string token_hash;  // the token itself is only in the user's cookie
  int64_t user_id = 0;
  std::string created_at;
  std::string expires_at;
  std::string ip;
  std::string user_agent;
};

Result<std::optional<User>> find_user(ReadTransaction& tx, int64_t id);
Result<std::optional<User>> find_user_by_email(ReadTransaction& tx, std::string_view email);
/// `user.id` is ignored. Errors: conflict when the address is taken.
Result<int64_t> insert_user(WriteTransaction& tx, const User& user);

Result<std::optional<Session>> find_session(ReadTransaction& tx, std::string_view token_hash);
Result<void> insert_session(WriteTransaction& tx, const Session& session);
Result<void> delete_session(WriteTransaction& tx, std::string_view token_hash);
/// Deletes what expired before `now`.
Result<void> delete_expired_sessions(WriteTransaction& tx, std::string_view now);

}  // namespace datavault::store
