// What was submitted without a server is sent when there is one: by who made it, in order, each
// after the earlier ones over the same tenants.
#include <algorithm>
#include <utility>

#include "web/state/json_get.h"
#include "web/state/parts.h"

namespace datavault {
namespace {

using Stage = QueuedSubmission::Stage;

constexpr uint32_t kWatchMs = 3000;

std::string prefix(const AppState& state) { return own_key(state, "queue/"); }

std::string record_key(const AppState& state, const std::string& key) {
  return prefix(state) + key;
}

void store(Step& step, const QueuedSubmission& item) {
  step.requests.push_back(StoreBlob{record_key(step.state, item.key), text_of(item)});
}

bool is_being_looked_at(const AppState& state, const QueuedSubmission& item) {
  return state.route.page == Page::distribute && state.wizard.review.queued == item.key;
}

bool may_be_sent(const AppState& state, const QueuedSubmission& item) {
  return item.stage == Stage::waiting && item.after_jobs.empty() &&
         blocker_of(state.queue, item) == nullptr && !is_being_looked_at(state, item);
}

bool is_busy(const Queue& queue) {
  return !queue.checking.empty() ||
         std::any_of(queue.items.begin(), queue.items.end(),
                     [](const QueuedSubmission& item) { return item.stage == Stage::sending; });
}

void watch_again(Step& step, int64_t job) {
  step.requests.push_back(StartTimer{TimerPurpose::watch_job, job, kWatchMs});
}

/// Asks for the ends of the jobs that something waits for.
void watch_jobs_before(Step& step) {
  for (const QueuedSubmission& item : step.state.queue.items) {
    for (const int64_t job : item.after_jobs) {
      if (!step.state.queue.watched.insert(job).second) continue;
      load_job(step, job);
      watch_again(step, job);
    }
  }
}

void send(Step& step, QueuedSubmission& item) {
  item.stage = Stage::sending;
  send_post(
      step, {Call::send_queued, item.framework.value, item.version},
      "/superadmin/api/sync/frameworks/" + std::to_string(item.framework.value) + "/distribute",
      item.body, {{"Idempotency-Key", item.key}});
}

void became_job(Step& step, const QueuedSubmission& sent, int64_t job) {
  const std::string key = sent.key;
  const FrameworkId framework = sent.framework;
  Queue& queue = step.state.queue;
  bool is_later = false;
  for (QueuedSubmission& item : queue.items) {
    if (!std::exchange(is_later, is_later || item.key == key)) continue;
    if (!shares_tenants(item, sent)) continue;
    item.after_jobs.insert(job);
    store(step, item);
  }
  step.requests.push_back(
      ShowToast{ShowToast::Kind::success, "Sent: " + sent.framework_name + ", version " +
                                              std::to_string(sent.version) + " is job " +
                                              std::to_string(job) + "."});
  remove_queued(step, key);
  if (step.state.wizard.framework == framework) step.state.wizard.snapshot_outdated = true;
  if (step.state.route.page == Page::jobs || step.state.route.page == Page::overview) {
    load_jobs(step);
  }
}

void was_refused(Step& step, QueuedSubmission& item, const Failure& failure) {
  item.stage = Stage::waiting;
  // Nobody answered, or nobody is signed in: another time. A server in trouble is asked again soon.
  if (failure.unreachable || failure.status == 401) return;
  if (failure.status == 429 || failure.status >= 500) {
    step.requests.push_back(StartTimer{TimerPurpose::send_queue, 0, kWatchMs});
    return;
  }
  item.problem = failure.message;
  item.stage = failure.code == "plan_stale" ? Stage::changed : Stage::refused;
  item.stale = stale_from(failure.details);
  store(step, item);
  step.requests.push_back(ShowToast{ShowToast::Kind::problem,
                                    "Not sent: " + item.framework_name + ", version " +
                                        std::to_string(item.version) + ". " + failure.message});
}

bool is_older(const QueuedSubmission& a, const QueuedSubmission& b) {
  return a.queued_at_ms != b.queued_at_ms ? a.queued_at_ms < b.queued_at_ms : a.key < b.key;
}

}  // namespace

bool is_served(const AppState& state) {
  return state.session.signed_in() && state.session.confirmed && !state.connection.offline();
}

void list_queue(Step& step) { step.requests.push_back(ListBlobs{prefix(step.state)}); }

bool queue_listed(Step& step, const BlobsArrived& command) {
  if (command.prefix != prefix(step.state)) return false;
  Queue& queue = step.state.queue;
  queue.known = true;
  for (const auto& [key, content] : command.blobs) {
    auto item = queued_from(content);
    if (item && queue.find(item->key) == nullptr) queue.items.push_back(*std::move(item));
  }
  std::sort(queue.items.begin(), queue.items.end(), is_older);
  fill_review(step.state);
  advance_queue(step);
  return true;
}

void enqueue(Step& step, QueuedSubmission item) {
  store(step, item);
  step.requests.push_back(PersistBlobs{});
  step.state.queue.items.push_back(std::move(item));
  advance_queue(step);
}

void remove_queued(Step& step, const std::string& key) {
  const auto removed = std::erase_if(
      step.state.queue.items, [&key](const QueuedSubmission& item) { return item.key == key; });
  if (removed == 0) return;
  step.requests.push_back(RemoveBlob{record_key(step.state, key)});
  advance_queue(step);
}

void advance_queue(Step& step) {
  Queue& queue = step.state.queue;
  if (!queue.known || !is_served(step.state)) return;
  watch_jobs_before(step);
  if (is_busy(queue)) return;
  for (const QueuedSubmission& item : queue.items) {
    if (!may_be_sent(step.state, item)) continue;
    queue.checking = item.key;
    step.requests.push_back(LoadBlob{record_key(step.state, item.key)});
    return;
  }
}

bool queued_record_arrived(Step& step, const BlobArrived& command) {
  Queue& queue = step.state.queue;
  if (queue.checking.empty() || command.key != record_key(step.state, queue.checking)) return false;
  const std::string key = std::exchange(queue.checking, {});
  QueuedSubmission* item = queue.find(key);
  if (item == nullptr) return advance_queue(step), true;
  if (!command.content && !queue.unkept.contains(key)) {
    // Withdrawn, or sent, in another tab.
    return remove_queued(step, key), true;
  }
  if (is_served(step.state) && may_be_sent(step.state, *item)) send(step, *item);
  return true;
}

void queued_replied(Step& step, const Replied& command) {
  Queue& queue = step.state.queue;
  const auto sent =
      std::find_if(queue.items.begin(), queue.items.end(),
                   [](const QueuedSubmission& item) { return item.stage == Stage::sending; });
  if (sent == queue.items.end()) return;
  const Body body = body_of(command.reply);
  if (body.ok)
    became_job(step, *sent, job_of(body.json));
  else
    was_refused(step, *sent, body.failure);
  // That the server is back, or the user, is told.
  const bool is_over = !body.ok && (body.failure.unreachable || body.failure.status == 401);
  if (!is_over) advance_queue(step);
}

void job_ended(Step& step, int64_t job) {
  bool is_awaited = false;
  for (QueuedSubmission& item : step.state.queue.items) {
    if (item.after_jobs.erase(job) == 0) continue;
    is_awaited = true;
    store(step, item);
  }
  step.state.queue.watched.erase(job);
  if (is_awaited) advance_queue(step);
}

void watch_elapsed(Step& step, int64_t job) {
  Queue& queue = step.state.queue;
  if (!queue.watched.contains(job)) return;
  if (!is_served(step.state)) {
    queue.watched.erase(job);  // watched again when the server is back
    return;
  }
  const auto it = step.state.jobs.by_id.find(job);
  const bool is_gone = it != step.state.jobs.by_id.end() && it->second.failure.status == 404;
  if (is_gone) return job_ended(step, job);
  load_job(step, job);
  watch_again(step, job);
}

void apply(Step& step, const WithdrawQueued& command) {
  const QueuedSubmission* item = step.state.queue.find(command.key);
  if (item == nullptr || item->stage == Stage::sending) return;
  remove_queued(step, command.key);
  step.requests.push_back(ShowToast{ShowToast::Kind::success, "Withdrawn: nothing was sent."});
}

void apply(Step& step, const SendQueued& command) {
  QueuedSubmission* item = step.state.queue.find(command.key);
  if (item == nullptr || item->stage != Stage::refused) return;
  item->stage = Stage::waiting;
  item->problem.clear();
  store(step, *item);
  advance_queue(step);
}

void apply(Step& step, const BlobKept& command) {
  if (command.stored || !step.state.session.user) return;
  const std::string own = prefix(step.state);
  if (!command.key.starts_with(own)) return;
  step.state.queue.unkept.insert(command.key.substr(own.size()));
  step.requests.push_back(
      ShowToast{ShowToast::Kind::problem,
                "This browser keeps nothing. Leave the page open until the server is back."});
}

}  // namespace datavault
