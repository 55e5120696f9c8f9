#include "web/state/parts.h"

namespace datavault {

void send_get(Step& step, CallTag tag, std::string path) {
  platform::HttpRequest request;
  request.path = std::move(path);
  step.requests.push_back(SendHttp{tag, std::move(request)});
}

namespace {

void add_token(const Step& step, platform::HttpRequest& request) {
  const std::string& token = step.state.session.csrf_token;
  if (!token.empty()) request.headers.push_back({"X-CSRF-Token", token});
}

}  // namespace

void send_post(Step& step, CallTag tag, std::string path, std::string body,
               std::vector<platform::HttpHeader> headers) {
  platform::HttpRequest request;
  request.method = "POST";
  request.path = std::move(path);
  request.body = std::move(body);
  request.headers = std::move(headers);
  request.headers.push_back({"Content-Type", "application/json"});
  add_token(step, request);
  step.requests.push_back(SendHttp{tag, std::move(request)});
}

void send_patch(Step& step, CallTag tag, std::string path, std::string body,
                std::vector<platform::HttpHeader> headers) {
  send_post(step, tag, std::move(path), std::move(body), std::move(headers));
  std::get<SendHttp>(step.requests.back()).request.method = "PATCH";
}

void send_delete(Step& step, CallTag tag, std::string path) {
  platform::HttpRequest request;
  request.method = "DELETE";
  request.path = std::move(path);
  add_token(step, request);
  step.requests.push_back(SendHttp{tag, std::move(request)});
}

Body body_of(const platform::HttpReply& reply) {
  if (!reply.ok()) return {false, {}, failure_from(reply)};
  Result<Json> json = parse_json(reply.body);
  if (!json) return {false, {}, unreadable_reply(json.error())};
  return {true, *std::move(json), {}};
}

}  // namespace datavault
