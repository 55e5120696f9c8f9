#include "server/app/account_service.h"

#include <algorithm>

#include "core/base/text.h"
#include "server/security/tokens.h"
#include "server/security/totp.h"

namespace datavault {
namespace {

constexpr int64_t kDayMillis = int64_t{24} * 3600 * 1000;
constexpr int64_t kMostDays = 366;
constexpr size_t kLongestName = 100;
constexpr size_t kMostTokens = 100;

std::vector<std::string> hashed(const std::vector<std::string>& codes) {
  std::vector<std::string> hashes;
  for (const std::string& code : codes) hashes.push_back(token_hash(plain_recovery_code(code)));
  return hashes;
}

std::string join(const std::vector<std::string>& words, const char* between) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : between) + word;
  return text;
}

Result<void> check_token(const NewApiToken& token) {
  if (trim(token.name).empty() || token.name.size() > kLongestName) {
    return invalid_input("A token needs a name of 1 to 100 characters, for you to know it by.",
                         "name");
  }
  if (token.days < 1 || token.days > kMostDays) {
    return invalid_input("A token is good for 1 to 366 days.", "days");
  }
  if (token.scopes.empty()) {
    return invalid_input("Say what the token is good for: " + join(api_scopes(), ", ") + ".",
                         "scopes");
  }
  for (const std::string& scope : token.scopes) {
    const auto& known = api_scopes();
    if (std::find(known.begin(), known.end(), scope) == known.end()) {
      return invalid_input(
          "There is no scope '" + scope + "'; there are: " + join(known, ", ") + ".", "scopes");
    }
  }
  return {};
}

}  // namespace

const std::vector<std::string>& api_scopes() {
  static const std::vector<std::string> kScopes{"read", "frameworks:write", "companies:write",
                                                "sync:write", "tenant:write"};
  return kScopes;
}

Reply<Done> AccountService::confirm(const SignedIn& session, const std::string& password) {
  // Somebody who stands in for a user must not take the account over.
  if (session.impersonator) {
    return Failure(
        {Error::Code::forbidden, "This is another user's account. Go back to your own first.", ""});
  }
  const std::string who = std::to_string(session.user.id);
  const int64_t now = clock_.now_millis();
  if (const int64_t wait = confirmations_.wait_millis(who, now); wait > 0) {
    return too_many_attempts(wait);
  }
  auto right = passwords_.verify(session.user.password_hash, password);
  if (!right) return right.failure();
  if (*right) {
    confirmations_.succeeded(who);
    return Done{};
  }
  confirmations_.failed(who, now);
  return Failure({Error::Code::forbidden, "This is not your present password.", "password"},
                 "wrong_password");
}

/// Reads the user as it is now, changes it and ends the other sessions.
template <typename Change>
Reply<Done> AccountService::change_user(const SignedIn& session, const Actor& actor,
                                        const char* action, const Change& change) {
  auto tx = database_.write();
  if (!tx) return tx.error();
  auto user = store::find_user(*tx, session.user.id);
  if (!user) return user.error();
  if (!*user) return Failure(not_found("There is no such user."), "user_not_found");
  if (Result<void> changed = change(*tx, **user); !changed) return changed.error();
  if (auto updated = store::update_user(*tx, **user); !updated) return updated.error();
  auto ended = store::delete_sessions(*tx, session.user.id, session.session_id);
  if (!ended) return ended.error();
  auto audited = audit_.record(
      *tx, actor, {action, "user", std::to_string(session.user.id), {{"sessions_ended", *ended}}});
  if (!audited) return audited.error();
  if (auto committed = tx->commit(); !committed) return committed.error();
  return Done{};
}

Reply<Done> AccountService::change_password(const SignedIn& session, const std::string& current,
                                            const std::string& wanted, const Actor& actor) {
  if (auto confirmed = confirm(session, current); !confirmed) return confirmed;
  auto hash = passwords_.hash_new(wanted, session.user.email);
  if (!hash) return hash.error();
  return change_user(session, actor, "account.password",
                     [&](store::WriteTransaction&, store::User& user) -> Result<void> {
                       user.password_hash = *hash;
                       return {};
                     });
}

Reply<NewTotp> AccountService::begin_totp(const SignedIn& session, const std::string& password) {
  if (auto confirmed = confirm(session, password); !confirmed) return confirmed.failure();
  const std::string secret = new_totp_secret();
  return NewTotp{secret, totp_uri(secret, session.user.email)};
}

Reply<std::vector<std::string>> AccountService::confirm_totp(const SignedIn& session,
                                                             const std::string& password,
                                                             const std::string& secret,
                                                             const std::string& code,
                                                             const Actor& actor) {
  if (auto confirmed = confirm(session, password); !confirmed) return confirmed.failure();
  const auto step = check_totp(secret, code, clock_.now_millis(), 0);
  if (!step || secret.size() != new_totp_secret().size()) {
    return Failure({Error::Code::forbidden,
                    "This is not the code for the new secret. Check the clock of your device and "
                    "type the next one.",
                    "one_time_code"},
                   "wrong_code");
  }
  const std::vector<std::string> codes = new_recovery_codes();
  auto changed = change_user(session, actor, "account.second_factor.add",
                             [&](store::WriteTransaction& tx, store::User& user) {
                               user.totp_secret = secret;
                               user.totp_step = *step;
                               return store::replace_recovery_codes(tx, user.id, hashed(codes));
                             });
  if (!changed) return changed.failure();
  return codes;
}

Reply<Done> AccountService::remove_totp(const SignedIn& session, const std::string& password,
                                        const Actor& actor) {
  if (auto confirmed = confirm(session, password); !confirmed) return confirmed;
  return change_user(session, actor, "account.second_factor.remove",
                     [&](store::WriteTransaction& tx, store::User& user) {
                       user.totp_secret.clear();
                       return store::replace_recovery_codes(tx, user.id, {});
                     });
}

Result<int64_t> AccountService::recovery_codes_left(const SignedIn& session) {
  auto tx = database_.read();
  if (!tx) return tx.error();
  return store::count_recovery_codes(*tx, session.user.id);
}

Result<std::vector<store::Session>> AccountService::sessions(const SignedIn& session) {
  auto tx = database_.read();
  if (!tx) return tx.error();
  auto rows = store::load_sessions(*tx, session.person().id);
  if (!rows) return rows;
  const std::string now = iso_now(clock_);
  std::erase_if(*rows, [&](const store::Session& row) { return row.expires_at <= now; });
  return rows;
}

Reply<Done> AccountService::end_session(const SignedIn& session, int64_t id, const Actor& actor) {
  auto tx = database_.write();
  if (!tx) return tx.error();
  auto ended = store::delete_session_of(*tx, session.person().id, id);
  if (!ended) return ended.error();
  if (!*ended) {
    return Failure(not_found("This session has ended already."), "session_not_found");
  }
  auto audited =
      audit_.record(*tx, actor, {"account.session.end", "session", std::to_string(id), {}});
  if (!audited) return audited.error();
  if (auto committed = tx->commit(); !committed) return committed.error();
  return Done{};
}

Reply<int64_t> AccountService::end_other_sessions(const SignedIn& session, const Actor& actor) {
  auto tx = database_.write();
  if (!tx) return tx.error();
  auto ended = store::delete_sessions(*tx, session.person().id, session.session_id);
  if (!ended) return ended.error();
  auto audited = audit_.record(*tx, actor,
                               {"account.sessions.end",
                                "user",
                                std::to_string(session.person().id),
                                {{"sessions_ended", *ended}}});
  if (!audited) return audited.error();
  if (auto committed = tx->commit(); !committed) return committed.error();
  return *ended;
}

Result<std::vector<store::ApiToken>> AccountService::tokens(const SignedIn& session) {
  auto tx = database_.read();
  if (!tx) return tx.error();
  return store::load_api_tokens(*tx, session.user.id);
}

Reply<MadeApiToken> AccountService::make_token(const SignedIn& session, const NewApiToken& token,
                                               const Actor& actor) {
  if (session.impersonator) {
    return Failure({Error::Code::forbidden, "A token can only be made for oneself.", ""});
  }
  return store_token(session.user.id, token, actor);
}

Reply<MadeApiToken> AccountService::make_token(const std::string& email, const NewApiToken& token,
                                               const Actor& actor) {
  std::optional<store::User> user;
  {
    auto tx = database_.read();
    if (!tx) return tx.error();
    auto found = store::find_user_by_email(*tx, to_lower_ascii(trim(email)));
    if (!found) return found.error();
    user = *found;
  }
  if (!user) return Failure(not_found("There is no such user."), "user_not_found");
  return store_token(user->id, token, actor);
}

Reply<MadeApiToken> AccountService::store_token(int64_t user, const NewApiToken& token,
                                                const Actor& actor) {
  if (auto checked = check_token(token); !checked) return checked.error();
  MadeApiToken made;
  made.token = "dv_" + random_token();
  made.row.user_id = user;
  made.row.name = trim(token.name);
  made.row.token_hash = token_hash(made.token);
  made.row.scopes = join(token.scopes, " ");
  made.row.created_at = iso_now(clock_);
  made.row.expires_at = iso_time(clock_.now_millis() + token.days * kDayMillis);
  auto tx = database_.write();
  if (!tx) return tx.error();
  auto others = store::load_api_tokens(*tx, user);
  if (!others) return others.error();
  if (others->size() >= kMostTokens) {
    return Failure(conflict_error("A user has at most 100 API tokens. Remove some first."));
  }
  auto id = store::insert_api_token(*tx, made.row);
  if (!id) return id.error();
  made.row.id = *id;
  auto audited = audit_.record(*tx, actor,
                               {"account.token.add",
                                "token",
                                std::to_string(*id),
                                {{"name", made.row.name},
                                 {"scopes", made.row.scopes},
                                 {"expires_at", made.row.expires_at}}});
  if (!audited) return audited.error();
  if (auto committed = tx->commit(); !committed) return committed.error();
  return made;
}

Reply<Done> AccountService::remove_token(const SignedIn& session, int64_t id, const Actor& actor) {
  auto tx = database_.write();
  if (!tx) return tx.error();
  auto removed = store::delete_api_token(*tx, session.user.id, id);
  if (!removed) return removed.error();
  if (!*removed) return Failure(not_found("There is no such token."), "token_not_found");
  auto audited =
      audit_.record(*tx, actor, {"account.token.remove", "token", std::to_string(id), {}});
  if (!audited) return audited.error();
  if (auto committed = tx->commit(); !committed) return committed.error();
  return Done{};
}

}  // namespace datavault
