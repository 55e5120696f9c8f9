#include "web/state/approvals.h"

#include <doctest/doctest.h>

#include "tests/web/support/client.h"
#include "web/views/submit_view.h"

namespace datavault {
namespace {

using test::Client;

Json approval(const std::string& digest, const char* status) {
  return {{"id", 4},
          {"plan_digest", digest},
          {"kind", "FRAMEWORK_SYNC"},
          {"subject_id", 5},
          {"title", "\"Small\" version 2 to 6 companies"},
          {"summary", {{"MERGE", 1}, {"CREATE", 1}}},
          {"status", status},
          {"requested_by", "super@demo.test"},
          {"request",
           {{"plan_digest", digest}, {"expected", {{{"company_id", 1}, {"outcome", "MERGE"}}}}}}};
}

Client client_with_four_eyes() {
  Client client = test::client_at_preview();
  client.state.session.needs_approval = true;
  client.forget();
  return client;
}

}  // namespace

TEST_CASE("four eyes: the wizard asks for approval instead of distributing, and goes there") {
  Client client = client_with_four_eyes();
  CHECK(distribution_asks_approval(client.state));
  client.send(AskToSubmit{});
  CHECK(client.state.wizard.submission.asks_approval);
  client.send(ConfirmSubmit{});
  CHECK_FALSE(client.last_call(Call::distribute));
  const auto asked = client.last_call(Call::ask_to_sync);
  REQUIRE(asked);
  CHECK(asked->request.path == "/superadmin/api/sync/frameworks/5/approvals");
  const std::string digest = client.state.wizard.planned()->plan->digest;
  CHECK(parse_json(asked->request.body)->at("plan_digest") == digest);
  client.answer(asked->tag, {{"approval", approval(digest, "PENDING")}}, 201);
  CHECK(client.state.route.page == Page::approval);
  CHECK(client.state.route.id == 4);
  CHECK(client.state.wizard.submission.phase == Submission::Phase::idle);
}

TEST_CASE("four eyes: an approval that nobody could be asked for does not wait in the queue") {
  Client client = client_with_four_eyes();
  client.send(NetworkChanged{false});
  client.send(AskToSubmit{});
  CHECK(build_submit_view(client.state).confirm_label == "Ask for approval");
  CHECK_FALSE(build_submit_view(client.state).queue_note.empty());
  client.send(ConfirmSubmit{});
  client.fail({Call::ask_to_sync, 5});
  CHECK(build_submit_view(client.state).asks_approval);
  client.send(KeepForLater{});
  CHECK(client.state.queue.items.empty());
  CHECK(client.state.wizard.submission.phase == Submission::Phase::unanswered);
}

TEST_CASE("four eyes: a plan that was approved can be distributed from the wizard") {
  Client client = client_with_four_eyes();
  const std::string digest = client.state.wizard.planned()->plan->digest;
  client.answer({Call::approvals}, {{"approvals", {approval(digest, "APPROVED")}}});
  CHECK_FALSE(distribution_asks_approval(client.state));
  client.send(AskToSubmit{});
  client.send(ConfirmSubmit{});
  CHECK(client.last<MakeKey>());
}

TEST_CASE("approvals: what was approved is carried out as it was asked for, once") {
  Client client = Client::signed_in({{"needs_approval", true}});
  client.open("/approvals/4");
  client.answer({Call::approval, 4}, {{"approval", approval("sha256:d", "APPROVED")}});
  client.send(CarryOutApproved{4});
  client.send(CarryOutApproved{4});
  client.send(KeyMade{"key-1"});
  const auto sent = client.last_call(Call::carry_out);
  REQUIRE(sent);
  CHECK(sent->request.path == "/superadmin/api/sync/frameworks/5/distribute");
  CHECK(parse_json(sent->request.body)->at("plan_digest") == "sha256:d");
  client.fail(sent->tag);
  client.forget();
  client.send(CarryOutApproved{4});
  const auto again = client.last_call(Call::carry_out);
  REQUIRE(again);
  CHECK(again->request.headers.front() == platform::HttpHeader{"Idempotency-Key", "key-1"});
  client.answer(again->tag, {{"sync_operation_id", 31}}, 202);
  CHECK(client.state.route.page == Page::job);
}

TEST_CASE("approvals: a decision is sent with its remark, and read again whatever came of it") {
  Client client = Client::signed_in({{"needs_approval", true}});
  client.open("/approvals/4");
  client.answer({Call::approval, 4}, {{"approval", approval("sha256:d", "PENDING")}});
  client.send(DecideApproval{4, false, "Not before the audit."});
  const auto sent = client.last_call(Call::decide_approval);
  CHECK(sent->request.path == "/superadmin/api/sync/approvals/4/reject");
  CHECK(*parse_json(sent->request.body) == Json{{"remark", "Not before the audit."}});
  client.forget();
  client.answer(sent->tag, {{"error", "Decided already."}, {"code", "approval_decided"}}, 409);
  CHECK(client.state.approvals.decision.failure.message == "Decided already.");
  CHECK(client.last_call(Call::approval));
}

}  // namespace datavault
