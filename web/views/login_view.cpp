#include "web/views/login_view.h"

namespace datavault {
namespace {

constexpr const char* kFirstUse =
    "Nobody can sign in yet. The server printed a link when it was started: open it to become the "
    "first super admin.";

}  // namespace

LoginView build_login_view(const AppState& state) {
  const Session& session = state.session;
  LoginView view;
  view.restoring = session.phase == Session::Phase::restoring;
  view.busy = session.phase == Session::Phase::signing_in;
  view.asks_code = session.asks_code;
  view.subtitle = view.asks_code ? "Type the code that your authenticator app shows."
                                 : "With your work e-mail address.";
  view.notice = session.notice;
  const bool is_code = session.failure.code == "wrong_code";
  (is_code ? view.code_error : view.error) = session.failure.message;
  if (session.needs_first_user) view.first_use = kFirstUse;
  view.email_hint = session.email_hint;
  return view;
}

}  // namespace datavault
