#include "core/model/differences.h"

#include <doctest/doctest.h>

namespace datavault {
namespace {

Field field(const std::string& uid, const std::string& code) {
  Field made;
  made.uid = FieldUid{uid};
  made.code = code;
  made.name = "Field " + code;
  return made;
}

}  // namespace

TEST_CASE("differences: added, removed and changed fields are told apart by uid") {
  FrameworkContent before;
  before.fields = {field("u1", "A"), field("u2", "B"), field("u3", "C")};
  FrameworkContent after;
  after.fields = {field("u3", "C"), field("u1", "A2"), field("u4", "B")};
  const auto found = differences(before, after);
  REQUIRE(found.size() == 3);
  CHECK(found[0].kind == FieldDifference::Kind::changed);
  CHECK(found[0].uid == FieldUid{"u1"});
  REQUIRE(found[0].values.size() == 2);  // the code, and the name that the test makes of it
  CHECK(found[0].values[0] == FieldDifference::Value{Attribute::code, "A", "A2"});
  CHECK(found[1].kind == FieldDifference::Kind::added);
  CHECK(found[1].code == "B");
  CHECK(found[2].kind == FieldDifference::Kind::removed);
  CHECK(found[2].uid == FieldUid{"u2"});
}

TEST_CASE("differences: none between equal contents, whatever their order") {
  FrameworkContent before;
  before.fields = {field("u1", "A"), field("u2", "B")};
  FrameworkContent after;
  after.fields = {field("u2", "B"), field("u1", "A")};
  CHECK(differences(before, after).empty());
}

}  // namespace datavault
