#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace datavault::http {

/// A request without its body, free of the HTTP library's types.
struct HttpRequest {
  std::string method;
  std::string path;
  std::map<std::string, std::string> query;    // decoded; of equal names the last
  std::map<std::string, std::string> headers;  // names in small letters
  std::string ip;
  std::string id;          // the client's X-Request-Id, or one made here
  bool is_secure = false;  // came by TLS, here or at a trusted proxy

  /// Empty when absent. `name` in small letters.
  const std::string& header(const std::string& name) const;
  bool is_read() const { return method == "GET" || method == "HEAD"; }
};

enum class BodyResult { complete, too_large, broken };
/// Reads the whole body; beyond `limit` bytes it is read and thrown away, never kept.
using ReadBody = std::function<BodyResult(std::string& body, size_t limit)>;

/// Gives the text to send next, waiting until there is some; false: the stream ends after it.
using StreamBody = std::function<bool(std::string& text)>;

struct HttpResponse {
  int status = 200;
  std::string content_type = "application/json";
  std::string body;
  std::string_view static_body;  // instead of `body` where not empty; lives as long as the process
  std::vector<std::pair<std::string, std::string>> headers;
  StreamBody stream;  // instead of a body where set
  std::string code;   // of a refusal, for the audit
};

}  // namespace datavault::http
