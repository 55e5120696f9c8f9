#include "server/store/access.h"

#include "server/store/counters.h"
#include "server/store/query.h"

namespace datavault::store {
namespace {

std::string select_tokens(const char* condition) {
  return std::string(
             "SELECT id, user_id, name, token_hash, scopes, created_at, expires_at, seen_at FROM "
             "api_tokens WHERE ") +
         condition;
}

void bind_token(Query& query, ApiToken& row) {
  query.into(row.id).into(row.user_id).into(row.name).into(row.token_hash).into(row.scopes);
  query.into(row.created_at).into(row.expires_at).into(row.seen_at);
}

}  // namespace

Result<std::optional<AccessLink>> find_access_link(ReadTransaction& tx,
                                                   std::string_view token_hash) {
  return guarded([&]() -> Result<std::optional<AccessLink>> {
    AccessLink row;
    Query query(tx,
                "SELECT token_hash, user_id, created_at, expires_at FROM access_links WHERE "
                "token_hash = :hash");
    query.use(token_hash).into(row.token_hash).into(row.user_id);
    query.into(row.created_at).into(row.expires_at);
    if (!query.next()) return std::optional<AccessLink>();
    return std::optional<AccessLink>(row);
  });
}

Result<void> replace_access_link(WriteTransaction& tx, const AccessLink& link) {
  if (auto gone = delete_access_links(tx, link.user_id); !gone) return gone;
  return guarded([&]() -> Result<void> {
    Query query(tx,
                "INSERT INTO access_links (token_hash, user_id, created_at, expires_at) VALUES "
                "(:hash, :user, :created, :expires)");
    query.use(link.token_hash).use(link.user_id).use(link.created_at).use(link.expires_at).run();
    return {};
  });
}

Result<void> delete_access_links(WriteTransaction& tx, std::optional<int64_t> user) {
  return guarded([&]() -> Result<void> {
    if (user) {
      Query(tx, "DELETE FROM access_links WHERE user_id = :user").use(*user).run();
    } else {
      Query(tx, "DELETE FROM access_links WHERE user_id IS NULL").run();
    }
    return {};
  });
}

Result<std::optional<ApiToken>> find_api_token(ReadTransaction& tx, std::string_view token_hash) {
  return guarded([&]() -> Result<std::optional<ApiToken>> {
    ApiToken row;
    Query query(tx, select_tokens("token_hash = :hash"));
    bind_token(query.use(token_hash), row);
    if (!query.next()) return std::optional<ApiToken>();
    return std::optional<ApiToken>(row);
  });
}

Result<std::vector<ApiToken>> load_api_tokens(ReadTransaction& tx, int64_t user) {
  return guarded([&]() -> Result<std::vector<ApiToken>> {
    std::vector<ApiToken> rows;
    ApiToken row;
    Query query(tx, select_tokens("user_id = :user ORDER BY id DESC"));
    bind_token(query.use(user), row);
    while (query.next()) rows.push_back(row);
    return rows;
  });
}

Result<int64_t> insert_api_token(WriteTransaction& tx, const ApiToken& token) {
  auto id = next_ids(tx, "api_tokens");
  if (!id) return id;
  return guarded([&]() -> Result<int64_t> {
    Query query(tx,
                "INSERT INTO api_tokens (id, user_id, name, token_hash, scopes, created_at, "
                "expires_at, seen_at) VALUES (:id, :user, :name, :hash, :scopes, :created, "
                ":expires, '')");
    query.use(*id).use(token.user_id).use(token.name).use(token.token_hash).use(token.scopes);
    query.use(token.created_at).use(token.expires_at).run();
    return *id;
  });
}

Result<bool> delete_api_token(WriteTransaction& tx, int64_t user, int64_t id) {
  return guarded([&]() -> Result<bool> {
    Query query(tx, "DELETE FROM api_tokens WHERE user_id = :user AND id = :id");
    return query.use(user).use(id).run() > 0;
  });
}

Result<void> delete_api_tokens(WriteTransaction& tx, int64_t user) {
  return guarded([&]() -> Result<void> {
    Query(tx, "DELETE FROM api_tokens WHERE user_id = :user").use(user).run();
    return {};
  });
}

}  // namespace datavault::store
