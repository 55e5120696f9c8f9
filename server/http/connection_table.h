#pragma once

#include <chrono>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

namespace datavault::http {

struct ConnectionLimits {
  int per_address = 128;  // of one network of IPv6 (security/network.h)
  /// How long a client may take to send a request's line and headers.
  std::chrono::seconds request_time{20};
  std::vector<std::string> unlimited;  // addresses: of proxies, through which everybody comes
  bool is_tls = false;
};

/// The connections that are open, by whom. The HTTP library shows them to nobody: it calls accept4,
/// which the linker turns into the one of connection_table.cpp (--wrap), where each new connection
/// is entered. Safe for use by many threads.
class ConnectionTable {
 public:
  explicit ConnectionTable(ConnectionLimits limits) : limits_(std::move(limits)) {}
  ~ConnectionTable();
  ConnectionTable(const ConnectionTable&) = delete;
  ConnectionTable& operator=(const ConnectionTable&) = delete;

  /// From now on connections to this socket are entered here.
  void watch(int listening_socket);
  /// False: there are too many of this client's, who is told so; close it.
  bool enter(int socket);

  /// What is known of a connection, by its client's address and port: the time for the headers ends
  /// with them, and begins again after the answer.
  void request_begins(const std::string& address, int port);
  void request_ends(const std::string& address, int port);

  /// Ends the connections of those that take too long over a request. Call it now and then.
  void end_slow_ones();

  size_t size();

 private:
  struct Connection {
    std::shared_ptr<const int> socket;  // our own handle: it stays this very connection's
    std::string network;
    std::chrono::steady_clock::time_point since;
    bool is_served = false;
  };
  using Key = std::pair<std::string, int>;
  void forget_closed();
  void restart(const std::string& address, int port, bool is_served);

  const ConnectionLimits limits_;
  std::mutex mutex_;
  std::map<Key, Connection> connections_;
  int listening_ = -1;
};

}  // namespace datavault::http
