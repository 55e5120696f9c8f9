#pragma once

#include <cstdint>
#include <deque>
#include <map>

#include "web/platform/events.h"
#include "web/state/reduce.h"
#include "web/views/app_ui.h"

namespace datavault {

/// The running client: takes the platform's events and the user's commands to the reducer, and
/// carries out what it asks for.
class App {
 public:
  void start();
  void on_event(const platform::PlatformEvent& event);
  void draw();

 private:
  void dispatch(const Command& command);
  void carry_out(Request&& request);
  void make_next_plan();
  void make_next_merge();
  void publish();

  // What the requests are carried out with, one overload a kind.
  void perform(const SendHttp& request);
  void perform(const Navigate& request);
  void perform(const Announce& request);
  void perform(const ShowToast& request);
  void perform(const PutOnClipboard& request);
  void perform(const OfferFile& request);
  void perform(const Download& request);
  void perform(const ChooseFile& request);
  void perform(const LoadBlob& request);
  void perform(const StoreBlob& request);
  void perform(const RemoveBlob& request);
  void perform(const ClearBlobs& request);
  void perform(const ListBlobs& request);
  void perform(const PersistBlobs& request);
  void perform(const MarkSignedOut& request);
  void perform(const UpdateClient& request);
  void perform(const OpenStream& request);
  void perform(const CloseStream& request);
  void perform(const StartTimer& request);
  void perform(const MakePlan& request);
  void perform(const MakeKey& request);
  void perform(const MergeSnapshot& request);

  // What the events mean, one overload a kind.
  void handle(const platform::HttpReply& event);
  void handle(const platform::RouteChanged& event);
  void handle(const platform::OnlineChanged& event);
  void handle(const platform::TimerFired& event);
  void handle(const platform::StreamOpened& event);
  void handle(const platform::StreamEvent& event);
  void handle(const platform::StreamLost& event);
  void handle(const platform::VisibilityChanged& event);
  void handle(const platform::BlobLoaded& event);
  void handle(const platform::BlobsListed& event);
  void handle(const platform::BlobStored& event);
  void handle(const platform::UpdateReady& event);
  void handle(const platform::ShortcutPressed& event);
  void handle(const platform::ProgramComplete& event);
  void handle(const platform::FileChosen& event);
  void handle(const platform::TextPasted& event);
  template <typename Other>
  void handle(const Other&) {}  // changes nothing here

  bool must_wait(const Command& command) const;

  AppState state_;
  AppUi ui_;
  std::map<uint32_t, CallTag> calls_;
  std::map<uint32_t, StartTimer> timers_;
  std::deque<MakePlan> plans_;  // made one by one, with a picture in between
  uint32_t plan_timer_ = 0;
  std::deque<MergeSnapshot> merges_;  // the same
  uint32_t merge_timer_ = 0;
  bool complete_ = false;  // the program's later part is here
  Commands for_later_;     // what came before it and must not be looked at without it
};

}  // namespace datavault
