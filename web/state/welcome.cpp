#include "web/state/welcome.h"

#include "web/state/json_get.h"
#include "web/state/parts.h"

namespace datavault {
namespace {

using WelcomePhase = Welcome::Phase;

void link_replied(Welcome& welcome, const Replied& command) {
  if (welcome.phase != WelcomePhase::checking) return;
  const Body body = body_of(command.reply);
  welcome.phase = body.ok ? WelcomePhase::open : WelcomePhase::broken;
  welcome.failure = body.failure;
  if (body.ok) welcome.email = text_at(body.json, "email");
}

/// Signing in is what one does next: password managers then learn what was chosen here.
void redeemed(Step& step, std::string email) {
  Session& session = step.state.session;
  step.state.welcome = {};
  if (session.phase == Session::Phase::signed_out) {
    session.notice = "Your password is set. Sign in with it.";
    session.email_hint = std::move(email);
    session.needs_first_user = false;
  }
  step.requests.push_back(Navigate{"/overview", true});
  step.requests.push_back(ShowToast{ShowToast::Kind::success, "The password is set."});
}

}  // namespace

void enter_welcome(Step& step) {
  Welcome& welcome = step.state.welcome;
  const std::string token = step.state.route.query_text("token");
  if (welcome.token == token && welcome.phase != WelcomePhase::idle &&
      welcome.phase != WelcomePhase::broken) {
    return;
  }
  welcome = {};
  welcome.token = token;
  welcome.phase = WelcomePhase::checking;
  send_post(step, {Call::link}, "/api/auth/link", Json{{"token", token}}.dump());
}

void apply(Step& step, const Redeem& command) {
  Welcome& welcome = step.state.welcome;
  if (welcome.phase != WelcomePhase::open) return;
  welcome.phase = WelcomePhase::sending;
  welcome.failure = {};
  welcome.address = welcome.is_first() ? command.email : welcome.email;
  Json body = {{"token", welcome.token}, {"password", command.password}};
  if (welcome.is_first()) body["email"] = command.email;
  send_post(step, {Call::redeem}, "/api/auth/redeem", body.dump());
}

void welcome_replied(Step& step, const Replied& command) {
  Welcome& welcome = step.state.welcome;
  if (command.tag.call == Call::link) return link_replied(welcome, command);
  if (welcome.phase != WelcomePhase::sending) return;
  const Body body = body_of(command.reply);
  if (body.ok) return redeemed(step, welcome.address);
  welcome.phase = body.failure.code == "link_not_found" ? WelcomePhase::broken : WelcomePhase::open;
  welcome.failure = body.failure;
  step.requests.push_back(Announce{body.failure.message});
}

}  // namespace datavault
