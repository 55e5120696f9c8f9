#include "web/state/remote.h"

#include "web/state/json_get.h"

namespace datavault {
namespace {

std::string message_without_words(int status) {
  if (status >= 500) return "The server had a problem with this. Try again in a moment.";
  if (status == 404) return "This does not exist, or no longer.";
  if (status == 403) return "Your account may not do this.";
  return "The server refused this (status " + std::to_string(status) + ").";
}

}  // namespace

Failure failure_from(const platform::HttpReply& reply) {
  Failure failure;
  failure.status = reply.status;
  if (reply.outcome == platform::HttpOutcome::timed_out) {
    failure.unreachable = true;
    failure.message = "The server took too long to answer.";
    return failure;
  }
  if (reply.outcome != platform::HttpOutcome::answered) {
    failure.unreachable = true;
    failure.message = "The server cannot be reached. Check your connection and try again.";
    return failure;
  }
  const Result<Json> json = parse_json(reply.body);
  if (json) {
    failure.message = text_at(*json, "error");
    failure.code = text_at(*json, "code");
    failure.where = text_at(*json, "where");
    failure.details = member_at(*json, "details");
  }
  if (failure.message.empty()) failure.message = message_without_words(reply.status);
  return failure;
}

Failure unreadable_reply(const Error& error) {
  Failure failure;
  failure.code = "unreadable";
  failure.message = "The server's answer cannot be read: " + error.message +
                    (error.where.empty() ? "" : " (" + error.where + ")") +
                    " Reload the page to get the client that fits the server.";
  return failure;
}

}  // namespace datavault
