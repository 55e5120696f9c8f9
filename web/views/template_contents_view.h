#pragma once

#include <map>
#include <string>
#include <vector>

#include "web/state/app_state.h"
#include "web/views/words.h"

namespace datavault {

/// What a template holds, or what a company made of it would have: the same on every page.
struct TemplateContentsView {
  struct Framework {
    std::string name, version, fields, edits;
    std::string href;     // empty: it is not here
    bool is_new = false;  // is published here when it is first needed
  };
  struct Entity {
    std::string name, kind;
    int depth = 0;
  };
  struct Assignment {
    std::string field, entity, what;
  };
  /// A setting, a parameter or a role.
  struct Line {
    std::string name, value;
  };
  std::vector<Framework> frameworks;
  std::vector<Entity> entities;  // as a tree
  std::vector<Assignment> assignments;
  std::vector<Line> settings, parameters, users;
  bool counts_fields = false;  // how many fields and edits are known
};
TemplateContentsView build_contents_view(const AppState& state, const TemplateContents& contents);

struct TemplateFigure {
  std::string name, value;
};
std::vector<TemplateFigure> figures_of(const TemplateCounts& counts);

/// "Fiscal year start month" of "fiscal_year_start_month".
std::string words_of_key(std::string_view key);

/// The choices of an industry: "Any" or "None" first, then those that there are.
struct IndustryChoices {
  std::vector<std::string> names;  // the first is `none`
  int chosen = 0;
};
IndustryChoices industry_choices(std::string_view none, const std::string& chosen);

}  // namespace datavault
