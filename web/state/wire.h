#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/base/json.h"
#include "core/model/framework.h"
#include "core/model/tenant.h"

namespace datavault {

/// What the server's replies hold, as the client keeps it. Readers take the parsed body.
/// Source: docs/client.md names the routes.

/// Admins and users belong to a company and see what is its own; `unknown`: of a newer server.
enum class UserRole { super_admin, admin, user, unknown };
std::string_view to_text(UserRole role);

struct User {
  int64_t id = 0;
  std::string email;
  std::string name;
  UserRole role = UserRole::unknown;
  TenantId company;  // 0: a super admin's
  bool is_active = true;
  bool has_password = true;  // false: has not followed the link yet
  bool has_second_factor = false;
  std::string created_at, signed_in_at;  // never signed in: empty
  bool operator==(const User&) const = default;
};
User user_from(const Json& json);
std::vector<User> users_from(const Json& body);

struct SignedIn {
  std::optional<User> user;          // none: signed out
  std::optional<User> impersonator;  // the super admin who stands in for `user`
  std::string company;               // the name of the user's company
  std::string csrf_token;
  bool needs_approval = false;    // plans need a second super admin
  bool needs_first_user = false;  // there is nobody yet who could sign in
};
SignedIn signed_in_from(const Json& body);

struct FrameworkSummary {
  FrameworkId id;
  std::string key;
  std::string name;
  std::string description;
  int64_t latest_version = 0;
  int64_t field_count = 0;
  bool own = false;  // a tenant's, not the catalogue's: cannot be distributed
};
std::vector<FrameworkSummary> frameworks_from(const Json& body);

struct VersionSummary {
  int64_t number = 0;
  std::string digest;
  std::string notes;
  std::string created_at;
  std::string created_by;
  int64_t field_count = 0;
};
/// Newest first.
std::vector<VersionSummary> versions_from(const Json& body);

/// One version of a framework with everything in it.
struct FrameworkDetail {
  FrameworkSummary summary;
  int64_t version = 0;
  std::string digest;
  std::string notes;
  FrameworkContent content;
  std::vector<LineageEntry> lineage;  // against the version before
};
/// Errors: invalid_input naming the field that cannot be read.
Result<FrameworkDetail> framework_detail_from(const Json& body);

std::vector<Tenant> companies_from(const Json& body);

struct JobTarget {
  TenantId tenant;
  std::string name;  // may be empty: the server gives the id alone
  std::string outcome;
  std::string status;
  std::string error;

  bool applied() const { return status == "APPLIED"; }
};

struct LogEntry {
  int64_t number = 0;  // 0: not numbered
  std::string at;
  std::string level;
  std::string message;
};

enum class JobAction { cancel, pause, resume, retry };
/// As in its path and in `Job::actions`.
std::string_view to_text(JobAction action);

/// A job that is distributed step by step.
struct Waves {
  std::vector<int64_t> percentages;  // of the tenants, cumulative
  int64_t current = 0;               // from 1; 0: there are no waves
};

/// One SyncOperation. Lists and events leave the last two out.
struct Job {
  int64_t id = 0;
  std::string type, kind;
  std::string status;
  std::string initiated_by;
  double progress_percentage = 0;
  std::string created_at, started_at, completed_at;
  int64_t duration_ms = -1;  // below 0: not known
  std::string error_message;
  FrameworkId framework;
  std::string framework_name;
  int64_t template_id = 0;  // of a job that has to do with a template
  int64_t version = 0;      // of the framework, or of the template
  std::string strategy;
  int64_t target_count = 0;
  int64_t conflicts = 0;
  int64_t rollback_of = 0;  // the job that this one takes back; 0: none
  int64_t depends_on = 0;   // the job that must end first; 0: none
  int64_t change = 0;       // the number of the change that this is as of; 0: not told
  std::string reason;       // why it is paused or cancelled
  std::string not_before;
  std::string next_attempt_at;
  double rate_per_second = -1;  // tenants; below 0: not known
  double seconds_left = -1;     // below 0: not known
  Waves waves;
  std::vector<JobAction> actions;          // what may be done now
  std::map<std::string, int64_t> tenants;  // by status; empty: count the targets
  std::vector<LogEntry> log;
  std::vector<JobTarget> targets;

  bool finished() const;
};
std::vector<Job> jobs_from(const Json& body);
Result<Job> job_from_status(const Json& body);
/// {job, log_entries} of the stream; `change` is the event's id.
Job job_from_event(const Json& body, int64_t change);

/// Milliseconds since 1970 of an ISO 8601 time in UTC ("2026-01-31T12:00:00Z"); none if it is no
/// time.
std::optional<int64_t> unix_ms_from(std::string_view iso);
/// The other way round, in whole seconds.
std::string iso_from_unix_ms(int64_t unix_ms);

}  // namespace datavault
