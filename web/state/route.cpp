#include "web/state/route.h"

#include <algorithm>
#include <array>
#include <vector>

#include "core/base/text.h"

namespace datavault {
namespace {

constexpr std::array<std::string_view, kWizardStepCount> kSteps{"", "tenants", "strategy",
                                                                "preview", "run"};

struct PlainPage {
  std::string_view name;
  Page page;
};
/// Pages that are named by one word.
constexpr std::array<PlainPage, 8> kPlainPages{{{"tenants", Page::tenants},
                                                {"offline", Page::offline},
                                                {"settings", Page::settings},
                                                {"users", Page::users},
                                                {"audit", Page::audit},
                                                {"account", Page::account},
                                                {"welcome", Page::welcome},
                                                {"gallery", Page::gallery}}};

int64_t integer_from(std::string_view text) {
  if (text.empty() || text.size() > 15) return 0;
  int64_t value = 0;
  for (const char digit : text) {
    if (digit < '0' || digit > '9') return 0;
    value = value * 10 + (digit - '0');
  }
  return value;
}

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

std::string unescape(std::string_view text) {
  std::string out;
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%' && i + 2 < text.size() && hex_digit(text[i + 1]) >= 0 &&
        hex_digit(text[i + 2]) >= 0) {
      out += static_cast<char>(hex_digit(text[i + 1]) * 16 + hex_digit(text[i + 2]));
      i += 2;
    } else {
      out += text[i];
    }
  }
  return out;
}

std::string escape(std::string_view text) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    const bool plain = (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'z') ||
                       (byte >= 'A' && byte <= 'Z') || byte == '-' || byte == '_' || byte == '.';
    if (plain) {
      out += c;
    } else {
      out += '%';
      out += kHex[byte / 16];
      out += kHex[byte % 16];
    }
  }
  return out;
}

std::map<std::string, std::string> query_from(std::string_view text) {
  std::map<std::string, std::string> query;
  for (const std::string& part : split_trimmed(text, "&")) {
    const size_t equals = part.find('=');
    if (equals == std::string::npos) continue;
    query[part.substr(0, equals)] = unescape(std::string_view(part).substr(equals + 1));
  }
  return query;
}

bool read_wizard(const std::vector<std::string>& parts, Route& route) {
  route.page = Page::distribute;
  if (parts.size() == 1) return true;
  for (size_t i = 1; i < kSteps.size(); ++i) {
    if (parts[1] == kSteps[i]) route.step = static_cast<WizardStep>(i);
  }
  if (route.step == WizardStep::progress) {
    if (parts.size() == 3) route.id = integer_from(parts[2]);
    return route.id > 0;
  }
  return route.step != WizardStep::framework && parts.size() == 2;
}

/// A list page, or with a number behind it the page of one of its items.
bool read_item(const std::vector<std::string>& parts, Page list, Page item, Route& route) {
  route.page = list;
  if (parts.size() == 1) return true;
  route.page = item;
  route.id = integer_from(parts[1]);
  return parts.size() == 2 && route.id > 0;
}

/// "/frameworks", "/frameworks/5", "/frameworks/5/changes", "/frameworks/5/edit".
bool read_frameworks(const std::vector<std::string>& parts, Route& route) {
  if (parts.size() != 3) return read_item(parts, Page::frameworks, Page::framework, route);
  route.page = parts[2] == "edit" ? Page::framework_edit : Page::framework_changes;
  route.id = integer_from(parts[1]);
  return route.id > 0 && (parts[2] == "edit" || parts[2] == "changes");
}

/// "/tenants", "/tenants/7", "/tenants/7/frameworks/5".
bool read_tenants(const std::vector<std::string>& parts, Route& route) {
  if (parts.size() != 4) return read_item(parts, Page::tenants, Page::tenant, route);
  route.page = Page::tenant_copy;
  route.id = integer_from(parts[1]);
  route.framework = integer_from(parts[3]);
  return parts[2] == "frameworks" && route.id > 0 && route.framework > 0;
}

/// "/jobs", "/jobs/31", "/jobs/31/rollback".
bool read_jobs(const std::vector<std::string>& parts, Route& route) {
  if (parts.size() != 3 || parts[2] != "rollback") {
    return read_item(parts, Page::jobs, Page::job, route);
  }
  route.page = Page::rollback;
  route.id = integer_from(parts[1]);
  return route.id > 0;
}

struct TemplatePart {
  std::string_view name;
  Page page;
};
constexpr std::array<TemplatePart, 4> kTemplateParts{{{"provision", Page::template_provision},
                                                      {"bulk", Page::template_bulk},
                                                      {"upgrade", Page::template_upgrade},
                                                      {"update", Page::template_update}}};

/// "/templates", "/templates/new", "/templates/import", "/templates/5", "/templates/5/provision".
bool read_templates(const std::vector<std::string>& parts, Route& route) {
  if (parts.size() == 2 && (parts[1] == "new" || parts[1] == "import")) {
    route.page = parts[1] == "new" ? Page::template_create : Page::template_import;
    return true;
  }
  if (parts.size() != 3) return read_item(parts, Page::templates, Page::tenant_template, route);
  route.id = integer_from(parts[1]);
  for (const TemplatePart& part : kTemplateParts) {
    if (part.name == parts[2]) route.page = part.page;
  }
  return route.id > 0 && route.page != Page::overview;
}

/// "/own/frameworks", "/own/frameworks/12", "/own/values".
bool read_own(const std::vector<std::string>& parts, Route& route) {
  if (parts.size() < 2) return false;
  route.page = Page::own_values;
  if (parts[1] == "values") return parts.size() == 2;
  const std::vector<std::string> rest(parts.begin() + 1, parts.end());
  return parts[1] == "frameworks" &&
         read_item(rest, Page::own_frameworks, Page::own_framework, route);
}

bool read_page(const std::vector<std::string>& parts, Route& route) {
  if (parts.empty()) return true;
  const std::string& name = parts[0];
  if (name == "overview") return parts.size() == 1;
  if (name == "frameworks") return read_frameworks(parts, route);
  if (name == "tenants") return read_tenants(parts, route);
  if (name == "jobs") return read_jobs(parts, route);
  if (name == "distribute") return read_wizard(parts, route);
  if (name == "approvals") return read_item(parts, Page::approvals, Page::approval, route);
  if (name == "own") return read_own(parts, route);
  if (name == "templates") return read_templates(parts, route);
  const auto page = std::find_if(kPlainPages.begin(), kPlainPages.end(),
                                 [&](const PlainPage& plain) { return plain.name == name; });
  if (page == kPlainPages.end() || parts.size() != 1) return false;
  route.page = page->page;
  return true;
}

std::string page_path(const Route& route) {
  switch (route.page) {
    case Page::overview:
      return "/overview";
    case Page::frameworks:
      return "/frameworks";
    case Page::framework:
      return "/frameworks/" + std::to_string(route.id);
    case Page::framework_changes:
      return "/frameworks/" + std::to_string(route.id) + "/changes";
    case Page::framework_edit:
      return framework_edit_path(route.id);
    case Page::tenant:
      return tenant_path(route.id);
    case Page::tenant_copy:
      return tenant_copy_path(route.id, route.framework);
    case Page::distribute:
      return wizard_path(route.step, route.id);
    case Page::jobs:
      return "/jobs";
    case Page::job:
      return job_path(route.id);
    case Page::rollback:
      return rollback_path(route.id);
    case Page::approvals:
      return "/approvals";
    case Page::approval:
      return approval_path(route.id);
    case Page::templates:
      return "/templates";
    case Page::tenant_template:
      return template_path(route.id);
    case Page::template_create:
      return "/templates/new";
    case Page::template_import:
      return "/templates/import";
    case Page::own_frameworks:
      return "/own/frameworks";
    case Page::own_framework:
      return "/own/frameworks/" + std::to_string(route.id);
    case Page::own_values:
      return "/own/values";
    default:
      break;
  }
  for (const TemplatePart& part : kTemplateParts) {
    if (part.page == route.page) return template_path(route.id, "/" + std::string(part.name));
  }
  for (const PlainPage& plain : kPlainPages) {
    if (plain.page == route.page) return "/" + std::string(plain.name);
  }
  return "/unknown";
}

}  // namespace

Audience audience_of(Page page) {
  switch (page) {
    case Page::own_frameworks:
    case Page::own_framework:
    case Page::own_values:
      return Audience::company_users;
    case Page::account:
    case Page::welcome:
    case Page::settings:
    case Page::gallery:
    case Page::unknown:
      return Audience::everybody;
    default:
      return Audience::super_admins;
  }
}

int64_t Route::query_integer(std::string_view key) const { return integer_from(query_text(key)); }

std::string Route::query_text(std::string_view key) const {
  const auto it = query.find(std::string(key));
  return it == query.end() ? std::string() : it->second;
}

Route route_from(std::string_view path) {
  const size_t mark = path.find('?');
  Route route;
  if (!read_page(split_trimmed(path.substr(0, mark), "/"), route)) {
    route = {};
    route.page = Page::unknown;
  }
  if (mark != std::string_view::npos) route.query = query_from(path.substr(mark + 1));
  return route;
}

std::string path_of(const Route& route) {
  std::string path = page_path(route);
  char separator = '?';
  for (const auto& [key, value] : route.query) {
    path += separator + key + "=" + escape(value);
    separator = '&';
  }
  return path;
}

std::string framework_path(int64_t framework, int64_t version, std::string_view field) {
  Route route;
  route.page = Page::framework;
  route.id = framework;
  if (version > 0) route.query["version"] = std::to_string(version);
  if (!field.empty()) route.query["field"] = std::string(field);
  return path_of(route);
}

std::string framework_changes_path(int64_t framework, int64_t from, int64_t to) {
  Route route;
  route.page = Page::framework_changes;
  route.id = framework;
  if (from > 0) route.query["from"] = std::to_string(from);
  if (to > 0) route.query["to"] = std::to_string(to);
  return path_of(route);
}

std::string framework_edit_path(int64_t framework) {
  return "/frameworks/" + std::to_string(framework) + "/edit";
}

std::string tenant_path(int64_t tenant) { return "/tenants/" + std::to_string(tenant); }

std::string tenant_copy_path(int64_t tenant, int64_t framework) {
  return tenant_path(tenant) + "/frameworks/" + std::to_string(framework);
}

std::string job_path(int64_t job) { return "/jobs/" + std::to_string(job); }

std::string approval_path(int64_t approval) { return "/approvals/" + std::to_string(approval); }

std::string template_path(int64_t id, std::string_view part) {
  return "/templates/" + std::to_string(id) + std::string(part);
}

std::string own_framework_path(int64_t framework, std::string_view field) {
  Route route;
  route.page = Page::own_framework;
  route.id = framework;
  if (!field.empty()) route.query["field"] = std::string(field);
  return path_of(route);
}

std::string rollback_path(int64_t job) { return job_path(job) + "/rollback"; }

std::string wizard_path(WizardStep step, int64_t job) {
  std::string path = "/distribute";
  if (step != WizardStep::framework) path += "/" + std::string(kSteps[static_cast<size_t>(step)]);
  if (step == WizardStep::progress) path += "/" + std::to_string(job);
  return path;
}

std::string href(std::string_view path) { return "#" + std::string(path); }

}  // namespace datavault
