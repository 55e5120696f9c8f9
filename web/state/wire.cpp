#include "web/state/wire.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>

#include "core/codec/framework_json.h"
#include "web/state/json_get.h"

namespace datavault {
namespace {

constexpr std::array kJobActions{JobAction::cancel, JobAction::pause, JobAction::resume,
                                 JobAction::retry};

UserRole role_from(const Json& json) {
  const std::string text = text_at(json, "role");
  for (const UserRole role : {UserRole::super_admin, UserRole::admin, UserRole::user}) {
    if (text == to_text(role)) return role;
  }
  return UserRole::unknown;
}

FrameworkSummary summary_from(const Json& json) {
  return {{integer_at(json, "id")},
          text_at(json, "key"),
          text_at(json, "name"),
          text_at(json, "description"),
          integer_at(json, "latest_version"),
          integer_at(json, "field_count"),
          integer_at(json, "owner_company_id") != 0};
}

int64_t number_of_version(const Json& json) {
  const int64_t number = integer_at(json, "number");
  return number != 0 ? number : integer_at(json, "version");
}

VersionSummary version_summary_from(const Json& json) {
  return {number_of_version(json),     text_at(json, "digest"),
          text_at(json, "notes"),      text_at(json, "created_at"),
          text_at(json, "created_by"), integer_at(json, "field_count")};
}

/// Seconds with a fraction on the wire.
int64_t duration_from(const Json& json) {
  if (member_at(json, "duration_ms").is_number()) return integer_at(json, "duration_ms");
  const Json& duration = member_at(json, "duration");
  return duration.is_number() ? static_cast<int64_t>(duration.get<double>() * 1000) : -1;
}

std::vector<LogEntry> log_from(const Json& json) {
  std::vector<LogEntry> log;
  for (const Json& item : list_at(json, "log_entries")) {
    if (item.is_string()) {
      log.push_back({0, {}, {}, item.get<std::string>()});
      continue;
    }
    std::string at = text_at(item, "at");
    if (at.empty()) at = text_at(item, "time");
    log.push_back({integer_at(item, "number"), std::move(at), text_at(item, "level"),
                   text_at(item, "message")});
  }
  return log;
}

std::vector<JobTarget> targets_from(const Json& json) {
  std::vector<JobTarget> targets;
  for (const Json& item : list_at(json, "targets")) {
    std::string name = text_at(item, "company_name");
    if (name.empty()) name = text_at(item, "name");
    targets.push_back({{integer_at(item, "company_id")},
                       std::move(name),
                       text_at(item, "outcome"),
                       text_at(item, "status"),
                       text_at(item, "error")});
  }
  return targets;
}

Waves waves_from(const Json& json) {
  const Json& item = member_at(json, "waves");
  Waves waves;
  waves.current = integer_at(item, "current");
  for (const Json& percentage : list_at(item, "percentages")) {
    if (percentage.is_number_integer()) waves.percentages.push_back(percentage.get<int64_t>());
  }
  return waves;
}

std::vector<JobAction> actions_from(const Json& json) {
  std::vector<JobAction> actions;
  for (const Json& item : list_at(json, "actions")) {
    for (const JobAction action : kJobActions) {
      if (item.is_string() && item.get_ref<const std::string&>() == to_text(action)) {
        actions.push_back(action);
      }
    }
  }
  return actions;
}

std::map<std::string, int64_t> tenants_from(const Json& json) {
  std::map<std::string, int64_t> counts;
  const Json& tenants = member_at(json, "tenants");
  if (!tenants.is_object()) return counts;
  for (const auto& [status, count] : tenants.items()) {
    if (count.is_number_integer()) counts[status] = count.get<int64_t>();
  }
  return counts;
}

Job job_from(const Json& json) {
  Job job;
  job.id = integer_at(json, "id");
  job.type = text_at(json, "type");
  job.kind = text_at(json, "kind");
  job.template_id = integer_at(json, "template_id");
  job.status = text_at(json, "status");
  job.initiated_by = text_at(json, "initiated_by");
  if (member_at(json, "initiated_by").is_object()) {
    job.initiated_by = user_from(member_at(json, "initiated_by")).name;
  }
  job.progress_percentage = number_at(json, "progress_percentage");
  job.created_at = text_at(json, "created_at");
  job.started_at = text_at(json, "started_at");
  job.completed_at = text_at(json, "completed_at");
  job.duration_ms = duration_from(json);
  job.error_message = text_at(json, "error_message");
  job.framework = {integer_at(json, "framework_id")};
  job.framework_name = text_at(json, "framework_name");
  job.version = integer_at(json, "target_version");
  if (job.version == 0) job.version = integer_at(json, "version");
  job.strategy = text_at(json, "strategy");
  if (job.strategy.empty()) job.strategy = text_at(json, "conflict_resolution");
  job.target_count = integer_at(json, "target_count");
  job.conflicts = integer_at(json, "conflicts");
  job.rollback_of = integer_at(json, "rollback_of");
  job.depends_on = integer_at(json, "depends_on");
  job.change = integer_at(json, "last_event_id");
  job.reason = text_at(json, "reason");
  job.not_before = text_at(json, "not_before");
  job.next_attempt_at = text_at(json, "next_attempt_at");
  job.rate_per_second = number_at(json, "rate_per_second", -1);
  job.seconds_left = number_at(json, "seconds_left", -1);
  job.waves = waves_from(json);
  job.actions = actions_from(json);
  job.tenants = tenants_from(json);
  job.log = log_from(json);
  job.targets = targets_from(json);
  return job;
}

bool two_digits(std::string_view text, size_t at, int& out) {
  if (at + 2 > text.size()) return false;
  const char tens = text[at], ones = text[at + 1];
  if (tens < '0' || tens > '9' || ones < '0' || ones > '9') return false;
  out = (tens - '0') * 10 + (ones - '0');
  return true;
}

/// Days since 1970-01-01 in the proleptic Gregorian calendar (Howard Hinnant's days_from_civil).
int64_t days_since_epoch(int64_t year, int64_t month, int64_t day) {
  year -= month <= 2;
  const int64_t era = (year >= 0 ? year : year - 399) / 400;
  const int64_t year_of_era = year - era * 400;
  const int64_t day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  const int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return era * 146097 + day_of_era - 719468;
}

int64_t milliseconds_of(std::string_view fraction) {
  int64_t ms = 0, unit = 100;
  for (const char digit : fraction) {
    if (digit < '0' || digit > '9') break;
    ms += (digit - '0') * unit;
    unit /= 10;
  }
  return ms;
}

}  // namespace

std::string_view to_text(UserRole role) {
  constexpr std::array<std::string_view, 4> kTexts{"SUPER_ADMIN", "ADMIN", "USER", ""};
  return kTexts[static_cast<size_t>(role)];
}

User user_from(const Json& json) {
  User user;
  user.id = integer_at(json, "id");
  user.email = text_at(json, "email");
  user.name = text_at(json, "name");
  if (user.name.empty()) user.name = text_at(json, "display_name");
  if (user.name.empty()) user.name = user.email;
  user.role = role_from(json);
  user.company = {integer_at(json, "company_id")};
  user.is_active = boolean_at(json, "is_active", true);
  user.has_password = boolean_at(json, "has_password", true);
  user.has_second_factor = boolean_at(json, "has_second_factor");
  user.created_at = text_at(json, "created_at");
  user.signed_in_at = text_at(json, "signed_in_at");
  return user;
}

std::vector<User> users_from(const Json& body) {
  std::vector<User> users;
  for (const Json& item : list_at(body, "users")) users.push_back(user_from(item));
  return users;
}

SignedIn signed_in_from(const Json& body) {
  SignedIn result;
  result.csrf_token = text_at(body, "csrf_token");
  const Json& user = member_at(body, "user");
  if (user.is_object()) result.user = user_from(user);
  const Json& impersonator = member_at(body, "impersonator");
  if (impersonator.is_object()) result.impersonator = user_from(impersonator);
  result.company = text_at(member_at(body, "company"), "name");
  result.needs_approval = boolean_at(body, "needs_approval");
  result.needs_first_user = boolean_at(body, "needs_first_user");
  return result;
}

std::vector<FrameworkSummary> frameworks_from(const Json& body) {
  std::vector<FrameworkSummary> frameworks;
  for (const Json& item : list_at(body, "frameworks")) frameworks.push_back(summary_from(item));
  return frameworks;
}

std::vector<VersionSummary> versions_from(const Json& body) {
  std::vector<VersionSummary> versions;
  for (const Json& item : list_at(body, "versions")) versions.push_back(version_summary_from(item));
  std::sort(versions.begin(), versions.end(),
            [](const auto& a, const auto& b) { return a.number > b.number; });
  return versions;
}

Result<FrameworkDetail> framework_detail_from(const Json& body) {
  const Json& json = member_at(body, "framework");
  if (!json.is_object()) return invalid_input("There is no framework in the answer.");
  FrameworkDetail detail;
  detail.summary = summary_from(json);
  detail.version = integer_at(json, "version", detail.summary.latest_version);
  detail.digest = text_at(json, "digest");
  detail.notes = text_at(json, "notes");
  auto content =
      content_from_json({{"topics", list_at(json, "topics")}, {"fields", list_at(json, "fields")}});
  if (!content) return std::move(content).error();
  detail.content = *std::move(content);
  auto lineage = lineage_from_json(list_at(json, "lineage"));
  if (!lineage) return std::move(lineage).error();
  detail.lineage = *std::move(lineage);
  detail.summary.field_count = static_cast<int64_t>(detail.content.fields.size());
  return detail;
}

std::vector<Tenant> companies_from(const Json& body) {
  std::vector<Tenant> companies;
  for (const Json& item : list_at(body, "companies")) {
    companies.push_back({{integer_at(item, "id")},
                         text_at(item, "name"),
                         text_at(item, "slug"),
                         text_at(item, "industry"),
                         boolean_at(item, "is_active", true)});
  }
  return companies;
}

std::string_view to_text(JobAction action) {
  constexpr std::array<std::string_view, kJobActions.size()> kTexts{"cancel", "pause", "resume",
                                                                    "retry"};
  return kTexts[static_cast<size_t>(action)];
}

bool Job::finished() const {
  return status == "COMPLETED" || status == "COMPLETED_WITH_ERRORS" || status == "FAILED" ||
         status == "CANCELLED";
}

std::vector<Job> jobs_from(const Json& body) {
  std::vector<Job> jobs;
  for (const Json& item : list_at(body, "jobs")) jobs.push_back(job_from(item));
  return jobs;
}

Job job_from_event(const Json& body, int64_t change) {
  Job job = job_from(member_at(body, "job"));
  job.log = log_from(body);
  job.change = change;
  return job;
}

Result<Job> job_from_status(const Json& body) {
  const Json& status = member_at(body, "status");
  if (!status.is_object()) return invalid_input("There is no job in the answer.");
  return job_from(status);
}

std::optional<int64_t> unix_ms_from(std::string_view iso) {
  int century = 0, years = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0;
  const bool read = two_digits(iso, 0, century) && two_digits(iso, 2, years) &&
                    two_digits(iso, 5, month) && two_digits(iso, 8, day) &&
                    two_digits(iso, 11, hour) && two_digits(iso, 14, minute) &&
                    two_digits(iso, 17, second);
  if (!read) return std::nullopt;
  const int64_t days = days_since_epoch(century * 100 + years, month, day);
  const int64_t seconds = ((days * 24 + hour) * 60 + minute) * 60 + second;
  const bool fraction = iso.size() > 19 && iso[19] == '.';
  return seconds * 1000 + (fraction ? milliseconds_of(iso.substr(20)) : 0);
}

std::string iso_from_unix_ms(int64_t unix_ms) {
  using namespace std::chrono;
  const sys_seconds time{duration_cast<seconds>(milliseconds(unix_ms))};
  const auto day = floor<days>(time);
  const year_month_day date{day};
  const auto of_day = (time - day).count();
  char text[64];
  std::snprintf(text, sizeof text, "%04d-%02u-%02uT%02d:%02d:%02dZ", static_cast<int>(date.year()),
                static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                static_cast<int>(of_day / 3600), static_cast<int>(of_day / 60 % 60),
                static_cast<int>(of_day % 60));
  return text;
}

}  // namespace datavault
