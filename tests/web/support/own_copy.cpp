#include "tests/web/support/own_copy.h"

#include "core/codec/framework_json.h"
#include "core/codec/overlay_json.h"
#include "tests/support/builder.h"

namespace datavault::test {

Json own_copy_json() {
  FrameworkContent content;
  content.fields = {field("a", "Mine"), field("b", "Water"), field("o", "Own")};
  Overlay changes = edit("ua", Attribute::name, "Mine");
  changes.edits.begin()->second.change_each([](AttributeEdit& edit) {
    edit.stamp = {"a@acme.test", "2026-01-31T12:00:00Z"};
  });
  changes.added[{"uo"}] = {content.fields[2], {"ub"}, {"a@acme.test", "2026-01-31T12:00:00Z"}};
  changes.hidden[{"uc"}] = {"a@acme.test", "2026-01-31T12:00:00Z"};
  Json json = content_to_json(content);
  json.update({{"framework_id", 5},
               {"name", "Small"},
               {"base_version", 1},
               {"latest_version", 2},
               {"edits", 3},
               {"state", "sha256:1"},
               {"changes", overlay_to_json(changes, Stamps::include)},
               {"hidden_fields", {{{"uid", "uc"}, {"code", "c"}, {"name", "Waste"}}}}});
  return json;
}

Client client_at_own_copy() {
  Client client = Client::of_company();
  client.open("/own/frameworks/5");
  client.answer({Call::own_copy, 5}, {{"framework", own_copy_json()}});
  client.answer({Call::own_incoming, 5}, {{"incoming", Json::object()}});
  client.forget();
  return client;
}

}  // namespace datavault::test
