#include "web/state/planned.h"

#include <optional>
#include <string_view>

namespace datavault {
namespace {

constexpr const char* kNotAsked = "Nothing asks for it any more.";

/// The place in "decisions[3].value" of an error, or none.
std::optional<size_t> refused_decision(const Error& error, size_t count) {
  constexpr std::string_view kPrefix = "decisions[";
  if (!error.where.starts_with(kPrefix)) return std::nullopt;
  size_t place = 0;
  for (size_t i = kPrefix.size(); i < error.where.size() && error.where[i] != ']'; ++i) {
    if (error.where[i] < '0' || error.where[i] > '9' || place > count) return std::nullopt;
    place = place * 10 + static_cast<size_t>(error.where[i] - '0');
  }
  return place < count ? std::optional(place) : std::nullopt;
}

void drop(Planned& planned, size_t place, std::string reason) {
  auto& decisions = planned.request.decisions;
  const auto at = decisions.begin() + static_cast<std::ptrdiff_t>(place);
  planned.dropped.push_back({std::move(*at), std::move(reason)});
  decisions.erase(at);
}

void drop_unused(Planned& planned, const std::vector<size_t>& unused) {
  for (auto place = unused.rbegin(); place != unused.rend(); ++place) {
    drop(planned, *place, kNotAsked);
  }
}

}  // namespace

Planned plan_with(const Snapshot& snapshot, PlanRequest request, Misfits misfits) {
  Planned planned;
  planned.request = std::move(request);
  while (true) {  // each turn has fewer decisions
    Result<Plan> plan = make_plan(snapshot, planned.request);
    if (plan && plan->unused_decisions.empty()) {
      planned.plan = std::make_shared<const Plan>(*std::move(plan));
      return planned;
    }
    if (plan) {
      drop_unused(planned, plan->unused_decisions);
      continue;
    }
    const auto refused = refused_decision(plan.error(), planned.request.decisions.size());
    if (misfits == Misfits::refuse || !refused) {
      planned.refusal = plan.error();
      return planned;
    }
    drop(planned, *refused, plan.error().message);
  }
}

}  // namespace datavault
