#include "server/http/connection_table.h"

#include <fcntl.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <optional>

#include "server/security/network.h"

namespace datavault::http {
namespace {

struct Listener {
  std::mutex mutex;
  std::map<int, ConnectionTable*> tables;  // by the listening socket
};

Listener& listener() {
  static Listener instance;
  return instance;
}

/// Address and port at the other end; none when it is gone.
std::optional<std::pair<std::string, int>> peer_name(int socket) {
  sockaddr_storage name{};
  socklen_t size = sizeof name;
  if (getpeername(socket, reinterpret_cast<sockaddr*>(&name), &size) != 0) return std::nullopt;
  char host[NI_MAXHOST];
  char port[NI_MAXSERV];
  const int failed = getnameinfo(reinterpret_cast<sockaddr*>(&name), size, host, sizeof host, port,
                                 sizeof port, NI_NUMERICHOST | NI_NUMERICSERV);
  if (failed != 0) return std::nullopt;
  return std::pair(std::string(host), std::atoi(port));
}

/// The server shuts a connection down before it closes its own handle.
bool is_open(int socket) {
  tcp_info info{};
  socklen_t size = sizeof info;
  if (getsockopt(socket, IPPROTO_TCP, TCP_INFO, &info, &size) != 0) return false;
  return info.tcpi_state == TCP_ESTABLISHED || info.tcpi_state == TCP_CLOSE_WAIT;
}

/// Without waiting: whoever does not take it learns it from the end of the connection.
void refuse_connection(int socket) {
  const std::string body =
      R"({"success":false,"code":"too_many_connections","error":"Too many connections from your )"
      R"(address are open. Close some and try again."})";
  const std::string answer =
      "HTTP/1.1 429 Too Many Requests\r\nContent-Type: application/json\r\nRetry-After: "
      "5\r\nConnection: close\r\nContent-Length: " +
      std::to_string(body.size()) + "\r\n\r\n" + body;
  (void)!send(socket, answer.data(), answer.size(), MSG_DONTWAIT | MSG_NOSIGNAL);
}

}  // namespace

ConnectionTable::~ConnectionTable() {
  std::lock_guard lock(listener().mutex);
  if (listening_ >= 0) listener().tables.erase(listening_);
}

void ConnectionTable::watch(int listening_socket) {
  std::lock_guard lock(listener().mutex);
  listening_ = listening_socket;
  listener().tables[listening_socket] = this;
}

bool ConnectionTable::enter(int socket) {
  const auto key = peer_name(socket);
  if (!key) return true;  // it is gone already, which the server finds out
  std::lock_guard lock(mutex_);
  forget_closed();
  const std::string network = network_of(key->first);
  const auto same = [&](const auto& entry) { return entry.second.network == network; };
  const auto& unlimited = limits_.unlimited;
  const bool is_limited =
      std::find(unlimited.begin(), unlimited.end(), plain_address(key->first)) == unlimited.end();
  if (is_limited &&
      std::count_if(connections_.begin(), connections_.end(), same) >= limits_.per_address) {
    if (!limits_.is_tls) refuse_connection(socket);
    return false;
  }
  const int own = fcntl(socket, F_DUPFD_CLOEXEC, 0);
  if (own < 0) return false;
  const auto close_own = [](const int* handle) {
    close(*handle);
    delete handle;
  };
  connections_[*key] = {std::shared_ptr<const int>(new int(own), close_own), network,
                        std::chrono::steady_clock::now(), false};
  return true;
}

void ConnectionTable::restart(const std::string& address, int port, bool is_served) {
  std::lock_guard lock(mutex_);
  const auto found = connections_.find({address, port});
  if (found == connections_.end()) return;
  found->second.since = std::chrono::steady_clock::now();
  found->second.is_served = is_served;
}

void ConnectionTable::request_begins(const std::string& address, int port) {
  restart(address, port, true);
}

void ConnectionTable::request_ends(const std::string& address, int port) {
  restart(address, port, false);
}

void ConnectionTable::end_slow_ones() {
  std::lock_guard lock(mutex_);
  forget_closed();
  const auto now = std::chrono::steady_clock::now();
  for (auto& [key, connection] : connections_) {
    const bool is_slow = !connection.is_served && now - connection.since > limits_.request_time;
    if (is_slow) shutdown(*connection.socket, SHUT_RDWR);
  }
}

void ConnectionTable::forget_closed() {
  std::erase_if(connections_, [](const auto& entry) { return !is_open(*entry.second.socket); });
}

size_t ConnectionTable::size() {
  std::lock_guard lock(mutex_);
  forget_closed();
  return connections_.size();
}

}  // namespace datavault::http

extern "C" {

// NOLINTNEXTLINE: the linker's name for what it wraps
int __real_accept4(int listening, sockaddr* address, socklen_t* size, int flags);

/// In place of accept4 for the HTTP library; server/CMakeLists.txt says so to the linker.
int __wrap_accept4(int listening, sockaddr* address, socklen_t* size, int flags) {  // NOLINT
  using datavault::http::listener;
  const int socket = __real_accept4(listening, address, size, flags);
  // The library would stop listening for ever because one client hung up too early.
  if (socket < 0 && (errno == ECONNABORTED || errno == EPROTO || errno == EPERM)) errno = EAGAIN;
  if (socket < 0) return socket;
  std::lock_guard lock(listener().mutex);
  const auto table = listener().tables.find(listening);
  if (table == listener().tables.end() || table->second->enter(socket)) return socket;
  close(socket);
  errno = EAGAIN;
  return -1;
}
}
