#include "web/state/own.h"

#include "web/state/json_get.h"
#include "web/state/listing_parts.h"
#include "web/state/parts.h"

namespace datavault {
namespace {

constexpr const char* kOwn = "/api/tenant";
constexpr ListSource<OwnValue> kValues{Call::own_values, "/api/tenant/values", &own_values_from};

std::string own_copy_url(int64_t framework) {
  return std::string(kOwn) + "/frameworks/" + std::to_string(framework);
}

void load_own_copy(Step& step, int64_t framework) {
  auto& remote = step.state.own.copies[framework];
  if (remote.loading()) return;
  remote.start();
  send_get(step, {Call::own_copy, framework}, own_copy_url(framework));
}

void load_incoming(Step& step, int64_t framework) {
  auto& remote = step.state.own.incoming[framework];
  if (remote.loading()) return;
  remote.start();
  send_get(step, {Call::own_incoming, framework}, own_copy_url(framework) + "/incoming");
}

void load_entities(Step& step) {
  auto& remote = step.state.own.entities;
  if (remote.loading() || remote.has_value) return;
  remote.start();
  send_get(step, {Call::own_entities}, std::string(kOwn) + "/entities?limit=1000");
}

/// Values name their fields by code alone: the copies say what these are called.
void load_copies_once(Step& step) {
  for (const OwnFramework& framework : step.state.own.frameworks.value) {
    if (!step.state.own.copies[framework.id.value].has_value) {
      load_own_copy(step, framework.id.value);
    }
  }
}

template <typename T>
void own_part_arrived(Remote<T>& remote, const Replied& command, T (*read)(const Json&)) {
  Body body = body_of(command.reply);
  if (body.ok)
    remote.arrive(read(body.json), command.at_ms);
  else
    remote.fail(std::move(body.failure));
}

void own_copy_arrived(Remote<std::shared_ptr<const OwnCopy>>& remote, const Body& body,
                      int64_t at_ms) {
  if (!body.ok) return remote.fail(body.failure);
  Result<OwnCopy> copy = own_copy_from(body.json);
  if (!copy) return remote.fail(unreadable_reply(copy.error()));
  remote.arrive(std::make_shared<const OwnCopy>(*std::move(copy)), at_ms);
}

/// The form's answer when all went well; else the form says what did not.
bool own_form_done(Step& step, const Body& body) {
  Own& own = step.state.own;
  if (!own.task.sending()) return false;
  if (!body.ok) {
    step.requests.push_back(Announce{body.failure.message});
    own.task.fail(body.failure);
    return false;
  }
  own.task.end();
  own.is_editing = false;
  return true;
}

void own_edited(Step& step, const Replied& command) {
  const Body body = body_of(command.reply);
  if (!own_form_done(step, body)) return;
  own_copy_arrived(step.state.own.copies[command.tag.id], body, command.at_ms);
  load_incoming(step, command.tag.id);
  step.requests.push_back(ShowToast{ShowToast::Kind::success, "The change is saved."});
}

void own_values_put(Step& step, const Replied& command) {
  if (!own_form_done(step, body_of(command.reply))) return;
  step.requests.push_back(ShowToast{ShowToast::Kind::success, "The value is saved."});
  load_listing(step, step.state.own.values, kValues, step.state.own.values.wanted);
}

}  // namespace

void load_own_frameworks(Step& step) {
  auto& remote = step.state.own.frameworks;
  if (remote.loading()) return;
  remote.start();
  send_get(step, {Call::own_frameworks}, std::string(kOwn) + "/frameworks");
}

void enter_own_framework(Step& step) {
  apply(step, ShowOwnForm{false});
  load_own_copy(step, step.state.route.id);
  load_incoming(step, step.state.route.id);
}

void enter_own_values(Step& step) {
  if (step.state.own.frameworks.has_value)
    load_copies_once(step);
  else
    load_own_frameworks(step);
  load_entities(step);
  load_listing(step, step.state.own.values, kValues, filters_of(step.state.route));
}

void load_more_own_values(Step& step) { load_more(step, step.state.own.values, kValues); }

void apply(Step& step, const ShowOwnForm& command) {
  step.state.own.is_editing = command.is_open;
  step.state.own.task.end();
}

void apply(Step& step, const EditOwnField& command) {
  Own& own = step.state.own;
  const auto copy = own.copies.find(command.framework);
  if (own.task.sending() || copy == own.copies.end() || !copy->second.has_value) return;
  own.task.start();
  send_patch(step, {Call::edit_own, command.framework}, own_copy_url(command.framework),
             Json{{"edits", command.edits}}.dump(),
             {{"If-Match", "\"" + copy->second.value->state + "\""}});
}

void apply(Step& step, const EnterOwnValue& command) {
  Own& own = step.state.own;
  if (own.task.sending()) return;
  own.task.start();
  send_post(step, {Call::put_own_value}, kValues.path, command.value.dump());
}

void own_replied(Step& step, const Replied& command) {
  Own& own = step.state.own;
  switch (command.tag.call) {
    case Call::own_frameworks:
      own_part_arrived(own.frameworks, command, &own_frameworks_from);
      if (step.state.route.page == Page::own_values) load_copies_once(step);
      return;
    case Call::own_copy:
      return own_copy_arrived(own.copies[command.tag.id], body_of(command.reply), command.at_ms);
    case Call::own_incoming:
      return own_part_arrived(own.incoming[command.tag.id], command, &incoming_from);
    case Call::own_entities:
      return own_part_arrived(own.entities, command, &own_entities_from);
    case Call::own_values:
      return listing_replied(step, own.values, kValues, command);
    case Call::edit_own:
      return own_edited(step, command);
    default:
      return own_values_put(step, command);
  }
}

}  // namespace datavault
