#pragma once

#include <string_view>

// The audit as a chain: what followed on what, signed from time to time; docs/security.md.
namespace datavault::store {

inline constexpr std::string_view kMigration0004 = R"sql(
ALTER TABLE audit ADD COLUMN request_id TEXT NOT NULL DEFAULT '';
ALTER TABLE audit ADD COLUMN hash TEXT NOT NULL DEFAULT '';
CREATE TABLE audit_checkpoints (
  number BIGINT NOT NULL PRIMARY KEY,
  row_id BIGINT NOT NULL,
  row_hash TEXT NOT NULL,
  at TEXT NOT NULL,
  previous TEXT NOT NULL,
  public_key TEXT NOT NULL,
  signature TEXT NOT NULL
);
)sql";

}  // namespace datavault::store
