#pragma once

#include <span>
#include <string>
#include <string_view>

namespace datavault::ui {

struct ChoiceOptions {
  std::string_view description = {};  // a second, quieter line
  bool disabled = false;
  bool mixed = false;  // a checkbox over several, of which some are on
};

/// True in the frame in which the user changed it; `value` is then the new one.
bool checkbox(std::string_view label, bool& value, const ChoiceOptions& options = {});
bool toggle(std::string_view label, bool& value, const ChoiceOptions& options = {});

/// One of several, inside Group(GroupRole::radio_group, ...). True when it was chosen.
bool radio(std::string_view label, bool selected, const ChoiceOptions& options = {});

/// A few short alternatives in one control, like a row of radio buttons. True when `selected`
/// changed.
bool segmented(std::string_view name, std::span<const std::string_view> labels, int& selected);

/// A small chip that is on or off: filters.
bool filter_chip(std::string_view label, bool& value);

}  // namespace datavault::ui
