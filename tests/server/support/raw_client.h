#pragma once

#include <string>
#include <string_view>

namespace datavault::test {

/// A TCP connection to a port of this machine on which a test says just what it wants to, complete
/// or not.
class RawClient {
 public:
  explicit RawClient(int port);
  ~RawClient();
  RawClient(const RawClient&) = delete;
  RawClient& operator=(const RawClient&) = delete;

  void send(std::string_view text);
  /// That nothing more will come.
  void end_sending();
  /// All that comes until the other side ends the connection, at most a minute.
  std::string receive_all();
  /// What comes next; empty when the other side ended the connection.
  std::string receive_some();

 private:
  int socket_ = -1;
};

/// "HTTP/1.1 413 ..." -> 413; 0 when it is no answer.
int status_of(std::string_view answer);

}  // namespace datavault::test
