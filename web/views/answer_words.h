#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/merge/conflict.h"
#include "web/state/approach.h"
#include "web/views/words.h"

namespace datavault {

/// How people read questions and answer them.

Label label_of(Preset preset);
std::string_view name_of(PolicyTake take);  // "Ask", "New version", "Tenant's"
/// "Take new version", "Keep tenant's", "Another value"; and what that does to this kind.
std::string_view name_of(Take take);
std::string_view effect_of(const Conflict& conflict, Take take);

/// The value of an attribute (none: of a whole field): types and periods by their names, all else
/// as value_text has it.
std::string attribute_text(const Json& value, std::optional<Attribute> attribute);

/// A side of a conflict, one line an element: texts as they are, objects as "Name: value".
std::vector<std::string> value_lines(const Json& value,
                                     std::optional<Attribute> attribute = std::nullopt);

/// How another value is entered.
struct ValueEntry {
  enum class Kind { text, long_text, choice } kind = Kind::text;
  std::string help;                  // what may be entered
  std::vector<std::string> choices;  // shown; for Kind::choice
  std::vector<Json> values;          // what they stand for
  bool is_json = false;              // the text is read as JSON
};
ValueEntry entry_for(const Conflict& conflict);

/// What is in the field at first: what was decided, else the tenant's side.
std::string entry_text(const Conflict& conflict, const Json& decided);

/// What was entered. Errors: invalid_input for what cannot be read; make_plan checks the rest.
Result<Json> entered_value(const ValueEntry& entry, const Conflict& conflict,
                           const std::string& text);

}  // namespace datavault
