#pragma once

#include <string>
#include <string_view>

namespace datavault {

/// An address as it is written everywhere: one of IPv4 that came by IPv6 ("::ffff:192.0.2.1") as
/// IPv4's. What is no address stays as it is.
std::string plain_address(std::string_view address);

/// Whom attempts are counted for: the address of IPv4; of IPv6 the /64, all of which one customer
/// has (RFC 6177).
std::string network_of(std::string_view address);

}  // namespace datavault
