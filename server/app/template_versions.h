#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "core/template/template.h"
#include "server/app/failure.h"
#include "server/app/tenant_setups.h"
#include "server/app/version_cache.h"
#include "server/store/templates.h"

namespace datavault {

/// A version of a template with the framework versions that it stands on.
struct LoadedTemplate {
  store::TemplateRow row;
  store::TemplateVersionRow version;
  TemplateContent content;  // versions of copies are numbers of this installation
  std::map<std::string, VersionPtr> versions;  // by key of the copy
  std::map<std::string, std::string> names;    // of frameworks, by key
  std::set<std::string> unpublished;  // keys of built-in frameworks whose version is not here yet

  FindVersion finder() const;
};

/// Errors: `template_not_found`.
Reply<store::TemplateRow> require_template(store::ReadTransaction& tx, int64_t id);

/// Errors: `template_not_found`, `version_not_found`, `framework_not_found` when a framework is
///         neither here nor built in.
Reply<LoadedTemplate> load_template(store::ReadTransaction& tx, VersionCache& versions, int64_t id,
                                    std::optional<int64_t> number);

/// A content with its copies' versions found here, for contents that are not stored yet.
///
/// Errors: as load_template.
Reply<LoadedTemplate> resolve_template(store::ReadTransaction& tx, VersionCache& versions,
                                       TemplateContent content);

/// A framework's versions as they are to stand here.
struct FrameworkToPublish {
  std::string key, name, description;
  std::vector<FrameworkVersion> versions;  // in order; the numbers are given here
};
/// Makes the framework unless it is here, and its next versions; the number of the last one.
///
/// Errors: conflict when name or key belong to another framework.
Result<int64_t> publish_as_it_is(store::WriteTransaction& tx, const FrameworkToPublish& framework,
                                 const SetupStamp& stamp);

/// Publishes what of a template is not here yet, and finds it.
///
/// Errors: `framework_differs`: one of that key is here, and is another.
Reply<Done> publish_missing(store::WriteTransaction& tx, LoadedTemplate& loaded,
                            const SetupStamp& stamp);

}  // namespace datavault
