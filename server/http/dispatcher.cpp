#include "server/http/dispatcher.h"

#include <charconv>
#include <cmath>

#include "core/base/text.h"
#include "server/base/log.h"
#include "server/http/replies.h"
#include "server/http/static_files.h"
#include "server/security/tokens.h"

namespace datavault::http {
namespace {

std::string cookie(const HttpRequest& request, std::string_view name) {
  for (const std::string& part : split_trimmed(request.header("cookie"), ";")) {
    const size_t equals = part.find('=');
    if (equals != std::string::npos && std::string_view(part).substr(0, equals) == name) {
      return part.substr(equals + 1);
    }
  }
  return {};
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

}  // namespace

HttpResponse Dispatcher::handle(const HttpRequest& request, const ReadBody& read_body) {
  const MetricTimer timer(nullptr, "");
  auto [response, route] = answer(request, read_body);
  const double seconds = timer.seconds();
  application_.metrics->observe("datavault_http_request_duration_seconds",
                                {{"method", request.method},
                                 {"route", std::string(route)},
                                 {"status", std::to_string(response.status / 100) + "xx"}},
                                seconds);
  if (logs_requests_) {
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
    if (auto refused = identify(call)) return *std::move(refused);
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
  if (changes && response.status >= 400) audit_refusal(route, call, response);
  return response;
}

std::optional<HttpResponse> Dispatcher::identify(Call& call) {
  call.actor.ip = call.request.ip;
  call.actor.user_agent = call.request.header("user-agent");
  call.actor.request_id = call.request.id;
  auto session = application_.auth.session(cookie(call.request, kSessionCookie));
  if (!session) return refuse(session.error());
  call.session = *std::move(session);
  if (call.session) {
    call.actor.user_id = call.session->user.id;
    call.actor.email = call.session->user.email;
  }
  return std::nullopt;
}

std::optional<HttpResponse> Dispatcher::check_access(const Route& route, const Call& call) const {
  if (route.access != Access::open && !call.session) {
    return refuse("not_signed_in", "Sign in first.");
  }
  if (route.access == Access::super_admin && call.session->user.role != kSuperAdmin) {
    return refuse("forbidden", "Only super admins may do this.");
  }
  if (call.request.is_read() || !route.needs_csrf || !call.session) return std::nullopt;
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
  AuditEntry entry;
  entry.action = std::string(route.action);
  entry.entity = "request";
  entry.entity_id = call.request.path;
  entry.payload = {{"status", response.status}, {"code", response.code}, {"request", call.json}};
  if (call.is_csv) entry.payload["request"] = call.body;
  auto recorded = application_.audit.record_refused(call.actor, entry);
  if (!recorded) log_event(LogLevel::error, "audit", {{"problem", recorded.error().message}});
}

}  // namespace datavault::http
