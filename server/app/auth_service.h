#pragma once

#include <mutex>
#include <optional>
#include <string>

#include "server/app/audit_log.h"
#include "server/app/failure.h"
#include "server/security/login_throttle.h"
#include "server/security/password.h"
#include "server/store/users.h"

namespace datavault {

inline constexpr const char* kSuperAdmin = "SUPER_ADMIN";

struct SignedIn {
  store::User user;
  std::string token;       // the cookie's
  std::string csrf_token;  // the header's
};

struct NewUser {
  std::string email;
  std::string password;
  std::string role = kSuperAdmin;
};

/// Who may come in. Safe for use by many threads.
class AuthService {
 public:
  AuthService(store::Database& database, AuditLog& audit, const Clock& clock, PasswordCost cost);

  /// Errors: invalid_input, code `wrong_credentials` (the same for an unknown address and a wrong
  ///         password, after the same time); `too_many_attempts` with seconds to wait in the
  ///         details.
  Reply<SignedIn> login(const std::string& email, const std::string& password, const Actor& actor);

  /// Whose token it is; none when it is unknown, expired or its user inactive.
  Result<std::optional<SignedIn>> session(const std::string& token);
  Reply<Done> logout(const SignedIn& session, const Actor& actor);

  /// Errors: invalid_input, conflict when the address is taken.
  Reply<int64_t> add_user(const NewUser& user, const Actor& actor);

 private:
  Reply<SignedIn> start_session(const store::User& user, Actor actor);
  bool verify(const std::optional<store::User>& user, const std::string& password);

  store::Database& database_;
  AuditLog& audit_;
  const Clock& clock_;
  PasswordCost cost_;
  LoginThrottle accounts_, addresses_;
  std::mutex verifying_;  // a verification takes much memory: one at a time
  std::string nobodys_hash_;
};

}  // namespace datavault
