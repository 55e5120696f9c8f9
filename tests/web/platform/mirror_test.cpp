#include "web/platform/mirror.h"

#include <doctest/doctest.h>

#include "core/base/json.h"

namespace datavault::platform {
namespace {

/// Draws one frame of a page and gives what is sent to the browser for it.
template <class Draw>
Json frame(Mirror& mirror, Draw draw) {
  mirror.begin();
  draw();
  const auto patch = mirror.finish();
  return patch ? Json::parse(*patch) : Json();
}

MirrorNode& at(MirrorNode& node, float x, float y, float w, float h) {
  node.x = x;
  node.y = y;
  node.w = w;
  node.h = h;
  return node;
}

TEST_CASE("Mirror: the same page again, nothing is sent") {
  Mirror mirror;
  const auto draw = [&] { at(mirror.add(Role::button, 7, "Save"), 10, 20, 80, 36); };
  const Json first = frame(mirror, draw);
  CHECK(first["tree"] == Json::array({7, 0}));
  CHECK(first["nodes"][0]["name"] == "Save");
  CHECK(first["nodes"][0]["role"] == "button");
  CHECK(frame(mirror, draw).is_null());
}

TEST_CASE("Mirror: one element changes, only that one is sent and not the tree") {
  Mirror mirror;
  frame(mirror, [&] {
    mirror.add(Role::button, 1, "Save");
    mirror.add(Role::checkbox, 2, "All");
  });
  const Json patch = frame(mirror, [&] {
    mirror.add(Role::button, 1, "Save");
    mirror.add(Role::checkbox, 2, "All").flags |= mirror_flag::kChecked;
  });
  CHECK(!patch.contains("tree"));
  REQUIRE(patch["nodes"].size() == 1);
  CHECK(patch["nodes"][0]["id"] == 2);
  CHECK(patch["nodes"][0]["flags"] == mirror_flag::kChecked);
}

TEST_CASE("Mirror: inside a container, places are relative to it") {
  Mirror mirror;
  const Json patch = frame(mirror, [&] {
    at(mirror.open(Role::main, 1, {}), 240, 0, 1000, 900);
    at(mirror.open(Role::row, 2, {}), 260, 100, 500, 44);
    at(mirror.add(Role::button, 3, "Open"), 700, 104, 50, 36);
    mirror.close();
    mirror.close();
  });
  CHECK(patch["nodes"][1]["x"] == 20);
  CHECK(patch["nodes"][1]["y"] == 100);
  CHECK(patch["nodes"][2]["x"] == 440);
  CHECK(patch["nodes"][2]["y"] == 4);
}

TEST_CASE("Mirror: scrolling, no element inside changes") {
  Mirror mirror;
  const auto draw = [&](float scroll) {
    return [&mirror, scroll] {
      MirrorNode& area = at(mirror.open(Role::main, 1, {}), 0, 0, 300, 300);
      area.offset_y = scroll;
      area.content_h = 2000;
      at(mirror.add(Role::button, 2, "Far"), 10, 900 - scroll, 80, 36);
      mirror.close();
    };
  };
  CHECK(frame(mirror, draw(0))["nodes"][1]["y"] == 900);
  CHECK(frame(mirror, draw(250)).is_null());
}

TEST_CASE("Mirror: a layer opened inside the page, stands beside it") {
  Mirror mirror;
  const Json patch = frame(mirror, [&] {
    at(mirror.open(Role::main, 1, {}), 240, 0, 1000, 900);
    at(mirror.open_layer(Role::menu, 2, "Actions"), 300, 200, 180, 120);
    at(mirror.add(Role::menuitem, 3, "Open"), 306, 206, 168, 36);
    mirror.close();
    mirror.close();
  });
  CHECK(patch["tree"] == Json::array({1, 0, 2, 0, 3, 2}));
  CHECK(patch["nodes"][1]["x"] == 300);
  CHECK(patch["nodes"][2]["x"] == 6);
}

TEST_CASE("Mirror: the same text twice in one place, both are there") {
  Mirror mirror;
  const Json patch = frame(mirror, [&] {
    mirror.add(Role::text, 5, "–");
    mirror.add(Role::text, 5, "–");
  });
  REQUIRE(patch["nodes"].size() == 2);
  CHECK(patch["nodes"][0]["id"] != patch["nodes"][1]["id"]);
}

TEST_CASE("Mirror: quotes, controls and other scripts in a name, arrive as they are") {
  Mirror mirror;
  const std::string name = "\"a\\b\"\n\x01 السلام 水";
  const Json patch = frame(mirror, [&] { mirror.add(Role::text, 1, name); });
  CHECK(patch["nodes"][0]["name"] == name);
}

TEST_CASE("Mirror: what the user did, is told once and forgotten with the frame") {
  Mirror mirror;
  mirror.on_click(4);
  mirror.on_input(5, {"abc", 3});
  mirror.on_key(6, MirrorKey::down);
  mirror.on_escape();
  CHECK(mirror.has_events());
  CHECK(mirror.take_click(4));
  CHECK(!mirror.take_click(4));
  CHECK(mirror.take_input(5)->value == "abc");
  CHECK(!mirror.take_input(5).has_value());
  CHECK(mirror.take_key(6) == MirrorKey::down);
  CHECK(mirror.take_escape());
  CHECK(!mirror.take_escape());
  mirror.on_click(9);
  mirror.forget_events();
  CHECK(!mirror.has_events());
  CHECK(!mirror.take_click(9));
}

TEST_CASE("Mirror: focus, visible only for the keyboard") {
  Mirror mirror;
  mirror.on_focus(3, true);
  CHECK(mirror.focus_visible(3));
  CHECK(!mirror.focus_visible(4));
  mirror.on_focus(3, false);
  CHECK(mirror.focused() == 3);
  CHECK(!mirror.focus_visible(3));
}

}  // namespace
}  // namespace datavault::platform
