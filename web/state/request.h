#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "core/plan/plan.h"
#include "web/platform/events.h"
#include "web/state/approach.h"
#include "web/state/kept_snapshots.h"
#include "web/state/replied.h"

namespace datavault {

/// What the reducer wants done outside: plain data, carried out by web/app, answered by commands.

struct SendHttp {
  CallTag tag;
  platform::HttpRequest request;
};
struct Navigate {
  std::string path;
  bool replace = false;
};
/// For screen readers; a toast also for eyes.
struct Announce {
  std::string message;
};
struct ShowToast {
  enum class Kind { success, problem } kind = Kind::success;
  std::string message;
};
/// To the clipboard, which browsers allow in answer to something that the user pressed.
struct PutOnClipboard {
  std::string text;
};
/// A file of the user's: of what is here, or of what an address of the server gives.
struct OfferFile {
  std::string name, content_type, content;
};
struct Download {
  std::string path;
};
/// Answered by FileArrived, or not at all.
struct ChooseFile {
  std::string accept;
};
struct LoadBlob {
  std::string key;
};
struct StoreBlob {
  std::string key;
  std::string content;
};
struct RemoveBlob {
  std::string key;
};
/// All whose keys begin so.
struct ClearBlobs {
  std::string prefix;
};
/// Answered by BlobsArrived.
struct ListBlobs {
  std::string prefix;
};
/// Asks the browser not to throw away what it keeps.
struct PersistBlobs {};
/// For the next start: the server has not heard that the user signed out.
struct MarkSignedOut {
  bool unheard = false;
};
/// Goes over to the newer client: the page is loaded again.
struct UpdateClient {};

/// Answered by LiveOpened, LiveEvent and LiveLost; `names` of events, with spaces in between.
struct OpenStream {
  std::string path;
  std::string names;
};
struct CloseStream {};

enum class TimerPurpose { ping, poll_job, poll_jobs, reopen_stream, watch_job, send_queue };
struct StartTimer {
  TimerPurpose purpose = TimerPurpose::ping;
  int64_t id = 0;  // of the job
  uint32_t after_ms = 0;
};

/// Answered by PlanMade, after a picture that says that it is being made.
struct MakePlan {
  uint64_t generation = 0;
  Approach approach;
  uint64_t trial = 0;  // answers that are being tried, by Trial::number; 0: those given
  std::shared_ptr<const Snapshot> snapshot;
  PlanRequest request;
};

/// Answered by KeyMade with a fresh random key.
struct MakeKey {};

using Request = std::variant<SendHttp, Navigate, Announce, ShowToast, PutOnClipboard, OfferFile,
                             Download, ChooseFile, LoadBlob, StoreBlob, RemoveBlob, ClearBlobs,
                             ListBlobs, PersistBlobs, MarkSignedOut, UpdateClient, OpenStream,
                             CloseStream, StartTimer, MakePlan, MakeKey, MergeSnapshot>;
using Requests = std::vector<Request>;

}  // namespace datavault
