#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/base/json.h"
#include "core/base/result.h"
#include "core/model/framework.h"

namespace datavault {

/// A field as it stands in the form that edits it: everything as text, lists one line each.
struct FieldForm {
  bool open = false;
  bool adding = false;
  std::string uid;        // of the field that is edited
  std::string after;      // code that a new field stands behind; empty: at the end
  uint64_t accepted = 0;  // edits that the draft had accepted when this one was sent
  bool sent = false;

  std::string code, name, description;
  int topic = 0;  // 0: none; else the content's topics, counted from 1
  int type = 0;
  std::string unit, decimals;
  bool required = false;
  int entity_aggregation = 0, time_aggregation = 0, frequency = 0;
  std::string options;       // "code: label"
  std::string references;    // "xbrl: esrs:..."
  std::string translations;  // "de: name"
  bool computed = false;
  std::string expression, multiplier;
  std::string variables;  // "A = CODE", "B = other-framework/CODE * 0.5"
};

FieldForm form_of(const Field& field, const FrameworkContent& content);
/// A new field below `topic`, behind its last one.
FieldForm new_field_form(const FrameworkContent& content, const std::string& topic);

/// The edit (core/edit/edits.h) that the form asks for; none: nothing differs from the field.
///
/// Errors: invalid_input whose `where` is the label of the form's field.
Result<std::optional<Json>> edit_of(const FieldForm& form, const FrameworkContent& content);

/// "Move up" and "Move down" among the fields of the topic; none at its end.
std::optional<Json> move_edit(const FrameworkContent& content, const std::string& uid, bool up);

}  // namespace datavault
