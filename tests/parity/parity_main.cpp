// Prints the plans of generated snapshots. Built natively and as WebAssembly; script/test compares
// the two outputs byte by byte.
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include "core/base/json.h"
#include "core/plan/plan.h"
#include "core/plan/plan_json.h"
#include "core/plan/snapshot_json.h"
#include "tests/support/generator.h"

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

PlanRequest request_for_all(const Snapshot& snapshot, Strategy strategy) {
  PlanRequest request;
  request.strategy = strategy;
  request.allow_downgrade = true;
  for (const TenantFacts& facts : snapshot.tenants) request.targets.push_back(facts.tenant.id);
  return request;
}

void print_plan(uint64_t seed, const Snapshot& snapshot, Strategy strategy) {
  const auto plan = make_plan(snapshot, request_for_all(snapshot, strategy));
  if (!plan) std::abort();
  Json conflicts = Json::array();
  for (const Conflict& conflict : plan->conflicts) conflicts.push_back(conflict_to_json(conflict));
  const std::string line =
      canonical_json({{"seed", seed}, {"plan", plan_to_json(*plan)}, {"conflicts", conflicts}});
  std::printf("%s\n", line.c_str());
}

}  // namespace
}  // namespace datavault

int main(int argc, char** argv) {
  using namespace datavault;
  const uint64_t seeds = argc > 1 ? std::strtoull(argv[1], nullptr, 10) : 100;
  for (uint64_t seed = 1; seed <= seeds; ++seed) {
    // One large snapshot after many small ones.
    const test::SnapshotSize size =
        seed == seeds ? test::SnapshotSize{400, 60, 12} : test::SnapshotSize{24, 12, 5};
    const Snapshot snapshot = received(test::random_snapshot(seed, size));
    for (const Strategy strategy :
         {Strategy::skip, Strategy::overwrite, Strategy::merge, Strategy::manual}) {
      print_plan(seed, snapshot, strategy);
    }
  }
  return 0;
}
