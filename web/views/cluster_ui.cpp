#include <algorithm>

#include "generated/icons.h"
#include "web/views/pages_ui.h"
#include "web/widgets/ui.h"

namespace datavault {
namespace {

constexpr int kTenantsAPage = 12;

void give(const ClusterDetail& detail, Take take, Json value, TenantId tenant, ClustersUi& ui,
          Commands& commands) {
  Decision decision;
  decision.cluster = detail.row.id;
  if (tenant.value != 0) decision.tenant = tenant;
  decision.take = take;
  decision.value = std::move(value);
  decision.remember = ui.remember && take != Take::master;
  commands.push_back(GiveAnswers{{decision}, {{detail.row.id, detail.row.about}}});
}

void start_entering(const ClusterDetail& detail, TenantId tenant, ClustersUi& ui,
                    Commands& commands) {
  ui.entering = true;
  ui.entering_for = tenant;
  ui.text = entry_text(detail.question, detail.decided);
  ui.choice = -1;
  ui.problem.clear();
  ui.given = false;
  commands.push_back(ForgetProblem{});
}

void choose(const ClusterDetail& detail, Take take, TenantId tenant, ClustersUi& ui,
            Commands& commands) {
  if (take == Take::value) return start_entering(detail, tenant, ui, commands);
  ui.entering = false;
  give(detail, take, nullptr, tenant, ui, commands);
}

void head_ui(const ClusterDetail& detail) {
  {
    const ui::Row row({.gap = 6});
    ui::badge(detail.row.kind.name, detail.row.kind.tone);
    ui::badge(detail.severity.name, detail.severity.tone);
    ui::badge(detail.row.state, detail.row.tone);
    if (!detail.row.code.empty()) ui::code(detail.row.code);
  }
  ui::text(detail.message);
  std::string facts = detail.row.tenants;
  if (!detail.row.attribute.empty()) facts = detail.row.attribute + " · " + facts;
  if (!detail.values.empty()) facts += " · " + detail.values;
  ui::muted(facts);
}

void sides_ui(const ClusterDetail& detail) {
  if (detail.sides.empty()) return;
  const ui::Group group(ui::GroupRole::group, "The three values");
  ui::Grid grid("sides", {.min_width = 200, .max_columns = 3, .gap = 12});
  for (const ClusterSide& side : detail.sides) {
    grid.next();
    const ui::IdScope id(side.title);
    const ui::Group article(ui::GroupRole::article, side.title);
    const ui::Card card(side.title, {.min_height = grid.row_height(),
                                     .padding = 14,
                                     .tone = side.differs ? Tone::accent : Tone::neutral});
    ui::text(side.title, {.style = TextStyle::label, .color = ui::TextColor::muted});
    const ui::Stack stack(4);
    int line_number = 0;
    for (const std::string& line : side.lines) {
      const ui::IdScope line_id(line_number++);
      ui::text(line);
    }
  }
}

void choices_ui(const ClusterDetail& detail, ClustersUi& ui, Commands& commands) {
  const ui::Group group(ui::GroupRole::group, "Answers for all tenants");
  ui::Grid grid("answers", {.min_width = 200, .max_columns = 3, .gap = 12});
  for (const AnswerChoice& choice : detail.choices) {
    grid.next();
    const bool is_entry = choice.take == Take::value;
    const std::string label = std::string(choice.label) + (is_entry ? "…" : "");
    const ui::Stack stack(metrics::kSpace1);  // the caption belongs to the button above it
    if (ui::button(label,
                   {.kind = choice.chosen ? ui::ButtonKind::primary : ui::ButtonKind::secondary,
                    .icon = choice.chosen ? icons::check : nullptr,
                    .full_width = true,
                    .pressed = choice.chosen})) {
      choose(detail, choice.take, {}, ui, commands);
    }
    const bool shows_value = is_entry && !detail.decided_text.empty();
    ui::caption(shows_value ? std::string_view(detail.decided_text) : choice.effect);
  }
}

void submit_entry(const ClusterDetail& detail, ClustersUi& ui, Commands& commands) {
  Json value;
  if (detail.entry.kind == ValueEntry::Kind::choice) {
    if (ui.choice < 0) {
      ui.problem = "Choose one.";
      return;
    }
    value = detail.entry.values[static_cast<size_t>(ui.choice)];
  } else {
    Result<Json> entered = entered_value(detail.entry, detail.question, ui.text);
    if (!entered) {
      ui.problem = entered.error().message;
      return;
    }
    value = *std::move(entered);
  }
  ui.problem.clear();
  ui.given = true;
  give(detail, Take::value, std::move(value), ui.entering_for, ui, commands);
}

void entry_field_ui(const ClusterDetail& detail, ClustersUi& ui, Commands& commands) {
  const ValueEntry& entry = detail.entry;
  const std::string& problem = ui.problem.empty() ? detail.problem : ui.problem;
  if (entry.kind == ValueEntry::Kind::choice) {
    std::vector<ui::ComboItem> items;
    for (const std::string& choice : entry.choices) items.push_back({choice, {}});
    ui::combo("Value", items, ui.choice, {.help = entry.help, .error = problem});
    return;
  }
  ui::TextInputOptions options;
  if (entry.kind == ValueEntry::Kind::long_text) options.kind = ui::InputKind::multiline;
  options.help = entry.help;
  options.error = problem;
  options.autofocus = true;
  options.width = ui::available_width();
  const auto result = ui::text_input("Value", ui.text, options);
  if (result.changed) {
    ui.problem.clear();
    if (!detail.problem.empty()) commands.push_back(ForgetProblem{});
  }
  if (result.submitted && entry.kind == ValueEntry::Kind::text) submit_entry(detail, ui, commands);
}

/// What was entered is accepted: the form has done its work. Refused, it stays and says why.
void end_entering(const ClusterDetail& detail, ClustersUi& ui) {
  if (!ui.given || detail.waiting) return;
  ui.given = false;
  if (detail.problem.empty()) ui.entering = false;
}

std::string tenant_name(const ClusterDetail& detail, TenantId id) {
  for (const ClusterTenant& tenant : detail.tenants) {
    if (tenant.id == id) return tenant.name;
  }
  return {};
}

void entry_ui(const ClusterDetail& detail, ClustersUi& ui, Commands& commands) {
  const ui::Group form(ui::GroupRole::form, "Another value");
  const ui::Card card("another value", {.padding = 16});
  ui::text(ui.entering_for.value == 0 ? "Another value for all tenants"
                                      : "Another value for " + tenant_name(detail, ui.entering_for),
           {.style = TextStyle::label});
  entry_field_ui(detail, ui, commands);
  const ui::Row row;
  if (ui::button("Take this value",
                 {.kind = ui::ButtonKind::primary, .icon = icons::check, .busy = detail.waiting})) {
    submit_entry(detail, ui, commands);
  }
  if (ui::button("Never mind")) {
    ui.entering = false;
    commands.push_back(ForgetProblem{});
  }
}

void tenant_ui(const ClusterDetail& detail, const ClusterTenant& tenant, ClustersUi& ui,
               Commands& commands) {
  const ui::IdScope id(static_cast<int>(tenant.id.value));
  const ui::Group item(ui::GroupRole::list_item, tenant.name);
  if (ui::is_narrow()) ui::text(tenant.name);
  ui::Row row({.gap = 8});
  if (!ui::is_narrow()) ui::text(tenant.name, {.wrap = false});
  ui::badge(tenant.state, tenant.tone);
  if (detail.choices.empty()) return;
  row.push_right();
  std::vector<ui::MenuItem> items;
  for (const AnswerChoice& choice : detail.choices) {
    const bool is_entry = choice.take == Take::value;
    items.push_back({.label = std::string(choice.label) + (is_entry ? "…" : "")});
  }
  if (tenant.apart) {
    items.push_back({.label = "As all others", .icon = icons::undo, .separator_before = true});
  }
  const auto chosen =
      ui::icon_menu_button(icons::more_vert, "Answer for " + tenant.name, items, {.small = true});
  if (!chosen) return;
  const auto index = static_cast<size_t>(*chosen);
  if (index < detail.choices.size())
    choose(detail, detail.choices[index].take, tenant.id, ui, commands);
  else
    commands.push_back(WithdrawAnswers{detail.row.id, tenant.id});
}

void tenants_ui(const ClusterDetail& detail, ClustersUi& ui, Commands& commands) {
  const ui::Disclosure tenants("Tenants (" + std::to_string(detail.tenants.size()) + ")",
                               detail.tenants.size() <= 3 || detail.row.open);
  if (!tenants.open()) return;
  const int total = static_cast<int>(detail.tenants.size());
  ui.first_tenant = std::clamp(ui.first_tenant, 0, std::max(0, total - 1));
  {
    const ui::Group list(ui::GroupRole::list, "Tenants with this question");
    const ui::Stack stack(4);
    const int end = std::min(total, ui.first_tenant + kTenantsAPage);
    for (int i = ui.first_tenant; i < end; ++i) {
      tenant_ui(detail, detail.tenants[static_cast<size_t>(i)], ui, commands);
    }
  }
  if (total > kTenantsAPage) {
    ui::pagination("Tenants with this question", total, kTenantsAPage, ui.first_tenant);
  }
}

}  // namespace

void cluster_ui(const ClusterDetail& detail, ClustersUi& ui, Commands& commands) {
  end_entering(detail, ui);
  ui::Dialog dialog(detail.row.field, {.width = 880});
  head_ui(detail);
  sides_ui(detail);
  if (!detail.choices.empty()) choices_ui(detail, ui, commands);
  if (ui.entering) entry_ui(detail, ui, commands);
  if (!ui.entering && !detail.problem.empty()) {
    ui::alert(Tone::danger, "This answer is not possible", detail.problem);
  }
  if (detail.can_remember) {
    ui::checkbox("Remember for later versions", ui.remember,
                 {.description = "Goes with Keep tenant's and Another value: while the tenant has "
                                 "this value, it is not asked again."});
  }
  tenants_ui(detail, ui, commands);
  dialog.actions();
  if (detail.answered_here && ui::button("Undo the answer", {.icon = icons::undo})) {
    commands.push_back(WithdrawAnswers{detail.row.id, {}});
  }
  if (ui::button("Close", {.kind = ui::ButtonKind::primary}) || dialog.dismissed()) {
    ui.opened.clear();
    commands.push_back(ForgetProblem{});
  }
}

}  // namespace datavault
