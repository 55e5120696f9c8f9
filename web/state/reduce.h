#pragma once

#include "web/state/app_state.h"
#include "web/state/command.h"
#include "web/state/request.h"

namespace datavault {

struct Step {
  AppState state;
  Requests requests;
};

/// The only way in which the state changes. Pure: what is to happen outside is in the requests.
///
/// Laws: a reply that fits no question that is still open changes nothing but the connection; the
///       session's end keeps everything but the session; signing out keeps nothing.
Step reduce(AppState state, const Command& command);

}  // namespace datavault
