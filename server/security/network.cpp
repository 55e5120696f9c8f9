#include "server/security/network.h"

#include <arpa/inet.h>

#include <algorithm>
#include <optional>

namespace datavault {
namespace {

std::optional<in6_addr> ipv6_of(std::string_view text) {
  in6_addr address{};
  const std::string terminated(text.substr(0, text.find('%')));  // a zone is this machine's
  if (inet_pton(AF_INET6, terminated.c_str(), &address) != 1) return std::nullopt;
  return address;
}

std::string text_of(const in6_addr& address) {
  char text[INET6_ADDRSTRLEN];
  return inet_ntop(AF_INET6, &address, text, sizeof text) ? text : "";
}

}  // namespace

std::string plain_address(std::string_view address) {
  const auto ipv6 = ipv6_of(address);
  if (!ipv6 || !IN6_IS_ADDR_V4MAPPED(&*ipv6)) return std::string(address);
  char text[INET_ADDRSTRLEN];
  return inet_ntop(AF_INET, &ipv6->s6_addr[12], text, sizeof text) ? text : std::string(address);
}

std::string network_of(std::string_view address) {
  const std::string plain = plain_address(address);
  auto ipv6 = ipv6_of(plain);
  if (!ipv6) return plain;
  std::fill(ipv6->s6_addr + 8, ipv6->s6_addr + 16, uint8_t{0});
  return text_of(*ipv6) + "/64";
}

}  // namespace datavault
