#include "web/state/own.h"

#include <doctest/doctest.h>

#include "core/codec/framework_json.h"
#include "core/codec/overlay_json.h"
#include "tests/support/builder.h"
#include "tests/web/support/client.h"
#include "tests/web/support/own_copy.h"

namespace datavault {

using test::Client;

TEST_CASE("own: an edit names the state that it was made on, and the answer is the new copy") {
  Client client = test::client_at_own_copy();
  client.send(EditOwnField{5, Json::array({{{"code", "b"}, {"hide", true}}})});
  const auto sent = client.last_call(Call::edit_own);
  REQUIRE(sent);
  CHECK(sent->request.method == "PATCH");
  CHECK(sent->request.path == "/api/tenant/frameworks/5");
  CHECK(sent->request.headers.front() == platform::HttpHeader{"If-Match", "\"sha256:1\""});
  Json edited = test::own_copy_json();
  edited["state"] = "sha256:2";
  client.answer(sent->tag, {{"framework", edited}});
  CHECK(client.state.own.copies.at(5).value->state == "sha256:2");
  CHECK(client.last_call(Call::own_incoming));
}

TEST_CASE("own: what was changed elsewhere meanwhile is told, and nothing is lost") {
  Client client = test::client_at_own_copy();
  client.send(EditOwnField{5, Json::array()});
  client.answer({Call::edit_own, 5}, {{"error", "Changed since."}, {"code", "state_changed"}}, 412);
  CHECK(client.state.own.task.failure.message == "Changed since.");
  CHECK(client.state.own.copies.at(5).value->state == "sha256:1");
}

TEST_CASE("own: a value is sent as it was entered and the list is read again") {
  Client client = Client::of_company();
  client.open("/own/values?framework_id=5");
  CHECK(client.last_call(Call::own_values)->request.path ==
        "/api/tenant/values?limit=100&framework_id=5");
  client.answer({Call::own_values}, {{"values", Json::array()}, {"total", 0}});
  client.send(ShowOwnForm{true});
  const Json value = {{"framework_id", 5}, {"code", "a"}, {"period", "2024"}, {"value", "1"}};
  client.send(EnterOwnValue{value});
  CHECK(*parse_json(client.last_call(Call::put_own_value)->request.body) == value);
  client.forget();
  client.answer({Call::put_own_value}, {{"stored", 1}});
  CHECK_FALSE(client.state.own.is_editing);
  CHECK(client.last_call(Call::own_values));
}

}  // namespace datavault
