#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace datavault::platform {

/// What the browser tells the application: plain data, no ImGui and no Emscripten, so that state
/// and views are tested natively. `PlatformEvent` at the end is the sum of all of them.

/// One line of an HTTP header. Names of replies are lower case.
struct HttpHeader {
  std::string name;
  std::string value;
  bool operator==(const HttpHeader&) const = default;
};

/// A request to the own server; cookies go along.
///
/// Shape: `path` is absolute on this origin ("/api/auth/session"); `method` upper case.
/// Units: `timeout_ms` 0 means no limit.
struct HttpRequest {
  std::string method = "GET";
  std::string path;
  std::vector<HttpHeader> headers;
  std::string body;
  uint32_t timeout_ms = 30000;
  bool operator==(const HttpRequest&) const = default;
};

/// Names one request under way; 0 is none. Never reused while the page lives.
struct RequestId {
  uint32_t value = 0;
  bool operator==(const RequestId&) const = default;
};

enum class HttpOutcome {
  answered,       // the server spoke: look at `status`, whatever it is
  network_error,  // nobody answered: offline, server stopped, refused
  timed_out,
  aborted,  // by http_abort
};

/// The one and only answer to a request.
struct HttpReply {
  RequestId request;
  HttpOutcome outcome = HttpOutcome::network_error;
  int status = 0;  // 0 unless answered
  std::vector<HttpHeader> headers;
  std::string body;

  bool ok() const { return outcome == HttpOutcome::answered && status >= 200 && status < 300; }
  /// The value of a header (name in lower case), or empty.
  std::string_view header(std::string_view name) const {
    for (const HttpHeader& entry : headers) {
      if (entry.name == name) return entry.value;
    }
    return {};
  }
  bool operator==(const HttpReply&) const = default;
};

/// The address changed: at the start, by navigate(), by Back and Forward, by a link.
/// Shape: `path` is what stands behind "#": "/frameworks/12?tab=fields"; "/" when there is nothing.
struct RouteChanged {
  std::string path;
  bool operator==(const RouteChanged&) const = default;
};

/// The browser gained or lost its network. A hint only: requests tell the truth.
struct OnlineChanged {
  bool online = true;
  bool operator==(const OnlineChanged&) const = default;
};

struct TimerId {
  uint32_t value = 0;
  bool operator==(const TimerId&) const = default;
};

struct TimerFired {
  TimerId timer;
  bool operator==(const TimerFired&) const = default;
};

/// The stream of server-sent events is open, for the first time or again.
struct StreamOpened {
  bool operator==(const StreamOpened&) const = default;
};

/// One of its events. Shape: `id` is the last that the server gave, empty before the first.
struct StreamEvent {
  std::string name;
  std::string id;
  std::string data;
  bool operator==(const StreamEvent&) const = default;
};

/// The stream broke. The browser connects again by itself, unless the server refused it.
struct StreamLost {
  bool retrying = false;
  bool operator==(const StreamLost&) const = default;
};

/// A file was picked or dropped. `tag` is what choose_file() was given, empty for a drop.
/// Shape: `content` holds the bytes as they are in the file. Errors: `error` is a sentence, else
/// empty.
struct FileChosen {
  std::string tag;
  std::string name;
  std::string content;
  std::string error;
  bool operator==(const FileChosen&) const = default;
};

/// Answer to blob_get(); no `content` where the key is unknown or the browser keeps no data.
struct BlobLoaded {
  std::string key;
  std::optional<std::string> content;
  bool operator==(const BlobLoaded&) const = default;
};

/// Answer to blob_list(): in the order of the keys.
struct BlobsListed {
  std::string prefix;
  std::vector<std::pair<std::string, std::string>> blobs;  // key and content
  bool operator==(const BlobsListed&) const = default;
};

/// Answer to blob_put() and blob_remove().
struct BlobStored {
  std::string key;
  bool stored = false;
  bool operator==(const BlobStored&) const = default;
};

/// The tab was hidden or shown again: a good moment to stop or resume polling.
struct VisibilityChanged {
  bool visible = true;
  bool operator==(const VisibilityChanged&) const = default;
};

/// Colour scheme, contrast or motion preference of the system changed; environment() has the new
/// ones.
struct EnvironmentChanged {
  bool operator==(const EnvironmentChanged&) const = default;
};

/// Text was pasted while no text field had the focus.
struct TextPasted {
  std::string text;
  bool operator==(const TextPasted&) const = default;
};

/// Ctrl+C while no text field has the focus: answer with copy_text() before returning.
struct CopyRequested {
  bool operator==(const CopyRequested&) const = default;
};

/// A newer client was fetched and takes over when update_client() says so.
struct UpdateReady {
  bool operator==(const UpdateReady&) const = default;
};

/// A chord of keys that means something on every page: Ctrl+K, Ctrl+Z, Ctrl+Shift+Z.
enum class Shortcut { palette, undo, redo };
struct ShortcutPressed {
  Shortcut shortcut = Shortcut::palette;
  bool operator==(const ShortcutPressed&) const = default;
};

/// The program's later part has come (shell/later.js).
struct ProgramComplete {
  bool operator==(const ProgramComplete&) const = default;
};

using PlatformEvent = std::variant<HttpReply, RouteChanged, OnlineChanged, TimerFired, StreamOpened,
                                   StreamEvent, StreamLost, FileChosen, BlobLoaded, BlobsListed,
                                   BlobStored, VisibilityChanged, EnvironmentChanged, TextPasted,
                                   CopyRequested, UpdateReady, ShortcutPressed, ProgramComplete>;

}  // namespace datavault::platform
