#include <doctest/doctest.h>

#include "core/codec/framework_json.h"
#include "core/codec/overlay_json.h"
#include "tests/support/builder.h"
#include "tests/web/support/client.h"
#include "web/views/edit_view.h"

namespace datavault {
namespace {

using test::Client;

const CallTag kCopy{Call::copy, 7, 5};
const CallTag kSave{Call::save_copy, 7, 5};

FrameworkContent base_content() {
  FrameworkContent content;
  content.fields = {test::field("a", "Energy"), test::field("b", "Water")};
  return content;
}

/// What the server says of the copy.
Json copy_json(const std::string& state, const Overlay& overlay) {
  return {{"framework",
           {{"framework_id", 5},
            {"name", "Small"},
            {"base_version", 1},
            {"latest_version", 2},
            {"state", state},
            {"changes", overlay_to_json(overlay, Stamps::include)}}}};
}

Overlay with_name(const std::string& name) {
  Overlay overlay;
  overlay.edits[{"ub"}][Attribute::name] = {Json(name), {"ann@x.example", "2025-01-02T03:04:05Z"}};
  return overlay;
}

Client client_at_copy() {
  Client client = Client::signed_in();
  client.open("/tenants/7/frameworks/5");
  client.answer(kCopy, copy_json("sha256:1", with_name("Rain")));
  Json framework = content_to_json(base_content());
  framework["id"] = 5;
  framework["version"] = 1;
  client.answer({Call::framework, 5, 1}, {{"framework", framework}});
  client.forget();
  return client;
}

const CopyEditor& editor(const Client& client) { return client.state.editors.copies.at({7, 5}); }

Json named_a(const char* name) { return {{"code", "F-a"}, {"set", {{"name", name}}}}; }

}  // namespace

TEST_CASE("copy editor: the draft stands on base and edits, and is sent with its state") {
  Client client = client_at_copy();
  CHECK(editor(client).draft.content.fields[1].name == "Rain");
  client.send(SaveCopy{});
  CHECK_FALSE(client.last_call(Call::save_copy));  // there is nothing to save
  client.send(EditField{named_a("Power")});
  client.send(SaveCopy{});
  const auto call = client.last_call(Call::save_copy);
  REQUIRE(call);
  CHECK(call->request.method == "PATCH");
  CHECK(call->request.headers[0].value == "\"sha256:1\"");
  CHECK(Json::parse(call->request.body)["edits"] == Json::array({named_a("Power")}));
  client.send(EditField{named_a("Late")});  // what is on its way stays as it is
  CHECK(editor(client).draft.done == 1);
  Overlay saved = with_name("Rain");
  saved.edits[{"ua"}][Attribute::name] = {Json("Power"), {"me", ""}};
  client.answer(kSave, copy_json("sha256:2", saved));
  CHECK_FALSE(editor(client).draft.dirty());
  CHECK_FALSE(editor(client).saving);
  CHECK(editor(client).draft.content.fields[0].name == "Power");
  CHECK(editor(client).draft_state == "sha256:2");
}

TEST_CASE("copy editor: 412 shows what changed meanwhile and lets go on") {
  Client client = client_at_copy();
  client.send(EditField{named_a("Power")});
  client.send(SaveCopy{});
  client.forget();
  client.answer(kSave, {{"error", "Changed."}, {"code", "state_changed"}}, 412);
  REQUIRE(client.last_call(Call::copy));
  client.answer(kCopy, copy_json("sha256:9", with_name("Snow")));
  CHECK(editor(client).changed_meanwhile);
  REQUIRE(editor(client).meanwhile.size() == 1);
  CHECK(editor(client).meanwhile[0].values[0].after == "Snow");
  CHECK(editor(client).draft.content.fields[0].name == "Power");
  CHECK(editor(client).draft.content.fields[1].name == "Snow");
  const CopyView view = build_copy_view(client.state, {});
  REQUIRE(view.meanwhile.size() == 1);
  CHECK(view.meanwhile[0].after == "Snow");
  client.send(SaveCopy{});
  const auto call = client.last_call(Call::save_copy);
  REQUIRE(call);
  CHECK(call->request.headers[0].value == "\"sha256:9\"");
}

TEST_CASE("copy editor: own edits that fit no more are named") {
  Client client = client_at_copy();
  client.send(EditField{{{"code", "F-b"}, {"reset", {"name"}}}});
  client.send(EditField{{{"code", "F-a"}, {"set", {{"code", "F-x"}}}}});
  Overlay overlay;
  overlay.added[{"own"}] = {test::field("x", "Own"), {}, {}};
  overlay.added[{"own"}].field.uid = {"own"};
  client.send(SaveCopy{});
  client.answer(kSave, {{"error", "Changed."}, {"code", "state_changed"}}, 412);
  client.answer(kCopy, copy_json("sha256:3", overlay));
  CHECK(build_copy_view(client.state, {}).unfit == std::vector<std::string>{"F-a: Code"});
}

TEST_CASE("copy view: edits with base, value, who and when, and the way back") {
  Client client = client_at_copy();
  const CopyView view = build_copy_view(client.state, {});
  CHECK(view.standing.name == "Behind");
  REQUIRE(view.edit.lines.size() == 1);
  const OverlayLine& line = view.edit.lines[0];
  CHECK(line.base == "Water");
  CHECK(line.value == "Rain");
  CHECK(line.by == "ann@x.example");
  client.send(EditField{line.undo});
  CHECK(build_copy_view(client.state, {}).edit.lines.empty());
  CHECK(editor(client).draft.dirty());
}

TEST_CASE("copy editor: a hidden field can be shown again") {
  Client client = client_at_copy();
  client.send(EditField{{{"code", "F-a"}, {"hide", true}}});
  const CopyView view = build_copy_view(client.state, {});
  REQUIRE(view.edit.line_count == 2);
  CHECK(view.edit.lines[1].undo_word == "Show again");
  client.send(EditField{view.edit.lines[1].undo});
  CHECK(build_copy_view(client.state, {}).edit.line_count == 1);
}

}  // namespace datavault
