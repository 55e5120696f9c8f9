#pragma once

#include <string>
#include <string_view>

namespace datavault::platform {

/// Small preferences (theme, last filter) in the browser's local storage; never anything secret.
/// Errors: where the browser keeps nothing, reading gives an empty text and writing does nothing.
std::string preference(std::string_view key);
void set_preference(std::string_view key, std::string_view value);

/// Blobs by key (snapshots, drafts) in the browser's IndexedDB, which holds megabytes.
/// BlobLoaded or BlobStored with the key follows.
void blob_get(std::string_view key);
void blob_put(std::string_view key, std::string_view content);
void blob_remove(std::string_view key);

/// All blobs whose keys begin so; BlobsListed follows.
void blob_list(std::string_view prefix);

/// Forgets every blob whose key begins so: on sign-out. No event follows.
void blob_clear(std::string_view prefix);

/// Asks the browser not to throw blobs away when it runs short of room. It may decide otherwise.
void storage_persist();

}  // namespace datavault::platform
