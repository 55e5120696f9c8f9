#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/store/database.h"

namespace datavault::store {

struct Session {
  std::string token_hash;  // the token itself is only in the user's cookie
  int64_t id = 0;          // given by insert_session; what lists show
  int64_t user_id = 0;
  std::optional<int64_t> as_user_id;  // whom the user stands in for
  std::string created_at;
  std::string expires_at;
  std::string seen_at;
  std::string ip;
  std::string user_agent;
};

Result<std::optional<Session>> find_session(ReadTransaction& tx, std::string_view token_hash);
/// Of one user, newest first.
Result<std::vector<Session>> load_sessions(ReadTransaction& tx, int64_t user);
/// `session.id` is ignored; gives it.
Result<int64_t> insert_session(WriteTransaction& tx, const Session& session);
Result<void> delete_session(WriteTransaction& tx, std::string_view token_hash);
/// Of one user, all but `kept` (0: all); how many there were.
Result<int64_t> delete_sessions(WriteTransaction& tx, int64_t user, int64_t kept = 0);
/// False when the user has no such session.
Result<bool> delete_session_of(WriteTransaction& tx, int64_t user, int64_t id);
/// Deletes what expired before `now`.
Result<void> delete_expired_sessions(WriteTransaction& tx, std::string_view now);

/// When sessions, or API tokens, were last used, by the hash of their token.
using SeenAt = std::map<std::string, std::string>;
Result<void> update_seen(WriteTransaction& tx, const SeenAt& seen);

}  // namespace datavault::store
