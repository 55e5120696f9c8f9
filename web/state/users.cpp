#include "web/state/users.h"

#include "web/state/json_get.h"
#include "web/state/listing_parts.h"
#include "web/state/parts.h"

namespace datavault {
namespace {

constexpr ListSource<User> kUsers{Call::users, "/superadmin/api/users", &users_from};

std::string path_of_user(int64_t user) { return kUsers.path + ("/" + std::to_string(user)); }

/// Only one thing is asked of the server at a time.
bool start_user_task(Step& step) {
  Task& task = step.state.users.task;
  if (task.sending()) return false;
  task.start();
  return true;
}

void post_for_user(Step& step, Call call, int64_t user, const char* path, const Json& body) {
  if (!start_user_task(step)) return;
  send_post(step, {call, user}, path_of_user(user) + path, body.dump());
}

void show_link(Users& users, const Json& body, std::string email) {
  const Json& link = member_at(body, "link");
  if (!link.is_object()) return;
  users.link = AccessLink{std::move(email), text_at(link, "path"), text_at(link, "expires_at")};
}

std::string done_text(Call call, const User& subject) {
  switch (call) {
    case Call::add_user:
      return subject.email + " is added.";
    case Call::change_user:
      return subject.email + " is changed.";
    case Call::reset_user:
      return "There is a new link for " + subject.email + ".";
    default:
      return subject.email + " is signed out everywhere.";
  }
}

void user_changed(Step& step, const Replied& command) {
  Users& users = step.state.users;
  if (!users.task.sending()) return;
  const Body body = body_of(command.reply);
  if (!body.ok) {
    step.requests.push_back(Announce{body.failure.message});
    return users.task.fail(body.failure);
  }
  User subject = users.subject;
  if (command.tag.call == Call::add_user) subject = user_from(member_at(body.json, "user"));
  apply(step, ShowUserForm{});
  show_link(users, body.json, subject.email);
  step.requests.push_back(
      ShowToast{ShowToast::Kind::success, done_text(command.tag.call, subject)});
  load_listing(step, users.list, kUsers, users.list.wanted);
}

void everybody_arrived(Users& users, const Replied& command) {
  Body body = body_of(command.reply);
  if (body.ok)
    users.everybody.arrive(users_from(body.json), command.at_ms);
  else
    users.everybody.fail(std::move(body.failure));
}

}  // namespace

void enter_users(Step& step) {
  apply(step, ShowUserForm{});
  if (!step.state.catalogue.companies.has_value) load_companies(step);
  load_listing(step, step.state.users.list, kUsers, filters_of(step.state.route));
}

void load_more_users(Step& step) { load_more(step, step.state.users.list, kUsers); }

void load_everybody(Step& step) {
  auto& everybody = step.state.users.everybody;
  if (everybody.loading()) return;
  everybody.start();
  send_get(step, {Call::everybody}, std::string(kUsers.path) + "?limit=1000");
}

void apply(Step& step, const ShowUserForm& command) {
  Users& users = step.state.users;
  users.form = command.form;
  users.subject = command.subject;
  users.task.end();
  users.link.reset();
}

void apply(Step& step, const AddUser& command) {
  if (!start_user_task(step)) return;
  Json body = {{"email", command.email}, {"role", to_text(command.role)}};
  if (command.company.value != 0) body["company_id"] = command.company.value;
  send_post(step, {Call::add_user}, kUsers.path, body.dump());
}

void apply(Step& step, const ChangeUser& command) {
  if (!start_user_task(step)) return;
  Json body = Json::object();
  if (command.is_active) body["is_active"] = *command.is_active;
  if (command.role) body["role"] = to_text(*command.role);
  send_patch(step, {Call::change_user, command.user}, path_of_user(command.user), body.dump());
}

void apply(Step& step, const ResetUser& command) {
  post_for_user(step, Call::reset_user, command.user, "/reset",
                {{"second_factor", command.second_factor}});
}

void apply(Step& step, const EndUserSessions& command) {
  post_for_user(step, Call::end_user_sessions, command.user, "/end-sessions", Json::object());
}

void apply(Step& step, const Impersonate& command) {
  post_for_user(step, Call::impersonate, command.user, "/impersonate", Json::object());
}

void users_replied(Step& step, const Replied& command) {
  Users& users = step.state.users;
  if (command.tag.call == Call::users) return listing_replied(step, users.list, kUsers, command);
  if (command.tag.call == Call::everybody) return everybody_arrived(users, command);
  user_changed(step, command);
}

}  // namespace datavault
