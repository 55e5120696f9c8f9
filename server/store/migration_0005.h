#pragma once

#include <string_view>

// Who may come in, and as whom; docs/security.md. Sessions are opened again.
namespace datavault::store {

inline constexpr std::string_view kMigration0005 = R"sql(
ALTER TABLE users ADD COLUMN totp_secret TEXT NOT NULL DEFAULT '';
ALTER TABLE users ADD COLUMN totp_step BIGINT NOT NULL DEFAULT 0;
ALTER TABLE users ADD COLUMN signed_in_at TEXT NOT NULL DEFAULT '';
CREATE INDEX users_by_tenant ON users (tenant_id, id);

DROP TABLE sessions;
CREATE TABLE sessions (
  token_hash TEXT NOT NULL PRIMARY KEY,
  id BIGINT NOT NULL UNIQUE,
  user_id BIGINT NOT NULL REFERENCES users (id),
  as_user_id BIGINT REFERENCES users (id),
  created_at TEXT NOT NULL,
  expires_at TEXT NOT NULL,
  seen_at TEXT NOT NULL,
  ip TEXT NOT NULL,
  user_agent TEXT NOT NULL
);
CREATE INDEX sessions_by_expiry ON sessions (expires_at);
CREATE INDEX sessions_by_user ON sessions (user_id, id);

CREATE TABLE recovery_codes (
  user_id BIGINT NOT NULL REFERENCES users (id),
  code_hash TEXT NOT NULL,
  PRIMARY KEY (user_id, code_hash)
);

CREATE TABLE access_links (
  token_hash TEXT NOT NULL PRIMARY KEY,
  user_id BIGINT REFERENCES users (id),
  created_at TEXT NOT NULL,
  expires_at TEXT NOT NULL
);

CREATE TABLE api_tokens (
  id BIGINT NOT NULL PRIMARY KEY,
  user_id BIGINT NOT NULL REFERENCES users (id),
  name TEXT NOT NULL,
  token_hash TEXT NOT NULL UNIQUE,
  scopes TEXT NOT NULL,
  created_at TEXT NOT NULL,
  expires_at TEXT NOT NULL,
  seen_at TEXT NOT NULL
);
CREATE INDEX api_tokens_by_user ON api_tokens (user_id, id);

CREATE TABLE plan_approvals (
  id BIGINT NOT NULL PRIMARY KEY,
  plan_digest TEXT NOT NULL,
  kind TEXT NOT NULL,
  subject_id BIGINT NOT NULL,
  title TEXT NOT NULL,
  summary TEXT NOT NULL,
  request TEXT NOT NULL,
  status TEXT NOT NULL,
  requested_by BIGINT NOT NULL REFERENCES users (id),
  requested_at TEXT NOT NULL,
  decided_by BIGINT REFERENCES users (id),
  decided_at TEXT,
  remark TEXT NOT NULL
);
CREATE INDEX plan_approvals_by_digest ON plan_approvals (plan_digest, id);

ALTER TABLE audit ADD COLUMN as_user_id BIGINT;
ALTER TABLE audit ADD COLUMN as_user_email TEXT NOT NULL DEFAULT '';
CREATE INDEX audit_by_time ON audit (at);
)sql";

}  // namespace datavault::store
