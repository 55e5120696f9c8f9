#include "web/views/login_view.h"

namespace datavault {

LoginView build_login_view(const AppState& state) {
  const Session& session = state.session;
  LoginView view;
  view.restoring = session.phase == Session::Phase::restoring;
  view.busy = session.phase == Session::Phase::signing_in;
  view.notice = session.notice;
  view.error = session.failure.message;
  return view;
}

}  // namespace datavault
