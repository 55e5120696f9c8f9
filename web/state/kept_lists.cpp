// Lists are kept as they were answered last. When nobody answers, the answer is what was kept.
#include "web/state/json_get.h"
#include "web/state/parts.h"

namespace datavault {
namespace {

constexpr std::string_view kPrefix = "list/";

/// How the browser keeps the answer to a call; empty: it does not.
std::string list_name(const CallTag& tag) {
  const std::string prefix(kPrefix);
  switch (tag.call) {
    case Call::frameworks:
      return prefix + "frameworks";
    case Call::companies:
      return prefix + "companies";
    case Call::jobs:
      return prefix + "jobs";
    case Call::versions:
      return prefix + "versions/" + std::to_string(tag.id);
    default:
      return {};
  }
}

bool is_here(const AppState& state, const CallTag& tag) {
  const Catalogue& catalogue = state.catalogue;
  switch (tag.call) {
    case Call::frameworks:
      return catalogue.frameworks.has_value;
    case Call::companies:
      return catalogue.companies.has_value;
    case Call::jobs:
      return state.jobs.list.has_value;
    default: {
      const auto versions = catalogue.versions.find(tag.id);
      return versions != catalogue.versions.end() && versions->second.has_value;
    }
  }
}

}  // namespace

void keep_list(Step& step, const Replied& command) {
  const std::string name = list_name(command.tag);
  if (name.empty() || !command.reply.ok() || !step.state.session.user) return;
  step.requests.push_back(StoreBlob{
      own_key(step.state, name),
      R"({"at":)" + std::to_string(command.at_ms) + R"(,"body":)" + command.reply.body + "}"});
}

bool ask_kept_list(Step& step, const Replied& command) {
  const std::string name = list_name(command.tag);
  if (name.empty() || is_here(step.state, command.tag) || !step.state.session.signed_in()) {
    return false;
  }
  std::string key = own_key(step.state, name);
  step.requests.push_back(LoadBlob{key});
  step.state.unanswered_lists[std::move(key)] = command;
  return true;
}

std::optional<Replied> kept_list_arrived(Step& step, const BlobArrived& command) {
  const auto asked = step.state.unanswered_lists.extract(command.key);
  if (!asked) return std::nullopt;
  Replied reply = asked.mapped();
  const Result<Json> kept = parse_json(command.content.value_or("null"), 96);
  if (!kept || !member_at(*kept, "body").is_object()) return reply;
  reply.at_ms = integer_at(*kept, "at");
  reply.reply.outcome = platform::HttpOutcome::answered;
  reply.reply.status = 200;
  reply.reply.body = member_at(*kept, "body").dump();
  return reply;
}

}  // namespace datavault
