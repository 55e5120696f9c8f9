#include "server/app/audit_log.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "core/base/sha256.h"
#include "core/base/text.h"

namespace datavault {
namespace {

constexpr size_t kLongText = 500;
constexpr size_t kLongList = 50;
constexpr size_t kLongestPayload = 16 * 1024;

std::string text_of(const Json& payload) {
  return payload.dump(-1, ' ', false, Json::error_handler_t::replace);
}

bool names_secret(std::string_view key) {
  static constexpr std::array<std::string_view, 6> kSecrets{
      "password", "token", "secret", "cookie", "authorization", "one_time_code"};
  const std::string lower = to_lower_ascii(key);
  return std::any_of(kSecrets.begin(), kSecrets.end(), [&](std::string_view secret) {
    return lower.find(secret) != std::string::npos;
  });
}

}  // namespace

Json redacted(const Json& payload) {
  if (payload.is_object()) {
    Json result = Json::object();
    for (const auto& [key, value] : payload.items()) {
      result[key] = names_secret(key) ? Json("[redacted]") : redacted(value);
    }
    return result;
  }
  if (payload.is_array()) {
    if (payload.size() > kLongList) return {{"items", payload.size()}};
    Json result = Json::array();
    for (const Json& value : payload) result.push_back(redacted(value));
    return result;
  }
  if (payload.is_string() && payload.get_ref<const std::string&>().size() > kLongText) {
    const auto& text = payload.get_ref<const std::string&>();
    return {{"bytes", text.size()}, {"digest", digest_of(text)}};
  }
  return payload;
}

Result<void> AuditLog::append(store::WriteTransaction& tx, const Actor& actor,
                              const AuditEntry& entry, bool is_refused) {
  store::AuditRow row;
  row.at = iso_now(clock_);
  row.user_id = actor.user_id;
  row.user_email = actor.email;
  row.as_user_id = actor.as_user_id;
  row.as_user_email = actor.as_email;
  row.action = entry.action;
  row.entity = entry.entity;
  row.entity_id = entry.entity_id;
  row.is_refused = is_refused;
  row.payload = text_of(redacted(entry.payload));
  if (row.payload.size() > kLongestPayload) {
    row.payload = text_of({{"bytes", row.payload.size()}, {"digest", digest_of(row.payload)}});
  }
  row.ip = actor.ip;
  row.user_agent = actor.user_agent.substr(0, kLongText);
  row.request_id = actor.request_id;
  return store::append_audit(tx, row);
}

Result<void> AuditLog::record(store::WriteTransaction& tx, const Actor& actor,
                              const AuditEntry& entry) {
  return append(tx, actor, entry, false);
}

Result<void> AuditLog::record_refused(const Actor& actor, const AuditEntry& entry) {
  auto tx = database_.write();
  if (!tx) return tx.error();
  if (auto appended = append(*tx, actor, entry, true); !appended) return appended;
  return tx->commit();
}

Result<store::Page<store::AuditRow>> AuditLog::list(const store::PageRequest& request) {
  auto tx = database_.read();
  if (!tx) return tx.error();
  return store::list_audit(*tx, request);
}

}  // namespace datavault
