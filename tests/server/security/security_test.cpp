#include <set>

#include <doctest/doctest.h>

#include "server/security/login_throttle.h"
#include "server/security/password.h"
#include "server/security/tokens.h"

namespace datavault {

TEST_CASE("password: hashed, verifies only itself and keeps its parameters") {
  const auto hash = hash_password("correct horse", PasswordCost::interactive);
  REQUIRE(hash.ok());
  CHECK(hash->starts_with("$argon2id$v=19$m=65536,t=2,p=1$"));
  CHECK(verify_password(*hash, "correct horse"));
  CHECK_FALSE(verify_password(*hash, "correct horsE"));
  CHECK_FALSE(verify_password(*hash, ""));
  CHECK_FALSE(verify_password("", "correct horse"));
  CHECK(*hash_password("correct horse", PasswordCost::interactive) != *hash);
}

TEST_CASE("password: too short or too long, refused") {
  CHECK_FALSE(hash_password("1234567", PasswordCost::interactive).ok());
  CHECK_FALSE(hash_password(std::string(1025, 'x'), PasswordCost::interactive).ok());
}

TEST_CASE("tokens: random, hashed and bound to the session") {
  std::set<std::string> tokens;
  for (int i = 0; i < 100; ++i) tokens.insert(random_token());
  CHECK(tokens.size() == 100);
  const std::string token = *tokens.begin();
  CHECK(token.size() == 43);
  CHECK(token_hash(token) == token_hash(token));
  CHECK(token_hash(token).find(token) == std::string::npos);
  CHECK(csrf_token_of(token) == csrf_token_of(token));
  CHECK(csrf_token_of(token) != csrf_token_of(*tokens.rbegin()));
  CHECK(csrf_token_of(token) != token);
  CHECK(equal_secrets("abc", "abc"));
  CHECK_FALSE(equal_secrets("abc", "abd"));
  CHECK_FALSE(equal_secrets("abc", "abcd"));
}

TEST_CASE("throttle: each failure beyond the free ones doubles the wait, up to the longest") {
  LoginThrottle throttle({.free = 2, .first_wait_millis = 1000, .longest_wait_millis = 3500});
  throttle.failed("a", 0);
  CHECK(throttle.wait_millis("a", 0) == 0);
  throttle.failed("a", 0);
  CHECK(throttle.wait_millis("a", 0) == 1000);
  CHECK(throttle.wait_millis("a", 400) == 600);
  CHECK(throttle.wait_millis("b", 0) == 0);
  throttle.failed("a", 1000);
  CHECK(throttle.wait_millis("a", 1000) == 2000);
  throttle.failed("a", 3000);
  CHECK(throttle.wait_millis("a", 3000) == 3500);
  CHECK(throttle.wait_millis("a", 6500) == 0);
}

TEST_CASE("throttle: forgotten after a time, and a clock that was set back waits no longer") {
  LoginThrottle throttle({.free = 1, .first_wait_millis = 1000, .forgotten_millis = 5000});
  throttle.failed("a", 10000);
  CHECK(throttle.wait_millis("a", 2000) == 1000);
  CHECK(throttle.wait_millis("a", 15000) == 0);
  throttle.failed("a", 15000);
  CHECK(throttle.wait_millis("a", 15000) == 1000);
}

TEST_CASE("throttle: too many keys, those that failed longest ago go") {
  LoginThrottle throttle({.free = 1, .first_wait_millis = 100000, .most_keys = 100});
  for (int i = 0; i < 1000; ++i) throttle.failed(std::to_string(i), i);
  CHECK(throttle.wait_millis("0", 1000) == 0);
  CHECK(throttle.wait_millis("999", 1000) > 0);
}

TEST_CASE("throttle: a success, forgives") {
  LoginThrottle throttle({.free = 1, .first_wait_millis = 1000});
  throttle.failed("a", 0);
  throttle.failed("a", 0);
  CHECK(throttle.wait_millis("a", 1) > 0);
  throttle.succeeded("a");
  CHECK(throttle.wait_millis("a", 1) == 0);
}

}  // namespace datavault
