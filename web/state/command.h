#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "web/state/app_state.h"
#include "web/state/request.h"

namespace datavault {

// What happened outside.
struct Started {};
struct RouteOpened {
  std::string path;
};
struct Replied {
  CallTag tag;
  platform::HttpReply reply;
  int64_t at_ms = 0;  // since 1970
};
struct NetworkChanged {
  bool online = true;
};
struct TimerElapsed {
  TimerPurpose purpose = TimerPurpose::ping;
  int64_t id = 0;
};
struct BlobArrived {
  std::string key;
  std::optional<std::string> content;
};
struct PlanMade {
  uint64_t generation = 0;
  Strategy strategy = Strategy::merge;
  Planned planned;
};
struct KeyMade {
  std::string key;
};

// What the user did.
struct SignIn {
  std::string email;
  std::string password;
};
struct SignOut {};
struct Go {
  std::string path;
};
/// Loads what the page shows again.
struct Reload {};
struct ChooseFramework {
  FrameworkId framework;
  int64_t version = 0;  // 0: the latest
};
struct SelectTenants {
  std::vector<TenantId> tenants;
  bool selected = true;
};
struct ChooseStrategy {
  Strategy strategy = Strategy::merge;
};
struct RefreshSnapshot {};
struct AskToSubmit {};
struct CancelSubmit {};
struct ConfirmSubmit {};
/// The same submission again, with the same key: it cannot happen twice.
struct RetrySubmit {};
/// After plan_stale: goes on with the tenants that did not change.
struct SubmitUnchanged {};
/// After plan_stale: a fresh snapshot and preview.
struct PreviewAgain {};
/// A fresh wizard over these tenants, at its preview: after a job that held some.
struct ReviewTenants {
  FrameworkId framework;
  int64_t version = 0;
  std::vector<TenantId> tenants;
};
struct StartOver {};

using Command =
    std::variant<Started, RouteOpened, Replied, NetworkChanged, TimerElapsed, BlobArrived, PlanMade,
                 KeyMade, SignIn, SignOut, Go, Reload, ChooseFramework, SelectTenants,
                 ChooseStrategy, RefreshSnapshot, AskToSubmit, CancelSubmit, ConfirmSubmit,
                 RetrySubmit, SubmitUnchanged, PreviewAgain, ReviewTenants, StartOver>;
using Commands = std::vector<Command>;

}  // namespace datavault
