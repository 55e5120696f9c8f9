#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "web/state/wire.h"

namespace datavault {

/// Who has been signed in with this browser and has not signed out, as it keeps them. What it keeps
/// of each begins with their own prefix, so that nobody finds what is another's.
struct Person {
  User user;
  int64_t seen_at_ms = 0;      // when the server last said that it is them
  bool session_ended = false;  // the server said so: they sign in before they see anything
};

struct People {
  bool known = false;        // the browser was asked
  std::vector<Person> list;  // who was here last is first
};

/// How long what is kept opens, and stays, without the server having seen its owner.
inline constexpr int64_t kKeptDays = 30;

/// The beginning of all keys of what is kept for a user: "u12/".
std::string kept_prefix(int64_t user);

}  // namespace datavault
