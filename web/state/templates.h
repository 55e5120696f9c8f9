#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "core/template/setup.h"
#include "web/state/approach.h"
#include "web/state/company_form.h"
#include "web/state/remote.h"
#include "web/state/rollback.h"

namespace datavault {

/// Tenant templates as the client knows them. Source: docs/templates.md.

struct TemplateCounts {
  int64_t frameworks = 0, data_points = 0, entities = 0, assignments = 0, users = 0, settings = 0;
  bool operator==(const TemplateCounts&) const = default;
};
TemplateCounts template_counts_from(const Json& summary);

struct TemplateSummary {
  int64_t id = 0;
  std::string key, name, description, industry;
  bool is_public = true, is_builtin = false;
  int64_t latest_version = 0;
  TemplateCounts counts;
  int64_t usage = 0, behind = 0;  // tenants that come from it; those on an older version
  std::string created_by, updated_at;
};
TemplateSummary template_summary_from(const Json& json);

struct TemplateVersion {
  int64_t number = 0;
  std::string notes, created_by, created_at;
  TemplateCounts counts;
};
TemplateVersion template_version_from(const Json& json);

struct TemplateFramework {
  std::string key, name;
  int64_t version = 0;  // 0: its own
  std::string digest;   // of that version
  int64_t fields = 0, edits = 0;
  bool is_published = true;
  Json overlay;
};

/// All that a version says.
struct TemplateContents {
  std::vector<TemplateParameter> parameters;
  std::vector<TemplateFramework> frameworks;
  std::vector<SetupEntity> entities;
  struct Assignment {
    std::string field, entity, frequency, unit;  // the last two may be empty: the field's own
  };
  std::vector<Assignment> assignments;
  std::map<std::string, int64_t> roles;
  std::map<std::string, std::string> settings;

  CompanyNeeds needs() const { return {parameters, settings}; }
};
/// `frameworks`: what lists show of them; may be null.
TemplateContents template_contents_from(const Json& content, const Json& frameworks);

struct TemplateDetail {
  TemplateSummary summary;
  TemplateVersion version;
  TemplateCounts counts;
  TemplateContents contents;
};
using TemplateDetailPtr = std::shared_ptr<const TemplateDetail>;
/// Errors: invalid_input when there is none in the answer.
Result<TemplateDetailPtr> template_detail_from(const Json& body);

/// A tenant that comes from a template.
struct TemplateTenant {
  TenantId id;
  std::string name, slug;
  bool is_active = true, is_behind = false;
  int64_t version = 0;
  std::set<std::string> parameters;  // that it was given
  std::string provisioned_by, provisioned_at;
};

/// What is known of one template.
struct TemplatePage {
  std::map<int64_t, Remote<TemplateDetailPtr>> details;  // by version; 0: the latest
  Remote<std::vector<TemplateVersion>> versions;         // newest first
  Remote<std::vector<TemplateTenant>> tenants;           // those that arrived, while it loads
};

/// What is about to be done with a template, in a dialog of its page.
enum class TemplateForm { none, edit, remove };

/// Something that goes to the server once, with a key: it cannot happen twice.
struct OneTimePost {
  enum class Phase { idle, confirming, preparing, sending, unanswered, refused };
  Phase phase = Phase::idle;
  std::string key, body;
  Failure failure;

  bool under_way() const { return phase == Phase::preparing || phase == Phase::sending; }
};

/// What is to be made of a tenant: a template, or the next version of one.
struct TemplateDraft {
  TenantId tenant;
  bool frameworks = true, entities = true, assignments = true, users = true, settings = true;
  bool uses_company_name = true;
  std::set<int64_t> left_out;  // frameworks, by id
  std::string name, description, industry, notes;
  bool is_public = true;
  bool operator==(const TemplateDraft&) const = default;
};

/// What would be made, by the server.
struct TemplatePreview {
  int64_t version = 0;
  bool is_unchanged = false;  // the latest version says the same
  TemplateCounts counts;
  TemplateContents contents;
};

struct TemplateCreation {
  int64_t template_id = 0;  // whose next version; 0: a new template
  TemplateDraft draft;
  Remote<TemplatePreview> preview;
  bool is_outdated = false;  // another preview is wanted than the one that is under way
  Task task;
};

/// A company as the server would make it.
struct CompanyPreview {
  std::string slug, industry;
  TemplateContents contents;  // parameters replaced
  std::map<std::string, std::string> parameters;
};

/// Lets the first admin of a new company choose a password. Shown once.
struct AdminLink {
  std::string company, email, path, expires_at;
};

struct Provisioning {
  int64_t template_id = 0;
  CompanyForm form;
  bool shows_missing = false;      // what is empty and must not be is said
  Remote<CompanyPreview> preview;  // of the form as it stands
  OneTimePost post;
  int64_t job = 0;  // that makes the company; 0: none was begun
  std::string company;
  TenantId tenant;
  TemplateCounts counts;
  std::optional<AdminLink> link;
};

struct BulkRow {
  CompanyForm form;
  std::string slug;       // that the server would give
  FormProblems problems;  // that were found here, or by the server
};

struct BulkProvisioning {
  int64_t template_id = 0;
  std::vector<BulkRow> rows;
  bool has_header = true;
  std::vector<std::string> ignored;  // columns
  std::string table_problem;
  bool is_checked = false;  // the server has looked at the rows as they stand
  Task check;
  OneTimePost post;
  int64_t job = 0;  // that makes them; 0: none was begun
  std::map<TenantId, std::string> names;
  std::vector<AdminLink> links;
};

struct TemplateUpgrade {
  int64_t template_id = 0;
  Approach approach;
  std::set<TenantId> left_out;
  std::map<std::string, std::string> parameters;
  std::vector<Decision> decisions;
  Remote<RollbackPlan> plan;
  bool is_outdated = false;
  bool asks_approval = false;
  OneTimePost post;
};

/// A framework of a document that is not the one that is here.
struct FrameworkClash {
  std::string key, answer;  // "PUBLISH", "LOCAL"; empty: none yet
  int64_t latest_version = 0, added = 0, removed = 0, changed = 0;
};

/// A mistake in a document, or in what is made of it.
struct PlacedProblem {
  std::string where, message;
};

struct TemplateImport {
  std::string file;  // where the document comes from, for people; empty: there is none
  Json document;
  std::string problem;  // why it cannot be read
  std::string name;     // another than the document's; empty: that
  std::vector<FrameworkClash> clashes;
  std::vector<PlacedProblem> mistakes;
  std::vector<std::string> published;  // frameworks that would be new here
  std::string signed_by;               // a public key; empty: nobody
  Remote<TemplatePreview> preview;
  Task task;
};

struct Templates {
  enum class Draft { unknown, loading, known };

  Remote<std::vector<TemplateSummary>> list;
  std::map<int64_t, TemplatePage> pages;
  TemplateForm form = TemplateForm::none;
  Task task;  // of that form
  Task exporting;
  TemplateCreation creation;
  Provisioning provisioning;
  BulkProvisioning bulk;
  TemplateUpgrade upgrade;
  TemplateImport import;
  Draft draft = Draft::unknown;
};

/// What is known of a template: from its page, or from the list; or null.
const TemplateSummary* find_template(const Templates& templates, int64_t id);
/// A version in full; 0: the latest. Null while it is not here.
const TemplateDetail* find_template_detail(const Templates& templates, int64_t id,
                                           int64_t version = 0);

}  // namespace datavault
