#include "web/views/tenant_view.h"

#include <map>

#include "core/model/field.h"
#include "core/units/unit.h"
#include "web/platform/intl.h"

namespace datavault {
namespace {

constexpr int kDeepestEntity = 20;

Label standing_of_copy(const CopySummary& copy) {
  if (copy.base_version == 0) return label_of(TenantState::own);
  if (copy.base_version < copy.latest_version) return label_of(TenantState::behind);
  return label_of(TenantState::current);
}

CopyRow copy_row(const CopySummary& copy, int64_t tenant) {
  CopyRow row;
  row.framework = copy.framework;
  row.name = copy.name;
  row.standing = standing_of_copy(copy);
  if (copy.base_version > 0) row.version = "Version " + std::to_string(copy.base_version);
  if (copy.base_version > 0 && copy.base_version < copy.latest_version) {
    row.version += " of " + std::to_string(copy.latest_version);
  }
  row.edits = copy.edits == 0 ? "none" : platform::format_count(copy.edits);
  row.updated = date_text(copy.updated_at);
  row.href = href(tenant_copy_path(tenant, copy.framework.value));
  return row;
}

class EntityNames {
 public:
  explicit EntityNames(const std::vector<Entity>& entities) {
    for (const Entity& entity : entities) names_[entity.id.value] = entity.name;
  }
  std::string of(EntityId id) const {
    const auto it = names_.find(id.value);
    return it == names_.end() ? "Entity " + std::to_string(id.value) : it->second;
  }

 private:
  std::map<int64_t, std::string> names_;
};

void add_entities(const std::vector<Entity>& entities, int64_t parent, int depth,
                  TenantView& view) {
  if (depth > kDeepestEntity) return;
  for (const Entity& entity : entities) {
    if ((entity.parent ? entity.parent->value : 0) != parent) continue;
    view.entities.push_back({entity.name, entity.kind, depth});
    view.entity_names.push_back(entity.name);
    view.entity_ids.push_back(entity.id.value);
    add_entities(entities, entity.id.value, depth + 1, view);
  }
}

std::string unit_text(const std::string& unit) { return unit.empty() ? "" : display_unit(unit); }

std::string frequency_text(const std::string& frequency) {
  const auto known = frequency_from_text(frequency);
  return known ? std::string(name_of(*known)) : frequency;
}

Label value_status(const std::string& status) {
  if (status == "APPROVED") return {"Approved", "It counts.", Tone::success};
  if (status == "SUBMITTED") return {"Submitted", "It waits for approval.", Tone::accent};
  if (status == "DRAFT") return {"Draft", "It may still change.", Tone::neutral};
  return status_label(status);
}

bool is_number(const std::string& text) {
  return !text.empty() && text.find_first_not_of("-0123456789.") == std::string::npos &&
         text.find('-', 1) == std::string::npos;
}

ValueRow value_row(const ValueLine& line, const EntityNames& names) {
  ValueRow row;
  row.field = line.archived ? "Archived field" : line.field_code;
  row.entity = names.of(line.entity);
  row.period = line.period;
  row.value = is_number(line.value) ? platform::format_decimal(line.value) : line.value;
  if (!line.unit.empty()) row.value += " " + unit_text(line.unit);
  row.status = value_status(line.status);
  row.by = line.entered_by;
  row.when = date_text(line.entered_at);
  row.archived = line.archived;
  return row;
}

void add_rows(const TenantPage& page, const TenantUi& ui, TenantView& view) {
  const EntityNames names(page.entities.value);
  add_entities(page.entities.value, 0, 0, view);
  std::erase_if(view.entities, [&](const EntityRow& row) {
    return !matches(row.name + " " + row.kind, ui.search);
  });
  for (const AssignmentLine& line : page.assignments.value.rows) {
    AssignmentRow row{line.field_code.empty() ? "Archived field" : line.field_code,
                      names.of(line.entity), frequency_text(line.frequency), unit_text(line.unit)};
    if (matches(row.field + " " + row.entity, ui.search))
      view.assignments.push_back(std::move(row));
  }
  for (const ValueLine& line : page.values.value.rows) {
    ValueRow row = value_row(line, names);
    if (matches(row.field + " " + row.entity + " " + row.period, ui.search)) {
      view.values.push_back(std::move(row));
    }
  }
  view.assignment_page = {page.assignments.value.first, page.assignments.value.total};
  view.value_page = {page.values.value.first, page.values.value.total};
}

bool part_is_missing(const TenantPage& page, int tab) {
  const auto missing = [](const auto& remote) {
    return !remote.has_value && !remote.loading() && !remote.failed();
  };
  if (tab == 1) return missing(page.entities);
  if (tab == 2) return missing(page.assignments);
  return tab == 3 && missing(page.values);
}

}  // namespace

TenantView build_tenant_view(const AppState& state, const TenantUi& ui) {
  TenantView view;
  view.tenant = {state.route.id};
  view.load = load_view(state.catalogue.companies);
  const Tenant* tenant = find_tenant(state, view.tenant);
  view.found = tenant != nullptr || !view.load.has_value;
  view.name = tenant ? tenant->name : "Tenant";
  if (tenant == nullptr) return view;
  view.active = tenant->is_active;
  view.subtitle = tenant->industry.empty() ? tenant->slug : tenant->industry + " · " + tenant->slug;
  static const TenantPage kNone;
  const auto it = state.tenants.find(view.tenant.value);
  const TenantPage& page = it == state.tenants.end() ? kNone : it->second;
  view.copies_load = load_view(page.copies);
  view.entities_load = load_view(page.entities);
  view.assignments_load = load_view(page.assignments);
  view.values_load = load_view(page.values);
  view.wants_part = part_is_missing(page, ui.tab);
  for (const CopySummary& copy : page.copies.value) {
    CopyRow row = copy_row(copy, view.tenant.value);
    view.behind += copy.base_version > 0 && copy.base_version < copy.latest_version ? 1 : 0;
    if (matches(row.name, ui.tab == 0 ? ui.search : "")) view.copies.push_back(std::move(row));
  }
  add_rows(page, ui, view);
  return view;
}

}  // namespace datavault
