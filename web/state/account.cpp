#include "web/state/account.h"

#include "web/state/json_get.h"
#include "web/state/parts.h"

namespace datavault {
namespace {

constexpr const char* kAccount = "/api/account";

template <typename T>
void load_part(Step& step, Remote<T>& remote, Call call, const char* path) {
  if (remote.loading()) return;
  remote.start();
  send_get(step, {call}, std::string(kAccount) + path);
}

template <typename T>
void part_arrived(Remote<T>& remote, const Replied& command, T (*read)(const Json&)) {
  Body body = body_of(command.reply);
  if (body.ok)
    remote.arrive(read(body.json), command.at_ms);
  else
    remote.fail(std::move(body.failure));
}

void load_facts(Step& step) { load_part(step, step.state.account.facts, Call::account, ""); }
void load_sessions(Step& step) {
  load_part(step, step.state.account.sessions, Call::account_sessions, "/sessions");
}
void load_tokens(Step& step) {
  load_part(step, step.state.account.tokens, Call::account_tokens, "/tokens");
}

void send_form(Step& step, Call call, const char* path, const Json& body) {
  Task& task = step.state.account.task;
  if (task.sending()) return;
  task.start();
  send_post(step, {call}, std::string(kAccount) + path, body.dump());
}

void tell_done(Step& step, std::string message) {
  step.requests.push_back(ShowToast{ShowToast::Kind::success, std::move(message)});
}

/// The answer to the form that is open; none: it failed, or the form was closed meanwhile.
std::optional<Json> account_form_reply(Step& step, const Replied& command) {
  Task& task = step.state.account.task;
  if (!task.sending()) return std::nullopt;
  Body body = body_of(command.reply);
  if (body.ok) {
    task.end();
    return std::move(body.json);
  }
  step.requests.push_back(Announce{body.failure.message});
  task.fail(std::move(body.failure));
  return std::nullopt;
}

void close_account_form(Step& step) { apply(step, ShowAccountForm{}); }

void account_form_replied(Step& step, const Replied& command) {
  const std::optional<Json> body = account_form_reply(step, command);
  if (!body) return;
  Account& account = step.state.account;
  switch (command.tag.call) {
    case Call::change_password:
      close_account_form(step);
      load_sessions(step);
      return tell_done(step, "Your password is changed. Other sessions were ended.");
    case Call::begin_second_factor:
      account.second_factor = NewSecondFactor{text_at(*body, "secret"), text_at(*body, "uri")};
      return;
    case Call::confirm_second_factor:
      for (const Json& code : list_at(*body, "recovery_codes")) {
        if (code.is_string()) account.recovery_codes.push_back(code.get<std::string>());
      }
      account.second_factor.reset();
      load_facts(step);
      load_sessions(step);
      return tell_done(step, "The second factor is on. Other sessions were ended.");
    case Call::remove_second_factor:
      close_account_form(step);
      load_facts(step);
      load_sessions(step);
      return tell_done(step, "The second factor is off.");
    default:
      account.made_token = text_at(*body, "api_token");
      load_tokens(step);
  }
}

void ended_or_removed(Step& step, const Replied& command) {
  Account& account = step.state.account;
  const bool is_token = command.tag.call == Call::remove_token;
  (is_token ? account.removing : account.ending).erase(command.tag.id);
  const Body body = body_of(command.reply);
  if (body.ok)
    tell_done(step, is_token ? "The token is removed." : "The session is ended.");
  else
    step.requests.push_back(ShowToast{ShowToast::Kind::problem, body.failure.message});
  if (is_token)
    load_tokens(step);
  else
    load_sessions(step);
}

OpenSession open_session_from(const Json& json) {
  return {integer_at(json, "id"),      boolean_at(json, "is_current"), text_at(json, "created_at"),
          text_at(json, "expires_at"), text_at(json, "seen_at"),       text_at(json, "ip"),
          text_at(json, "user_agent")};
}

ApiToken api_token_from(const Json& json) {
  ApiToken token{
      integer_at(json, "id"),      text_at(json, "name"),       {},
      text_at(json, "created_at"), text_at(json, "expires_at"), text_at(json, "seen_at")};
  for (const Json& scope : list_at(json, "scopes")) {
    if (scope.is_string()) token.scopes.push_back(scope.get<std::string>());
  }
  return token;
}

}  // namespace

AccountFacts account_from(const Json& body) {
  return {boolean_at(member_at(body, "user"), "has_second_factor"),
          integer_at(body, "recovery_codes_left")};
}

std::vector<OpenSession> sessions_from(const Json& body) {
  std::vector<OpenSession> sessions;
  for (const Json& item : list_at(body, "sessions")) sessions.push_back(open_session_from(item));
  return sessions;
}

std::vector<ApiToken> tokens_from(const Json& body) {
  std::vector<ApiToken> tokens;
  for (const Json& item : list_at(body, "tokens")) tokens.push_back(api_token_from(item));
  return tokens;
}

void enter_account(Step& step) {
  close_account_form(step);
  load_facts(step);
  load_sessions(step);
  load_tokens(step);
}

void apply(Step& step, const ShowAccountForm& command) {
  Account& account = step.state.account;
  account.form = command.form;
  account.task.end();
  account.second_factor.reset();
  account.recovery_codes.clear();
  account.made_token.clear();
}

void apply(Step& step, const ChangePassword& command) {
  send_form(step, Call::change_password, "/password",
            {{"current_password", command.current}, {"password", command.wanted}});
}

void apply(Step& step, const BeginSecondFactor& command) {
  send_form(step, Call::begin_second_factor, "/totp/begin",
            {{"current_password", command.password}});
}

void apply(Step& step, const ConfirmSecondFactor& command) {
  const auto& begun = step.state.account.second_factor;
  if (!begun) return;
  send_form(step, Call::confirm_second_factor, "/totp/confirm",
            {{"current_password", command.password},
             {"secret", begun->secret},
             {"one_time_code", command.code}});
}

void apply(Step& step, const RemoveSecondFactor& command) {
  send_form(step, Call::remove_second_factor, "/totp/remove",
            {{"current_password", command.password}});
}

void apply(Step& step, const EndSession& command) {
  if (!step.state.account.ending.insert(command.id).second) return;
  send_delete(step, {Call::end_session, command.id},
              std::string(kAccount) + "/sessions/" + std::to_string(command.id));
}

void apply(Step& step, const EndOtherSessions&) {
  if (!step.state.account.ending.insert(0).second) return;
  send_post(step, {Call::end_session, 0}, std::string(kAccount) + "/sessions/end-others", "{}");
}

void apply(Step& step, const MakeToken& command) {
  send_form(step, Call::make_token, "/tokens",
            {{"name", command.name}, {"scopes", command.scopes}, {"days", command.days}});
}

void apply(Step& step, const RemoveToken& command) {
  if (!step.state.account.removing.insert(command.id).second) return;
  send_delete(step, {Call::remove_token, command.id},
              std::string(kAccount) + "/tokens/" + std::to_string(command.id));
}

void account_replied(Step& step, const Replied& command) {
  Account& account = step.state.account;
  switch (command.tag.call) {
    case Call::account:
      return part_arrived(account.facts, command, &account_from);
    case Call::account_sessions:
      return part_arrived(account.sessions, command, &sessions_from);
    case Call::account_tokens:
      return part_arrived(account.tokens, command, &tokens_from);
    case Call::end_session:
    case Call::remove_token:
      return ended_or_removed(step, command);
    default:
      return account_form_replied(step, command);
  }
}

}  // namespace datavault
