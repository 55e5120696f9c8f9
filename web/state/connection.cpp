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

/// The server is here again: what is shown, what is kept and what waits.
void resume(Step& step) {
  if (!step.state.session.signed_in()) return;
  // Until it has said who is signed in, nothing can be sent.
  if (!step.state.session.confirmed) send_get(step, {Call::ping}, "/api/auth/session");
  enter_page(step);
  refresh_lists(step);
  advance_queue(step);
}

void lose_server(Step& step) {
  step.state.connection.server_reachable = false;
  step.state.connection.failed_pings = 0;
  step.requests.push_back(StartTimer{TimerPurpose::ping, 0, ping_delay(0)});
}

}  // namespace

void note_reachable(Step& step, bool reachable) {
  Connection& connection = step.state.connection;
  if (reachable && !connection.server_reachable) {
    connection.server_reachable = true;
    connection.failed_pings = 0;
    step.requests.push_back(Announce{"The server can be reached again."});
    return resume(step);
  }
  if (reachable || !connection.server_reachable) return;
  step.requests.push_back(Announce{"The server cannot be reached."});
  lose_server(step);
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
  const bool came_back = command.online && !connection.browser_online;
  connection.browser_online = command.online;
  step.requests.push_back(Announce{command.online ? "You are online again." : "You are offline."});
  // Whether the server is there as well, its answer tells.
  if (came_back && connection.server_reachable) lose_server(step);
  if (command.online && !connection.server_reachable)
    send_get(step, {Call::ping}, "/api/auth/session");
}

}  // namespace datavault
