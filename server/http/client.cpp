#include "server/http/client.h"

#include <httplib.h>

#include <utility>

namespace datavault {
namespace {

Error::Code code_of_status(int status) {
  if (status == 404) return Error::Code::not_found;
  if (status == 409 || status == 412) return Error::Code::conflict;
  if (status == 401 || status == 403) return Error::Code::forbidden;
  return status < 500 ? Error::Code::invalid_input : Error::Code::storage;
}

std::string text_of(const Json& body, const char* key) {
  const auto it = body.is_object() ? body.find(key) : body.end();
  return it != body.end() && it->is_string() ? it->get<std::string>() : std::string();
}

Result<Json> read_answer(const httplib::Result& answer, const std::string& path) {
  if (!answer) {
    return storage_error("The server does not answer: " + httplib::to_string(answer.error()) + ".",
                         path);
  }
  auto body = answer->body.empty() ? Result<Json>(Json::object()) : parse_json(answer->body);
  if (!body) {
    return storage_error(
        "The server answered " + std::to_string(answer->status) + " with something else than JSON.",
        path);
  }
  if (answer->status >= 200 && answer->status < 300) return body;
  std::string message = text_of(*body, "error");
  if (message.empty()) message = "The server answered " + std::to_string(answer->status) + ".";
  if (const auto details = body->find("details"); details != body->end() && !details->is_null()) {
    message += " " + details->dump();
  }
  return Error{code_of_status(answer->status), std::move(message), path};
}

/// "name=value" of a Set-Cookie header.
std::string cookie_of(const std::string& header) { return header.substr(0, header.find(';')); }

}  // namespace

struct ApiClient::Connection {
  explicit Connection(const std::string& address) : http(address) {
    http.set_keep_alive(true);
    http.set_tcp_nodelay(true);  // without it a kept-alive request takes 40 ms
    http.set_read_timeout(300);
    http.set_write_timeout(300);
  }

  httplib::Client http;
  httplib::Headers session;
};

ApiClient::ApiClient(const std::string& address)
    : connection_(std::make_unique<Connection>(address)) {}

ApiClient::~ApiClient() = default;

Result<void> ApiClient::log_in(const std::string& email, const std::string& password) {
  const std::string path = "/api/auth/login";
  const Json body = {{"email", email}, {"password", password}};
  const auto answer = connection_->http.Post(path, body.dump(), "application/json");
  auto read = read_answer(answer, path);
  if (!read) return read.error();
  connection_->session = {{"Cookie", cookie_of(answer->get_header_value("Set-Cookie"))},
                          {"X-CSRF-Token", text_of(*read, "csrf_token")}};
  return {};
}

Result<Json> ApiClient::get(const std::string& path) {
  return read_answer(connection_->http.Get(path, connection_->session), path);
}

Result<Json> ApiClient::post(const std::string& path, const Json& body,
                             const std::map<std::string, std::string>& headers) {
  httplib::Headers all = connection_->session;
  all.insert(headers.begin(), headers.end());
  return read_answer(connection_->http.Post(path, all, body.dump(), "application/json"), path);
}

Result<Json> ApiClient::patch(const std::string& path, const Json& body) {
  return read_answer(
      connection_->http.Patch(path, connection_->session, body.dump(), "application/json"), path);
}

}  // namespace datavault
