#include "server/app/user_service.h"

#include <algorithm>
#include <string_view>

#include "core/base/text.h"
#include "server/app/auth_service.h"
#include "server/app/copies.h"
#include "server/security/tokens.h"
#include "server/store/access.h"
#include "server/store/sessions.h"

namespace datavault {
namespace {

constexpr int64_t kHourMillis = 3600 * 1000;
constexpr int64_t kFirstHours = 24;

Reply<Done> check_role(store::ReadTransaction& tx, const NewUser& user) {
  const bool is_tenants = user.role == kAdmin || user.role == kUser;
  if (user.role != kSuperAdmin && !is_tenants) {
    return invalid_input("A role is SUPER_ADMIN, ADMIN or USER.", "role");
  }
  if (is_tenants && !user.tenant_id) {
    return invalid_input("An ADMIN or USER belongs to a company.", "company_id");
  }
  if (!is_tenants && user.tenant_id) {
    return invalid_input("A SUPER_ADMIN belongs to no company.", "company_id");
  }
  if (!user.tenant_id) return Done{};
  auto tenant = require_tenant(tx, TenantId{*user.tenant_id});
  if (!tenant) return tenant.failure();
  return Done{};
}

Failure no_user() { return Failure(not_found("There is no such user."), "user_not_found"); }

Failure no_link() {
  return Failure(not_found("This link was used already, or is too old. Ask for a new one."),
                 "link_not_found");
}

Json user_payload(const store::User& user) {
  Json payload = {{"email", user.email}, {"role", user.role}};
  if (user.tenant_id) payload["company_id"] = *user.tenant_id;
  return payload;
}

}  // namespace

Result<void> check_email(const std::string& email) {
  const size_t at = email.find('@');
  const bool is_plain = std::none_of(email.begin(), email.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte <= ' ' || byte == 0x7f ||
           std::string_view(",;<>\"").find(c) != std::string_view::npos;
  });
  const bool good = at != std::string::npos && at > 0 && at + 1 < email.size() &&
                    email.size() <= 254 && is_valid_utf8(email) && is_plain;
  if (good) return {};
  return invalid_input("This is not an e-mail address.", "email");
}

std::string access_link_path(const std::string& token) { return "/#/welcome?token=" + token; }

Reply<store::Page<store::User>> UserService::list(const store::PageRequest& request) {
  auto tx = database_.read();
  if (!tx) return tx.error();
  return store::list_users(*tx, request);
}

Reply<store::User> UserService::get(int64_t id) {
  auto tx = database_.read();
  if (!tx) return tx.error();
  auto user = store::find_user(*tx, id);
  if (!user) return user.error();
  if (!*user) return no_user();
  return **user;
}

Reply<MadeUser> UserService::add(const NewUser& user, const Actor& actor) {
  if (user.password.empty()) return insert(user, std::string(), actor);
  return insert(user, passwords_.hash_new(user.password, account_of(user.email)), actor);
}

Reply<MadeUser> UserService::add_unchecked(const NewUser& user, const Actor& actor) {
  return insert(user, passwords_.hash_as_it_is(user.password), actor);
}

Reply<MadeUser> UserService::insert(const NewUser& user, const Result<std::string>& hash,
                                    const Actor& actor) {
  MadeUser made;
  store::User& row = made.user;
  row.email = account_of(user.email);
  row.role = user.role;
  row.tenant_id = user.tenant_id;
  row.created_at = iso_now(clock_);
  if (auto checked = check_email(row.email); !checked) return checked.error();
  if (!hash) return hash.error();
  row.password_hash = *hash;
  auto tx = database_.write();
  if (!tx) return tx.error();
  if (auto checked = check_role(*tx, user); !checked) return checked.failure();
  auto id = store::insert_user(*tx, row);
  if (!id) return id.error();
  row.id = *id;
  if (row.password_hash.empty()) {
    auto link = make_link(*tx, *id, kInvitationHours);
    if (!link) return link.error();
    made.link = *link;
  }
  auto audited =
      audit_.record(*tx, actor, {"user.create", "user", std::to_string(*id), user_payload(row)});
  if (!audited) return audited.error();
  if (auto committed = tx->commit(); !committed) return committed.error();
  return made;
}

Result<MadeAccessLink> UserService::make_link(store::WriteTransaction& tx,
                                              std::optional<int64_t> user, int64_t hours) {
  MadeAccessLink link{random_token(), iso_time(clock_.now_millis() + hours * kHourMillis)};
  auto stored = store::replace_access_link(
      tx, {token_hash(link.token), user, iso_now(clock_), link.expires_at});
  if (!stored) return stored.error();
  return link;
}

Reply<store::User> UserService::patch(int64_t id, const UserPatch& patch, const Actor& actor) {
  auto tx = database_.write();
  if (!tx) return tx.error();
  auto found = store::find_user(*tx, id);
  if (!found) return found.error();
  if (!*found) return no_user();
  const store::User before = **found;
  store::User user = before;
  if (patch.is_active) user.is_active = *patch.is_active;
  if (patch.role) user.role = *patch.role;
  if (auto good = check_role(*tx, {"", "", user.role, user.tenant_id}); !good) {
    return good.failure();
  }
  const auto counts = [](const store::User& of) { return of.is_active && of.role == kSuperAdmin; };
  auto admins = store::count_users(*tx, kSuperAdmin);
  if (!admins) return admins.error();
  if (counts(before) && !counts(user) && *admins == 1) {
    return Failure(conflict_error("This is the last super admin; nobody could come in any more."),
                   "last_super_admin");
  }
  if (auto updated = store::update_user(*tx, user); !updated) return updated.error();
  if (!user.is_active || user.role != before.role) {
    if (auto ended = store::delete_sessions(*tx, id); !ended) return ended.error();
    if (auto ended = store::delete_api_tokens(*tx, id); !ended) return ended.error();
  }
  auto audited = audit_.record(*tx, actor,
                               {"user.update",
                                "user",
                                std::to_string(id),
                                {{"is_active", user.is_active}, {"role", user.role}}});
  if (!audited) return audited.error();
  if (auto committed = tx->commit(); !committed) return committed.error();
  return user;
}

Reply<MadeAccessLink> UserService::reset(int64_t id, bool with_second_factor, const Actor& actor) {
  if (actor.user_id == id) {
    return Failure({Error::Code::forbidden,
                    "Your own password and second factor are changed under your account.", ""});
  }
  auto tx = database_.write();
  if (!tx) return tx.error();
  auto user = store::find_user(*tx, id);
  if (!user) return user.error();
  if (!*user) return no_user();
  if (with_second_factor) {
    (*user)->totp_secret.clear();
    if (auto updated = store::update_user(*tx, **user); !updated) return updated.error();
    auto gone = store::replace_recovery_codes(*tx, id, {});
    if (!gone) return gone.error();
  }
  auto link = make_link(*tx, id, kInvitationHours);
  if (!link) return link.error();
  auto audited = audit_.record(
      *tx, actor,
      {"user.reset", "user", std::to_string(id), {{"second_factor", with_second_factor}}});
  if (!audited) return audited.error();
  if (auto committed = tx->commit(); !committed) return committed.error();
  return *link;
}

Reply<int64_t> UserService::end_sessions(int64_t id, const Actor& actor) {
  auto tx = database_.write();
  if (!tx) return tx.error();
  auto user = store::find_user(*tx, id);
  if (!user) return user.error();
  if (!*user) return no_user();
  auto ended = store::delete_sessions(*tx, id);
  if (!ended) return ended.error();
  auto audited = audit_.record(
      *tx, actor, {"user.sessions.end", "user", std::to_string(id), {{"sessions_ended", *ended}}});
  if (!audited) return audited.error();
  if (auto committed = tx->commit(); !committed) return committed.error();
  return *ended;
}

Result<bool> UserService::needs_first_user() {
  auto tx = database_.read();
  if (!tx) return tx.error();
  auto count = store::count_users(*tx, kSuperAdmin);
  if (!count) return count.error();
  return *count == 0;
}

Reply<MadeAccessLink> UserService::first_link() {
  auto tx = database_.write();
  if (!tx) return tx.error();
  auto link = make_link(*tx, std::nullopt, kFirstHours);
  if (!link) return link.error();
  if (auto committed = tx->commit(); !committed) return committed.error();
  return *link;
}

/// With the id 0: the first super admin's.
Reply<store::User> UserService::find_link_owner(store::ReadTransaction& tx,
                                                const std::string& token) {
  auto link = store::find_access_link(tx, token_hash(token));
  if (!link) return link.error();
  if (!*link || (*link)->expires_at <= iso_now(clock_)) return no_link();
  if ((*link)->user_id) {
    auto user = store::find_user(tx, *(*link)->user_id);
    if (!user) return user.error();
    if (!*user || !(*user)->is_active) return no_link();
    return **user;
  }
  auto admins = store::count_users(tx, kSuperAdmin);
  if (!admins) return admins.error();
  if (*admins > 0) return no_link();
  return store::User{};
}

Reply<std::optional<store::User>> UserService::link_owner(const std::string& token) {
  auto tx = database_.read();
  if (!tx) return tx.error();
  auto owner = find_link_owner(*tx, token);
  if (!owner) return owner.failure();
  if (owner->id == 0) return std::optional<store::User>();
  return std::optional<store::User>(*owner);
}

Reply<store::User> UserService::redeem(const std::string& token, const std::string& email,
                                       const std::string& password, Actor actor) {
  // Hashing takes long: not while nobody else can write, and not for who has no link.
  auto known = link_owner(token);
  if (!known) return known.failure();
  const std::string address = *known ? (*known)->email : account_of(email);
  if (auto checked = check_email(address); !checked) return checked.error();
  auto hash = passwords_.hash_new(password, address);
  if (!hash) return hash.error();
  auto tx = database_.write();
  if (!tx) return tx.error();
  auto owner = find_link_owner(*tx, token);
  if (!owner) return owner;
  store::User user = *owner;
  const bool is_first = user.id == 0;
  user.password_hash = *hash;
  if (is_first) {
    user.email = address;
    user.role = kSuperAdmin;
    user.created_at = iso_now(clock_);
    auto id = store::insert_user(*tx, user);
    if (!id) return id.error();
    user.id = *id;
  } else {
    if (auto updated = store::update_user(*tx, user); !updated) return updated.error();
    if (auto ended = store::delete_sessions(*tx, user.id); !ended) return ended.error();
    if (auto ended = store::delete_api_tokens(*tx, user.id); !ended) return ended.error();
  }
  auto gone = store::delete_access_links(*tx, is_first ? std::nullopt : std::optional(user.id));
  if (!gone) return gone.error();
  actor.user_id = user.id;
  actor.email = user.email;
  auto audited = audit_.record(
      *tx, actor, {"auth.redeem", "user", std::to_string(user.id), user_payload(user)});
  if (!audited) return audited.error();
  if (auto committed = tx->commit(); !committed) return committed.error();
  return user;
}

}  // namespace datavault
