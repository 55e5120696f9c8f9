#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/base/json.h"

namespace datavault {

/// Members of replies, read leniently: what is absent or of another kind reads as empty. The server
/// may add keys and be a version ahead; what must be exact (snapshots) goes through core's codecs.

const Json& member_at(const Json& json, std::string_view key);  // null when absent
std::string text_at(const Json& json, std::string_view key);
int64_t integer_at(const Json& json, std::string_view key, int64_t fallback = 0);
double number_at(const Json& json, std::string_view key, double fallback = 0);
bool boolean_at(const Json& json, std::string_view key, bool fallback = false);
/// The member's elements; an empty array when it is no array.
const Json& list_at(const Json& json, std::string_view key);

}  // namespace datavault
