// Whatever a snapshot says: the browser reads or refuses it, what was read is the same when it is
// sent on, and planning on it does no harm. Digests that are empty are filled in: random bytes
// never fit one.
#include "core/codec/framework_json.h"
#include "core/plan/snapshot_json.h"
#include "tests/fuzz/law.h"
#include "tests/support/plan_laws.h"

namespace datavault::test {
namespace {

void fill_digest(Json& version) {
  if (!version.is_object() || version.value("digest", Json()) != "") return;
  if (!version.contains("content")) return;
  const auto content = content_from_json(version["content"]);
  if (content) version["digest"] = content_digest(*content);
}

void fill_digests(Json& snapshot) {
  if (!snapshot.is_object() || !snapshot.contains("versions")) return;
  if (!snapshot["versions"].is_array()) return;
  for (Json& version : snapshot["versions"]) fill_digest(version);
}

void require_same_when_sent(const Snapshot& snapshot) {
  const std::string sent = snapshot_to_json(snapshot).dump();
  const auto json = parse_json(sent);
  require(json.ok(), "a snapshot is no JSON");
  const auto received = snapshot_from_json(*json);
  if (!received) require(received.error().where + ": " + received.error().message);
  require(snapshot_to_json(*received).dump() == sent, "a snapshot reads as another");
}

/// Adds an answer to every open conflict; false when there is none.
bool answer(const Plan& plan, Take take, PlanRequest& request) {
  bool any = false;
  for (const Conflict& conflict : plan.conflicts) {
    if (!holds(conflict)) continue;
    request.decisions.push_back({{}, conflict.id, std::nullopt, take, nullptr, true});
    any = true;
  }
  return any;
}

/// With the same answer to every question, as long as that raises new ones.
void plan_with(const Snapshot& snapshot, Take take, PlanRequest request) {
  constexpr int kMostRounds = 4;
  for (int round = 0; round < kMostRounds; ++round) {
    const auto plan = make_plan(snapshot, request);
    if (!plan) return require_readable(plan.error());
    require(open_questions_hold(*plan));
    require(same_after_transport(snapshot, request, *plan));
    if (!answer(*plan, take, request)) return;
  }
}

void run(std::string_view text) {
  auto json = parse_json(text);
  if (!json) return require_readable(json.error());
  fill_digests(*json);
  const auto snapshot = snapshot_from_json(*json);
  if (!snapshot) return require_readable(snapshot.error());
  require_same_when_sent(*snapshot);
  plan_with(*snapshot, Take::master, request_for_all(*snapshot, {}));
  plan_with(*snapshot, Take::tenant, request_for_all(*snapshot, {}));
  plan_with(*snapshot, Take::master, request_for_all(*snapshot, mirror_policy()));
  plan_with(*snapshot, Take::tenant, request_for_all(*snapshot, {}, Strategy::overwrite));
}

}  // namespace
}  // namespace datavault::test

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  datavault::test::run({reinterpret_cast<const char*>(data), size});
  return 0;
}
