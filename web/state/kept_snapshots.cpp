#include "web/state/kept_snapshots.h"

#include "core/plan/snapshot_difference.h"
#include "core/plan/snapshot_json.h"
#include "web/state/json_get.h"
#include "web/state/parts.h"

namespace datavault {
namespace {

constexpr int kDepth = 96;  // a snapshot's nesting and the blob's around it

std::string name_of(const SnapshotKey& key) {
  return std::to_string(key.first) + "/" + std::to_string(key.second);
}

std::string blob_key(const AppState& state, const SnapshotKey& key) {
  return own_key(state, "snapshot/" + name_of(key));
}

std::string note_key(const AppState& state, const SnapshotKey& key) {
  return own_key(state, "kept/" + name_of(key));
}

std::string notes_prefix(const AppState& state) { return own_key(state, "kept/"); }

void store_note(Step& step, const SnapshotKey& key) {
  const KeptSnapshot& kept = step.state.kept.all[key];
  const Json note = {{"framework", key.first},
                     {"version", key.second},
                     {"digest", kept.digest},
                     {"taken_at", kept.taken_at_ms},
                     {"bytes", kept.bytes}};
  step.requests.push_back(StoreBlob{note_key(step.state, key), note.dump()});
}

void drop(Step& step, const SnapshotKey& key) {
  step.requests.push_back(RemoveBlob{blob_key(step.state, key)});
  step.requests.push_back(RemoveBlob{note_key(step.state, key)});
  step.state.kept.all.erase(key);
}

/// Earlier versions have made room for this one, unless the wizard works on them.
void drop_earlier(Step& step, const SnapshotKey& key) {
  const Wizard& wizard = step.state.wizard;
  std::vector<SnapshotKey> earlier;
  for (const auto& [other, kept] : step.state.kept.all) {
    const bool in_use = other == SnapshotKey{wizard.framework.value, wizard.version};
    if (other.first == key.first && other.second < key.second && !in_use) earlier.push_back(other);
  }
  for (const SnapshotKey& other : earlier) drop(step, other);
}

/// Why there is no room for it; empty: there is.
std::string lacks_room(const KeptSnapshots& kept, const SnapshotKey& key, int64_t bytes) {
  if (bytes > kMostSnapshotBytes) return "It is too large to be kept.";
  const auto former = kept.all.find(key);
  const int64_t freed = former == kept.all.end() ? 0 : former->second.bytes;
  return kept.bytes() - freed + bytes > kMostKeptBytes ? "There is no room left to keep it."
                                                       : std::string();
}

/// Keeps a whole snapshot: the text as it came, since writing megabytes of JSON anew takes longer
/// than all else here.
void keep(Step& step, const SnapshotKey& key, const std::string& body, std::string digest,
          int64_t taken_at_ms) {
  KeptSnapshots& kept = step.state.kept;
  const auto bytes = static_cast<int64_t>(body.size());
  if (std::string problem = lacks_room(kept, key, bytes); !problem.empty()) {
    kept.problems[key.first] = std::move(problem);
    if (kept.all.contains(key)) drop(step, key);
    return;
  }
  kept.problems.erase(key.first);
  kept.wanted.erase(key.first);
  kept.all[key] = {std::move(digest), taken_at_ms, bytes};
  const int64_t user = step.state.session.user ? step.state.session.user->id : 0;
  step.requests.push_back(StoreBlob{blob_key(step.state, key),
                                    R"({"user":)" + std::to_string(user) + R"(,"taken_at":)" +
                                        std::to_string(taken_at_ms) + R"(,"body":)" + body + "}"});
  store_note(step, key);
  drop_earlier(step, key);
}

/// The one to ask a difference to: of the same version, else of the latest that is kept. 0: none.
int64_t base_version(const KeptSnapshots& kept, const SnapshotKey& key) {
  int64_t base = 0;
  for (const auto& [other, snapshot] : kept.all) {
    if (other.first != key.first || snapshot.digest.empty()) continue;
    base = other.second;
    if (other == key) break;
  }
  return base;
}

/// The reply is {"success", "snapshot": {...}}.
Result<Snapshot> snapshot_of(const Json& body) {
  const Json& inner = member_at(body, "snapshot");
  return snapshot_from_json(inner.is_object() ? inner : body);
}

void snapshot_came(Step& step, const SnapshotKey& key, const Json& body, int64_t taken_at_ms,
                   const std::string& text) {
  SnapshotKey known = key;
  if (wizard_wants(step.state, key)) {
    Result<Snapshot> snapshot = snapshot_of(body);
    if (!snapshot) return wizard_misses(step, unreadable_reply(snapshot.error()));
    known.second = snapshot->target_version;
    keep(step, known, text, text_at(body, "digest"), taken_at_ms);
    return wizard_takes(step, std::make_shared<const Snapshot>(*std::move(snapshot)), taken_at_ms,
                        false);
  }
  if (known.second == 0) known.second = integer_at(member_at(body, "snapshot"), "target_version");
  keep(step, known, text, text_at(body, "digest"), taken_at_ms);
}

/// Of a kept one that is as it was, only the age is another.
bool is_as_kept(Step& step, const SnapshotKey& key, const Json& body, int64_t at_ms) {
  const auto kept = step.state.kept.all.find(key);
  if (kept == step.state.kept.all.end() || kept->second.digest != text_at(body, "digest")) {
    return false;
  }
  kept->second.taken_at_ms = at_ms;
  store_note(step, key);
  return !wizard_wants(step.state, key);
}

void difference_came(Step& step, const SnapshotKey& key, SnapshotFetch fetch,
                     const Replied& command, const Json& body) {
  if (is_as_kept(step, key, body, command.at_ms)) return;
  fetch.difference = command.reply.body;
  fetch.taken_at_ms = command.at_ms;
  step.requests.push_back(LoadBlob{blob_key(step.state, {key.first, fetch.base})});
  step.state.kept.fetches[key] = std::move(fetch);
}

void fetch_failed(Step& step, const SnapshotKey& key, Failure failure) {
  if (!wizard_wants(step.state, key)) {
    if (!failure.unreachable) step.state.kept.problems[key.first] = failure.message;
    return;
  }
  if (!failure.unreachable || step.state.wizard.snapshot.has_value) {
    return wizard_misses(step, std::move(failure));
  }
  step.state.wizard.snapshot.failure = std::move(failure);  // shown if there is no copy either
  const int64_t kept = key.second != 0 ? key.second : base_version(step.state.kept, key);
  step.requests.push_back(LoadBlob{blob_key(step.state, {key.first, kept})});
}

/// The difference that waits for this blob; none: nobody does.
std::optional<SnapshotKey> waiting_for(const AppState& state, const std::string& blob) {
  for (const auto& [key, fetch] : state.kept.fetches) {
    if (!fetch.difference.empty() && blob == blob_key(state, {key.first, fetch.base})) return key;
  }
  return std::nullopt;
}

/// What the browser kept did not fit: it is not asked for differences any more.
void fetch_whole(Step& step, const SnapshotKey& key, int64_t base) {
  step.state.kept.fetches.erase(key);
  step.state.kept.all.erase({key.first, base});
  fetch_snapshot(step, key);
}

}  // namespace

int64_t KeptSnapshots::bytes() const {
  int64_t sum = 0;
  for (const auto& [key, kept] : all) sum += kept.bytes;
  return sum;
}

SnapshotMerged merged_snapshot(const MergeSnapshot& request) {
  SnapshotMerged merged{request.key, {}, {}, nullptr};
  Result<Json> kept = parse_json(request.kept, kDepth);
  const Result<Json> reply = parse_json(request.difference, kDepth);
  if (!kept || !reply) return merged;
  Json former = member_at(member_at(*kept, "body"), "snapshot");
  auto whole = apply_snapshot_difference(std::move(former), member_at(*reply, "difference"));
  if (!whole) return merged;
  if (request.reads) {
    Result<Snapshot> snapshot = snapshot_from_json(*whole);
    if (!snapshot) return merged;
    merged.snapshot = std::make_shared<const Snapshot>(*std::move(snapshot));
  }
  merged.text = whole->dump();
  merged.digest = text_at(*reply, "digest");
  return merged;
}

void fetch_snapshot(Step& step, const SnapshotKey& key) {
  KeptSnapshots& kept = step.state.kept;
  if (kept.fetches.contains(key)) return;
  const int64_t base = base_version(kept, key);
  kept.fetches[key] = {base, {}, 0};
  std::string path = "/superadmin/api/sync/snapshot?framework_id=" + std::to_string(key.first);
  if (key.second != 0) path += "&version=" + std::to_string(key.second);
  if (base != 0) path += "&since=" + kept.all[{key.first, base}].digest;
  send_get(step, {Call::snapshot, key.first, key.second}, std::move(path));
}

void snapshot_replied(Step& step, const Replied& command) {
  const SnapshotKey key{command.tag.id, command.tag.version};
  const auto asked = step.state.kept.fetches.extract(key);
  if (!asked) return;
  const Body body = body_of(command.reply);
  if (!body.ok)
    fetch_failed(step, key, body.failure);
  else if (member_at(body.json, "difference").is_object())
    difference_came(step, key, asked.mapped(), command, body.json);
  else
    snapshot_came(step, key, body.json, command.at_ms, command.reply.body);
  keep_next(step);
}

bool kept_snapshot_arrived(Step& step, const BlobArrived& command) {
  if (const auto key = waiting_for(step.state, command.key)) {
    SnapshotFetch& fetch = step.state.kept.fetches[*key];
    step.requests.push_back(MergeSnapshot{*key, command.content.value_or("null"),
                                          std::move(fetch.difference),
                                          wizard_wants(step.state, *key)});
    fetch.difference.clear();
    return true;
  }
  Wizard& wizard = step.state.wizard;
  const int64_t framework = wizard.framework.value;
  const SnapshotKey asked{framework, wizard.version};
  const SnapshotKey kept{
      framework, wizard.version != 0 ? wizard.version : base_version(step.state.kept, asked)};
  if (!wizard.snapshot.loading() || command.key != blob_key(step.state, kept)) return false;
  const Result<Json> json = parse_json(command.content.value_or("null"), kDepth);
  const int64_t user = step.state.session.user ? step.state.session.user->id : 0;
  if (!json || integer_at(*json, "user", -1) != user) {
    wizard_misses(step, wizard.snapshot.failure);
    return true;
  }
  Result<Snapshot> snapshot = snapshot_of(member_at(*json, "body"));
  if (!snapshot) {
    wizard_misses(step, wizard.snapshot.failure);
    return true;
  }
  const auto note = step.state.kept.all.find(kept);
  const int64_t taken_at =
      note != step.state.kept.all.end() ? note->second.taken_at_ms : integer_at(*json, "taken_at");
  wizard_takes(step, std::make_shared<const Snapshot>(*std::move(snapshot)), taken_at, true);
  return true;
}

void apply(Step& step, const SnapshotMerged& command) {
  const auto asked = step.state.kept.fetches.find(command.key);
  if (asked == step.state.kept.fetches.end()) return;
  const bool unread = !command.snapshot && wizard_wants(step.state, command.key);
  if (command.text.empty() || unread) return fetch_whole(step, command.key, asked->second.base);
  const int64_t taken_at = asked->second.taken_at_ms;
  step.state.kept.fetches.erase(asked);
  SnapshotKey key = command.key;
  if (command.snapshot) key.second = command.snapshot->target_version;
  if (key.second != 0) {
    keep(step, key, R"({"snapshot":)" + command.text + "}", command.digest, taken_at);
  }
  if (wizard_wants(step.state, command.key)) {
    wizard_takes(step, command.snapshot, taken_at, false);
  }
  keep_next(step);
}

void list_kept(Step& step) { step.requests.push_back(ListBlobs{notes_prefix(step.state)}); }

bool kept_listed(Step& step, const BlobsArrived& command) {
  if (command.prefix != notes_prefix(step.state)) return false;
  KeptSnapshots& kept = step.state.kept;
  kept.known = true;
  for (const auto& [key, content] : command.blobs) {
    const Result<Json> note = parse_json(content);
    if (!note) continue;
    kept.all.try_emplace({integer_at(*note, "framework"), integer_at(*note, "version")},
                         KeptSnapshot{text_at(*note, "digest"), integer_at(*note, "taken_at"),
                                      integer_at(*note, "bytes")});
  }
  keep_next(step);
  return true;
}

void keep_snapshot_of(Step& step, int64_t framework) {
  step.state.kept.wanted.insert(framework);
  keep_next(step);
}

void keep_all_snapshots(Step& step) {
  for (const FrameworkSummary& framework : step.state.catalogue.frameworks.value) {
    if (framework.own || framework.latest_version == 0) continue;
    const auto kept = step.state.kept.all.find({framework.id.value, framework.latest_version});
    const bool is_fresh = kept != step.state.kept.all.end() &&
                          step.state.now_ms - kept->second.taken_at_ms < kFreshMs;
    if (!is_fresh) step.state.kept.wanted.insert(framework.id.value);
  }
  keep_next(step);
}

/// One after the other: what the user does comes first.
void keep_next(Step& step) {
  KeptSnapshots& kept = step.state.kept;
  if (!kept.known || !kept.fetches.empty() || !is_served(step.state)) return;
  while (!kept.wanted.empty()) {
    const int64_t framework = *kept.wanted.begin();
    kept.wanted.erase(kept.wanted.begin());
    const FrameworkSummary* summary = find_framework(step.state, {framework});
    if (summary == nullptr || summary->own || summary->latest_version == 0) continue;
    load_versions(step, framework);
    return fetch_snapshot(step, {framework, summary->latest_version});
  }
}

void apply(Step& step, const KeepSnapshots&) {
  for (auto& [key, kept] : step.state.kept.all) step.state.kept.wanted.insert(key.first);
  for (const FrameworkSummary& framework : step.state.catalogue.frameworks.value) {
    step.state.kept.wanted.insert(framework.id.value);
  }
  keep_next(step);
}

}  // namespace datavault
