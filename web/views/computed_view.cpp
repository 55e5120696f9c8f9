#include "web/views/computed_view.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <string_view>

#include "web/platform/intl.h"
#include "web/views/words.h"

namespace datavault {
namespace {

/// As many digits as tell numbers apart that people entered; floating point has noise behind them.
std::string number_text(double number) {
  std::array<char, 400> buffer{};
  const int length = std::snprintf(buffer.data(), buffer.size(), "%.6f", number);
  std::string text(buffer.data(), static_cast<size_t>(std::max(0, length)));
  text.erase(text.find_last_not_of('0') + 1);
  if (text.ends_with('.')) text.pop_back();
  return platform::format_decimal(text);
}

std::string side_text(const std::optional<double>& number, const std::string& unit) {
  if (!number) return "none";
  return unit.empty() ? number_text(*number) : number_text(*number) + " " + unit;
}

std::string summary_of(const ComputedValues& computed) {
  const auto outcome = outcome_from_text(computed.outcome);
  if (outcome == Outcome::hold || outcome == Outcome::skip || outcome == Outcome::noop) {
    return "Nothing is written to this tenant, so no computed value changes.";
  }
  if (computed.period.empty()) return "This tenant has no values to compute with.";
  if (computed.values.empty()) return "No computed value of " + computed.period + " changes.";
  return counted(static_cast<int64_t>(computed.values.size()), "computed value") + " of " +
         computed.period +
         (computed.values.size() == 1 ? " is another one afterwards." : " are others afterwards.");
}

}  // namespace

ComputedView build_computed_view(const AppState& state, TenantId tenant) {
  ComputedView view;
  const Computed& computed = state.wizard.computed;
  const Planned* planned = state.wizard.planned();
  if (planned == nullptr || !planned->plan || !(computed.tenant == tenant)) return view;
  if (computed.plan_digest != planned->plan->digest) return view;
  view.asked = true;
  view.load = load_view(computed.values);
  if (!view.load.ready()) return view;
  for (const ComputedValue& value : computed.values.value.values) {
    view.rows.push_back({value.code, value.entity, side_text(value.before, value.unit_before),
                         side_text(value.after, value.unit_after), value.reason});
  }
  view.summary = summary_of(computed.values.value);
  return view;
}

}  // namespace datavault
