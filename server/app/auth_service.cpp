#include "server/app/auth_service.h"

#include <algorithm>

#include "core/base/text.h"
#include "server/security/network.h"
#include "server/security/password_rules.h"
#include "server/security/tokens.h"
#include "server/security/totp.h"
#include "server/store/access.h"

namespace datavault {
namespace {

constexpr int64_t kMinute = 60 * 1000;
constexpr ThrottleLimits kPerAccount{};
// Many people can come from one address.
constexpr ThrottleLimits kPerAddress{.free = 30};
constexpr size_t kLongestAgent = 500;
// Beyond these nobody has an account, and nothing need be remembered of them.
constexpr size_t kLongestEmail = 254;  // RFC 5321, 4.5.3.1.3
constexpr size_t kLongestTyped = 4 * kLongestPassword;

Failure wrong_credentials() {
  return Failure(invalid_input("The e-mail address or the password is wrong."),
                 "wrong_credentials");
}

Failure forbidden(std::string message) {
  return Failure({Error::Code::forbidden, std::move(message), ""});
}

}  // namespace

std::string account_of(std::string_view email) { return to_lower_ascii(trim(email)); }

AuthService::AuthService(store::Database& database, AuditLog& audit, const Clock& clock,
                         PasswordCheck& passwords, SessionLimits limits)
    : database_(database),
      audit_(audit),
      clock_(clock),
      passwords_(passwords),
      limits_(limits),
      accounts_(kPerAccount),
      addresses_(kPerAddress) {}

Reply<SignedIn> AuthService::login(const Credentials& credentials, const Actor& actor) {
  const std::string account = account_of(credentials.email);
  if (account.size() > kLongestEmail || credentials.password.size() > kLongestTyped) {
    return wrong_credentials();
  }
  const std::string network = network_of(actor.ip);
  const int64_t now = clock_.now_millis();
  const int64_t wait =
      std::max(accounts_.wait_millis(account, now), addresses_.wait_millis(network, now));
  if (wait > 0) return too_many_attempts(wait);
  store::User user;
  {
    auto tx = database_.read();
    if (!tx) return tx.error();
    auto found = store::find_user_by_email(*tx, account);
    if (!found) return found.error();
    user = found->value_or(store::User{});
  }
  auto right = passwords_.verify(user.password_hash, credentials.password);
  if (!right) return right.failure();
  auto admitted = *right && user.is_active ? admit(user, credentials, actor)
                                           : Reply<SignedIn>(wrong_credentials());
  if (admitted) {
    accounts_.succeeded(account);
    return admitted;
  }
  // Somebody who has not typed a code yet has guessed nothing.
  const std::string& code = admitted.failure().code;
  if (code == "wrong_credentials" || code == "wrong_code") {
    accounts_.failed(account, now);
    addresses_.failed(network, now);
  }
  return admitted;
}

Reply<SignedIn> AuthService::admit(const store::User& found, const Credentials& credentials,
                                   Actor actor) {
  auto tx = database_.write();
  if (!tx) return tx.error();
  // As it is now, not before the password was verified.
  auto now = store::find_user(*tx, found.id);
  if (!now) return now.error();
  if (!*now || !(*now)->is_active || (*now)->password_hash != found.password_hash) {
    return wrong_credentials();
  }
  store::User user = **now;
  if (auto passed = check_second_factor(*tx, user, credentials.code); !passed) {
    return passed.failure();
  }
  user.signed_in_at = iso_now(clock_);
  if (auto updated = store::update_user(*tx, user); !updated) return updated.error();
  if (auto gone = store::delete_expired_sessions(*tx, iso_now(clock_)); !gone) return gone.error();
  actor.user_id = user.id;
  actor.email = user.email;
  const std::string until = iso_time(clock_.now_millis() + limits_.hours * 60 * kMinute);
  auto session = open_session(*tx, user, std::nullopt, until, actor);
  if (!session) return session;
  auto audited = audit_.record(*tx, actor, {"auth.login", "user", std::to_string(user.id), {}});
  if (!audited) return audited.error();
  if (auto committed = tx->commit(); !committed) return committed.error();
  return session;
}

Reply<Done> AuthService::check_second_factor(store::WriteTransaction& tx, store::User& user,
                                             const std::string& code) {
  if (user.totp_secret.empty()) return Done{};
  if (code.empty()) {
    return Failure(
        {Error::Code::forbidden,
         "Type the code that your authenticator app shows, or a recovery code.", "one_time_code"},
        "second_factor_required");
  }
  const auto step = check_totp(user.totp_secret, code, clock_.now_millis(), user.totp_step);
  if (step) {
    user.totp_step = *step;
    return Done{};
  }
  auto taken = store::take_recovery_code(tx, user.id, token_hash(plain_recovery_code(code)));
  if (!taken) return taken.error();
  if (*taken) return Done{};
  return Failure(
      {Error::Code::forbidden, "This code is wrong, or was used already. Wait for the next one.",
       "one_time_code"},
      "wrong_code");
}

Reply<SignedIn> AuthService::open_session(store::WriteTransaction& tx, const store::User& person,
                                          const std::optional<store::User>& as,
                                          std::string expires_at, const Actor& actor) {
  SignedIn signed_in;
  signed_in.user = as ? *as : person;
  if (as) signed_in.impersonator = person;
  signed_in.token = random_token();
  signed_in.csrf_token = csrf_token_of(signed_in.token);
  signed_in.expires_at = std::move(expires_at);
  store::Session row;
  row.token_hash = token_hash(signed_in.token);
  row.user_id = person.id;
  if (as) row.as_user_id = as->id;
  row.created_at = row.seen_at = iso_now(clock_);
  row.expires_at = signed_in.expires_at;
  row.ip = actor.ip;
  row.user_agent = actor.user_agent.substr(0, kLongestAgent);
  auto id = store::insert_session(tx, row);
  if (!id) return id.error();
  signed_in.session_id = *id;
  return signed_in;
}

bool AuthService::is_idle(const store::Session& row) {
  const int64_t since = clock_.now_millis() - limits_.idle_minutes * kMinute;
  if (row.seen_at >= iso_time(since)) return false;
  std::lock_guard lock(activity_mutex_);
  const auto used = used_at_.find(row.token_hash);
  return used == used_at_.end() || used->second < since;
}

void AuthService::note_use(const std::string& token_hash) {
  std::lock_guard lock(activity_mutex_);
  used_at_[token_hash] = clock_.now_millis();
}

Result<void> AuthService::save_activity() {
  store::SeenAt seen;
  {
    std::lock_guard lock(activity_mutex_);
    for (const auto& [hash, at] : used_at_) seen[hash] = iso_time(at);
  }
  if (seen.empty()) return {};
  auto tx = database_.write();
  if (!tx) return tx.error();
  if (auto updated = store::update_seen(*tx, seen); !updated) return updated;
  if (auto committed = tx->commit(); !committed) return committed;
  std::lock_guard lock(activity_mutex_);
  std::erase_if(used_at_, [&](const auto& entry) {
    const auto saved = seen.find(entry.first);
    return saved != seen.end() && saved->second == iso_time(entry.second);
  });
  return {};
}

Result<std::optional<SignedIn>> AuthService::session(const std::string& token, bool is_use) {
  constexpr std::nullopt_t kNobody = std::nullopt;
  if (token.empty()) return std::optional<SignedIn>(kNobody);
  auto tx = database_.read();
  if (!tx) return tx.error();
  auto row = store::find_session(*tx, token_hash(token));
  if (!row) return row.error();
  if (!*row || (*row)->expires_at <= iso_now(clock_) || is_idle(**row)) {
    return std::optional<SignedIn>(kNobody);
  }
  auto person = store::find_user(*tx, (*row)->user_id);
  if (!person) return person.error();
  if (!*person || !(*person)->is_active) return std::optional<SignedIn>(kNobody);
  SignedIn signed_in;
  signed_in.user = **person;
  signed_in.token = token;
  signed_in.csrf_token = csrf_token_of(token);
  signed_in.session_id = (*row)->id;
  signed_in.expires_at = (*row)->expires_at;
  if ((*row)->as_user_id) {
    auto as = store::find_user(*tx, *(*row)->as_user_id);
    if (!as) return as.error();
    const bool may = *as && (*as)->is_active && (*as)->role != kSuperAdmin;
    if (!may || (*person)->role != kSuperAdmin) return std::optional<SignedIn>(kNobody);
    signed_in.impersonator = **person;
    signed_in.user = **as;
  }
  if (is_use) note_use((*row)->token_hash);
  return std::optional<SignedIn>(std::move(signed_in));
}

Result<std::optional<SignedIn>> AuthService::bearer(const std::string& token) {
  auto tx = database_.read();
  if (!tx) return tx.error();
  auto row = store::find_api_token(*tx, token_hash(token));
  if (!row) return row.error();
  if (!*row || (*row)->expires_at <= iso_now(clock_)) return std::optional<SignedIn>();
  auto user = store::find_user(*tx, (*row)->user_id);
  if (!user) return user.error();
  if (!*user || !(*user)->is_active) return std::optional<SignedIn>();
  SignedIn signed_in;
  signed_in.user = **user;
  signed_in.expires_at = (*row)->expires_at;
  signed_in.scopes = split_trimmed((*row)->scopes, " ");
  signed_in.api_token = token;
  note_use((*row)->token_hash);
  return std::optional<SignedIn>(std::move(signed_in));
}

Reply<Done> AuthService::logout(const SignedIn& session, const Actor& actor) {
  auto tx = database_.write();
  if (!tx) return tx.error();
  if (auto gone = store::delete_session(*tx, token_hash(session.token)); !gone) return gone.error();
  auto audited =
      audit_.record(*tx, actor, {"auth.logout", "user", std::to_string(session.person().id), {}});
  if (!audited) return audited.error();
  if (auto committed = tx->commit(); !committed) return committed.error();
  return Done{};
}

Reply<SignedIn> AuthService::impersonate(const SignedIn& session, int64_t user_id,
                                         const Actor& actor) {
  std::optional<store::User> as;
  {
    auto tx = database_.read();
    if (!tx) return tx.error();
    auto found = store::find_user(*tx, user_id);
    if (!found) return found.error();
    as = *found;
  }
  if (!as) return Failure(not_found("There is no such user."), "user_not_found");
  if (as->role == kSuperAdmin) return forbidden("A super admin cannot be stood in for.");
  if (!as->is_active) return forbidden("This user may not sign in, so nobody can in their place.");
  return replace_session(session, as, "auth.impersonate", actor);
}

Reply<SignedIn> AuthService::end_impersonation(const SignedIn& session, const Actor& actor) {
  if (!session.impersonator) {
    return Failure(conflict_error("You stand in for nobody."), "not_impersonating");
  }
  return replace_session(session, std::nullopt, "auth.impersonation.end", actor);
}

Reply<SignedIn> AuthService::replace_session(const SignedIn& session,
                                             const std::optional<store::User>& as,
                                             const char* action, const Actor& actor) {
  auto tx = database_.write();
  if (!tx) return tx.error();
  if (auto gone = store::delete_session(*tx, token_hash(session.token)); !gone) return gone.error();
  auto opened = open_session(*tx, session.person(), as, session.expires_at, actor);
  if (!opened) return opened;
  const store::User& whom = as ? *as : session.user;
  auto audited =
      audit_.record(*tx, actor, {action, "user", std::to_string(whom.id), {{"email", whom.email}}});
  if (!audited) return audited.error();
  if (auto committed = tx->commit(); !committed) return committed.error();
  return opened;
}

}  // namespace datavault
