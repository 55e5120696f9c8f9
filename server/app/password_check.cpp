#include "server/app/password_check.h"

#include <memory>

#include "server/security/password_rules.h"
#include "server/security/tokens.h"

namespace datavault {
namespace {

constexpr int kMostWaiting = 16;

}  // namespace

Failure too_many_attempts(int64_t wait_millis) {
  const int64_t seconds = (wait_millis + 999) / 1000;
  const std::string when = seconds < 120 ? std::to_string(seconds) + " seconds"
                                         : std::to_string((seconds + 59) / 60) + " minutes";
  return Failure(
      {Error::Code::forbidden, "Too many failed attempts. Try again in " + when + ".", ""},
      "too_many_attempts", {{"retry_after_seconds", seconds}});
}

Result<std::string> PasswordCheck::hash_new(std::string_view password, std::string_view email) {
  if (auto good = check_new_password(password, email, breached_); !good) return good.error();
  return hash_as_it_is(password);
}

Result<std::string> PasswordCheck::hash_as_it_is(std::string_view password) {
  std::lock_guard lock(verifying_);
  return hash_password(password, cost_);
}

Reply<bool> PasswordCheck::verify(const std::string& hash, const std::string& password) {
  const std::shared_ptr<void> place(nullptr, [this](void*) { --waiting_; });
  if (++waiting_ > kMostWaiting) {
    return Failure(unavailable_error("Too many people sign in at once. Try again in a moment."),
                   "too_busy");
  }
  std::lock_guard lock(verifying_);
  // At the first sign-in of all, whoever it is: later ones must not take longer for who has no
  // account.
  if (nobodys_hash_.empty()) {
    if (auto made = hash_password(random_token(), cost_)) nobodys_hash_ = *made;
  }
  if (!hash.empty()) return verify_password(hash, password);
  verify_password(nobodys_hash_, password);
  return false;
}

}  // namespace datavault
