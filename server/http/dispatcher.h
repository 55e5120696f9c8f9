#pragma once

#include <cstdint>
#include <mutex>
#include <optional>
#include <semaphore>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "server/app/application.h"
#include "server/http/route.h"

namespace datavault::http {

struct DispatcherOptions {
  bool logs_requests = false;
  /// Names under which browsers may ask for this server. IP addresses and localhost always are: an
  /// attacker's page cannot make its own name point here then (DNS rebinding).
  std::vector<std::string> hosts;
};

/// How many refusals of those who are not signed in the audit takes: nobody shall fill the disk
/// from outside. Safe for use by many threads.
class StrangersRefusals {
 public:
  static constexpr int64_t kMost = 1000;
  static constexpr int64_t kWindowMillis = 60 * 1000;

  /// None: this one is only counted. Else how many were only counted before it.
  std::optional<int64_t> take(int64_t now_millis);

 private:
  std::mutex mutex_;
  int64_t since_millis_ = -kWindowMillis;
  int64_t taken_ = 0;
  int64_t left_out_ = 0;
};

/// Takes a request through everything that its route declares: host, path, method, size, session or
/// API token, role, CSRF token, content type, body, and then its handler. Refused attempts to
/// change something are audited here. Safe for use by many threads.
class Dispatcher {
 public:
  Dispatcher(Application& application, std::vector<Route> routes, DispatcherOptions options = {})
      : application_(application), routes_(std::move(routes)), options_(std::move(options)) {}

  const std::vector<Route>& routes() const { return routes_; }
  Metrics& metrics() { return *application_.metrics; }

  /// Never throws. `read_body` is called at most once. Every request is measured by its route and,
  /// if wanted, logged under its id.
  HttpResponse handle(const HttpRequest& request, const ReadBody& read_body);

 private:
  /// With the pattern of the route that fits; "static" and "none" where there is none.
  std::pair<HttpResponse, std::string_view> answer(const HttpRequest& request,
                                                   const ReadBody& read_body);
  HttpResponse handle_route(const Route& route, Call& call, const ReadBody& read_body);
  std::optional<HttpResponse> check_host(const HttpRequest& request) const;
  std::optional<HttpResponse> identify(const Route& route, Call& call);
  std::optional<HttpResponse> check_access(const Route& route, const Call& call) const;
  std::optional<HttpResponse> read(const Route& route, Call& call, const ReadBody& read_body) const;
  HttpResponse run(const Route& route, const Call& call);
  void audit_refusal(const Route& route, const Call& call, const HttpResponse& response);
  HttpResponse no_such_method(const std::vector<std::string_view>& allowed) const;

  Application& application_;
  const std::vector<Route> routes_;
  const DispatcherOptions options_;
  std::counting_semaphore<> expensive_{kExpensiveAtOnce};
  StrangersRefusals strangers_;

  static constexpr int kExpensiveAtOnce = 4;
};

/// The session's cookie; browsers only take the second by TLS, and from this host alone.
inline constexpr const char* kSessionCookie = "datavault_session";
inline constexpr const char* kSecureSessionCookie = "__Host-datavault_session";

/// Whether a Host header names one of these, an IP address or localhost.
bool is_known_host(std::string_view header, const std::vector<std::string>& hosts);

}  // namespace datavault::http
