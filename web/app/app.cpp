#include "web/app/app.h"

#include <chrono>
#include <utility>

#include "web/platform/clipboard.h"
#include "web/platform/environment.h"
#include "web/platform/event_stream.h"
#include "web/platform/files.h"
#include "web/platform/frame.h"
#include "web/platform/http.h"
#include "web/platform/installation.h"
#include "web/platform/page_data.h"
#include "web/platform/route.h"
#include "web/platform/storage.h"
#include "web/platform/timers.h"
#include "web/views/first_ui.h"
#include "web/widgets/feedback.h"
#include "web/widgets/frame_scope.h"

namespace datavault {
namespace {

/// Two pictures at 60 a second: the one that says that a plan is being made is on the screen by
/// then.
constexpr uint32_t kBeforePlanMs = 34;

/// Small and read at once, unlike IndexedDB.
constexpr const char* kSignedOutKey = "signed-out";

double milliseconds_since(std::chrono::steady_clock::time_point start) {
  return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start)
      .count();
}

/// Who stays signed out needs no more than the program's first part.
bool may_let_in(const Replied& replied) {
  if (replied.reply.status >= 400) return false;
  if (replied.tag.call != Call::session) return true;
  const Json body = Json::parse(replied.reply.body, nullptr, false);
  return !body.is_object() || !body.contains("user") || !body["user"].is_null();
}

PlanMade make(const MakePlan& request) {
  const auto start = std::chrono::steady_clock::now();
  const Misfits misfits = request.trial == 0 ? Misfits::drop : Misfits::refuse;
  PlanMade made{request.generation, request.approach, request.trial,
                plan_with(*request.snapshot, request.request, misfits)};
  made.planned.milliseconds = milliseconds_since(start);
  return made;
}

}  // namespace

void App::start() {
  dispatch(NetworkChanged{platform::environment().online});
  dispatch(Started{platform::now_unix_ms(), !platform::preference(kSignedOutKey).empty()});
}

void App::on_event(const platform::PlatformEvent& event) {
  std::visit([this](const auto& it) { handle(it); }, event);
}

void App::draw() {
  const ui::FrameScope frame;
  Commands commands;
  first_ui(state_, ui_, commands);
  for (const Command& command : commands) dispatch(command);
  if (!commands.empty()) platform::request_frame_in(0);
}

/// Nobody is signed in before the program's later part is here: that has all other pages, and much
/// of what answers do to the state.
bool App::must_wait(const Command& command) const {
  if (complete_) return false;
  if (!for_later_.empty()) return true;  // in the order in which they came
  if (const auto* replied = std::get_if<Replied>(&command)) return may_let_in(*replied);
  return std::holds_alternative<BlobArrived>(command) ||
         std::holds_alternative<BlobsArrived>(command);
}

void App::dispatch(const Command& command) {
  if (must_wait(command)) {
    for_later_.push_back(command);
    return;
  }
  if (std::holds_alternative<SignOut>(command)) ui_ = {};
  if (std::holds_alternative<ReviewTenants>(command)) ui_.wizard_preview = {};
  if (std::holds_alternative<StartOver>(command)) ui_.wizard_preview = {};
  if (std::holds_alternative<ReviewQueued>(command)) ui_.wizard_preview = {};
  Step step = reduce(std::move(state_), command);
  state_ = std::move(step.state);
  if (state_.session.signed_in()) ui_.login = {};
  if (state_.welcome.token.empty()) ui_.welcome = {};
  for (Request& request : step.requests) carry_out(std::move(request));
  publish();
}

void App::carry_out(Request&& request) {
  std::visit([this](const auto& it) { perform(it); }, request);
}

void App::make_next_plan() {
  const uint64_t present = state_.wizard.generation;
  while (!plans_.empty() && plans_.front().generation != present) plans_.pop_front();
  if (plans_.empty()) return;
  const MakePlan request = std::move(plans_.front());
  plans_.pop_front();
  if (!plans_.empty()) plan_timer_ = platform::timer_start(kBeforePlanMs).value;
  dispatch(make(request));
}

void App::make_next_merge() {
  const MergeSnapshot request = std::move(merges_.front());
  merges_.pop_front();
  if (!merges_.empty()) merge_timer_ = platform::timer_start(kBeforePlanMs).value;
  dispatch(merged_snapshot(request));
}

/// For browser tests and measurements: what was planned here, readable without a picture.
void App::publish() {
  const Planned* planned = state_.wizard.planned();
  platform::set_page_data("signedIn", state_.session.signed_in() ? "true" : "false");
  platform::set_page_data("planDigest", planned && planned->plan ? planned->plan->digest : "");
  platform::set_page_data("planMs", planned ? std::to_string(planned->milliseconds) : "");
  platform::set_page_data(
      "planTargets", planned && planned->plan ? std::to_string(planned->plan->targets.size()) : "");
}

void App::perform(const SendHttp& request) {
  calls_[platform::http_send(request.request).value] = request.tag;
}
void App::perform(const Navigate& request) {
  if (request.replace)
    platform::navigate_replace(request.path);
  else
    platform::navigate(request.path);
}
void App::perform(const Announce& request) { ui::announce(request.message); }
void App::perform(const ShowToast& request) {
  const bool good = request.kind == ShowToast::Kind::success;
  ui::toast(good ? Tone::success : Tone::danger, request.message);
}
void App::perform(const PutOnClipboard& request) { platform::copy_text(request.text); }
void App::perform(const OfferFile& request) {
  platform::save_file(request.name, request.content_type, request.content);
}
void App::perform(const Download& request) { platform::download(request.path); }
void App::perform(const ChooseFile& request) { platform::choose_file({}, request.accept); }
void App::perform(const LoadBlob& request) { platform::blob_get(request.key); }
void App::perform(const StoreBlob& request) { platform::blob_put(request.key, request.content); }
void App::perform(const RemoveBlob& request) { platform::blob_remove(request.key); }
void App::perform(const ClearBlobs& request) { platform::blob_clear(request.prefix); }
void App::perform(const ListBlobs& request) { platform::blob_list(request.prefix); }
void App::perform(const PersistBlobs&) { platform::storage_persist(); }
void App::perform(const MarkSignedOut& request) {
  platform::set_preference(kSignedOutKey, request.unheard ? "1" : "");
}
void App::perform(const UpdateClient&) { platform::update_client(); }
void App::perform(const OpenStream& request) { platform::stream_open(request.path, request.names); }
void App::perform(const CloseStream&) { platform::stream_close(); }
void App::perform(const StartTimer& request) {
  timers_[platform::timer_start(request.after_ms).value] = request;
}
void App::perform(const MakePlan& request) {
  if (plans_.empty()) plan_timer_ = platform::timer_start(kBeforePlanMs).value;
  plans_.push_back(request);
}
void App::perform(const MakeKey&) {
  dispatch(KeyMade{platform::random_id(), platform::now_unix_ms()});
}
void App::perform(const MergeSnapshot& request) {
  if (merges_.empty()) merge_timer_ = platform::timer_start(kBeforePlanMs).value;
  merges_.push_back(request);
}

void App::handle(const platform::HttpReply& event) {
  const auto it = calls_.find(event.request.value);
  if (it == calls_.end()) return;
  const CallTag tag = it->second;
  calls_.erase(it);
  dispatch(Replied{tag, event, platform::now_unix_ms()});
}

void App::handle(const platform::RouteChanged& event) {
  close_overlays(ui_);
  dispatch(RouteOpened{event.path});
}
void App::handle(const platform::OnlineChanged& event) { dispatch(NetworkChanged{event.online}); }

void App::handle(const platform::TimerFired& event) {
  if (event.timer.value == plan_timer_) return make_next_plan();
  if (event.timer.value == merge_timer_) return make_next_merge();
  const auto it = timers_.find(event.timer.value);
  if (it == timers_.end()) return;
  const StartTimer timer = it->second;
  timers_.erase(it);
  dispatch(TimerElapsed{timer.purpose, timer.id});
}

void App::handle(const platform::StreamOpened&) { dispatch(LiveOpened{}); }
void App::handle(const platform::StreamEvent& event) {
  dispatch(LiveEvent{event.name, event.id, event.data});
}
void App::handle(const platform::StreamLost& event) { dispatch(LiveLost{event.retrying}); }

void App::handle(const platform::VisibilityChanged& event) { dispatch(TabShown{event.visible}); }

void App::handle(const platform::ShortcutPressed& event) {
  if (!state_.session.signed_in()) return;
  switch (event.shortcut) {
    case platform::Shortcut::palette:
      ui_.palette = {.open = !ui_.palette.open};
      return dispatch(OpenPalette{});
    case platform::Shortcut::undo:
      return dispatch(UndoEdit{});
    case platform::Shortcut::redo:
      return dispatch(RedoEdit{});
  }
}

void App::handle(const platform::BlobLoaded& event) {
  dispatch(BlobArrived{event.key, event.content});
}

void App::handle(const platform::BlobsListed& event) {
  dispatch(BlobsArrived{event.prefix, event.blobs});
}
void App::handle(const platform::BlobStored& event) { dispatch(BlobKept{event.key, event.stored}); }
void App::handle(const platform::FileChosen& event) {
  dispatch(FileArrived{event.name, event.content, event.error});
}
void App::handle(const platform::TextPasted& event) {
  dispatch(FileArrived{"pasted text", event.text, {}});
}
void App::handle(const platform::UpdateReady&) { dispatch(UpdateFound{}); }

void App::handle(const platform::ProgramComplete&) {
  complete_ = true;
  for (const Command& command : std::exchange(for_later_, {})) dispatch(command);
}

}  // namespace datavault
