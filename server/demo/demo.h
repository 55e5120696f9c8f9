#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "core/base/result.h"

namespace datavault {

struct DemoOptions {
  std::string address;  // of the running server: "http://127.0.0.1:8080"
  std::string email;    // a super admin
  std::string password;
  int64_t tenants = 24;  // those of assets/demo/tenants.json first, then generated ones
  std::function<void(std::string_view)> progress;  // told what comes next; may be empty
};

/// Fills a fresh server with demo data through its public HTTP API: the built-in frameworks,
/// tenants with entities, customised copies of the first versions and values. Afterwards the second
/// versions are published but distributed to few, so that there is something to do.
///
/// Shape:  the same options give the same data, but for times.
/// Errors: what the server refused, with the path of the request in `where`.
/// Source: docs/demo.md
Result<void> seed_demo(const DemoOptions& options);

}  // namespace datavault
