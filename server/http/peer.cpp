#include "server/http/peer.h"

#include <algorithm>

#include "core/base/text.h"
#include "server/security/network.h"

namespace datavault::http {
namespace {

constexpr size_t kLongestAddress = 45;  // of IPv6 with an embedded IPv4 address

bool is_one_of(std::string_view address, const std::vector<std::string>& list) {
  return std::any_of(list.begin(), list.end(),
                     [&](const std::string& one) { return one == address; });
}

bool looks_like_address(std::string_view text) {
  return !text.empty() && text.size() <= kLongestAddress &&
         text.find_first_not_of("0123456789abcdefABCDEF.:") == std::string_view::npos;
}

}  // namespace

Peer peer_of(std::string_view address, std::string_view forwarded_for,
             std::string_view forwarded_proto, const std::vector<std::string>& trusted_proxies,
             bool is_tls) {
  Peer peer{plain_address(address), is_tls};
  if (!is_one_of(peer.ip, trusted_proxies)) return peer;
  const std::vector<std::string> protocols = split_trimmed(forwarded_proto, ",");
  if (!protocols.empty()) peer.is_secure = to_lower_ascii(protocols.back()) == "https";
  const std::vector<std::string> hops = split_trimmed(forwarded_for, ",");
  for (auto hop = hops.rbegin(); hop != hops.rend(); ++hop) {
    if (!looks_like_address(*hop)) break;
    peer.ip = *hop;
    if (!is_one_of(*hop, trusted_proxies)) break;
  }
  return peer;
}

}  // namespace datavault::http
