#pragma once

#include <cstdint>
#include <string_view>

#include "server/store/database.h"

namespace datavault::store {

/// Hands out `count` identities in a row and gives the first. Identities are never used again;
/// those of a transaction that is rolled back are. Why not the engine's own: the two SQL dialects
/// differ there, and bulk inserts know theirs beforehand.
Result<int64_t> next_ids(WriteTransaction& tx, std::string_view counter, int64_t count = 1);

}  // namespace datavault::store
