#include "tests/server/support/raw_client.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdlib>

#include <doctest/doctest.h>

namespace datavault::test {

RawClient::RawClient(int port) : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<uint16_t>(port));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  REQUIRE(connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0);
  const timeval longest{60, 0};
  setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &longest, sizeof longest);
}

RawClient::~RawClient() { close(socket_); }

void RawClient::send(std::string_view text) {
  (void)!::send(socket_, text.data(), text.size(), MSG_NOSIGNAL);
}

void RawClient::end_sending() { shutdown(socket_, SHUT_WR); }

std::string RawClient::receive_some() {
  char buffer[4096];
  const ssize_t size = recv(socket_, buffer, sizeof buffer, 0);
  return size > 0 ? std::string(buffer, static_cast<size_t>(size)) : std::string();
}

std::string RawClient::receive_all() {
  std::string all;
  for (std::string more = receive_some(); !more.empty(); more = receive_some()) all += more;
  return all;
}

int status_of(std::string_view answer) {
  constexpr std::string_view kVersion = "HTTP/1.1 ";
  if (!answer.starts_with(kVersion)) return 0;
  return std::atoi(std::string(answer.substr(kVersion.size(), 3)).c_str());
}

}  // namespace datavault::test
