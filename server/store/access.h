#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/store/database.h"

// What lets somebody in without a password: one-time links and API tokens.
namespace datavault::store {

/// Lets its holder choose a password, once.
struct AccessLink {
  std::string token_hash;
  std::optional<int64_t> user_id;  // none: the first super admin, who is nobody yet
  std::string created_at;
  std::string expires_at;
};

Result<std::optional<AccessLink>> find_access_link(ReadTransaction& tx,
                                                   std::string_view token_hash);
/// In place of an older one of the same user.
Result<void> replace_access_link(WriteTransaction& tx, const AccessLink& link);
Result<void> delete_access_links(WriteTransaction& tx, std::optional<int64_t> user);

struct ApiToken {
  int64_t id = 0;
  int64_t user_id = 0;
  std::string name;
  std::string token_hash;
  std::string scopes;  // "read sync:write"
  std::string created_at;
  std::string expires_at;
  std::string seen_at;  // empty: never
};

Result<std::optional<ApiToken>> find_api_token(ReadTransaction& tx, std::string_view token_hash);
/// Of one user, newest first.
Result<std::vector<ApiToken>> load_api_tokens(ReadTransaction& tx, int64_t user);
/// `token.id` is ignored; gives it.
Result<int64_t> insert_api_token(WriteTransaction& tx, const ApiToken& token);
/// False when the user has no such token.
Result<bool> delete_api_token(WriteTransaction& tx, int64_t user, int64_t id);
Result<void> delete_api_tokens(WriteTransaction& tx, int64_t user);

}  // namespace datavault::store
