#pragma once

#include "server/http/http_types.h"

namespace datavault::http {

/// The file of the client at this path ("/": index.html), as brotli where the browser takes it, or
/// 304 when it has it. What is named after its content may be kept for ever. A page for paths that
/// there are not.
HttpResponse static_file(const HttpRequest& request);

/// Whether an Accept-Encoding header allows brotli.
bool accepts_brotli(std::string_view header);

/// Whether an If-None-Match header names the tag (weak comparison).
bool matches_etag(std::string_view header, std::string_view etag);

}  // namespace datavault::http
