// What people do with their own account.
#include "core/codec/json_reader.h"
#include "server/http/replies.h"
#include "server/http/routes.h"
#include "server/http/wire.h"

namespace datavault::http {
namespace {

HttpResponse done_or(const Reply<Done>& done) {
  return done ? succeed({}) : refuse(done.failure());
}

HttpResponse account(Application& application, const Call& call) {
  auto left = application.accounts.recovery_codes_left(*call.session);
  if (!left) return refuse(left.error());
  return succeed({{"user", user_to_json(call.session->user)}, {"recovery_codes_left", *left}});
}

HttpResponse change_password(Application& application, const Call& call) {
  ObjectReader reader(call.json, "");
  const std::string current = reader.text("current_password");
  const std::string wanted = reader.text("password");
  if (!reader.ok()) return refuse(reader.error());
  return done_or(application.accounts.change_password(*call.session, current, wanted, call.actor));
}

HttpResponse begin_totp(Application& application, const Call& call) {
  ObjectReader reader(call.json, "");
  const std::string password = reader.text("current_password");
  if (!reader.ok()) return refuse(reader.error());
  auto begun = application.accounts.begin_totp(*call.session, password);
  if (!begun) return refuse(begun.failure());
  return succeed({{"secret", begun->secret}, {"uri", begun->uri}});
}

HttpResponse confirm_totp(Application& application, const Call& call) {
  ObjectReader reader(call.json, "");
  const std::string password = reader.text("current_password");
  const std::string secret = reader.text("secret");
  const std::string code = reader.text("one_time_code");
  if (!reader.ok()) return refuse(reader.error());
  auto codes = application.accounts.confirm_totp(*call.session, password, secret, code, call.actor);
  if (!codes) return refuse(codes.failure());
  return succeed({{"recovery_codes", *codes}});
}

HttpResponse remove_totp(Application& application, const Call& call) {
  ObjectReader reader(call.json, "");
  const std::string password = reader.text("current_password");
  if (!reader.ok()) return refuse(reader.error());
  return done_or(application.accounts.remove_totp(*call.session, password, call.actor));
}

HttpResponse sessions(Application& application, const Call& call) {
  auto rows = application.accounts.sessions(*call.session);
  if (!rows) return refuse(rows.error());
  Json list = Json::array();
  for (const store::Session& row : *rows) {
    list.push_back(session_row_to_json(row, call.session->session_id));
  }
  return succeed({{"sessions", std::move(list)}});
}

HttpResponse end_session(Application& application, const Call& call) {
  return done_or(application.accounts.end_session(*call.session, call.ids.at("id"), call.actor));
}

HttpResponse end_other_sessions(Application& application, const Call& call) {
  auto ended = application.accounts.end_other_sessions(*call.session, call.actor);
  if (!ended) return refuse(ended.failure());
  return succeed({{"ended", *ended}});
}

HttpResponse tokens(Application& application, const Call& call) {
  auto rows = application.accounts.tokens(*call.session);
  if (!rows) return refuse(rows.error());
  Json list = Json::array();
  for (const store::ApiToken& row : *rows) list.push_back(api_token_to_json(row));
  return succeed({{"tokens", std::move(list)}});
}

HttpResponse make_token(Application& application, const Call& call) {
  ObjectReader reader(call.json, "");
  NewApiToken wanted;
  wanted.name = reader.text("name");
  wanted.scopes = reader.texts("scopes");
  wanted.days = reader.integer_or("days", wanted.days);
  if (!reader.ok()) return refuse(reader.error());
  auto made = application.accounts.make_token(*call.session, wanted, call.actor);
  if (!made) return refuse(made.failure());
  Json body = {{"api_token", made->token}, {"token", api_token_to_json(made->row)}};
  return succeed(std::move(body), 201);
}

HttpResponse remove_token(Application& application, const Call& call) {
  return done_or(application.accounts.remove_token(*call.session, call.ids.at("id"), call.actor));
}

}  // namespace

void add_account_routes(std::vector<Route>& routes, Application& application) {
  using Act = HttpResponse (*)(Application&, const Call&);
  const auto add = [&](std::string_view method, std::string_view pattern, std::string_view action,
                       Act act) {
    const bool is_read = method == "GET";
    routes.push_back({method, pattern, Access::signed_in, true,
                      is_read ? Accepts::nothing : Accepts::json, is_read ? 0 : kSmallBody, action,
                      [&application, act](const Call& call) { return act(application, call); }});
  };
  add("GET", "/api/account", "", account);
  add("POST", "/api/account/password", "account.password", change_password);
  add("POST", "/api/account/totp/begin", "account.second_factor.begin", begin_totp);
  add("POST", "/api/account/totp/confirm", "account.second_factor.add", confirm_totp);
  add("POST", "/api/account/totp/remove", "account.second_factor.remove", remove_totp);
  add("GET", "/api/account/sessions", "", sessions);
  add("POST", "/api/account/sessions/end-others", "account.sessions.end", end_other_sessions);
  add("DELETE", "/api/account/sessions/{id}", "account.session.end", end_session);
  add("GET", "/api/account/tokens", "", tokens);
  add("POST", "/api/account/tokens", "account.token.add", make_token);
  add("DELETE", "/api/account/tokens/{id}", "account.token.remove", remove_token);
}

}  // namespace datavault::http
