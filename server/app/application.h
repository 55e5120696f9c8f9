#pragma once

#include <atomic>
#include <memory>
#include <string>

#include "server/app/account_service.h"
#include "server/app/approval_service.h"
#include "server/app/audit_log.h"
#include "server/app/auth_service.h"
#include "server/app/fleet_service.h"
#include "server/app/framework_catalogue.h"
#include "server/app/framework_sync_service.h"
#include "server/app/job_kinds.h"
#include "server/app/job_service.h"
#include "server/app/reporting_service.h"
#include "server/app/snapshot_memory.h"
#include "server/app/tenant_service.h"
#include "server/app/tenant_settings_service.h"
#include "server/app/tenant_template_service.h"
#include "server/app/upkeep.h"
#include "server/app/user_service.h"
#include "server/jobs/change_hub.h"
#include "server/jobs/job_workers.h"

namespace datavault {

struct ApplicationOptions {
  std::string database_path;
  PasswordCost password_cost = PasswordCost::moderate;
  const Clock* clock = nullptr;  // null: the system's; else it must outlive the application
  SessionLimits sessions = {};
  bool is_four_eyes = false;  // plans need a second super admin's approval
};

/// The services over one database, put together. Everything else (HTTP, the command line, tests)
/// calls these.
class Application {
 public:
  /// Errors: those of opening the database.
  static Result<std::unique_ptr<Application>> open(const ApplicationOptions& options);

  store::Database& database() { return *database_; }

 private:
  Application(const ApplicationOptions& options, std::shared_ptr<Metrics> kept,
              std::unique_ptr<store::Database> database);
  SystemClock system_clock_;
  std::unique_ptr<store::Database> database_;

 public:
  const Clock& clock;
  const int64_t started_millis;
  const std::shared_ptr<Metrics> metrics;
  VersionCache versions;
  SnapshotMemory snapshots;
  AuditLog audit;
  PasswordCheck passwords;
  AuthService auth;
  AccountService accounts;
  UserService users;
  ApprovalService approvals;
  FleetService fleet;
  FrameworkCatalogue frameworks;
  TenantService tenants;
  ReportingService reporting;
  jobs::ChangeHub job_changes;
  JobService jobs;
  FrameworkSyncService sync;

 private:
  jobs::JobKinds kinds_;

 public:
  jobs::JobWorkers workers;  // start() them where jobs are to run
  Upkeep upkeep;             // the same
  TenantTemplateService templates;
  TenantSettingsService settings;

  /// Whether /readyz says yes: set once everything is there, demo data included.
  std::atomic<bool> is_ready{false};
};

}  // namespace datavault
