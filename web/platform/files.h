#pragma once

#include <string_view>

namespace datavault::platform {

/// Opens the browser's file picker; FileChosen with the tag follows, or nothing if it is dismissed.
/// Shape: `accept` as in HTML (".csv,text/csv"). Must be called while handling a click.
void choose_file(std::string_view tag, std::string_view accept);

/// Offers the content as a download.
void save_file(std::string_view name, std::string_view content_type, std::string_view content);

/// Has the browser fetch an address of the server as a file.
void download(std::string_view path);

}  // namespace datavault::platform
