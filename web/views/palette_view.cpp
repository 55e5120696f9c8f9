#include "web/views/palette_view.h"

#include <algorithm>

#include "core/base/text.h"
#include "web/views/jobs_view.h"

namespace datavault {
namespace {

constexpr int kInWord = 1, kSideBySide = 4, kWordStart = 8, kTextStart = 12;

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80;
}

using Kind = PaletteEntry::Kind;

void add_pages(const AppState& state, std::vector<PaletteEntry>& entries) {
  struct Line {
    const char *title, *detail, *path;
  };
  constexpr Line kLines[] = {
      {"Overview", "How the fleet stands", "/overview"},
      {"Frameworks", "Catalogue of master frameworks", "/frameworks"},
      {"Tenants", "Companies and their copies", "/tenants"},
      {"Templates", "What new tenants are made from", "/templates"},
      {"Distribute", "Bring a version to tenants", "/distribute"},
      {"Jobs", "What runs and what ran", "/jobs"},
      {"Approvals", "What waits for a second super admin", "/approvals"},
      {"Offline", "What this browser keeps, and what waits", "/offline"},
      {"Users", "Who may sign in", "/users"},
      {"Audit", "Who did what", "/audit"},
      {"Frameworks", "Of your company", "/own/frameworks"},
      {"Values", "Of your company", "/own/values"},
      {"Account and security", "Password, second factor, sessions, tokens", "/account"},
      {"Settings", "Theme, motion, density", "/settings"},
  };
  for (const Line& line : kLines) {
    if (!may_see(state, route_from(line.path).page)) continue;
    entries.push_back({Kind::page, line.title, line.detail, PaletteAction::go, line.path});
  }
}

void add_actions(const AppState& state, std::vector<PaletteEntry>& entries) {
  const auto add = [&](const char* title, PaletteAction action) {
    entries.push_back({Kind::action, title, "Action", action, {}});
  };
  const Page page = state.route.page;
  if (page == Page::framework_edit || page == Page::tenant_copy) {
    add("Undo the last edit", PaletteAction::undo);
    add("Redo the edit", PaletteAction::redo);
  }
  add("Reload this page", PaletteAction::reload);
  add("Theme: follow the system", PaletteAction::theme_system);
  add("Theme: light", PaletteAction::theme_light);
  add("Theme: dark", PaletteAction::theme_dark);
  add("Theme: high contrast", PaletteAction::theme_contrast);
  add("Sign out", PaletteAction::sign_out);
}

void add_frameworks(const AppState& state, std::vector<PaletteEntry>& entries) {
  for (const FrameworkSummary& framework : state.catalogue.frameworks.value) {
    const int64_t id = framework.id.value;
    entries.push_back(
        {Kind::framework, framework.name, "Framework", PaletteAction::go, framework_path(id)});
    if (framework.latest_version == 0 || framework.own) continue;
    entries.push_back({Kind::action, "Distribute " + framework.name, "Action", PaletteAction::go,
                       "/distribute?framework=" + std::to_string(id)});
    entries.push_back({Kind::action, "Edit " + framework.name, "Action", PaletteAction::go,
                       framework_edit_path(id)});
    entries.push_back({Kind::action, "Compare versions of " + framework.name, "Action",
                       PaletteAction::go, framework_changes_path(id)});
  }
}

void add_tenants(const AppState& state, std::vector<PaletteEntry>& entries) {
  for (const Tenant& tenant : state.catalogue.companies.value) {
    entries.push_back({Kind::tenant, tenant.name, "Tenant · " + tenant.industry, PaletteAction::go,
                       tenant_path(tenant.id.value)});
  }
}

void add_templates(const AppState& state, std::vector<PaletteEntry>& entries) {
  if (!may_see(state, Page::templates)) return;
  entries.push_back(
      {Kind::action, "New template from a tenant", "Action", PaletteAction::go, "/templates/new"});
  entries.push_back(
      {Kind::action, "Import a template", "Action", PaletteAction::go, "/templates/import"});
  for (const TemplateSummary& summary : state.templates.list.value) {
    entries.push_back({Kind::tenant_template, summary.name, "Template", PaletteAction::go,
                       template_path(summary.id)});
    entries.push_back({Kind::action, "Provision from " + summary.name, "Action", PaletteAction::go,
                       template_path(summary.id, "/provision")});
  }
}

void add_jobs(const AppState& state, std::vector<PaletteEntry>& entries) {
  for (const JobRow& job : build_jobs_view(state, {}).rows) {
    entries.push_back({Kind::job, "Job " + std::to_string(job.id) + ": " + job.title,
                       std::string(job.status.name), PaletteAction::go, job_path(job.id)});
  }
}

}  // namespace

int fuzzy_score(std::string_view text, std::string_view query) {
  int score = 0;
  size_t at = 0;
  size_t last = std::string_view::npos;
  for (const char letter : query) {
    if (letter == ' ') continue;
    const size_t found = text.find(letter, at);
    if (found == std::string_view::npos) return -1;
    if (found == 0)
      score += kTextStart;
    else if (last != std::string_view::npos && found == last + 1)
      score += kSideBySide;
    else
      score += is_letter(text[found - 1]) ? kInWord : kWordStart;
    last = found;
    at = found + 1;
  }
  // Of two texts that fit alike the shorter one is meant.
  return score * 64 - static_cast<int>(std::min<size_t>(text.size(), 63));
}

std::vector<PaletteEntry> build_palette(const AppState& state, std::string_view query) {
  std::vector<PaletteEntry> entries;
  add_pages(state, entries);
  const std::string wanted = to_lower_ascii(trim(query));
  if (wanted.empty()) {
    add_actions(state, entries);
    return entries;
  }
  add_frameworks(state, entries);
  add_tenants(state, entries);
  add_templates(state, entries);
  add_jobs(state, entries);
  add_actions(state, entries);
  std::vector<std::pair<int, size_t>> scored;
  for (size_t i = 0; i < entries.size(); ++i) {
    const int score = fuzzy_score(to_lower_ascii(entries[i].title), wanted);
    const int detail =
        fuzzy_score(to_lower_ascii(entries[i].title + " " + entries[i].detail), wanted);
    if (std::max(score, detail) >= 0) scored.emplace_back(std::max(score, detail - 64), i);
  }
  std::stable_sort(scored.begin(), scored.end(),
                   [](const auto& a, const auto& b) { return a.first > b.first; });
  std::vector<PaletteEntry> found;
  for (const auto& [score, index] : scored) {
    if (found.size() == kPaletteEntries) break;
    found.push_back(std::move(entries[index]));
  }
  return found;
}

}  // namespace datavault
