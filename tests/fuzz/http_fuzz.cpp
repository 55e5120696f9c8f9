// Whatever is sent to the API by somebody who may send anything: the answer is one that
// openapi.json describes, and never that something went wrong inside. An input is a request:
//
//     POST /superadmin/api/companies
//     {"name": "Company"}
//
// A body is JSON, or CSV where the first line says so: "POST /superadmin/api/... csv".
#include <algorithm>
#include <array>

#include "tests/fuzz/law.h"
#include "tests/fuzz/local_server.h"
#include "tests/server/support/openapi_check.h"

namespace datavault::test {
namespace {

struct Request {
  std::string method, target, body, type;
};

Request request_from(std::string_view text) {
  const size_t line_end = std::min(text.find('\n'), text.size());
  std::string_view line = text.substr(0, line_end);
  Request request;
  const bool is_csv = line.ends_with(" csv");
  if (is_csv) line.remove_suffix(4);
  const size_t space = std::min(line.find(' '), line.size());
  request.method = line.substr(0, space);
  request.target = line.substr(std::min(space + 1, line.size()));
  if (request.method == "GET" || request.method == "HEAD") return request;
  request.body = text.substr(std::min(line_end + 1, text.size()));
  if (!request.body.empty()) request.type = is_csv ? "text/csv" : "application/json";
  return request;
}

/// What the HTTP library lets through; and no passwords, whose work is slow on purpose.
bool is_sent(const Request& request) {
  constexpr std::array<std::string_view, 6> kMethods{"GET", "HEAD",  "POST",
                                                     "PUT", "PATCH", "DELETE"};
  return std::find(kMethods.begin(), kMethods.end(), request.method) != kMethods.end() &&
         request.target.starts_with('/') && !request.target.starts_with("/api/auth/login");
}

void require_described(const Request& request, const http::HttpResponse& response) {
  if (response.content_type != "application/json" || response.status == 304) return;
  if (!response.static_body.empty() || request.method == "HEAD") return;
  const Json body = Json::parse(response.body, nullptr, false);
  require(!body.is_discarded(), "the answer is no JSON: " + response.body);
  for (const std::string& difference :
       differences_from_openapi(request.method, request.target, response.status, body)) {
    require(difference);
  }
}

void run(std::string_view text) {
  static LocalServer server;
  const Request request = request_from(text);
  if (!is_sent(request)) return;
  const http::HttpResponse response =
      server.send(request.method, request.target, request.body, request.type);
  require(response.status < 500 || response.status == 503,
          "something went wrong: " + response.body);
  require_described(request, response);
}

}  // namespace
}  // namespace datavault::test

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  datavault::test::run({reinterpret_cast<const char*>(data), size});
  return 0;
}
