#include <algorithm>

#include "web/state/parts.h"

namespace datavault {
namespace {

constexpr int64_t kFirstPingMs = 1000;
constexpr int64_t kSlowestPingMs = 15000;

/// 1, 2, 4, 8, then every 15 seconds.
uint32_t ping_delay(int64_t failed_pings) {
  const int64_t doubled = kFirstPingMs << std::min<int64_t>(failed_pings, 10);
  return static_cast<uint32_t>(std::min(doubled, kSlowestPingMs));
}

}  // namespace

void note_reachable(Step& step, bool reachable) {
  Connection& connection = step.state.connection;
  if (reachable && !connection.server_reachable) {
    connection.server_reachable = true;
    connection.failed_pings = 0;
    step.requests.push_back(Announce{"The server can be reached again."});
    if (step.state.session.phase == Session::Phase::restoring) return;
    return enter_page(step);
  }
  if (reachable || !connection.server_reachable) return;
  connection.server_reachable = false;
  connection.failed_pings = 0;
  step.requests.push_back(Announce{"The server cannot be reached."});
  step.requests.push_back(StartTimer{TimerPurpose::ping, 0, ping_delay(0)});
}

void ping_elapsed(Step& step) {
  Connection& connection = step.state.connection;
  if (connection.server_reachable) return;
  ++connection.failed_pings;
  send_get(step, {Call::ping}, "/api/auth/session");
  step.requests.push_back(StartTimer{TimerPurpose::ping, 0, ping_delay(connection.failed_pings)});
}

void apply(Step& step, const NetworkChanged& command) {
  Connection& connection = step.state.connection;
  connection.browser_online = command.online;
  step.requests.push_back(Announce{command.online ? "You are online again." : "You are offline."});
  if (command.online && !connection.server_reachable)
    send_get(step, {Call::ping}, "/api/auth/session");
}

}  // namespace datavault
