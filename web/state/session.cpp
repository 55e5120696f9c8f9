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
  session.csrf_token = signed_in.csrf_token;
  step.state.session = std::move(session);
  start_live(step);
  enter_page(step);
}

void sign_in_failed(Step& step, Failure failure) {
  Session& session = step.state.session;
  session.phase = Session::Phase::signed_out;
  session.failure = std::move(failure);
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
  const Json body = {{"email", command.email}, {"password", command.password}};
  send_post(step, {Call::login}, "/api/auth/login", body.dump());
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
