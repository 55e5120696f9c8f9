#include "server/http/static_files.h"

#include <algorithm>

#include "core/base/text.h"
#include "server/embedded/embedded_files.h"

namespace datavault::http {
namespace {

HttpResponse no_such_page() {
  HttpResponse response;
  response.status = 404;
  response.content_type = "text/html; charset=utf-8";
  response.body =
      "<!doctype html><html lang=\"en\"><title>Not found</title><h1>Not found</h1>"
      "<p>There is nothing at this address. <a href=\"/\">Open DataVault</a>.</p></html>\n";
  return response;
}

std::string_view bytes(std::span<const unsigned char> span) {
  return {reinterpret_cast<const char*>(span.data()), span.size()};
}

/// `"tag"` becomes `"tag-br"`: the two encodings are two representations.
std::string brotli_etag(std::string_view etag) {
  return std::string(etag.substr(0, etag.size() - 1)) + "-br\"";
}

/// "client.3f2a0c9b1d7e.js", as cmake/site.py calls it: another content has another name.
bool is_named_by_content(std::string_view path) {
  constexpr size_t kHashDigits = 12;
  const size_t extension = path.rfind('.');
  if (extension == std::string_view::npos || extension < kHashDigits + 1) return false;
  const size_t dot = extension - kHashDigits - 1;
  const std::string_view hash = path.substr(dot + 1, kHashDigits);
  return path[dot] == '.' && hash.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

/// The page, the worker and the manifest are asked for again each time, and mostly are as known.
const char* cache_control(std::string_view path) {
  return is_named_by_content(path) ? "public, max-age=31536000, immutable" : "no-cache";
}

}  // namespace

bool accepts_brotli(std::string_view header) {
  for (const std::string& part : split_trimmed(header, ",")) {
    const auto parameters = split_trimmed(part, ";");
    if (parameters.empty() || to_lower_ascii(parameters.front()) != "br") continue;
    const auto is_zero = [](const std::string& text) {
      return text == "q=0" || text == "q=0.0" || text == "q=0.00" || text == "q=0.000";
    };
    return std::none_of(parameters.begin() + 1, parameters.end(), is_zero);
  }
  return false;
}

bool matches_etag(std::string_view header, std::string_view etag) {
  for (std::string part : split_trimmed(header, ",")) {
    if (part.starts_with("W/")) part.erase(0, 2);
    if (part == "*" || part == etag) return true;
  }
  return false;
}

HttpResponse static_file(const HttpRequest& request) {
  const std::string path = request.path == "/" ? "index.html" : request.path.substr(1);
  const EmbeddedFile* file = find_embedded(embedded_web(), path);
  if (!file) return no_such_page();
  const bool packed = !file->brotli.empty() && accepts_brotli(request.header("accept-encoding"));
  const std::string etag = packed ? brotli_etag(file->etag) : std::string(file->etag);
  HttpResponse response;
  response.content_type = file->content_type;
  response.headers = {{"ETag", etag}, {"Cache-Control", cache_control(path)}};
  if (!file->brotli.empty()) response.headers.emplace_back("Vary", "Accept-Encoding");
  if (matches_etag(request.header("if-none-match"), etag)) {
    response.status = 304;
    return response;
  }
  if (packed) {
    response.headers.emplace_back("Content-Encoding", "br");
    // The loading page counts unpacked bytes.
    response.headers.emplace_back("X-Uncompressed-Length", std::to_string(file->raw.size()));
  }
  response.static_body = bytes(packed ? file->brotli : file->raw);
  return response;
}

}  // namespace datavault::http
