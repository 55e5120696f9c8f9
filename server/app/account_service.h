#pragma once

#include <string>
#include <vector>

#include "server/app/audit_log.h"
#include "server/app/failure.h"
#include "server/app/password_check.h"
#include "server/app/signed_in.h"
#include "server/security/login_throttle.h"
#include "server/store/access.h"
#include "server/store/sessions.h"

namespace datavault {

/// A second factor that waits for its first code.
struct NewTotp {
  std::string secret;  // base32
  std::string uri;     // for a QR code
};

struct NewApiToken {
  std::string name;
  std::vector<std::string> scopes;
  int64_t days = 90;
};

struct MadeApiToken {
  store::ApiToken row;
  std::string token;  // shown once
};

/// What API tokens may be good for; docs/security.md says what each opens.
const std::vector<std::string>& api_scopes();

/// What people do with their own account. All of it asks for the password again where somebody who
/// finds an open browser could lock its owner out (`wrong_password`, `too_many_attempts`). Safe for
/// use by many threads.
class AccountService {
 public:
  AccountService(store::Database& database, AuditLog& audit, const Clock& clock,
                 PasswordCheck& passwords)
      : database_(database), audit_(audit), clock_(clock), passwords_(passwords) {}

  /// Ends all other sessions. Errors: `wrong_password`; those of check_new_password.
  Reply<Done> change_password(const SignedIn& session, const std::string& current,
                              const std::string& wanted, const Actor& actor);

  /// Nothing is stored before the app's first code came. Errors: `wrong_password`.
  Reply<NewTotp> begin_totp(const SignedIn& session, const std::string& password);
  /// The recovery codes, shown once. Ends all other sessions. Errors: `wrong_password`,
  /// `wrong_code`.
  Reply<std::vector<std::string>> confirm_totp(const SignedIn& session, const std::string& password,
                                               const std::string& secret, const std::string& code,
                                               const Actor& actor);
  /// Errors: `wrong_password`.
  Reply<Done> remove_totp(const SignedIn& session, const std::string& password, const Actor& actor);
  Result<int64_t> recovery_codes_left(const SignedIn& session);

  Result<std::vector<store::Session>> sessions(const SignedIn& session);
  /// Errors: `session_not_found`.
  Reply<Done> end_session(const SignedIn& session, int64_t id, const Actor& actor);
  /// How many there were.
  Reply<int64_t> end_other_sessions(const SignedIn& session, const Actor& actor);

  Result<std::vector<store::ApiToken>> tokens(const SignedIn& session);
  /// Errors: invalid_input.
  Reply<MadeApiToken> make_token(const SignedIn& session, const NewApiToken& token,
                                 const Actor& actor);
  /// The same from the terminal, for anybody. Errors: `user_not_found`, invalid_input.
  Reply<MadeApiToken> make_token(const std::string& email, const NewApiToken& token,
                                 const Actor& actor);
  /// Errors: `token_not_found`.
  Reply<Done> remove_token(const SignedIn& session, int64_t id, const Actor& actor);

 private:
  Reply<MadeApiToken> store_token(int64_t user, const NewApiToken& token, const Actor& actor);
  Reply<Done> confirm(const SignedIn& session, const std::string& password);
  template <typename Change>
  Reply<Done> change_user(const SignedIn& session, const Actor& actor, const char* action,
                          const Change& change);

  store::Database& database_;
  AuditLog& audit_;
  const Clock& clock_;
  PasswordCheck& passwords_;
  LoginThrottle confirmations_;  // of passwords, by user: who has a session may not guess either
};

}  // namespace datavault
