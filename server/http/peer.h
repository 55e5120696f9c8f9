#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace datavault::http {

/// Where a request came from, behind proxies that this installation trusts.
struct Peer {
  std::string ip;
  bool is_secure = false;
};

/// `address`: of the connection; `forwarded_for` and `forwarded_proto`: the X-Forwarded-* headers,
/// which count only from a trusted proxy. The client is the last address that no trusted proxy has:
/// what stands before it, anybody could have written.
Peer peer_of(std::string_view address, std::string_view forwarded_for,
             std::string_view forwarded_proto, const std::vector<std::string>& trusted_proxies,
             bool is_tls);

}  // namespace datavault::http
