// Prints the plans of generated snapshots. Built natively and as WebAssembly; script/test compares
// the two outputs byte by byte.
//   parity [SEEDS]     beyond 1,000 seeds, digests of the lines
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include "core/base/json.h"
#include "core/base/sha256.h"
#include "core/plan/plan.h"
#include "core/plan/plan_json.h"
#include "core/plan/snapshot_json.h"
#include "tests/support/generator.h"
#include "tests/support/plan_laws.h"

namespace datavault {
namespace {

/// As the client has it: written by the server, read again.
Snapshot received(const Snapshot& snapshot) {
  const auto json = parse_json(snapshot_to_json(snapshot).dump());
  if (!json) std::abort();
  auto read = snapshot_from_json(*json);
  if (!read) std::abort();
  return *std::move(read);
}

bool only_digests = false;

void print_plan(uint64_t seed, const Plan& plan) {
  Json conflicts = Json::array();
  for (const Conflict& conflict : plan.conflicts) conflicts.push_back(conflict_to_json(conflict));
  const std::string line =
      canonical_json({{"seed", seed}, {"plan", plan_to_json(plan)}, {"conflicts", conflicts}});
  std::printf("%s\n", only_digests ? digest_of(line).c_str() : line.c_str());
}

/// Under every strategy and policy, then with every open question answered at random.
void print_plans(uint64_t seed, const Snapshot& snapshot) {
  for (const Strategy strategy : {Strategy::skip, Strategy::overwrite, Strategy::manual}) {
    print_plan(seed, test::planned(snapshot, test::request_for_all(snapshot, {}, strategy)));
  }
  for (const Policy& policy : {parent_to_child_policy(), peer_policy(), mirror_policy()}) {
    print_plan(seed, test::planned(snapshot, test::request_for_all(snapshot, policy)));
  }
  PlanRequest request = test::request_for_all(snapshot, {});
  Plan plan = test::planned(snapshot, request);
  print_plan(seed, plan);
  test::Random random(seed);
  test::answer_all(snapshot, request, plan,
                   [&] { return random.one_in(2) ? Take::master : Take::tenant; });
  print_plan(seed, plan);
}

}  // namespace
}  // namespace datavault

int main(int argc, char** argv) {
  using namespace datavault;
  const uint64_t seeds = argc > 1 ? std::strtoull(argv[1], nullptr, 10) : 100;
  only_digests = seeds > 1000;
  for (uint64_t seed = 1; seed <= seeds; ++seed) {
    // One large snapshot after many small ones.
    const test::SnapshotSize size =
        seed == seeds ? test::SnapshotSize{400, 60, 12} : test::SnapshotSize{24, 12, 5};
    const Snapshot snapshot = received(test::random_snapshot(seed, size));
    print_plans(seed, snapshot);
  }
  return 0;
}
