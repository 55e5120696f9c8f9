#pragma once

#include <cstdint>

#include "web/platform/events.h"

namespace datavault {

enum class Call {
  session,
  login,
  logout,
  ping,
  link,
  redeem,
  end_impersonation,
  frameworks,
  versions,
  framework,
  companies,
  snapshot,
  distribute,
  jobs,
  job,
  act_on_job,
  rollback_preview,
  rollback,
  remembered,
  withdraw_remembered,
  computed,
  account,
  account_sessions,
  account_tokens,
  change_password,
  begin_second_factor,
  confirm_second_factor,
  remove_second_factor,
  end_session,
  make_token,
  remove_token,
  users,
  everybody,
  add_user,
  change_user,
  reset_user,
  end_user_sessions,
  impersonate,
  audit,
  verify_audit,
  approvals,
  approval,
  decide_approval,
  carry_out,
  ask_to_sync,
  ask_to_roll_back,
  own_frameworks,
  own_copy,
  own_incoming,
  own_entities,
  own_values,
  edit_own,
  put_own_value,
  send_queued,
  fleet,
  fleet_tenants,
  recent_changes,
  tenant_copies,
  tenant_entities,
  tenant_assignments,
  tenant_values,
  copy,
  save_copy,
  publish_version,
  templates,  // from here on all of templates
  template_detail,
  template_versions,
  template_tenants,
  change_template,
  delete_template,
  export_template,
  preview_template,
  create_template,
  check_company,
  provision_company,
  check_companies,
  provision_companies,
  upgrade_preview,
  upgrade_template,
  ask_to_upgrade,
  check_document,
  import_document,
};

/// Tells which reply belongs to what.
struct CallTag {
  Call call = Call::session;
  int64_t id = 0;       // of what it is about, or the number of the request
  int64_t version = 0;  // of the framework; the framework of a copy; where a page of rows begins
  bool operator==(const CallTag&) const = default;
};

/// What the server said to it, or that nobody did.
struct Replied {
  CallTag tag;
  platform::HttpReply reply;
  int64_t at_ms = 0;  // since 1970
};

}  // namespace datavault
