#include "server/app/auth_service.h"

#include <algorithm>

#include "core/base/text.h"
#include "server/security/tokens.h"

namespace datavault {
namespace {

constexpr int64_t kSessionMillis = 12 * 60 * 60 * 1000;
constexpr ThrottleLimits kPerAccount{10, 5 * 60 * 1000};
constexpr ThrottleLimits kPerAddress{50, 5 * 60 * 1000};

std::string account_of(std::string_view email) { return to_lower_ascii(trim(email)); }

Result<void> check_email(const std::string& email) {
  const size_t at = email.find('@');
  const bool good = at != std::string::npos && at > 0 && at + 1 < email.size() &&
                    email.size() <= 254 && email.find_first_of(" \t\r\n,;<>") == std::string::npos;
  if (good) return {};
  return invalid_input("This is not an e-mail address.", "email");
}

Failure too_many(int64_t wait_millis) {
  const int64_t seconds = (wait_millis + 999) / 1000;
  return Failure({Error::Code::forbidden,
                  "Too many failed attempts. Try again in " + std::to_string((seconds + 59) / 60) +
                      " minutes.",
                  ""},
                 "too_many_attempts", {{"retry_after_seconds", seconds}});
}

}  // namespace

AuthService::AuthService(store::Database& database, AuditLog& audit, const Clock& clock,
                         PasswordCost cost)
    : database_(database),
      audit_(audit),
      clock_(clock),
      cost_(cost),
      accounts_(kPerAccount),
      addresses_(kPerAddress) {}

bool AuthService::verify(const std::optional<store::User>& user, const std::string& password) {
  std::lock_guard lock(verifying_);
  if (!user && nobodys_hash_.empty()) {
    if (auto hash = hash_password(random_token(), cost_)) nobodys_hash_ = *hash;
  }
  const bool right = verify_password(user ? user->password_hash : nobodys_hash_, password);
  return right && user && user->is_active;
}

Reply<SignedIn> AuthService::login(const std::string& email, const std::string& password,
                                   const Actor& actor) {
  const std::string account = account_of(email);
  const int64_t now = clock_.now_millis();
  const int64_t wait =
      std::max(accounts_.wait_millis(account, now), addresses_.wait_millis(actor.ip, now));
  if (wait > 0) return too_many(wait);
  std::optional<store::User> user;
  {
    auto tx = database_.read();
    if (!tx) return tx.error();
    auto found = store::find_user_by_email(*tx, account);
    if (!found) return found.error();
    user = *found;
  }
  if (!verify(user, password)) {
    accounts_.failed(account, now);
    addresses_.failed(actor.ip, now);
    return Failure(invalid_input("The e-mail address or the password is wrong."),
                   "wrong_credentials");
  }
  accounts_.succeeded(account);
  return start_session(*user, actor);
}

Reply<SignedIn> AuthService::start_session(const store::User& user, Actor actor) {
  const int64_t now = clock_.now_millis();
  SignedIn signed_in;
  signed_in.user = user;
  signed_in.token = random_token();
  signed_in.csrf_token = csrf_token_of(signed_in.token);
  actor.user_id = user.id;
  actor.email = user.email;
  auto tx = database_.write();
  if (!tx) return tx.error();
  if (auto gone = store::delete_expired_sessions(*tx, iso_time(now)); !gone) return gone.error();
  auto inserted = store::insert_session(
      *tx, {token_hash(signed_in.token), user.id, iso_time(now), iso_time(now + kSessionMillis),
            actor.ip, actor.user_agent.substr(0, 500)});
  if (!inserted) return inserted.error();
  auto audited = audit_.record(*tx, actor, {"auth.login", "user", std::to_string(user.id), {}});
  if (!audited) return audited.error();
  if (auto committed = tx->commit(); !committed) return committed.error();
  return signed_in;
}

Result<std::optional<SignedIn>> AuthService::session(const std::string& token) {
  if (token.empty()) return std::optional<SignedIn>();
  auto tx = database_.read();
  if (!tx) return tx.error();
  auto session = store::find_session(*tx, token_hash(token));
  if (!session) return session.error();
  if (!*session || (*session)->expires_at <= iso_now(clock_)) return std::optional<SignedIn>();
  auto user = store::find_user(*tx, (*session)->user_id);
  if (!user) return user.error();
  if (!*user || !(*user)->is_active) return std::optional<SignedIn>();
  return std::optional<SignedIn>(SignedIn{**user, token, csrf_token_of(token)});
}

Reply<Done> AuthService::logout(const SignedIn& session, const Actor& actor) {
  auto tx = database_.write();
  if (!tx) return tx.error();
  if (auto gone = store::delete_session(*tx, token_hash(session.token)); !gone) return gone.error();
  auto audited =
      audit_.record(*tx, actor, {"auth.logout", "user", std::to_string(session.user.id), {}});
  if (!audited) return audited.error();
  if (auto committed = tx->commit(); !committed) return committed.error();
  return Done{};
}

Reply<int64_t> AuthService::add_user(const NewUser& user, const Actor& actor) {
  store::User row;
  row.email = account_of(user.email);
  row.role = user.role;
  row.created_at = iso_now(clock_);
  if (auto checked = check_email(row.email); !checked) return checked.error();
  if (user.role != kSuperAdmin) {
    return invalid_input("The only role that there is yet is SUPER_ADMIN.", "role");
  }
  auto hash = hash_password(user.password, cost_);
  if (!hash) return hash.error();
  row.password_hash = *hash;
  auto tx = database_.write();
  if (!tx) return tx.error();
  auto id = store::insert_user(*tx, row);
  if (!id) return id.error();
  auto audited = audit_.record(
      *tx, actor,
      {"user.create", "user", std::to_string(*id), {{"email", row.email}, {"role", row.role}}});
  if (!audited) return audited.error();
  if (auto committed = tx->commit(); !committed) return committed.error();
  return *id;
}

}  // namespace datavault
