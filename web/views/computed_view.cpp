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

/// The server compares every digit.
bool reads_alike(const ComputedRow& row) {
  return row.before == row.after && row.unit_before == row.unit_after;
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
    ComputedRow row = row_of(value);
    if (!reads_alike(row)) view.rows.push_back(std::move(row));
  }
  view.summary = summary_of(computed.values.value, view.rows.size());
  return view;
}

}  // namespace datavault
