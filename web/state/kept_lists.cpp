// Lists are kept as they were answered last. When nobody answers, the answer is what was kept; a
// version's fields are in the framework's snapshot.
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

/// 0: none is known.
int64_t version_of(const AppState& state, const CallTag& tag) {
  if (tag.version != 0) return tag.version;
  const FrameworkSummary* framework = find_framework(state, {tag.id});
  return framework == nullptr ? 0 : framework->latest_version;
}

/// What holds the answer to a call; empty: nothing does.
std::string source_of(const AppState& state, const CallTag& tag) {
  if (tag.call != Call::framework) return list_name(tag);
  const int64_t version = version_of(state, tag);
  return version == 0 ? std::string()
                      : "snapshot/" + std::to_string(tag.id) + "/" + std::to_string(version);
}

/// What the server would have said of a version, out of a snapshot; null: it is not in there.
Json framework_answer(const AppState& state, const CallTag& tag, const Json& snapshot) {
  const int64_t number = version_of(state, tag);
  for (const Json& version : list_at(snapshot, "versions")) {
    if (integer_at(version, "number") != number) continue;
    Json framework = member_at(snapshot, "framework");
    framework.update(member_at(version, "content"));
    framework["version"] = number;
    framework["latest_version"] = version_of(state, {tag.call, tag.id, 0});
    framework["digest"] = text_at(version, "digest");
    framework["notes"] = text_at(version, "notes");
    return {{"framework", std::move(framework)}};
  }
  return nullptr;
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
    case Call::framework: {
      const auto detail = catalogue.details.find({tag.id, tag.version});
      return detail != catalogue.details.end() && detail->second.has_value;
    }
    default: {
      const auto versions = catalogue.versions.find(tag.id);
      return versions != catalogue.versions.end() && versions->second.has_value;
    }
  }
}

}  // namespace

void keep_list(Step& step, const Replied& command) {
  const std::string name = list_name(command.tag);
  if (name.empty() || !command.reply.ok() || !step.state.session.is_super_admin()) return;
  step.requests.push_back(StoreBlob{
      own_key(step.state, name),
      R"({"at":)" + std::to_string(command.at_ms) + R"(,"body":)" + command.reply.body + "}"});
}

bool ask_kept_list(Step& step, const Replied& command) {
  const std::string name = source_of(step.state, command.tag);
  if (name.empty() || is_here(step.state, command.tag) || !step.state.session.is_super_admin()) {
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
  if (!kept) return reply;
  const bool is_framework = reply.tag.call == Call::framework;
  Json body = member_at(*kept, "body");
  if (is_framework) body = framework_answer(step.state, reply.tag, member_at(body, "snapshot"));
  if (!body.is_object()) return reply;
  reply.at_ms = integer_at(*kept, is_framework ? "taken_at" : "at");
  reply.reply.outcome = platform::HttpOutcome::answered;
  reply.reply.status = 200;
  reply.reply.body = body.dump();
  return reply;
}

}  // namespace datavault
