#include "web/views/templates_view.h"

#include <set>

#include "web/platform/intl.h"
#include "web/views/words.h"

namespace datavault {
namespace {

void add_count(std::string& text, int64_t count, std::string_view one, std::string_view many = {}) {
  if (count == 0) return;
  if (!text.empty()) text += " · ";
  text += counted(count, one, many);
}

TemplateCard template_card(const TemplateSummary& summary) {
  TemplateCard card;
  card.id = summary.id;
  card.name = summary.name;
  card.description = summary.description;
  card.href = href(template_path(summary.id));
  card.industry = summary.industry.empty() ? "Any industry" : summary.industry;
  add_count(card.contents, summary.counts.frameworks, "framework");
  add_count(card.contents, summary.counts.entities, "entity", "entities");
  add_count(card.contents, summary.counts.assignments, "assignment");
  add_count(card.contents, summary.counts.users, "user");
  card.usage = summary.usage == 0 ? "Not used yet" : counted(summary.usage, "tenant");
  if (summary.behind > 0) card.behind = platform::format_count(summary.behind) + " behind";
  card.is_builtin = summary.is_builtin;
  card.is_private = !summary.is_public;
  return card;
}

bool is_shown(const TemplateSummary& summary, const Route& route) {
  const std::string industry = route.query_text("industry");
  const std::string origin = route.query_text("origin"), access = route.query_text("access");
  if (!industry.empty() && summary.industry != industry) return false;
  if (!origin.empty() && summary.is_builtin != (origin == "builtin")) return false;
  if (!access.empty() && summary.is_public != (access == "public")) return false;
  return matches(summary.name + " " + summary.description + " " + summary.industry,
                 route.query_text("search"));
}

}  // namespace

TemplatesView build_templates_view(const AppState& state) {
  TemplatesView view;
  const Route& route = state.route;
  view.load = load_view(state.templates.list);
  view.server = template_server(state, view.load.has_value);
  view.search = route.query_text("search");
  std::set<std::string> industries;
  const auto& all = state.templates.list.value;
  for (const TemplateSummary& summary : all) {
    if (!summary.industry.empty()) industries.insert(summary.industry);
    if (is_shown(summary, route)) view.cards.push_back(template_card(summary));
  }
  std::vector<FilterChoice> choices{{"All industries", ""}};
  for (const std::string& industry : industries) choices.push_back({industry, industry});
  view.industry = filter_view(route, "industry", std::move(choices));
  view.origin = filter_view(route, "origin",
                            {{"Built in and own", ""}, {"Built in", "builtin"}, {"Own", "own"}});
  view.access = filter_view(
      route, "access", {{"Public and private", ""}, {"Public", "public"}, {"Private", "private"}});
  view.is_filtered = !route.query.empty();
  if (view.is_filtered) {
    view.shown = platform::format_count(static_cast<int64_t>(view.cards.size())) + " of " +
                 counted(static_cast<int64_t>(all.size()), "template");
  }
  return view;
}

}  // namespace datavault
