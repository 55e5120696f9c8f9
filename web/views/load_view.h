#pragma once

#include <string>

#include "web/state/remote.h"

namespace datavault {

/// How far a page's data is, for the page to say so in place of what is not there.
struct LoadView {
  bool waiting = false;     // nothing to show yet
  bool refreshing = false;  // what is shown is being loaded again
  std::string problem;      // why it could not be loaded; empty: no problem
  bool has_value = false;

  bool ready() const { return has_value; }
};

template <typename T>
LoadView load_view(const Remote<T>& remote) {
  LoadView view;
  view.has_value = remote.has_value;
  view.waiting = !remote.has_value && !remote.failed();
  view.refreshing = remote.has_value && remote.loading();
  // That nobody answers is said once, above the page.
  const bool is_said = remote.has_value && remote.failure.unreachable;
  if (remote.failed() && !is_said) view.problem = remote.failure.message;
  return view;
}

}  // namespace datavault
