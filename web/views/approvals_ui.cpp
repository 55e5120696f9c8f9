#include <array>

#include "generated/icons.h"
#include "web/views/pages_ui.h"
#include "web/widgets/ui.h"

namespace datavault {
namespace {

void approvals_table_ui(const ApprovalsView& view, Commands& commands) {
  const ui::Column columns[] = {
      {.title = "Plan", .weight = 4, .stacked = ui::Stacked::heading},
      {.title = "Asked by", .weight = 2, .hide_below = 640, .stacked = ui::Stacked::two_lines},
      {.title = "State", .width = 130}};
  const auto draw = [&view](int index, int column, ui::TableCell& cell) {
    const ApprovalRow& row = view.rows[static_cast<size_t>(index)];
    if (column == 0) return cell.text(row.title, ui::TextColor::normal, true);
    if (column == 1) return cell.two_lines(row.by, row.at);
    cell.badge(row.state, row.tone);
  };
  const auto result = ui::table(
      "Approvals", columns, static_cast<int>(view.rows.size()), draw,
      {.row_height = 56, .clickable_rows = true, .stacks = true, .empty = "No plan matches."});
  if (!result.clicked_row) return;
  commands.push_back(Go{approval_path(view.rows[static_cast<size_t>(*result.clicked_row)].id)});
}

void approvals_filter_ui(ApprovalsUi& ui) {
  constexpr std::array<std::string_view, 4> kLabels{"", "Waiting", "Approved", "Rejected"};
  const ui::Group group(ui::GroupRole::group, "State");
  const ui::Row row({.gap = 8});
  for (size_t i = 1; i < kLabels.size(); ++i) {
    const auto filter = static_cast<ApprovalFilter>(i);
    bool chosen = ui.filter == filter;
    if (ui::filter_chip(kLabels[i], chosen)) ui.filter = chosen ? filter : ApprovalFilter::all;
  }
}

void approval_header_ui(const ApprovalView& view, ApprovalUi& ui, Commands& commands) {
  const ui::Crumb crumbs[] = {{"Approvals", "#/approvals"}};
  const ui::PageHeader header(view.load.ready() ? std::string_view(view.row.title) : "Approval", {},
                              crumbs);
  if (view.can_decide) {
    if (ui::button("Reject…", {.icon = icons::close})) ui.decides = false;
    if (ui::button("Approve…", {.kind = ui::ButtonKind::primary, .icon = icons::check})) {
      ui.decides = true;
    }
  }
  if (view.can_carry_out && ui::button(view.carry_out, {.kind = ui::ButtonKind::primary,
                                                        .icon = icons::send,
                                                        .busy = view.carries_out})) {
    commands.push_back(CarryOutApproved{view.row.id});
  }
}

void approval_facts_ui(const ApprovalView& view) {
  const ui::Card card("facts", {});
  {
    const ui::Row row;
    ui::badge(view.row.state, view.row.tone);
    for (const ApprovalView::Outcome& outcome : view.outcomes) {
      ui::badge(outcome.text, outcome.tone);
    }
  }
  ui::space(metrics::kSpace3);
  const ui::Stack stack(6);
  ui::description("Asked by", view.row.by + ", " + view.row.at);
  if (!view.decided_by.empty()) {
    ui::description("Decided by", view.decided_by + ", " + view.decided_at);
    ui::description("Remark", view.remark);
  }
  ui::description("Plan", view.digest);
  ui::link("Open " + view.subject, view.subject_href);
}

void approval_targets_ui(const ApprovalView& view, ApprovalUi& ui) {
  ui::heading(2, "What it does");
  ui::search_box("Search tenants", ui.search, "Name", ui::is_narrow() ? 0 : 280);
  const ui::Column columns[] = {
      {.title = "Tenant", .weight = 2, .stacked = ui::Stacked::heading},
      {.title = "Outcome", .width = 150},
      {.title = "", .weight = 3, .hide_below = 640, .stacked = ui::Stacked::paragraph}};
  const auto draw = [&view](int index, int column, ui::TableCell& cell) {
    const ApprovalTarget& target = view.targets[static_cast<size_t>(index)];
    if (column == 0) return cell.text(target.tenant);
    if (column == 1) return cell.badge(target.outcome.name, target.outcome.tone);
    cell.text(target.outcome.explanation, ui::TextColor::muted);
  };
  ui::table("Plan by tenant", columns, static_cast<int>(view.targets.size()), draw,
            {.stacks = true, .empty = "No tenant matches."});
}

void decision_ui(const ApprovalView& view, ApprovalUi& ui, Commands& commands) {
  if (!ui.decides) return;
  const bool agrees = *ui.decides;
  ui::Dialog dialog(agrees ? "Approve this plan?" : "Reject this plan?");
  ui::text(view.row.title, {.style = TextStyle::body_strong});
  ui::muted(agrees ? "It can then be carried out exactly as it is. Whatever changes it needs a new "
                     "approval."
                   : "It cannot be carried out. Another plan can be put before you.");
  ui::text_input("Remark", ui.remark,
                 {.kind = ui::InputKind::multiline,
                  .placeholder = agrees ? "What you looked at" : "What should be different",
                  .max_length = 2000,
                  .rows = 3});
  if (!view.problem.empty()) ui::alert(Tone::danger, view.problem);
  dialog.actions();
  if (ui::button("Cancel") || dialog.dismissed()) ui.decides.reset();
  const auto kind = agrees ? ui::ButtonKind::primary : ui::ButtonKind::danger;
  if (ui::button(agrees ? "Approve" : "Reject", {.kind = kind, .busy = view.busy})) {
    commands.push_back(DecideApproval{view.row.id, agrees, ui.remark});
  }
}

}  // namespace

void approvals_ui(const ApprovalsView& view, ApprovalsUi& ui, Commands& commands) {
  {
    const ui::PageHeader header("Approvals", "Plans that a second super admin has to agree to.");
    if (ui::button("Refresh", {.icon = icons::refresh, .busy = view.load.refreshing})) {
      commands.push_back(Reload{});
    }
  }
  if (!loaded_ui(view.load, commands)) return;
  if (view.rows.empty() && !view.is_filtered) {
    ui::empty_state(icons::fact_check, "Nothing was asked for",
                    view.is_wanted ? "Whoever distributes or rolls back asks here first."
                                   : "This installation applies plans without a second approval.");
    return;
  }
  approvals_filter_ui(ui);
  approvals_table_ui(view, commands);
}

void approval_ui(const ApprovalView& view, ApprovalUi& ui, Commands& commands) {
  if (!view.can_decide) ui.decides.reset();
  approval_header_ui(view, ui, commands);
  if (!loaded_ui(view.load, commands)) return;
  if (!view.no_longer.empty()) {
    ui::alert(Tone::danger, "It could not be carried out", view.no_longer);
  }
  if (!view.why_not.empty()) ui::alert(Tone::neutral, view.why_not);
  approval_facts_ui(view);
  approval_targets_ui(view, ui);
  decision_ui(view, ui, commands);
}

}  // namespace datavault
