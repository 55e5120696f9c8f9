#include "web/views/computed_view.h"

#include <cmath>

#include "core/base/decimal.h"
#include "web/platform/intl.h"
#include "web/views/words.h"

namespace datavault {
namespace {

/// Twelve significant digits: floating point has noise behind them, and the server tells numbers
/// apart that differ in them.
std::string number_text(double number) {
  constexpr int kSignificant = 12;
  const int whole =
      number == 0 ? 0 : static_cast<int>(std::floor(std::log10(std::abs(number)))) + 1;
  return platform::format_decimal(
      decimal_from_double(round_to_decimals(number, kSignificant - whole)));
}

std::string side_text(const std::optional<double>& number) {
  return number ? number_text(*number) : "none";
}

ComputedRow row_of(const ComputedValue& value) {
  return {value.code,
          value.entity,
          side_text(value.before),
          side_text(value.after),
          value.before ? value.unit_before : "",
          value.after ? value.unit_after : "",
          sentence(value.reason)};
}

std::string summary_of(const ComputedValues& computed, size_t rows) {
  const auto outcome = outcome_from_text(computed.outcome);
  if (outcome == Outcome::hold || outcome == Outcome::skip || outcome == Outcome::noop) {
    return "Nothing is written to this tenant, so no computed value changes.";
  }
  if (computed.period.empty()) return "This tenant has no values to compute with.";
  if (rows == 0) return "No computed value of " + computed.period + " changes.";
  return counted(static_cast<int64_t>(rows), "computed value") + " of " + computed.period +
         (rows == 1 ? " changes." : " change.");
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
    view.rows.push_back(row_of(value));
  }
  view.summary = summary_of(computed.values.value, view.rows.size());
  return view;
}

}  // namespace datavault
