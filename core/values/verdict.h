#pragma once

#include <string_view>

#include "core/base/result.h"
#include "core/model/field.h"
#include "core/model/tenant.h"

namespace datavault {

/// How well a stored value reads under a changed field.
enum class Verdict {
  exact,    // it says the same
  rounded,  // a number loses digits
  failing,  // it cannot be read; the value stays stored under the old field
};

/// Whether the stored text reads as `to.value_type` and, where it has options, as some of them.
///
/// Shape: exact or failing; numbers are looked at without units and decimals. Nothing is guessed:
/// "yes"
///        is no BOOLEAN, a label is no option code, "1,000" is no NUMBER.
/// Source: docs/units.md, "Values under another type"
Verdict type_verdict(const Value& value, const Field& from, const Field& to);

/// Whether the number converts from its own unit (value.unit, else from.unit) to `to.unit` and fits
/// `to.decimals`.
///
/// Shape: no unit to no unit is a conversion by 1, no unit to a unit and back fails. Exact where
///        `to` is no NUMBER: units say nothing there.
Verdict unit_verdict(const Value& value, const Field& from, const Field& to);

/// The worse of two.
Verdict worse(Verdict a, Verdict b);

/// The value as it reads under `to`: its text in the stored form of that type, in `to.unit`, to
/// `to.decimals`. A copy: the stored value is not touched.
///
/// Shape: the result's `unit` is `to.unit`, none where `to` is no NUMBER.
/// Errors: invalid_input with a sentence exactly when one of the two verdicts is failing.
/// Laws:   converting to `from` itself changes nothing, digits beyond its decimals aside.
Result<Value> convert_value(const Value& value, const Field& from, const Field& to);

/// A day of the calendar as YYYY-MM-DD, from the year 1000 on.
bool is_calendar_day(std::string_view text);

}  // namespace datavault
