#include "core/plan/snapshot_json.h"
#include "web/state/json_get.h"
#include "web/state/parts.h"

namespace datavault {
namespace {

std::string blob_key(int64_t framework, int64_t version) {
  return "snapshot/" + std::to_string(framework) + "/" + std::to_string(version);
}

std::string blob_of(const AppState& state, int64_t taken_at_ms, const std::string& body) {
  const int64_t user = state.session.user ? state.session.user->id : 0;
  // The body stays as it came: writing megabytes of JSON anew takes longer than all else here.
  return R"({"user":)" + std::to_string(user) + R"(,"taken_at":)" + std::to_string(taken_at_ms) +
         R"(,"body":)" + body + "}";
}

bool is_wanted(const Wizard& wizard, int64_t framework, int64_t version) {
  return wizard.framework.value == framework && wizard.version == version &&
         wizard.snapshot.loading();
}

/// The reply is {"success", "snapshot": {...}}.
Result<Snapshot> snapshot_of(const Json& body) {
  const Json& inner = member_at(body, "snapshot");
  return snapshot_from_json(inner.is_object() ? inner : body);
}

void drop_unknown_tenants(Wizard& wizard) {
  std::set<TenantId> known;
  for (const TenantFacts& facts : wizard.snapshot_here()->tenants) known.insert(facts.tenant.id);
  std::erase_if(wizard.selected, [&known](TenantId id) { return !known.contains(id); });
}

void take_snapshot(Step& step, Snapshot snapshot, int64_t taken_at_ms, bool from_browser) {
  Wizard& wizard = step.state.wizard;
  wizard.version = snapshot.target_version;
  SnapshotCopy copy{std::make_shared<const Snapshot>(std::move(snapshot)), taken_at_ms,
                    from_browser};
  wizard.snapshot.arrive(std::move(copy), taken_at_ms);
  wizard.snapshot_outdated = false;
  drop_unknown_tenants(wizard);
  drop_plans(step);
  if (step.state.route.page == Page::distribute) enter_page(step);
}

void snapshot_failed(Step& step, const Replied& command, Failure failure) {
  Wizard& wizard = step.state.wizard;
  const bool try_own_copy = failure.unreachable && !wizard.snapshot.has_value;
  if (!try_own_copy) return wizard.snapshot.fail(std::move(failure));
  wizard.snapshot.failure = std::move(failure);  // shown if there is no copy either
  step.requests.push_back(LoadBlob{blob_key(command.tag.id, command.tag.version)});
}

}  // namespace

void load_snapshot(Step& step) {
  Wizard& wizard = step.state.wizard;
  wizard.snapshot.start();
  const int64_t framework = wizard.framework.value;
  std::string path = "/superadmin/api/sync/snapshot?framework_id=" + std::to_string(framework);
  if (wizard.version != 0) path += "&version=" + std::to_string(wizard.version);
  send_get(step, {Call::snapshot, framework, wizard.version}, std::move(path));
}

void apply(Step& step, const RefreshSnapshot&) {
  if (step.state.wizard.framework.value != 0 && !step.state.wizard.snapshot.loading()) {
    load_snapshot(step);
  }
}

void snapshot_replied(Step& step, const Replied& command) {
  if (!is_wanted(step.state.wizard, command.tag.id, command.tag.version)) return;
  const Body body = body_of(command.reply);
  if (!body.ok) return snapshot_failed(step, command, body.failure);
  Result<Snapshot> snapshot = snapshot_of(body.json);
  if (!snapshot) return step.state.wizard.snapshot.fail(unreadable_reply(snapshot.error()));
  step.requests.push_back(StoreBlob{blob_key(command.tag.id, snapshot->target_version),
                                    blob_of(step.state, command.at_ms, command.reply.body)});
  take_snapshot(step, *std::move(snapshot), command.at_ms, false);
}

void apply(Step& step, const BlobArrived& command) {
  Wizard& wizard = step.state.wizard;
  draft_arrived(step, command);
  if (!wizard.snapshot.loading()) return;
  if (command.key != blob_key(wizard.framework.value, wizard.version)) return;
  const Result<Json> json = parse_json(command.content.value_or("null"), 96);
  const int64_t user = step.state.session.user ? step.state.session.user->id : 0;
  if (!json || integer_at(*json, "user", -1) != user) {
    return wizard.snapshot.fail(wizard.snapshot.failure);
  }
  Result<Snapshot> snapshot = snapshot_of(member_at(*json, "body"));
  if (!snapshot) return wizard.snapshot.fail(wizard.snapshot.failure);
  take_snapshot(step, *std::move(snapshot), integer_at(*json, "taken_at"), true);
}

}  // namespace datavault
