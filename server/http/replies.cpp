#include "server/http/replies.h"

#include <algorithm>
#include <array>

namespace datavault::http {
namespace {

struct CodeStatus {
  std::string_view code;
  int status;
};

constexpr std::array<CodeStatus, 71> kStatuses{{
    {"invalid_input", 400},
    {"malformed_json", 400},
    {"malformed_request", 400},
    {"empty_target_list", 400},
    {"import_refused", 400},
    {"rows_refused", 400},
    {"template_refused", 400},
    {"unknown_industry", 400},
    {"parameter_missing", 400},
    {"signature_invalid", 400},
    {"not_signed_in", 401},
    {"wrong_credentials", 401},
    {"second_factor_required", 401},
    {"wrong_code", 401},
    {"token_invalid", 401},
    {"csrf_missing", 403},
    {"csrf_invalid", 403},
    {"forbidden", 403},
    {"wrong_password", 403},
    {"scope_missing", 403},
    {"signature_not_trusted", 403},
    {"not_found", 404},
    {"route_not_found", 404},
    {"framework_not_found", 404},
    {"version_not_found", 404},
    {"company_not_found", 404},
    {"job_not_found", 404},
    {"remembered_not_found", 404},
    {"user_not_found", 404},
    {"link_not_found", 404},
    {"session_not_found", 404},
    {"token_not_found", 404},
    {"approval_not_found", 404},
    {"template_not_found", 404},
    {"entity_not_found", 404},
    {"method_not_allowed", 405},
    {"conflict", 409},
    {"slug_taken", 409},
    {"email_taken", 409},
    {"template_name_taken", 409},
    {"template_builtin", 409},
    {"template_in_use", 409},
    {"framework_differs", 409},
    {"frameworks_differ", 409},
    {"rollback_not_possible", 409},
    {"job_not_ended", 409},
    {"job_state_conflict", 409},
    {"nothing_to_retry", 409},
    {"job_rolled_back", 409},
    {"dependency_failed", 409},
    {"plan_stale", 409},
    {"client_outdated", 409},
    {"version_outdated", 409},
    {"not_impersonating", 409},
    {"last_super_admin", 409},
    {"approval_needed", 409},
    {"approval_decided", 409},
    {"state_changed", 412},
    {"body_too_large", 413},
    {"path_too_long", 414},
    {"unsupported_content_type", 415},
    {"unsupported_content_encoding", 415},
    {"host_not_allowed", 421},
    {"idempotency_key_reused", 422},
    {"too_many_attempts", 429},
    {"storage_error", 500},
    {"internal_error", 500},
    {"not_ready", 503},
    {"storage_unavailable", 503},
    {"too_many_streams", 503},
    {"too_busy", 503},
}};

std::string_view code_of(const Failure& failure) {
  if (!failure.code.empty()) return failure.code;
  switch (failure.error.code) {
    case Error::Code::invalid_input:
      return "invalid_input";
    case Error::Code::not_found:
      return "not_found";
    case Error::Code::conflict:
      return "conflict";
    case Error::Code::forbidden:
      return "forbidden";
    case Error::Code::storage:
      return "storage_error";
    case Error::Code::unavailable:
      return "storage_unavailable";
  }
  return "internal_error";
}

int status_of(std::string_view code) {
  const auto found = std::find_if(kStatuses.begin(), kStatuses.end(),
                                  [&](const CodeStatus& row) { return row.code == code; });
  return found == kStatuses.end() ? 500 : found->status;
}

HttpResponse refusal(std::string_view code, Json body) {
  HttpResponse response;
  response.status = status_of(code);
  response.code = std::string(code);
  body["success"] = false;
  body["code"] = code;
  response.body = dump(body);
  return response;
}

}  // namespace

std::string dump(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

HttpResponse succeed(Json body, int status) {
  HttpResponse response;
  response.status = status;
  if (!body.is_object()) body = Json::object();
  body["success"] = true;
  response.body = dump(body);
  return response;
}

HttpResponse refuse(const Failure& failure) {
  Json body = {{"error", failure.error.message}};
  if (!failure.error.where.empty()) body["where"] = failure.error.where;
  if (!failure.details.is_null()) body["details"] = failure.details;
  return refusal(code_of(failure), std::move(body));
}

HttpResponse refuse(std::string_view code, std::string message, Json details) {
  Json body = {{"error", std::move(message)}};
  if (!details.is_null()) body["details"] = std::move(details);
  return refusal(code, std::move(body));
}

}  // namespace datavault::http
