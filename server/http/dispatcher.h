#pragma once

#include <string_view>
#include <utility>
#include <vector>

#include "server/app/application.h"
#include "server/http/route.h"

namespace datavault::http {

/// Takes a request through everything that its route declares: path, method, size, session, role,
/// CSRF token, content type, body, and then its handler. Refused attempts to change something are
/// audited here. Safe for use by many threads.
class Dispatcher {
 public:
  Dispatcher(Application& application, std::vector<Route> routes, bool logs_requests = false)
      : application_(application), routes_(std::move(routes)), logs_requests_(logs_requests) {}

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
  std::optional<HttpResponse> identify(Call& call);
  std::optional<HttpResponse> check_access(const Route& route, const Call& call) const;
  std::optional<HttpResponse> read(const Route& route, Call& call, const ReadBody& read_body) const;
  HttpResponse run(const Route& route, const Call& call);
  void audit_refusal(const Route& route, const Call& call, const HttpResponse& response);
  HttpResponse no_such_method(const std::vector<std::string_view>& allowed) const;

  Application& application_;
  const std::vector<Route> routes_;
  const bool logs_requests_;
};

inline constexpr const char* kSessionCookie = "datavault_session";

}  // namespace datavault::http
