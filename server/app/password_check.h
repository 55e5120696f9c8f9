#pragma once

#include <atomic>
#include <mutex>
#include <string>
#include <string_view>

#include "server/app/failure.h"
#include "server/security/password.h"

namespace datavault {

/// Seconds to wait stand in the details.
Failure too_many_attempts(int64_t wait_millis);

/// Makes and verifies the hashes of passwords, one at a time: each takes much memory. Safe for use
/// by many threads.
class PasswordCheck {
 public:
  PasswordCheck(PasswordCost cost, std::string_view breached) : cost_(cost), breached_(breached) {}

  /// The hash of a password that somebody chose.
  ///
  /// Errors: those of check_new_password.
  Result<std::string> hash_new(std::string_view password, std::string_view email);
  /// Without asking whether it is a good one; for demo data.
  Result<std::string> hash_as_it_is(std::string_view password);

  /// Takes as long without a hash as with one. Errors: `too_busy` when too many wait.
  Reply<bool> verify(const std::string& hash, const std::string& password);

 private:
  const PasswordCost cost_;
  const std::string_view breached_;
  std::mutex verifying_;
  std::atomic<int> waiting_{0};
  std::string nobodys_hash_;
};

}  // namespace datavault
