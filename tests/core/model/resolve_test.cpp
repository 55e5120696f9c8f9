#include "core/model/resolve.h"

#include <doctest/doctest.h>

#include "core/codec/overlay_json.h"
#include "tests/support/builder.h"
#include "tests/support/generator.h"

namespace datavault {
namespace {

using test::edit;
using test::field;

std::string order(const FrameworkContent& content) {
  std::string codes;
  for (const Field& item : content.fields) codes += item.code.substr(2);
  return codes;
}

FrameworkContent abcd() { return {{}, {field("a"), field("b"), field("c"), field("d")}}; }

}  // namespace

TEST_CASE("resolve: without changes it is the version") {
  const FrameworkContent version = abcd();
  CHECK(resolve(&version, {}) == version);
  CHECK(resolve(nullptr, {}).fields.empty());
}

TEST_CASE("resolve: order follows anchors") {
  struct Row {
    const char* name;
    std::vector<std::pair<const char*, const char*>> moved, added;
    std::vector<const char*> hidden;
    const char* order;
  };
  const Row rows[] = {
      {"move behind another", {{"ua", "uc"}}, {}, {}, "bcad"},
      {"move to the front", {{"ud", ""}}, {}, {}, "dabc"},
      {"added behind a field", {}, {{"x", "ub"}}, {}, "abxcd"},
      {"added chain", {}, {{"x", "ub"}, {"y", "ux"}}, {}, "abxycd"},
      {"follower of a moved field moves along", {{"ua", "uc"}, {"ub", "ua"}}, {}, {}, "cabd"},
      {"anchor gone: moved stays, added goes last", {{"ua", "uz"}}, {{"x", "uz"}}, {}, "abcdx"},
      {"circle: both stay", {{"ua", "ub"}, {"ub", "ua"}}, {}, {}, "abcd"},
      {"behind a hidden field", {}, {{"x", "ub"}}, {"ub"}, "axcd"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.name);
    Overlay overlay;
    for (const auto& [uid, after] : row.moved) overlay.moved[{uid}] = {{after}, {}};
    for (const auto& [id, after] : row.added) {
      overlay.added[{std::string("u") + id}] = {field(id), {after}, {}};
    }
    for (const char* uid : row.hidden) overlay.hidden[{uid}] = {};
    const FrameworkContent version = abcd();
    CHECK(order(resolve(&version, overlay)) == row.order);
  }
}

TEST_CASE("resolve: edits change their attribute alone") {
  const FrameworkContent version = abcd();
  const FrameworkContent copy = resolve(&version, edit("ub", Attribute::unit, "kg"));
  CHECK(copy.fields[1].unit == "kg");
  FrameworkContent expected = version;
  expected.fields[1].unit = "kg";
  CHECK(copy == expected);
}

TEST_CASE("normalise: drops what has no effect and keeps what has") {
  const FrameworkContent version = abcd();
  Overlay overlay = edit("ua", Attribute::name, "Name");
  overlay.edits[{"ub"}][Attribute::name] = {"Other", {}};
  overlay.edits[{"uz"}][Attribute::name] = {"Gone", {}};
  overlay.hidden[{"uz"}] = {};
  overlay.moved[{"ub"}] = {{"ua"}, {}};
  const Overlay normal = normalise(&version, overlay);
  CHECK(normal.edits.size() == 1);
  CHECK(normal.edits.contains({"ub"}));
  CHECK(normal.hidden.empty());
  CHECK(normal.moved.empty());
  CHECK(resolve(&version, normal) == resolve(&version, overlay));
}

TEST_CASE("normalise: a field that became plain reads the same whichever edit said so") {
  const FrameworkContent version{{}, {field("a"), test::computed("s", "A * 2", {"ua"})}};
  const Overlay normal = normalise(&version, edit("us", Attribute::expression, nullptr));
  CHECK(normal.edits.at({"us"}).size() == 3);
  CHECK_FALSE(resolve(&version, normal).fields[1].computed);
  CHECK(state_digest(nullptr, normal) == state_digest(nullptr, normalise(&version, normal)));
}

TEST_CASE("normalise: is idempotent and keeps the copy, at random") {
  test::Random random(11);
  for (int i = 0; i < 200; ++i) {
    const FrameworkContent version = test::random_content(random, 25);
    const FrameworkContent successor = test::random_successor(random, version, 5);
    const Overlay overlay = test::random_overlay(random, version, successor, 6);
    // On another version much of it loses its hold: the hard case.
    const Overlay normal = normalise(&successor, overlay);
    REQUIRE(resolve(&successor, normal) == resolve(&successor, overlay));
    REQUIRE(state_digest(nullptr, normalise(&successor, normal)) == state_digest(nullptr, normal));
  }
}

}  // namespace datavault
