#pragma once

#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "server/app/audit_log.h"
#include "server/app/failure.h"
#include "server/app/password_check.h"
#include "server/app/signed_in.h"
#include "server/security/login_throttle.h"
#include "server/store/sessions.h"

namespace datavault {

struct SessionLimits {
  int64_t idle_minutes = 30;  // OWASP ASVS 4.0, 3.3.2
  int64_t hours = 12;
};

struct Credentials {
  std::string email;
  std::string password;
  std::string code;  // of the second factor, or a recovery code; empty: none given
};

/// Who may come in, and for how long. Safe for use by many threads.
class AuthService {
 public:
  AuthService(store::Database& database, AuditLog& audit, const Clock& clock,
              PasswordCheck& passwords, SessionLimits limits);

  /// Opens a session.
  ///
  /// Errors: invalid_input, code `wrong_credentials` (the same for an unknown address and a wrong
  ///         password, after the same time); `second_factor_required` when the password is right
  ///         and a code is missing, `wrong_code` when it is wrong; `too_many_attempts` with seconds
  ///         to wait in the details; `too_busy`.
  Reply<SignedIn> login(const Credentials& credentials, const Actor& actor);

  /// Whose token it is; none when it is unknown, expired, unused for too long, or its user may not
  /// sign in any more. `is_use`: keeps the session from being taken for an idle one.
  Result<std::optional<SignedIn>> session(const std::string& token, bool is_use);
  /// The same of an API token.
  Result<std::optional<SignedIn>> bearer(const std::string& token);
  Reply<Done> logout(const SignedIn& session, const Actor& actor);

  /// A session of the super admin's in which the rights of a tenant's user count, in place of the
  /// present one; and back again. Both have a new token.
  ///
  /// Errors: `user_not_found`, `not_impersonating`, forbidden for other super admins and for whom
  ///         may not sign in.
  Reply<SignedIn> impersonate(const SignedIn& session, int64_t user_id, const Actor& actor);
  Reply<SignedIn> end_impersonation(const SignedIn& session, const Actor& actor);

  /// Writes down when sessions and API tokens were last used. Call it now and then.
  Result<void> save_activity();

 private:
  Reply<Done> check_second_factor(store::WriteTransaction& tx, store::User& user,
                                  const std::string& code);
  Reply<SignedIn> open_session(store::WriteTransaction& tx, const store::User& person,
                               const std::optional<store::User>& as, std::string expires_at,
                               const Actor& actor);
  Reply<SignedIn> replace_session(const SignedIn& session, const std::optional<store::User>& as,
                                  const char* action, const Actor& actor);
  Reply<SignedIn> admit(const store::User& user, const Credentials& credentials, Actor actor);
  bool is_idle(const store::Session& row);
  void note_use(const std::string& token_hash);

  store::Database& database_;
  AuditLog& audit_;
  const Clock& clock_;
  PasswordCheck& passwords_;
  const SessionLimits limits_;
  LoginThrottle accounts_, addresses_;
  std::mutex activity_mutex_;
  std::map<std::string, int64_t> used_at_;  // by the token's hash, since it was last saved
};

/// As addresses are stored and compared.
std::string account_of(std::string_view email);

}  // namespace datavault
