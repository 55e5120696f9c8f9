#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "web/state/remote.h"

namespace datavault {

/// Where somebody is signed in.
struct OpenSession {
  int64_t id = 0;
  bool is_current = false;
  std::string created_at, expires_at, seen_at;
  std::string ip, user_agent;
};

/// What programs sign in with.
struct ApiToken {
  int64_t id = 0;
  std::string name;
  std::vector<std::string> scopes;
  std::string created_at, expires_at, seen_at;  // never used: empty
};

/// A second factor that waits for the app's first code.
struct NewSecondFactor {
  std::string secret;  // base32
  std::string uri;     // for a QR code
};

struct AccountFacts {
  bool has_second_factor = false;
  int64_t recovery_codes_left = 0;
};
AccountFacts account_from(const Json& body);
std::vector<OpenSession> sessions_from(const Json& body);
std::vector<ApiToken> tokens_from(const Json& body);

/// What is being changed; one thing at a time.
enum class AccountForm { none, password, second_factor, no_second_factor, token };

/// The user's own account.
struct Account {
  Remote<AccountFacts> facts;
  Remote<std::vector<OpenSession>> sessions;
  Remote<std::vector<ApiToken>> tokens;
  AccountForm form = AccountForm::none;
  Task task;  // of the form
  std::optional<NewSecondFactor> second_factor;
  std::vector<std::string> recovery_codes;  // just made: shown once
  std::string made_token;                   // the same
  std::set<int64_t> ending;                 // sessions that are being ended
  std::set<int64_t> removing;               // tokens that are being removed
};

}  // namespace datavault
