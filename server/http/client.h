#pragma once

#include <map>
#include <memory>
#include <string>

#include "core/base/json.h"
#include "core/base/result.h"

namespace datavault {

/// A client of the JSON API on one kept-alive connection. Not for use by several threads.
///
/// Errors: of every call: what the server answered, with its sentence and the path in `where`, or
///         storage when it cannot be reached or answers with something else than JSON.
class ApiClient {
 public:
  /// `address` as in "http://127.0.0.1:8080".
  explicit ApiClient(const std::string& address);
  ~ApiClient();

  /// Opens a session; the calls after it are made in it.
  Result<void> log_in(const std::string& email, const std::string& password);

  Result<Json> get(const std::string& path);
  Result<Json> post(const std::string& path, const Json& body,
                    const std::map<std::string, std::string>& headers = {});
  Result<Json> patch(const std::string& path, const Json& body);

 private:
  struct Connection;  // keeps the HTTP library out of this header
  std::unique_ptr<Connection> connection_;
};

}  // namespace datavault
