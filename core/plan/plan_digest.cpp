#include "core/plan/plan_digest.h"

#include <algorithm>
#include <string_view>

#include "core/base/sha256.h"

namespace datavault {
namespace {

// A plain literal is measured each time that it is appended, where the library is libc++.
using namespace std::string_view_literals;

void append_text_or_null(std::string& out, const std::optional<std::string>& digest) {
  if (digest)
    out.append(1, '"').append(*digest).append(1, '"');
  else
    out += "null"sv;
}

/// Written by hand as canonical JSON: there is one for each of a thousand tenants, and digests and
/// outcomes need no escapes.
template <typename Target>
void append_target(std::string& out, const Target& target) {
  out += R"({"after":)"sv;
  append_text_or_null(out, target.after);
  out += R"(,"before":)"sv;
  append_text_or_null(out, target.before);
  out += R"(,"company_id":)"sv;
  out += std::to_string(target.tenant.value);
  out += R"(,"evidence":")"sv;
  out += target.evidence;
  out += R"(","outcome":")"sv;
  out += to_text(target.outcome);
  out += R"("})"sv;
}

template <typename Target>
void append_targets(std::string& out, const std::vector<Target>& targets) {
  std::vector<const Target*> sorted;
  sorted.reserve(targets.size());
  for (const Target& target : targets) sorted.push_back(&target);
  std::sort(sorted.begin(), sorted.end(),
            [](const Target* a, const Target* b) { return a->tenant < b->tenant; });
  constexpr size_t kUsual = 340;  // bytes of a target
  out.reserve(out.size() + sorted.size() * kUsual);
  out += '[';
  for (const Target* target : sorted) {
    if (out.back() != '[') out += ',';
    append_target(out, *target);
  }
  out += ']';
}

/// The canonical text of an object, whose last key is to be "targets", with them.
template <typename Target>
std::string digest_with(const Json& object, const std::vector<Target>& targets) {
  std::string text = canonical_json(object);
  text.pop_back();
  text += R"(,"targets":)";
  append_targets(text, targets);
  text += '}';
  return digest_of(text);
}

template <typename Target>
std::string digest_of_plan(const Framework& framework, const std::string& source_version,
                           PlanRequest request, const std::vector<Target>& targets) {
  request.targets.clear();  // their ids are in the targets
  return digest_with(Json{{"framework", framework.key},
                          {"request", plan_request_to_json(request)},
                          {"rules_version", kRulesVersion},
                          {"source_version", source_version}},
                     targets);
}

template <typename Target>
std::string digest_of_rollback(const Framework& framework, int64_t job,
                               const std::vector<Decision>& decisions,
                               const std::vector<Target>& targets) {
  PlanRequest request;
  request.decisions = decisions;
  return digest_with(Json{{"decisions", plan_request_to_json(request)["decisions"]},
                          {"framework", framework.key},
                          {"rollback_of", job},
                          {"rules_version", kRulesVersion}},
                     targets);
}

}  // namespace

std::string plan_digest(const Framework& framework, const std::string& source_version,
                        const PlanRequest& request, const std::vector<ExpectedTarget>& targets) {
  return digest_of_plan(framework, source_version, request, targets);
}

std::string plan_digest(const Framework& framework, const std::string& source_version,
                        const PlanRequest& request, const std::vector<PlannedTarget>& targets) {
  return digest_of_plan(framework, source_version, request, targets);
}

std::string rollback_digest(const Framework& framework, int64_t job,
                            const std::vector<Decision>& decisions,
                            const std::vector<ExpectedTarget>& targets) {
  return digest_of_rollback(framework, job, decisions, targets);
}

std::string rollback_digest(const Framework& framework, int64_t job,
                            const std::vector<Decision>& decisions,
                            const std::vector<PlannedTarget>& targets) {
  return digest_of_rollback(framework, job, decisions, targets);
}

}  // namespace datavault
