#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "server/store/users.h"

namespace datavault {

inline constexpr const char* kSuperAdmin = "SUPER_ADMIN";
inline constexpr const char* kAdmin = "ADMIN";
inline constexpr const char* kUser = "USER";

/// Who makes a request, by a session or by an API token.
struct SignedIn {
  store::User user;                         // whose rights count
  std::optional<store::User> impersonator;  // the super admin who stands in for `user`
  std::string token;                        // the cookie's; empty with an API token
  std::string csrf_token;                   // the header's; likewise
  int64_t session_id = 0;
  std::string expires_at;
  std::optional<std::vector<std::string>> scopes;  // of an API token
  std::string api_token;                           // the header's; empty with a session

  /// The person, whoever they stand in for.
  const store::User& person() const { return impersonator ? *impersonator : user; }
};

}  // namespace datavault
