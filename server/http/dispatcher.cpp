#include "server/http/dispatcher.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cmath>
#include <memory>

#include "core/base/text.h"
#include "server/base/log.h"
#include "server/http/replies.h"
#include "server/http/static_files.h"
#include "server/security/tokens.h"

namespace datavault::http {
namespace {

constexpr std::chrono::seconds kLongestWait{20};  // for a place among the expensive ones

std::string cookie(const HttpRequest& request, std::string_view name) {
  for (const std::string& part : split_trimmed(request.header("cookie"), ";")) {
    const size_t equals = part.find('=');
    if (equals != std::string::npos && std::string_view(part).substr(0, equals) == name) {
      return part.substr(equals + 1);
    }
  }
  return {};
}

/// Of an Authorization header; "-", which is nobody's, where it is of another kind.
std::string bearer_token(const HttpRequest& request) {
  const std::string& header = request.header("authorization");
  if (header.empty()) return {};
  constexpr std::string_view kScheme = "bearer ";
  const bool is_bearer = to_lower_ascii(header.substr(0, kScheme.size())) == kScheme;
  const std::string_view token =
      is_bearer ? trim(std::string_view(header).substr(kScheme.size())) : std::string_view();
  return token.empty() ? "-" : std::string(token);
}

/// Other sites cannot read the token, nor set a header.
std::optional<HttpResponse> check_csrf(const Route& route, const Call& call) {
  const bool has_cookie = call.session && !call.session->scopes;
  if (call.request.is_read() || !route.needs_csrf || !has_cookie) return std::nullopt;
  const std::string& token = call.request.header("x-csrf-token");
  if (token.empty()) {
    return refuse("csrf_missing", "The X-CSRF-Token header is missing. Reload the page.");
  }
  if (!equal_secrets(token, call.session->csrf_token)) {
    return refuse("csrf_invalid",
                  "The X-CSRF-Token header is not this session's. Reload the page.");
  }
  return std::nullopt;
}

/// 127.0.0.1, [::1]
bool is_address(std::string_view host) {
  if (host.starts_with('[')) return host.ends_with(']');
  return !host.empty() && host.find_first_not_of("0123456789.") == std::string_view::npos;
}

bool is_api(std::string_view path) {
  return path.starts_with("/api/") || path.starts_with("/superadmin/");
}

std::string media_type(const HttpRequest& request) {
  const std::string& header = request.header("content-type");
  return to_lower_ascii(trim(std::string_view(header).substr(0, header.find(';'))));
}

std::optional<uint64_t> content_length(const HttpRequest& request) {
  const std::string& text = request.header("content-length");
  uint64_t length = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), length);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return length;
}

bool has_body(const HttpRequest& request) {
  return content_length(request).value_or(0) > 0 || !request.header("transfer-encoding").empty();
}

HttpResponse too_large(size_t limit) {
  const std::string most = limit >= 1024 * 1024 ? std::to_string(limit / 1024 / 1024) + " MB"
                                                : std::to_string(limit / 1024) + " kB";
  return refuse("body_too_large",
                "The body of this request is too large: at most " + most + " can be sent here.",
                {{"limit_bytes", limit}});
}

/// What the audit keeps of a request. Where people type passwords, somebody types one into the
/// wrong place: of those requests only what cannot be one.
Json recorded_request(const Route& route, const Call& call) {
  if (call.is_csv) return call.body;
  const std::string_view area = route.action.substr(0, route.action.find('.'));
  if (area != "auth" && area != "account" && area != "user") return call.json;
  Json kept = Json::object();
  for (const char* key : {"role", "company_id", "scopes", "days", "is_active", "second_factor"}) {
    if (call.json.is_object() && call.json.contains(key)) kept[key] = call.json[key];
  }
  const Json email = call.json.is_object() ? call.json.value("email", Json()) : Json();
  const bool is_address =
      email.is_string() && email.get_ref<const std::string&>().find('@') != std::string::npos;
  if (is_address) kept["email"] = email;
  return kept;
}

}  // namespace

std::optional<int64_t> StrangersRefusals::take(int64_t now_millis) {
  std::lock_guard lock(mutex_);
  if (now_millis - since_millis_ >= kWindowMillis || now_millis < since_millis_) {
    since_millis_ = now_millis;
    taken_ = 0;
  }
  if (taken_ >= kMost) {
    ++left_out_;
    return std::nullopt;
  }
  ++taken_;
  return std::exchange(left_out_, 0);
}

bool is_known_host(std::string_view header, const std::vector<std::string>& hosts) {
  std::string host = to_lower_ascii(trim(header));
  const size_t port = host.rfind(':');
  // In [::1] the last colon may be the address's own.
  if (port != std::string::npos && host.find(']', port) == std::string::npos) host.resize(port);
  if (host.ends_with('.')) host.pop_back();
  return is_address(host) || host == "localhost" ||
         std::any_of(hosts.begin(), hosts.end(),
                     [&](const std::string& known) { return to_lower_ascii(known) == host; });
}

HttpResponse Dispatcher::handle(const HttpRequest& request, const ReadBody& read_body) {
  const MetricTimer timer(nullptr, "");
  auto [response, route] = answer(request, read_body);
  const double seconds = timer.seconds();
  application_.metrics->observe("datavault_http_request_duration_seconds",
                                {{"method", request.method},
                                 {"route", std::string(route)},
                                 {"status", std::to_string(response.status / 100) + "xx"}},
                                seconds);
  if (options_.logs_requests) {
    log_event(response.status >= 500 ? LogLevel::error : LogLevel::info, "request",
              {{"request_id", request.id},
               {"method", request.method},
               {"route", route},
               {"path", request.path},
               {"status", response.status},
               {"code", response.code},
               {"duration_ms", std::round(seconds * 1e5) / 100},
               {"ip", request.ip}});
  }
  response.headers.emplace_back("X-Request-Id", request.id);
  return response;
}

std::pair<HttpResponse, std::string_view> Dispatcher::answer(const HttpRequest& request,
                                                             const ReadBody& read_body) {
  std::vector<std::string_view> allowed;
  for (const Route& route : routes_) {
    auto ids = match_path(route.pattern, request.path);
    if (!ids) continue;
    const bool fits =
        route.method == request.method || (route.method == "GET" && request.method == "HEAD");
    if (!fits) {
      allowed.push_back(route.method);
      continue;
    }
    Call call{request, *std::move(ids), {}, std::nullopt, {}, Json::object(), false};
    return {handle_route(route, call, read_body), route.pattern};
  }
  if (!allowed.empty()) return {no_such_method(allowed), "none"};
  if (is_api(request.path)) {
    return {refuse("route_not_found", "There is nothing at this address."), "none"};
  }
  if (auto refused = check_host(request)) return {*std::move(refused), "none"};
  if (!request.is_read()) return {no_such_method({"GET"}), "none"};
  return {static_file(request), "static"};
}

HttpResponse Dispatcher::no_such_method(const std::vector<std::string_view>& allowed) const {
  HttpResponse response = refuse("method_not_allowed", "This address does not take this method.");
  std::string list;
  for (const std::string_view method : allowed) {
    list += (list.empty() ? "" : ", ") + std::string(method);
  }
  response.headers.emplace_back("Allow", list);
  return response;
}

HttpResponse Dispatcher::handle_route(const Route& route, Call& call, const ReadBody& read_body) {
  const bool changes = !call.request.is_read();
  const auto checked = [&]() -> HttpResponse {
    if (auto refused = check_host(call.request)) return *std::move(refused);
    if (auto refused = identify(route, call)) return *std::move(refused);
    if (content_length(call.request).value_or(0) > route.body_limit) {
      return too_large(route.body_limit);
    }
    if (auto refused = check_access(route, call)) return *std::move(refused);
    if (changes) {
      if (auto refused = read(route, call, read_body)) return *std::move(refused);
    }
    return run(route, call);
  };
  HttpResponse response = checked();
  // Who is signed in and may not even look is after something; who is not just has to sign in.
  const bool is_refused = changes ? response.status >= 400 : response.status == 403;
  if (is_refused) audit_refusal(route, call, response);
  return response;
}

std::optional<HttpResponse> Dispatcher::check_host(const HttpRequest& request) const {
  if (is_known_host(request.header("host"), options_.hosts)) return std::nullopt;
  return refuse("host_not_allowed",
                "This server is not asked for by this name. Whoever runs it allows names with "
                "--allowed-host.");
}

std::optional<HttpResponse> Dispatcher::identify(const Route& route, Call& call) {
  call.actor.ip = call.request.ip;
  call.actor.user_agent = call.request.header("user-agent");
  call.actor.request_id = call.request.id;
  const std::string token = bearer_token(call.request);
  // By TLS only the cookie that no other host, and nothing in the clear, can have set.
  const std::string session_token =
      cookie(call.request, call.request.is_secure ? kSecureSessionCookie : kSessionCookie);
  auto session = token.empty() ? application_.auth.session(session_token, route.is_use)
                               : application_.auth.bearer(token);
  if (!session) return refuse(session.error());
  if (!token.empty() && !*session) {
    return refuse("token_invalid", "This API token is unknown or has expired.");
  }
  call.session = *std::move(session);
  if (!call.session) return std::nullopt;
  call.actor.user_id = call.session->person().id;
  call.actor.email = call.session->person().email;
  if (call.session->impersonator) {
    call.actor.as_user_id = call.session->user.id;
    call.actor.as_email = call.session->user.email;
  }
  return std::nullopt;
}

std::optional<HttpResponse> Dispatcher::check_access(const Route& route, const Call& call) const {
  if (route.access == Access::open) return check_csrf(route, call);
  if (!call.session) return refuse("not_signed_in", "Sign in first.");
  const std::string& role = call.session->user.role;
  if (route.access == Access::super_admin && role != kSuperAdmin) {
    return refuse("forbidden", call.session->impersonator
                                   ? "You stand in for a company's user. Go back to your own "
                                     "account first."
                                   : "Only super admins may do this.");
  }
  if (route.access == Access::tenant_user &&
      (role == kSuperAdmin || !call.session->user.tenant_id)) {
    return refuse("forbidden",
                  "This is for a company's own users. Super admins can stand in for one.");
  }
  if (call.session->scopes) {
    const auto& scopes = *call.session->scopes;
    const std::string_view scope = scope_of(route);
    if (scope.empty()) return refuse("scope_missing", "No API token may do this. Sign in.");
    if (std::find(scopes.begin(), scopes.end(), scope) == scopes.end()) {
      return refuse("scope_missing",
                    "This needs an API token with the scope " + std::string(scope) + ".");
    }
  }
  return check_csrf(route, call);
}

std::optional<HttpResponse> Dispatcher::read(const Route& route, Call& call,
                                             const ReadBody& read_body) const {
  if (!has_body(call.request)) return std::nullopt;
  const std::string type = media_type(call.request);
  call.is_csv = route.accepts == Accepts::json_or_csv && type == "text/csv";
  if (type != "application/json" && !call.is_csv) {
    return refuse("unsupported_content_type",
                  route.accepts == Accepts::json_or_csv
                      ? "Send JSON (application/json) or CSV (text/csv)."
                      : "Send JSON (application/json).");
  }
  if (!call.request.header("content-encoding").empty()) {
    return refuse("unsupported_content_encoding", "Send the body without compressing it.");
  }
  const BodyResult result = read_body(call.body, route.body_limit);
  if (result == BodyResult::too_large) return too_large(route.body_limit);
  if (result == BodyResult::broken) {
    return refuse("malformed_request", "The body of this request is not complete.");
  }
  if (call.is_csv) return std::nullopt;
  auto json = parse_json(call.body);
  if (!json) return refuse(Failure(json.error(), "malformed_json"));
  call.body.clear();
  call.json = *std::move(json);
  return std::nullopt;
}

HttpResponse Dispatcher::run(const Route& route, const Call& call) {
  std::shared_ptr<void> place;
  if (route.is_expensive) {
    if (!expensive_.try_acquire_for(kLongestWait)) {
      HttpResponse response = refuse("too_busy", "The server is busy with others. Try again.");
      response.headers.emplace_back("Retry-After", "10");
      return response;
    }
    place.reset(this, [](Dispatcher* of) { of->expensive_.release(); });
  }
  try {
    return route.handler(call);
  } catch (const std::exception& problem) {
    log_event(LogLevel::error, "request failed",
              {{"id", call.request.id},
               {"method", route.method},
               {"route", route.pattern},
               {"problem", problem.what()}});
    return refuse("internal_error", "Something went wrong. The server's log says what.");
  }
}

void Dispatcher::audit_refusal(const Route& route, const Call& call, const HttpResponse& response) {
  std::optional<int64_t> left_out = 0;
  if (!call.session) left_out = strangers_.take(application_.clock.now_millis());
  if (!left_out) return;
  AuditEntry entry;
  entry.action = route.action.empty() ? "read" : std::string(route.action);
  entry.entity = "request";
  entry.entity_id = call.request.path;
  entry.payload = {{"status", response.status},
                   {"code", response.code},
                   {"request", recorded_request(route, call)}};
  if (*left_out > 0) entry.payload["left_out_before"] = *left_out;
  auto recorded = application_.audit.record_refused(call.actor, entry);
  if (!recorded) log_event(LogLevel::error, "audit", {{"problem", recorded.error().message}});
}

}  // namespace datavault::http
