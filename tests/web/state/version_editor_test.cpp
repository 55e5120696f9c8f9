#include <doctest/doctest.h>

#include "core/codec/framework_json.h"
#include "tests/support/builder.h"
#include "tests/web/support/client.h"
#include "web/state/version_document.h"

namespace datavault {
namespace {

using test::Client;

Json small_framework(int64_t version, const FrameworkContent& content) {
  Json framework = content_to_json(content);
  framework["id"] = 5;
  framework["key"] = "small";
  framework["name"] = "Small";
  framework["version"] = version;
  framework["latest_version"] = version;
  framework["digest"] = content_digest(content);
  return {{"framework", framework}};
}

FrameworkContent small_content() {
  FrameworkContent content;
  content.fields = {test::field("a", "Energy"), test::field("b", "Water"),
                    test::computed("c", "A + 1", {"ua"})};
  return content;
}

Client client_at_editor() {
  Client client = Client::signed_in();
  client.open("/frameworks/5/edit");
  client.answer({Call::framework, 5, 0}, small_framework(2, small_content()));
  client.forget();
  return client;
}

const VersionEditor& editor(const Client& client) { return client.state.editors.versions.at(5); }

Json renamed(const char* code, const char* to) {
  return {{"code", std::string("F-") + code}, {"set", {{"code", std::string("F-") + to}}}};
}

Json sent_body(const Client& client) {
  const auto call = client.last_call(Call::publish_version);
  REQUIRE(call);
  return Json::parse(call->request.body);
}

}  // namespace

TEST_CASE("version editor: edits are reviewed and published as a document") {
  Client client = client_at_editor();
  client.send(AskToPublish{});
  CHECK(editor(client).phase == VersionEditor::Phase::editing);  // nothing to publish yet
  client.send(EditField{renamed("a", "a2")});
  client.send(AskToPublish{});
  REQUIRE(editor(client).phase == VersionEditor::Phase::reviewing);
  CHECK(editor(client).mistakes.empty());
  client.send(PublishVersion{"Renamed a."});
  CHECK(editor(client).phase == VersionEditor::Phase::sending);
  const Json body = sent_body(client);
  CHECK(body["base_version"] == 2);
  CHECK(body["notes"] == "Renamed a.");
  CHECK(body["lineage"] ==
        Json::array({{{"kind", "RENAMED"}, {"from", {"F-a"}}, {"to", {"F-a2"}}}}));
  CHECK(body["content"]["fields"][0]["uid"] == "ua");
  CHECK(body["content"]["fields"][2]["variables"]["A"]["field"] == "F-a2");
  client.answer({Call::publish_version, 5}, {{"version", 3}, {"unchanged", false}}, 201);
  CHECK(client.state.editors.versions.count(5) == 0);
  CHECK(client.state.route.page == Page::framework_changes);
  CHECK(client.state.route.query_integer("from") == 2);
  CHECK(client.state.route.query_integer("to") == 3);
}

TEST_CASE("version editor: what was edited away again cannot be published") {
  Client client = client_at_editor();
  client.send(EditField{renamed("a", "a2")});
  client.send(EditField{renamed("a2", "a")});
  client.send(AskToPublish{});
  CHECK_FALSE(editor(client).mistakes.empty());
  client.send(PublishVersion{});
  CHECK_FALSE(client.last_call(Call::publish_version));
}

TEST_CASE("version editor: a field that a formula needs is not removed") {
  Client client = client_at_editor();
  client.send(EditField{{{"code", "F-a"}, {"hide", true}}});
  CHECK_FALSE(editor(client).draft.problem.empty());
  CHECK_FALSE(editor(client).draft.dirty());
}

TEST_CASE("version editor: when somebody else published, the edits go on that version") {
  Client client = client_at_editor();
  client.send(EditField{renamed("b", "b2")});
  client.send(AskToPublish{});
  client.send(PublishVersion{});
  client.forget();
  client.answer({Call::publish_version, 5},
                {{"error", "Version 3 was published."}, {"code", "version_outdated"}}, 409);
  REQUIRE(client.last_call(Call::framework));
  FrameworkContent newer = small_content();
  newer.fields.push_back(test::field("d", "Waste"));
  client.answer({Call::framework, 5, 0}, small_framework(3, newer));
  CHECK(editor(client).moved_to == 3);
  CHECK(editor(client).base_version == 3);
  CHECK(editor(client).unfit.empty());
  CHECK(editor(client).draft.content.fields.size() == 4);
  CHECK(editor(client).draft.content.fields[1].code == "F-b2");
  client.send(ForgetMeanwhile{});
  CHECK(editor(client).moved_to == 0);
}

TEST_CASE("version editor: edits stay while one looks at another page, and undo is of this page") {
  Client client = client_at_editor();
  client.send(EditField{renamed("b", "b2")});
  client.open("/overview");
  client.send(UndoEdit{});
  CHECK(editor(client).draft.dirty());
  client.open("/frameworks/5/edit");
  client.answer({Call::framework, 5, 0}, small_framework(2, small_content()));
  CHECK(editor(client).draft.dirty());
  client.send(UndoEdit{});
  CHECK_FALSE(editor(client).draft.dirty());
}

TEST_CASE("version document: a swap of two codes is two renames") {
  FrameworkContent base = small_content();
  FrameworkContent swapped = base;
  std::swap(swapped.fields[0].code, swapped.fields[1].code);
  FrameworkDetail detail;
  detail.summary.key = "small";
  detail.summary.name = "Small";
  detail.version = 2;
  detail.content = base;
  detail.digest = content_digest(base);
  const auto lineage = renames_between(base, swapped);
  REQUIRE(lineage.size() == 2);
  const Json document = version_document(detail.summary, base, swapped,
                                         [](auto, const auto&) { return std::nullopt; });
  const PublishResult result = publish_document(
      document, detail, lineage, [](auto, auto) { return std::optional<FieldUid>(); });
  REQUIRE(result.publication);
  CHECK(result.publication->version.content.fields[0].uid.value == "ua");
  CHECK(result.publication->version.content.fields[0].code == "F-b");
}

}  // namespace datavault
