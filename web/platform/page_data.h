#pragma once

#include <string_view>

namespace datavault::platform {

/// Puts a value at the page's root element, where browser tests and measurements read it:
/// set_page_data("planMs", "3.2") is document.documentElement.dataset.planMs.
void set_page_data(std::string_view key, std::string_view value);

}  // namespace datavault::platform
