#pragma once

#include <string>
#include <vector>

#include "web/state/templates.h"
#include "web/views/words.h"

namespace datavault {

/// Something in which two versions of a template differ.
struct TemplateChange {
  std::string part;  // "Entity"
  std::string name;
  Label kind;        // added, removed, changed
  std::string what;  // "Name: Plant → Works"; empty where `kind` says it all
};

/// What the second version changes for whoever has the first: frameworks, entities, assignments
/// (as numbers) and settings. Users are not part of an upgrade.
///
/// Laws: changes(a, a) is empty.
std::vector<TemplateChange> template_changes(const TemplateContents& before,
                                             const TemplateContents& after);

}  // namespace datavault
