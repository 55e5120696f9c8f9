#include "web/state/json_get.h"
#include "web/state/parts.h"

namespace datavault {
namespace {

/// Another user must not find what the last one was doing.
void forget_other_user(Step& step, const User& user) {
  const std::optional<User>& last = step.state.session.user;
  if (!last || last->id == user.id) return;
  AppState fresh;
  fresh.revision = step.state.revision;
  fresh.route = step.state.route;
  fresh.connection = step.state.connection;
  step.state = std::move(fresh);
  step.requests.push_back(ClearBlobs{});
}

void sign_in_user(Step& step, const SignedIn& signed_in) {
  forget_other_user(step, *signed_in.user);
  Session session;
  session.phase = Session::Phase::signed_in;
  session.user = signed_in.user;
  session.impersonator = signed_in.impersonator;
  session.company = signed_in.company;
  session.csrf_token = signed_in.csrf_token;
  session.needs_approval = signed_in.needs_approval;
  step.state.session = std::move(session);
  if (step.state.session.is_super_admin()) start_live(step);
  enter_page(step);
}

void sign_in_failed(Step& step, Failure failure) {
  Session& session = step.state.session;
  session.phase = Session::Phase::signed_out;
  session.failure = std::move(failure);
  if (session.failure.code == "second_factor_required") {
    // The next step, not a refusal.
    session.asks_code = true;
    step.requests.push_back(Announce{session.failure.message});
    session.failure = {};
    return;
  }
  if (session.failure.code == "wrong_credentials") session.asks_code = false;
  if (!session.failure.message.empty()) {
    step.requests.push_back(Announce{session.failure.message});
  }
}

void session_restored(Step& step, const Replied& command) {
  if (step.state.session.phase != Session::Phase::restoring) return;
  const Body body = body_of(command.reply);
  if (!body.ok) return sign_in_failed(step, body.failure);
  const SignedIn signed_in = signed_in_from(body.json);
  if (signed_in.user) return sign_in_user(step, signed_in);
  step.state.session.phase = Session::Phase::signed_out;
  step.state.session.needs_first_user = signed_in.needs_first_user;
}

void login_replied(Step& step, const Replied& command) {
  if (step.state.session.phase != Session::Phase::signing_in) return;
  const Body body = body_of(command.reply);
  if (!body.ok) return sign_in_failed(step, body.failure);
  SignedIn signed_in = signed_in_from(body.json);
  if (signed_in.user) return sign_in_user(step, signed_in);
  // The answer names no user: the session does.
  step.state.session.phase = Session::Phase::restoring;
  step.state.session.csrf_token = signed_in.csrf_token;
  send_get(step, {Call::session}, "/api/auth/session");
}

/// A server that was started anew may have forgotten the session.
void ping_replied(Step& step, const Replied& command) {
  const Body body = body_of(command.reply);
  Session& session = step.state.session;
  if (!body.ok) return;
  const SignedIn signed_in = signed_in_from(body.json);
  if (!session.signed_in()) {
    // The page was opened while the server could not be reached.
    if (session.failure.unreachable && signed_in.user) sign_in_user(step, signed_in);
    session.failure = {};
    return;
  }
  if (!signed_in.user) {
    return end_session(step, "Your session has ended. Sign in again to go on where you were.");
  }
  if (!signed_in.csrf_token.empty()) session.csrf_token = signed_in.csrf_token;
}

}  // namespace

void apply(Step& step, const Started&) {
  step.state.session.phase = Session::Phase::restoring;
  send_get(step, {Call::session}, "/api/auth/session");
}

void apply(Step& step, const SignIn& command) {
  Session& session = step.state.session;
  if (session.phase == Session::Phase::signing_in) return;
  session.phase = Session::Phase::signing_in;
  session.failure = {};
  session.csrf_token.clear();
  Json body = {{"email", command.email}, {"password", command.password}};
  if (!command.code.empty()) body["one_time_code"] = command.code;
  send_post(step, {Call::login}, "/api/auth/login", body.dump());
}

void apply(Step& step, const ForgetCode&) {
  step.state.session.asks_code = false;
  step.state.session.failure = {};
}

void apply(Step& step, const EndImpersonation&) {
  if (!step.state.session.impersonator) return;
  send_post(step, {Call::end_impersonation}, "/api/auth/impersonation/end", "{}");
}

void impersonation_replied(Step& step, const Replied& command) {
  const Body body = body_of(command.reply);
  const SignedIn signed_in = signed_in_from(body.json);
  if (!body.ok || !signed_in.user) {
    step.state.users.task.fail(body.failure);
    step.requests.push_back(ShowToast{ShowToast::Kind::problem, body.failure.message});
    return;
  }
  // Nothing of the one account may show in the other: the pages begin anew.
  stop_live(step);
  const bool stands_in = signed_in.impersonator.has_value();
  step.state.route = route_from(stands_in ? "/own/frameworks" : "/users");
  step.requests.push_back(Navigate{path_of(step.state.route), false});
  step.requests.push_back(Announce{stands_in ? "You stand in for " + signed_in.user->email + "."
                                             : "You are back in your own account."});
  sign_in_user(step, signed_in);
}

void apply(Step& step, const SignOut&) {
  send_post(step, {Call::logout}, "/api/auth/logout", "{}");
  step.requests.push_back(ClearBlobs{});
  stop_live(step);
  AppState fresh;
  fresh.revision = step.state.revision;
  fresh.connection = step.state.connection;
  fresh.route = step.state.route;
  fresh.session.phase = Session::Phase::signed_out;
  fresh.session.notice = "You are signed out.";
  step.state = std::move(fresh);
}

void end_session(Step& step, std::string notice) {
  Session& session = step.state.session;
  if (!session.signed_in()) return;
  session.phase = Session::Phase::signed_out;
  session.csrf_token.clear();
  session.notice = std::move(notice);
  stop_live(step);
  step.requests.push_back(Announce{session.notice});
}

void session_replied(Step& step, const Replied& command) {
  switch (command.tag.call) {
    case Call::session:
      return session_restored(step, command);
    case Call::login:
      return login_replied(step, command);
    case Call::ping:
      return ping_replied(step, command);
    default:
      return;
  }
}

}  // namespace datavault
