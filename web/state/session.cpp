#include <utility>

#include "web/state/json_get.h"
#include "web/state/parts.h"

namespace datavault {
namespace {

/// What does not belong to a user.
AppState fresh_state(const AppState& state) {
  AppState fresh;
  fresh.revision = state.revision;
  fresh.route = state.route;
  fresh.connection = state.connection;
  fresh.people = state.people;
  fresh.update_ready = state.update_ready;
  fresh.now_ms = state.now_ms;
  return fresh;
}

/// Another user must not find what the last one was doing. What the browser keeps for that one
/// stays: it is under keys of their own.
void forget_other_user(Step& step, const User& user) {
  const std::optional<User>& last = step.state.session.user;
  if (last && last->id != user.id) step.state = fresh_state(step.state);
}

void enter(Step& step, Session session) {
  session.phase = Session::Phase::signed_in;
  step.state.session = std::move(session);
  if (step.state.session.is_super_admin()) {
    start_live(step);
    list_kept(step);
    list_queue(step);
  }
  enter_page(step);
  refresh_lists(step);
}

/// Whoever stands in for another has nothing kept for that one. Their own does not open without a
/// server until they are back in their own account.
void note_who_is_here(Step& step, const SignedIn& signed_in) {
  if (signed_in.impersonator) return note_session_ended(step);
  note_person(step, *signed_in.user, step.state.now_ms);
}

void sign_in_user(Step& step, const SignedIn& signed_in) {
  forget_other_user(step, *signed_in.user);
  note_who_is_here(step, signed_in);
  Session session;
  session.user = signed_in.user;
  session.impersonator = signed_in.impersonator;
  session.company = signed_in.company;
  session.csrf_token = signed_in.csrf_token;
  session.needs_approval = signed_in.needs_approval;
  enter(step, std::move(session));
}

void send_sign_out(Step& step, std::string csrf_token) {
  step.state.session.csrf_token = std::move(csrf_token);
  send_post(step, {Call::logout}, "/api/auth/logout", "{}");
  step.state.session.csrf_token.clear();
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

/// Who is signed in, to a page that knows of nobody.
void server_said(Step& step, const SignedIn& signed_in) {
  Session& session = step.state.session;
  session.failure = {};
  if (signed_in.user && !session.sign_out_unheard) return sign_in_user(step, signed_in);
  if (signed_in.user)
    send_sign_out(step, signed_in.csrf_token);
  else
    note_session_ended(step);
  step.state.session.phase = Session::Phase::signed_out;
  step.state.session.needs_first_user = signed_in.needs_first_user;
}

/// Nobody answers: who was here last sees what the browser keeps for them.
void start_without_server(Step& step) {
  Session& session = step.state.session;
  if (session.phase != Session::Phase::restoring || !session.failure.unreachable) return;
  if (!step.state.people.known) return;
  const Person* person = person_without_server(step.state);
  if (person == nullptr) return sign_in_failed(step, session.failure);
  Session unconfirmed;
  unconfirmed.user = person->user;
  unconfirmed.confirmed = false;
  enter(step, std::move(unconfirmed));
}

void session_restored(Step& step, const Replied& command) {
  if (step.state.session.phase != Session::Phase::restoring) return;
  const Body body = body_of(command.reply);
  if (!body.ok && !body.failure.unreachable) return sign_in_failed(step, body.failure);
  if (!body.ok) {
    step.state.session.failure = body.failure;
    return start_without_server(step);
  }
  server_said(step, signed_in_from(body.json));
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

/// A server that was started anew may have forgotten the session; another tab may have signed in
/// another user.
void ping_replied(Step& step, const Replied& command) {
  const Body body = body_of(command.reply);
  Session& session = step.state.session;
  if (!body.ok) return;
  const SignedIn signed_in = signed_in_from(body.json);
  if (!session.signed_in()) {
    // The page was opened, or left, while the server could not be reached.
    if (session.failure.unreachable || session.sign_out_unheard) server_said(step, signed_in);
    return;
  }
  if (!signed_in.user) {
    return end_session(step, "Your session has ended. Sign in again to go on where you were.");
  }
  if (session.user->id != signed_in.user->id) return sign_in_user(step, signed_in);
  if (!signed_in.csrf_token.empty()) session.csrf_token = signed_in.csrf_token;
  if (session.confirmed) return;
  session.confirmed = true;
  session.needs_approval = signed_in.needs_approval;
  note_person(step, *signed_in.user, step.state.now_ms);
  keep_next(step);
  advance_queue(step);
}

/// The server has heard it, whatever it said.
void sign_out_replied(Step& step, const Replied& command) {
  if (command.reply.outcome != platform::HttpOutcome::answered) return;
  step.state.session.sign_out_unheard = false;
  step.requests.push_back(MarkSignedOut{false});
}

}  // namespace

void apply(Step& step, const Started& command) {
  step.state.now_ms = command.at_ms;
  step.state.session.phase = Session::Phase::restoring;
  step.state.session.sign_out_unheard = command.sign_out_unheard;
  load_people(step);
  send_get(step, {Call::session}, "/api/auth/session");
}

void apply(Step& step, const SignIn& command) {
  Session& session = step.state.session;
  if (session.phase == Session::Phase::signing_in) return;
  session.phase = Session::Phase::signing_in;
  session.failure = {};
  session.csrf_token.clear();
  if (std::exchange(session.sign_out_unheard, false)) {
    step.requests.push_back(MarkSignedOut{false});
  }
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

void people_are_known(Step& step) {
  const Session& session = step.state.session;
  const bool nobody = session.phase == Session::Phase::signed_out && !session.failure.unreachable;
  if (nobody || session.impersonator) return note_session_ended(step);
  start_without_server(step);
}

void apply(Step& step, const SignOut&) {
  send_sign_out(step, step.state.session.csrf_token);
  if (step.state.session.user) forget_person(step, step.state.session.user->id);
  if (step.state.session.impersonator) forget_person(step, step.state.session.impersonator->id);
  stop_live(step);
  step.state = fresh_state(step.state);
  Session& session = step.state.session;
  session.phase = Session::Phase::signed_out;
  session.notice = "You are signed out. What this browser kept for you is deleted.";
  session.sign_out_unheard = true;
  step.requests.push_back(MarkSignedOut{true});
}

void end_session(Step& step, std::string notice) {
  Session& session = step.state.session;
  if (!session.signed_in()) return;
  session.phase = Session::Phase::signed_out;
  session.csrf_token.clear();
  session.notice = std::move(notice);
  note_session_ended(step);
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
    case Call::logout:
      return sign_out_replied(step, command);
    default:
      return;
  }
}

}  // namespace datavault
