#pragma once

#include <optional>
#include <string>

#include "server/app/audit_log.h"
#include "server/app/failure.h"
#include "server/app/password_check.h"
#include "server/app/signed_in.h"
#include "server/store/page.h"

namespace datavault {

struct NewUser {
  std::string email;
  std::string password;  // empty: the user chooses one by a link
  std::string role = kSuperAdmin;
  std::optional<int64_t> tenant_id = {};  // of ADMIN and USER
};

struct UserPatch {
  std::optional<bool> is_active;
  std::optional<std::string> role;
};

/// Lets its holder choose a password, once.
struct MadeAccessLink {
  std::string token;  // shown once
  std::string expires_at;
};

/// How long a link for a new password is good.
inline constexpr int64_t kInvitationHours = 72;

/// Errors: invalid_input, with "email" as the place.
Result<void> check_email(const std::string& email);

/// Where the client lets its holder in. The token stands behind the #, which browsers do not send
/// and servers do not log.
std::string access_link_path(const std::string& token);

struct MadeUser {
  store::User user;
  std::optional<MadeAccessLink> link;  // where there is no password yet
};

/// Who there is. Safe for use by many threads.
class UserService {
 public:
  UserService(store::Database& database, AuditLog& audit, const Clock& clock,
              PasswordCheck& passwords)
      : database_(database), audit_(audit), clock_(clock), passwords_(passwords) {}

  Reply<store::Page<store::User>> list(const store::PageRequest& request);
  /// Errors: `user_not_found`.
  Reply<store::User> get(int64_t id);

  /// Errors: invalid_input; those of check_new_password; conflict when the address is taken;
  ///         `company_not_found`.
  Reply<MadeUser> add(const NewUser& user, const Actor& actor);
  /// For demo data: whatever the password is.
  Reply<MadeUser> add_unchecked(const NewUser& user, const Actor& actor);
  /// Who may not sign in any more, or has another role, is signed out and loses the API tokens.
  /// Errors: `user_not_found`, invalid_input, `last_super_admin`.
  Reply<store::User> patch(int64_t id, const UserPatch& patch, const Actor& actor);

  /// A new link for somebody who forgot the password, or lost the second factor too.
  ///
  /// Errors: `user_not_found`; forbidden for oneself.
  Reply<MadeAccessLink> reset(int64_t id, bool with_second_factor, const Actor& actor);
  Reply<int64_t> end_sessions(int64_t id, const Actor& actor);

  /// Whether there is nobody yet who could sign in.
  Result<bool> needs_first_user();
  /// The link by which the first super admin comes in.
  Reply<MadeAccessLink> first_link();
  /// Whose link it is; none: the first super admin's. Errors: `link_not_found`.
  Reply<std::optional<store::User>> link_owner(const std::string& token);
  /// Sets the password of the link's owner, who is signed out everywhere and loses the API tokens;
  /// makes the first super admin under `email`.
  ///
  /// Errors: `link_not_found`; those of add().
  Reply<store::User> redeem(const std::string& token, const std::string& email,
                            const std::string& password, Actor actor);

 private:
  Reply<MadeUser> insert(const NewUser& user, const Result<std::string>& hash, const Actor& actor);
  Result<MadeAccessLink> make_link(store::WriteTransaction& tx, std::optional<int64_t> user,
                                   int64_t hours);
  Reply<store::User> find_link_owner(store::ReadTransaction& tx, const std::string& token);

  store::Database& database_;
  AuditLog& audit_;
  const Clock& clock_;
  PasswordCheck& passwords_;
};

}  // namespace datavault
