// Whatever base, tenants, master, policy and decisions are: make_plan plans or refuses, and what it
// plans keeps the laws of docs/merge.md.
#include <set>

#include "tests/fuzz/law.h"
#include "tests/fuzz/plan_input.h"
#include "tests/support/plan_laws.h"

namespace datavault {
namespace {

/// Adds an answer to some of the conflicts that nobody decided yet; false when there was none.
bool decide(test::Choices& choices, const Plan& plan, std::set<std::string>& known,
            PlanRequest& request) {
  bool any = false;
  for (const Conflict& conflict : plan.conflicts) {
    if (choices.is_over() || choices.one_in(3)) continue;
    if (known.contains(conflict.cluster) || known.contains(conflict.id)) continue;
    request.decisions.push_back(test::decision_from(choices, conflict));
    known.insert(request.decisions.back().cluster);
    known.insert(request.decisions.back().conflict);
    any = true;
  }
  return any;
}

/// The last plan that was not refused.
std::optional<Plan> plan_with_answers(test::Choices& choices, const Snapshot& snapshot,
                                      PlanRequest& request) {
  std::optional<Plan> last;
  PlanRequest accepted = request;
  std::set<std::string> known;
  for (;;) {
    auto plan = make_plan(snapshot, request);
    if (!plan) break;
    accepted = request;
    last = *std::move(plan);
    if (!decide(choices, *last, known, request)) break;
  }
  request = accepted;
  return last;
}

void run(const uint8_t* data, size_t size) {
  test::Choices choices(data, size);
  const Snapshot snapshot = test::snapshot_from(choices);
  PlanRequest request = test::request_from(choices, snapshot);
  const auto plan = plan_with_answers(choices, snapshot, request);
  if (!plan) return;
  test::require(test::open_questions_hold(*plan));
  test::require(test::same_after_transport(snapshot, request, *plan));
  test::require(test::applied_is_noop(snapshot, request, *plan));
  test::require(test::rollback_restores(snapshot, *plan));
}

}  // namespace
}  // namespace datavault

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  datavault::run(data, size);
  return 0;
}
