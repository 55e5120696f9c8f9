#pragma once

#include <span>
#include <string>
#include <string_view>

#include "web/state/command.h"
#include "web/views/load_view.h"
#include "web/views/template_contents_view.h"
#include "web/views/template_view.h"

namespace datavault {

/// Parts of the pages of templates.

void template_contents_ui(const TemplateContentsView& view);
/// Without what a company does not have, below each other.
void contents_column_ui(const TemplateContentsView& view);
void template_figures_ui(const std::vector<TemplateFigure>& figures);
/// A select of an industry; true when it changed.
bool industry_ui(std::string_view none, std::string& industry, std::string_view error = {});
/// Says so, where there is no server and nothing to show; true when it did.
bool needs_server_ui(const TemplateServer& server);
void problem_ui(std::string_view title, const std::string& problem);
/// True when it is to be sent again.
bool unanswered_post_ui(bool is_unanswered, const std::string& problem);

}  // namespace datavault
