#include "web/state/edit_draft.h"

#include <doctest/doctest.h>

#include "tests/support/builder.h"

namespace datavault {
namespace {

std::shared_ptr<const FrameworkContent> two_fields() {
  FrameworkContent content;
  content.fields = {test::field("a", "Energy"), test::field("b", "Water")};
  return std::make_shared<const FrameworkContent>(content);
}

Json named(const char* code, const char* name) {
  return {{"code", std::string("F-") + code}, {"set", {{"name", name}}}};
}

std::string name_of_first(const EditDraft& draft) { return draft.content.fields.at(0).name; }

}  // namespace

TEST_CASE("edit draft: edits are applied, undone and done again") {
  EditDraft draft = new_draft(two_fields(), {});
  CHECK_FALSE(draft.dirty());
  add_edit(draft, named("a", "Power"), {});
  add_edit(draft, named("a", "Current"), {});
  CHECK(name_of_first(draft) == "Current");
  CHECK(draft.accepted == 2);
  undo_edit(draft, {});
  CHECK(name_of_first(draft) == "Power");
  CHECK(draft.can_redo());
  redo_edit(draft, {});
  CHECK(name_of_first(draft) == "Current");
  undo_edit(draft, {});
  undo_edit(draft, {});
  undo_edit(draft, {});
  CHECK(name_of_first(draft) == "Energy");
  CHECK_FALSE(draft.dirty());
}

TEST_CASE("edit draft: a new edit takes the place of what was undone") {
  EditDraft draft = new_draft(two_fields(), {});
  add_edit(draft, named("a", "Power"), {});
  undo_edit(draft, {});
  add_edit(draft, named("b", "Rain"), {});
  CHECK_FALSE(draft.can_redo());
  CHECK(draft.edits.size() == 1);
  CHECK(name_of_first(draft) == "Energy");
}

TEST_CASE("edit draft: what core refuses changes nothing and says why") {
  EditDraft draft = new_draft(two_fields(), {});
  add_edit(draft, named("a", "Power"), {});
  add_edit(draft, {{"code", "F-a"}, {"set", {{"code", "F-b"}}}}, {});
  CHECK_FALSE(draft.problem.empty());
  CHECK(draft.problem.find("edits[") == std::string::npos);
  CHECK(draft.edits.size() == 1);
  CHECK(draft.accepted == 1);
  CHECK(name_of_first(draft) == "Power");
  add_edit(draft, named("b", "Rain"), {});
  CHECK(draft.problem.empty());
}

TEST_CASE("edit draft: moved onto something newer, what does not fit it is left out") {
  EditDraft draft = new_draft(two_fields(), {});
  add_edit(draft, named("a", "Power"), {});
  add_edit(draft, named("b", "Rain"), {});
  FrameworkContent newer;
  newer.fields = {test::field("a", "Energy use"), test::field("c", "Waste")};
  const auto unfit = move_draft(draft, std::make_shared<const FrameworkContent>(newer), {}, {});
  REQUIRE(unfit.size() == 1);
  CHECK(unfit[0]["code"] == "F-b");
  CHECK(draft.done == 1);
  CHECK(name_of_first(draft) == "Power");
  CHECK(draft.problem.empty());
}

}  // namespace datavault
