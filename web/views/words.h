#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/model/field.h"
#include "core/plan/plan.h"
#include "web/state/app_state.h"
#include "web/state/tenant_standing.h"
#include "web/theme/theme.h"

namespace datavault {

/// The words and tones that all pages use for the same thing. Numbers are written by the browser's
/// Intl (web/platform/intl.h).

/// A thing that has a name, a sentence about it, and a colour.
struct Label {
  std::string_view name;
  std::string_view explanation;
  Tone tone = Tone::neutral;
};

Label label_of(Outcome outcome);
Label label_of(Strategy strategy);
Label label_of(TenantState state);
Label label_of(ConflictType type);
Label label_of(Severity severity);
/// Of a job's or a target's status or outcome as it stands on the wire; unknown ones as they are.
Label status_label(std::string_view status);
Label outcome_label(std::string_view outcome);
/// The same of a job that takes another one back.
Label rollback_outcome_label(std::string_view outcome);

std::string_view name_of(UserRole role);
std::string_view name_of(ValueType type);
std::string_view name_of(Aggregation aggregation);
std::string_view name_of(Frequency frequency);
std::string_view name_of(Attribute attribute);

/// counted(1, "tenant") is "1 tenant", counted(24, "tenant") "24 tenants", counted(2, "copy",
/// "copies") "2 copies".
std::string counted(int64_t count, std::string_view one, std::string_view many = {});

/// The first five by commas, then how many more there are: "A, B and 3 more".
std::string first_few(const std::vector<std::string>& names);

/// 3.1416 -> "3.1 ms", 1234 -> "1.2 s".
std::string milliseconds_text(double milliseconds);

/// When: "3 minutes ago" of an ISO time; empty where there is none.
std::string ago_text(std::string_view iso);
std::string date_text(std::string_view iso);

/// A JSON value as people read it: texts without quotes, "none" for null, lists by commas.
std::string value_text(const Json& value);

/// The text of an attribute: of a type, an aggregation or a frequency its name.
std::string word_of(Attribute attribute, const std::string& value);

/// With a capital letter at its beginning.
std::string sentence(std::string text);

/// Whether all words of `search` occur in `text`, in any order; ASCII letters in either case.
bool matches(std::string_view text, std::string_view search);

}  // namespace datavault
