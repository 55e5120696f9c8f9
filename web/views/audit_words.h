#pragma once

#include <span>
#include <string>
#include <string_view>

namespace datavault {

struct ActionWord {
  std::string_view action, words;
};

/// Those that are known here, in the order in which one looks for them.
std::span<const ActionWord> action_words();

/// "Signed in" of "auth.login"; an action that is not known here as it is.
std::string action_words(const std::string& action);

}  // namespace datavault
