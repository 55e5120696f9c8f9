#include "web/state/people.h"

#include <algorithm>

#include "web/state/json_get.h"
#include "web/state/parts.h"

namespace datavault {
namespace {

constexpr const char* kPeopleKey = "people";
constexpr int64_t kKeptMs = kKeptDays * 24 * 60 * 60 * 1000;

Json person_to_json(const Person& person) {
  const User& user = person.user;
  return {{"id", user.id},
          {"email", user.email},
          {"name", user.name},
          {"role", to_text(user.role)},
          {"seen_at", person.seen_at_ms},
          {"session_ended", person.session_ended}};
}

Person person_from(const Json& json) {
  return {user_from(json), integer_at(json, "seen_at"), boolean_at(json, "session_ended")};
}

void store_people(Step& step) {
  const auto& list = step.state.people.list;
  if (list.empty()) {
    step.requests.push_back(RemoveBlob{kPeopleKey});
    return;
  }
  Json people = Json::array();
  for (const Person& person : list) people.push_back(person_to_json(person));
  step.requests.push_back(StoreBlob{kPeopleKey, Json{{"people", std::move(people)}}.dump()});
}

void remove(People& people, int64_t user) {
  std::erase_if(people.list, [user](const Person& person) { return person.user.id == user; });
}

/// What people left who have not been here for long goes.
void forget_long_gone(Step& step, int64_t now_ms) {
  std::erase_if(step.state.people.list, [&](const Person& person) {
    if (now_ms - person.seen_at_ms < kKeptMs) return false;
    step.requests.push_back(ClearBlobs{kept_prefix(person.user.id)});
    return true;
  });
}

}  // namespace

std::string kept_prefix(int64_t user) { return "u" + std::to_string(user) + "/"; }

std::string own_key(const AppState& state, std::string_view name) {
  return kept_prefix(state.session.user ? state.session.user->id : 0) + std::string(name);
}

void load_people(Step& step) { step.requests.push_back(LoadBlob{kPeopleKey}); }

bool people_arrived(Step& step, const BlobArrived& command) {
  if (command.key != kPeopleKey) return false;
  People& people = step.state.people;
  if (people.known) return true;
  people.known = true;
  const Result<Json> json = parse_json(command.content.value_or("null"));
  if (!json) return true;
  for (const Json& item : list_at(*json, "people")) {
    Person person = person_from(item);
    // Who signed in meanwhile stays first.
    const bool is_there = std::any_of(people.list.begin(), people.list.end(),
                                      [&](const Person& p) { return p.user.id == person.user.id; });
    if (!is_there) people.list.push_back(std::move(person));
  }
  return true;
}

void note_person(Step& step, const User& user, int64_t now_ms) {
  People& people = step.state.people;
  remove(people, user.id);
  // A browser has one session: the others' are over.
  for (Person& other : people.list) other.session_ended = true;
  people.list.insert(people.list.begin(), {user, now_ms, false});
  forget_long_gone(step, now_ms);
  store_people(step);
}

void note_session_ended(Step& step) {
  auto& list = step.state.people.list;
  if (list.empty() || list.front().session_ended) return;
  list.front().session_ended = true;
  store_people(step);
}

void forget_person(Step& step, int64_t user) {
  step.requests.push_back(ClearBlobs{kept_prefix(user)});
  remove(step.state.people, user);
  store_people(step);
}

const Person* person_without_server(const AppState& state) {
  const auto& list = state.people.list;
  if (list.empty() || list.front().session_ended) return nullptr;
  if (list.front().user.role != UserRole::super_admin) return nullptr;  // nothing is kept for them
  return state.now_ms - list.front().seen_at_ms < kKeptMs ? &list.front() : nullptr;
}

}  // namespace datavault
