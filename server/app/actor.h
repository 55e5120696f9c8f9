#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace datavault {

/// On whose behalf a service acts; goes into the audit.
struct Actor {
  std::optional<int64_t> user_id;  // none: not signed in, or the command line
  std::string email;
  std::string ip;
  std::string user_agent;
  std::string request_id = {};
  std::optional<int64_t> as_user_id = {};  // whom the user stands in for
  std::string as_email = {};
};

}  // namespace datavault
