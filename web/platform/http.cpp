#include "web/platform/http.h"

#include <emscripten.h>

#include "web/platform/bridge.h"
#include "web/platform/runtime.h"

EM_JS(void, dv_http_send,
      (unsigned id, const char* method, int method_length, const char* path, int path_length,
       const char* headers, int headers_length, const char* body, int body_length,
       unsigned timeout_ms),
      {
        Module.host.http.send(id, method, method_length, path, path_length, headers, headers_length,
                              body, body_length, timeout_ms);
      });
EM_JS(void, dv_http_abort, (unsigned id), { Module.host.http.abort(id); });

namespace datavault::platform {
namespace {

std::string header_lines(const std::vector<HttpHeader>& headers) {
  std::string lines;
  for (const HttpHeader& header : headers) lines += header.name + ':' + header.value + '\n';
  return lines;
}

std::vector<HttpHeader> parse_header_lines(std::string_view lines) {
  std::vector<HttpHeader> headers;
  while (!lines.empty()) {
    const std::string_view line = lines.substr(0, lines.find('\n'));
    lines.remove_prefix(std::min(line.size() + 1, lines.size()));
    const size_t colon = line.find(':');
    if (colon == std::string_view::npos) continue;
    headers.push_back({std::string(line.substr(0, colon)), std::string(line.substr(colon + 1))});
  }
  return headers;
}

}  // namespace

RequestId http_send(const HttpRequest& request) {
  static uint32_t last = 0;
  const RequestId id{++last};
  const std::string headers = header_lines(request.headers);
  const auto length = [](const std::string& text) { return static_cast<int>(text.size()); };
  dv_http_send(id.value, request.method.data(), length(request.method), request.path.data(),
               length(request.path), headers.data(), length(headers), request.body.data(),
               length(request.body), request.timeout_ms);
  return id;
}

void http_abort(RequestId request) { dv_http_abort(request.value); }

extern "C" EMSCRIPTEN_KEEPALIVE void ui_http_reply(unsigned id, int outcome, int status,
                                                   const char* headers, int headers_length,
                                                   const char* body, int body_length) {
  post_event(HttpReply{RequestId{id}, static_cast<HttpOutcome>(outcome), status,
                       parse_header_lines(from_js(headers, headers_length)),
                       std::string(from_js(body, body_length))});
}

}  // namespace datavault::platform
