#include "core/codec/overlay_json.h"

#include <string>

#include <doctest/doctest.h>

using namespace datavault;

namespace {

const std::string kOneEdit =
    R"({"added":{},"edits":{"u1":{"name":{"at":"2026-01-02T03:04:05.006Z","by":"a@b.test","value":"N"}}},)"
    R"("hidden":{},"joined":{},"moved":{},"topics":[]})";

std::string with_value(const std::string& value) {
  return R"({"edits":{"u1":{"name":{"value":)" + value + R"(}}}})";
}

}  // namespace

TEST_CASE("overlay from text: however it is written, it is what its JSON says") {
  struct Case {
    const char* name;
    std::string text;
  };
  const Case cases[] = {
      {"as overlay_text writes it", kOneEdit},
      {"nothing", "{}"},
      {"white space", " {\n\"edits\" : { } }\n"},
      {"without a stamp", with_value(R"("N")")},
      {"a number", with_value("2")},
      {"null", with_value("null")},
      {"a list", with_value(R"([{"code":"a","label":"}],"},"\"",[]])")},
      {"an object", with_value(R"({"de":"\\","fr":{"x":"]"}})")},
      {"an empty text", with_value(R"("")")},
      {"escapes", with_value(R"("a \"quoted\" \u00e4 \\")")},
      {"beyond ASCII", with_value("\"Treibhausgase, CO\xE2\x82\x82\"")},
      {"a uid beyond ASCII", "{\"edits\":{\"\xC3\xA4\":{\"name\":{\"value\":\"N\"}}}}"},
      {"a uid with an escape", R"({"edits":{"\u0061":{"name":{"value":"N"}}}})"},
      {"uids in another order", R"({"edits":{"b":{"name":{"value":1}},"a":{"name":{"value":2}}}})"},
      {"a field without edits", R"({"edits":{"u1":{}}})"},
      {"hidden, moved, joined",
       R"({"edits":{},"hidden":{"h":{"at":"t","by":"b"}},"joined":{"o":"m"},)"
       R"("moved":{"m":{"after":null,"at":"t","by":"b"}}})"},
      {"a topic", R"({"topics":[{"code":"t","name":"T","parent":null}]})"},
  };
  for (const Case& item : cases) {
    CAPTURE(item.name);
    const auto expected = overlay_from_json(Json::parse(item.text));
    const auto read = overlay_from_text(item.text);
    REQUIRE(expected.ok());
    REQUIRE(read.ok());
    CHECK(*read == *expected);
  }
}

TEST_CASE("overlay from text: refuses what is none") {
  const std::string texts[] = {
      "",
      "[]",
      kOneEdit + "x",
      kOneEdit.substr(0, kOneEdit.size() - 1),
      with_value("nothing"),
      with_value(R"("N)"),
      with_value("\"\xFF\""),
      with_value(R"("N"],"at":"")"),
      R"({"edits":{"u1":{"name":{"at":"t"}}}})",
      R"({"edits":{"u1":{"no such attribute":{"value":"N"}}}})",
      R"({"edits":{"u1":{"name":{"value":"N"},"name":{"value":"M"}}}})",
      R"({"edits":{"u1":{"name":{"value":"N"}},"u1":{"name":{"value":"M"}}}})",
      R"({"edits":{"u1":{"name":{"at":1,"value":"N"}}}})",
  };
  for (const std::string& text : texts) {
    CAPTURE(text);
    CHECK_FALSE(overlay_from_text(text).ok());
  }
}
