#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/store/database.h"
#include "server/store/page.h"

namespace datavault::store {

struct User {
  int64_t id = 0;
  std::string email;          // in lower case, unique
  std::string password_hash;  // empty: none yet, an access link sets it
  std::string role;           // "SUPER_ADMIN", "ADMIN", "USER"
  std::optional<int64_t> tenant_id;
  bool is_active = true;
  std::string created_at;
  std::string totp_secret;   // base32; empty: no second factor
  int64_t totp_step = 0;     // the last one used: a code counts once
  std::string signed_in_at;  // empty: never
};

Result<std::optional<User>> find_user(ReadTransaction& tx, int64_t id);
Result<std::optional<User>> find_user_by_email(ReadTransaction& tx, std::string_view email);
/// Sorts: email, id, role, signed_in_at. Filters: role, company_id, is_active. Search: in
/// addresses.
Result<Page<User>> list_users(ReadTransaction& tx, const PageRequest& request);
Result<int64_t> count_users(ReadTransaction& tx, std::string_view role);

/// `user.id` is ignored. Errors: conflict when the address is taken.
Result<int64_t> insert_user(WriteTransaction& tx, const User& user);
/// Everything but id, address and time of creation.
Result<void> update_user(WriteTransaction& tx, const User& user);

/// Hashes of codes that each stand in for the second factor once.
Result<void> replace_recovery_codes(WriteTransaction& tx, int64_t user,
                                    const std::vector<std::string>& code_hashes);
/// False when there is no such code (any more).
Result<bool> take_recovery_code(WriteTransaction& tx, int64_t user, std::string_view code_hash);
Result<int64_t> count_recovery_codes(ReadTransaction& tx, int64_t user);

}  // namespace datavault::store
