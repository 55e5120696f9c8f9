// Times planning for a large fleet. Built natively and as WebAssembly; tests/bench/run.mjs runs
// both.
//   plan_bench [SNAPSHOT.json]     without a file: a generated snapshot full of edits
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>
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

std::string snapshot_text(int argc, char** argv) {
  if (argc < 2) return snapshot_to_json(test::random_snapshot(1, {1217, 1000, 12})).dump();
  std::ifstream file(argv[1], std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

Snapshot read(const std::string& text) {
  const auto json = parse_json(text);
  if (!json) std::abort();
  auto snapshot = snapshot_from_json(*json);
  if (!snapshot) std::abort();
  return *std::move(snapshot);
}

PlanRequest request_for_all(const Snapshot& snapshot, bool allow_downgrade) {
  PlanRequest request;
  request.allow_downgrade = allow_downgrade;
  for (const TenantFacts& facts : snapshot.tenants) request.targets.push_back(facts.tenant.id);
  return request;
}

}  // namespace
}  // namespace datavault

/// One line of JSON:
/// {"tenants","fields","snapshot_bytes","read_ms","first_ms","plan_ms","conflicts", "digest"};
/// first_ms is what a program just started takes, plan_ms the median of several.
int main(int argc, char** argv) {
  using namespace datavault;
  const std::string text = snapshot_text(argc, argv);
  const Snapshot snapshot = read(text);
  const PlanRequest request = request_for_all(snapshot, argc < 2);
  Plan plan;
  const auto make = [&] {
    auto made = make_plan(snapshot, request);
    if (!made) std::abort();
    plan = *std::move(made);
  };
  const double first_ms = median_ms(1, make);
  const double plan_ms = median_ms(9, make);
  const double read_ms = median_ms(5, [&] { read(text); });
  std::printf(
      "{\"tenants\":%zu,\"fields\":%zu,\"snapshot_bytes\":%zu,\"read_ms\":%.2f,\"first_ms\":%.2f,"
      "\"plan_ms\":%.2f,\"conflicts\":%zu,\"digest\":\"%s\"}\n",
      snapshot.tenants.size(), snapshot.versions.at(snapshot.target_version).content.fields.size(),
      text.size(), read_ms, first_ms, plan_ms, plan.conflicts.size(), plan.digest.c_str());
  return 0;
}
