#pragma once

#include <optional>
#include <string>

#include "server/app/job_service.h"
#include "server/http/route.h"

namespace datavault::http {

/// 202 with `body` and the job's id, its address, and whether the request had come before.
HttpResponse queued(const CreatedJob& job, Json body = Json::object());

/// The request's Idempotency-Key, empty without one. None: it is too long (key_too_long).
std::optional<std::string> idempotency_key(const Call& call);
HttpResponse key_too_long();

}  // namespace datavault::http
