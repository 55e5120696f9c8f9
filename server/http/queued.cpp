#include "server/http/queued.h"

#include <utility>

#include "server/http/replies.h"

namespace datavault::http {

HttpResponse queued(const CreatedJob& job, Json body) {
  body["sync_operation_id"] = job.id;
  HttpResponse response = succeed(std::move(body), 202);
  response.headers.emplace_back("Location",
                                "/superadmin/api/sync/jobs/" + std::to_string(job.id) + "/status");
  if (job.is_replay) response.headers.emplace_back("Idempotent-Replayed", "true");
  return response;
}

std::optional<std::string> idempotency_key(const Call& call) {
  const std::string& key = call.request.header("idempotency-key");
  return key.size() > 200 ? std::nullopt : std::optional(key);
}

HttpResponse key_too_long() {
  return refuse(invalid_input("An idempotency key has at most 200 bytes.", "Idempotency-Key"));
}

}  // namespace datavault::http
