// Times planning for a large fleet. Built natively and as WebAssembly; script/bench runs both.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <vector>

#include "core/base/json.h"
#include "core/plan/plan.h"
#include "core/plan/snapshot_json.h"
#include "tests/support/generator.h"

namespace datavault {
namespace {

template <typename Work>
double median_ms(int runs, Work work) {
  std::vector<double> times;
  for (int i = 0; i < runs; ++i) {
    const auto start = std::chrono::steady_clock::now();
    work();
    times.push_back(
        std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start)
            .count());
  }
  std::sort(times.begin(), times.end());
  return times[times.size() / 2];
}

PlanRequest request_for_all(const Snapshot& snapshot) {
  PlanRequest request;
  request.allow_downgrade = true;
  for (const TenantFacts& facts : snapshot.tenants) request.targets.push_back(facts.tenant.id);
  return request;
}

}  // namespace
}  // namespace datavault

/// One line of JSON: {"tenants","fields","snapshot_bytes","read_ms","plan_ms","conflicts"}.
int main() {
  using namespace datavault;
  const Snapshot snapshot = test::random_snapshot(1, {1217, 1000, 12});
  const std::string text = snapshot_to_json(snapshot).dump();
  const PlanRequest request = request_for_all(snapshot);
  size_t conflicts = 0;
  const double read_ms = median_ms(5, [&] {
    const auto json = parse_json(text);
    if (!json || !snapshot_from_json(*json)) std::abort();
  });
  const double plan_ms = median_ms(7, [&] {
    const auto plan = make_plan(snapshot, request);
    if (!plan) std::abort();
    conflicts = plan->conflicts.size();
  });
  std::printf(
      "{\"tenants\":1000,\"fields\":1217,\"snapshot_bytes\":%zu,\"read_ms\":%.2f,"
      "\"plan_ms\":%.2f,\"conflicts\":%zu}\n",
      text.size(), read_ms, plan_ms, conflicts);
  return 0;
}
