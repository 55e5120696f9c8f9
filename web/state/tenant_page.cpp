#include "web/state/tenant_page.h"

#include "web/state/json_get.h"
#include "web/state/parts.h"

namespace datavault {
namespace {

std::string company_url(int64_t tenant) {
  return "/superadmin/api/companies/" + std::to_string(tenant);
}

std::vector<CopySummary> copies_from(const Json& body) {
  std::vector<CopySummary> copies;
  for (const Json& item : list_at(body, "frameworks")) {
    copies.push_back({{integer_at(item, "framework_id")},
                      text_at(item, "name"),
                      integer_at(item, "owner_company_id") != 0,
                      integer_at(item, "base_version"),
                      integer_at(item, "latest_version"),
                      integer_at(item, "edits"),
                      text_at(item, "updated_at")});
  }
  return copies;
}

std::vector<Entity> entities_from(const Json& body) {
  std::vector<Entity> entities;
  for (const Json& item : list_at(body, "entities")) {
    Entity entity{{integer_at(item, "id")}, text_at(item, "name"), text_at(item, "kind"), {}};
    if (const int64_t parent = integer_at(item, "parent_id")) entity.parent = EntityId{parent};
    entities.push_back(std::move(entity));
  }
  return entities;
}

Paged<AssignmentLine> assignments_from(const Json& body) {
  Paged<AssignmentLine> page;
  page.total = integer_at(body, "total");
  for (const Json& item : list_at(body, "assignments")) {
    page.rows.push_back({text_at(item, "field_uid"),
                         text_at(item, "field_code"),
                         {integer_at(item, "entity_id")},
                         text_at(item, "frequency"),
                         text_at(item, "unit")});
  }
  return page;
}

Paged<ValueLine> values_from(const Json& body) {
  Paged<ValueLine> page;
  page.total = integer_at(body, "total");
  for (const Json& item : list_at(body, "values")) {
    ValueLine line{text_at(item, "field_uid"),      text_at(item, "field_code"),
                   {integer_at(item, "entity_id")}, text_at(item, "period"),
                   text_at(item, "value"),          text_at(item, "unit"),
                   text_at(item, "status"),         text_at(item, "entered_at"),
                   text_at(item, "entered_by"),     boolean_at(item, "is_archived")};
    page.rows.push_back(std::move(line));
  }
  return page;
}

template <typename T>
void receive_part(Remote<T>& remote, const Replied& command, T (*read)(const Json&)) {
  Body body = body_of(command.reply);
  if (body.ok)
    remote.arrive(read(body.json), command.at_ms);
  else
    remote.fail(std::move(body.failure));
}

/// The tag's version says where the page begins.
template <typename Row>
void receive_page(Remote<Paged<Row>>& remote, const Replied& command,
                  Paged<Row> (*read)(const Json&)) {
  receive_part(remote, command, read);
  if (!remote.failed()) remote.value.first = command.tag.version;
}

std::string page_query(int64_t first) {
  return "?limit=" + std::to_string(kTenantRowsPerPage) +
         (first > 0 ? "&cursor=" + std::to_string(first) : std::string());
}

void load_values(Step& step, const LoadTenantPart& command) {
  TenantPage& page = step.state.tenants[command.tenant];
  page.values_of = command.entity;
  page.values.start();
  std::string query = page_query(command.first);
  if (command.entity > 0) query += "&entity_id=" + std::to_string(command.entity);
  send_get(step, {Call::tenant_values, command.tenant, command.first},
           company_url(command.tenant) + "/values" + query);
}

}  // namespace

void enter_tenant(Step& step) {
  load_frameworks(step);
  load_companies(step);
  auto& copies = step.state.tenants[step.state.route.id].copies;
  if (copies.loading()) return;
  copies.start();
  send_get(step, {Call::tenant_copies, step.state.route.id},
           company_url(step.state.route.id) + "/frameworks");
}

void apply(Step& step, const LoadTenantPart& command) {
  TenantPage& page = step.state.tenants[command.tenant];
  if (!page.entities.has_value && !page.entities.loading()) {
    page.entities.start();
    send_get(step, {Call::tenant_entities, command.tenant},
             company_url(command.tenant) + "/entities?limit=1000");
  }
  if (command.part == TenantPart::values) return load_values(step, command);
  if (command.part != TenantPart::assignments) return;
  page.assignments.start();
  send_get(step, {Call::tenant_assignments, command.tenant, command.first},
           company_url(command.tenant) + "/assignments" + page_query(command.first));
}

void tenant_replied(Step& step, const Replied& command) {
  TenantPage& page = step.state.tenants[command.tag.id];
  switch (command.tag.call) {
    case Call::tenant_copies:
      return receive_part(page.copies, command, &copies_from);
    case Call::tenant_entities:
      return receive_part(page.entities, command, &entities_from);
    case Call::tenant_assignments:
      return receive_page(page.assignments, command, &assignments_from);
    default:
      return receive_page(page.values, command, &values_from);
  }
}

}  // namespace datavault
