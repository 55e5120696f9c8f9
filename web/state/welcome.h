#pragma once

#include <string>

#include "web/state/remote.h"

namespace datavault {

/// What a one-time link opens: its holder chooses a password, and the very first super admin an
/// address as well.
struct Welcome {
  enum class Phase { idle, checking, open, sending, broken };
  Phase phase = Phase::idle;
  std::string token;
  std::string email;    // whose link it is; empty: the first super admin's
  std::string address;  // that was sent
  Failure failure;      // why the link opens nothing, or what was refused last

  bool is_first() const { return email.empty(); }
};

}  // namespace datavault
