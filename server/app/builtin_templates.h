#pragma once

#include <map>
#include <string>
#include <vector>

#include "core/model/framework.h"
#include "core/template/template_source.h"

namespace datavault {

/// A framework of assets/frameworks, all its versions.
struct BuiltinFramework {
  std::string key, name, description;
  std::vector<FrameworkVersion> versions;  // numbers from 1
};

/// What comes with the program: frameworks and the templates that stand on them.
struct BuiltinCatalogue {
  std::map<std::string, BuiltinFramework> frameworks;
  std::vector<TemplateSource> templates;  // by key

  /// Null when the program has no such version.
  const FrameworkVersion* find(const std::string& key, const std::string& digest) const;
};

/// Read from the embedded assets when first asked for.
///
/// Errors: storage when they are not good, naming the place: a mistake of the program.
const Result<BuiltinCatalogue>& builtin_catalogue();

}  // namespace datavault
