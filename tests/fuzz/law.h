#pragma once

#include <string>
#include <string_view>

#include "core/base/result.h"

namespace datavault::test {

/// Ends the program with what is wrong, if anything is: libFuzzer then keeps the input.
void require(const std::string& broken_law);
void require(bool holds, std::string_view law);

/// What every refusal keeps to: a sentence for people, in valid UTF-8.
void require_readable(const Error& error);

}  // namespace datavault::test
