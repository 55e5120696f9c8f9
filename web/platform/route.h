#pragma once

#include <string>
#include <string_view>

namespace datavault::platform {

/// Goes to a page and adds it to the history: navigate("/frameworks/12") shows "#/frameworks/12".
/// RouteChanged follows before the next frame, also when the path is the present one.
void navigate(std::string_view path);

/// The same without a new history entry: for redirects, filters and wizard steps.
void navigate_replace(std::string_view path);

/// Where the page is now, as in RouteChanged.
const std::string& current_route();

/// Sets the tab's title ("Frameworks" becomes "Frameworks – DataVault") and announces it to
/// screen readers when it changed. Cheap to call in every frame.
void set_page_title(std::string_view title);

/// Opens another address in a new tab: documentation, a download.
void open_in_new_tab(std::string_view url);

}  // namespace datavault::platform
