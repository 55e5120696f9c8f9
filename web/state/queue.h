#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "core/plan/plan_json.h"
#include "web/state/remote.h"

namespace datavault {

/// A submission that waits for the server. Kept by the browser for who made it.
struct QueuedSubmission {
  enum class Stage {
    waiting,  // is sent as soon as it may be
    sending,
    changed,  // the server said that its plan is another now: it is to be looked at again
    refused,  // for another reason
  };

  std::string key;  // its Idempotency-Key, and its name
  FrameworkId framework;
  std::string framework_name;
  int64_t version = 0;
  std::set<TenantId> tenants;
  std::map<Outcome, int64_t> outcomes;  // as previewed
  std::string body;                     // what is sent: request, digest, expected
  int64_t queued_at_ms = 0;
  int64_t snapshot_taken_at_ms = 0;  // how old the state was that it was previewed on
  std::set<int64_t> after_jobs;      // earlier submissions over its tenants that became these

  Stage stage = Stage::waiting;
  std::string problem;             // the server's words
  std::vector<StaleTarget> stale;  // which tenants changed

  bool needs_look() const { return stage == Stage::changed || stage == Stage::refused; }
};

struct Queue {
  bool known = false;                   // the browser has told what waits
  std::vector<QueuedSubmission> items;  // oldest first
  /// The one whose record is being read before it is sent: it may have been withdrawn in another
  /// tab. Empty: none.
  std::string checking;
  std::set<int64_t> watched;     // jobs whose end is being waited for
  std::set<std::string> unkept;  // the browser could not keep these: they are in this page alone

  const QueuedSubmission* find(const std::string& key) const;
  QueuedSubmission* find(const std::string& key);
};

bool shares_tenants(const QueuedSubmission& a, const QueuedSubmission& b);

/// The earlier submission over the same tenants that this one waits for; null: none.
const QueuedSubmission* blocker_of(const Queue& queue, const QueuedSubmission& item);

/// As the browser keeps it. Errors: none; what cannot be read is left out.
std::string text_of(const QueuedSubmission& item);
std::optional<QueuedSubmission> queued_from(const std::string& text);

}  // namespace datavault
