#pragma once

#include <string>
#include <string_view>

#include "core/base/json.h"
#include "server/app/failure.h"
#include "server/http/http_types.h"

namespace datavault::http {

/// {"success": true, ...body}
HttpResponse succeed(Json body, int status = 200);

/// {"success": false, "error", "code", "where"?, "details"?} with the status that fits the code.
/// This is the only place that knows statuses.
HttpResponse refuse(const Failure& failure);

/// A refusal that the HTTP layer itself makes.
HttpResponse refuse(std::string_view code, std::string message, Json details = nullptr);

/// Text of any JSON, invalid UTF-8 replaced.
std::string dump(const Json& json);

}  // namespace datavault::http
