#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "web/state/command.h"
#include "web/views/users_view.h"

namespace datavault {

/// Parts of pages whose lists the server filters.

/// Side by side; on a phone the first alone, and the others behind "Filters".
void filter_row_ui(const std::function<void()>& first, const std::function<void()>& others);

void search_filter_ui(std::string_view label, std::string_view hint, const std::string& shown,
                      Commands& commands);
/// A select named "Filter by role".
void choice_filter_ui(std::string_view what, const FilterView& filter, float width,
                      Commands& commands);
/// "100 of 240 users", and a button for more.
void more_rows_ui(std::string_view shown, bool has_more, bool loads_more, Commands& commands);

}  // namespace datavault
