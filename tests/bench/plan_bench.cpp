// Times planning for a large fleet. Built natively and as WebAssembly; tests/bench/run.mjs runs
// both.
//   plan_bench [SNAPSHOT.json]     without a file: a generated snapshot full of edits
#include <malloc.h>
#ifndef __EMSCRIPTEN__
#include <sodium/core.h>
#endif

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "core/base/json.h"
#include "core/plan/plan.h"
#include "core/plan/snapshot_json.h"
#include "tests/bench/timing.h"
#include "tests/support/generator.h"

namespace datavault {
namespace {

[[noreturn]] void give_up(const Error& error) {
  std::fprintf(stderr, "%s: %s\n", error.where.c_str(), error.message.c_str());
  std::exit(1);
}

std::string snapshot_text(int argc, char** argv) {
  if (argc < 2) return snapshot_to_json(test::random_snapshot(1, {1217, 1000, 12})).dump();
  std::ifstream file(argv[1], std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

Snapshot read(const std::string& text) {
  const auto json = parse_json(text);
  if (!json) give_up(json.error());
  auto snapshot = snapshot_from_json(*json);
  if (!snapshot) give_up(snapshot.error());
  return *std::move(snapshot);
}

PlanRequest request_for_all(const Snapshot& snapshot, bool allow_downgrade) {
  PlanRequest request;
  request.allow_downgrade = allow_downgrade;
  for (const TenantFacts& facts : snapshot.tenants) request.targets.push_back(facts.tenant.id);
  return request;
}

Json count_by_type(const Plan& plan) {
  Json counts = Json::object();
  for (const Conflict& conflict : plan.conflicts) {
    Json& count = counts[std::string(to_text(conflict.type))];
    count = count.is_null() ? 1 : count.get<int64_t>() + 1;
  }
  return counts;
}

/// As in the server before its first session: libsodium looks what the processor can do.
void start_hashes() {
#ifndef __EMSCRIPTEN__
  if (sodium_init() < 0) std::exit(1);
#endif
}

/// In use by the program, without what is only kept for later.
double memory_mb() {
#ifdef __EMSCRIPTEN__
  const auto info = mallinfo();
#else
  const auto info = mallinfo2();
#endif
  return static_cast<double>(info.uordblks + info.hblkhd) / 1e6;
}

}  // namespace
}  // namespace datavault

/// One line of JSON: {"tenants", "fields", "snapshot_bytes", "snapshot_mb", "plan_mb", "read_ms",
/// "first_ms", "plan_ms", "conflicts", "by_type", "digest"}; first_ms is what a program just
/// started takes, plan_ms the median of several; plan_mb is what the memory in use grew by while
/// planning.
int main(int argc, char** argv) {
  using namespace datavault;
  start_hashes();
  const std::string text = snapshot_text(argc, argv);
  const double at_start_mb = memory_mb();
  const Snapshot snapshot = read(text);
  const double read_mb = memory_mb();
  const PlanRequest request = request_for_all(snapshot, argc < 2);
  Plan plan;
  // A call that nobody can inline, as in a program that plans when asked to: a WebAssembly engine
  // optimises whole functions and never one that is running, so that what had become a part of the
  // rounds below would be measured in its first, slow translation.
  Result<Plan> (*volatile planner)(const Snapshot&, const PlanRequest&) = make_plan;
  const auto make = [&] {
    auto made = planner(snapshot, request);
    if (!made) give_up(made.error());
    plan = *std::move(made);
  };
  const double first_ms = test::median_ms(1, make);
  const double planned_mb = memory_mb();
  const double plan_ms = test::median_ms(25, make);
  const double read_ms = test::median_ms(3, [&] { read(text); });
  std::printf(
      "{\"tenants\":%zu,\"fields\":%zu,\"snapshot_bytes\":%zu,\"snapshot_mb\":%.1f,"
      "\"plan_mb\":%.1f,\"read_ms\":%.2f,\"first_ms\":%.2f,\"plan_ms\":%.2f,"
      "\"conflicts\":%zu,\"by_type\":%s,\"digest\":\"%s\"}\n",
      snapshot.tenants.size(), snapshot.versions.at(snapshot.target_version).content.fields.size(),
      text.size(), read_mb - at_start_mb, planned_mb - read_mb, read_ms, first_ms, plan_ms,
      plan.conflicts.size(), count_by_type(plan).dump().c_str(), plan.digest.c_str());
  return 0;
}
