#include <array>

#include "generated/icons.h"
#include "web/platform/environment.h"
#include "web/platform/intl.h"
#include "web/views/audit_view.h"
#include "web/views/filters_ui.h"
#include "web/views/pages_ui.h"
#include "web/widgets/ui.h"

namespace datavault {
namespace {

void audit_header_ui(const AuditView& view, Commands& commands) {
  const ui::PageHeader header("Audit", "Who did, or tried, what. Nothing in it can be changed.");
  const std::array<ui::MenuItem, 2> formats = {{{.label = "CSV", .icon = icons::table_chart},
                                                {.label = "JSON lines", .icon = icons::document}}};
  if (const auto picked = ui::menu_button("Export", formats, {.icon = icons::file_download})) {
    commands.push_back(SaveDownload{*picked == 0 ? view.csv_path : view.lines_path});
  }
  if (ui::button("Verify", {.kind = ui::ButtonKind::primary,
                            .icon = icons::verified_user,
                            .busy = view.verdict.is_busy})) {
    commands.push_back(VerifyAudit{});
  }
}

void verdict_ui(const VerdictView& verdict, Commands& commands) {
  if (!verdict.is_asked || verdict.is_busy) return;
  if (!verdict.load.problem.empty()) {
    if (ui::alert_with_action(Tone::danger, "The audit could not be verified", verdict.load.problem,
                              "Try again")) {
      commands.push_back(VerifyAudit{});
    }
    return;
  }
  ui::alert(verdict.is_whole ? Tone::success : Tone::danger, verdict.title, verdict.detail);
  if (!verdict.findings.empty()) {
    const ui::Group list(ui::GroupRole::list, "Findings");
    const ui::Stack stack(4);
    for (const std::string& finding : verdict.findings) {
      const ui::Group item(ui::GroupRole::list_item);
      ui::text(finding, {.color = ui::TextColor::danger});
    }
  }
  if (verdict.key.empty()) return;
  const ui::Disclosure key("The key that signed it");
  if (key.open()) ui::code(verdict.key);
}

void set_range(const AuditView& view, AuditUi& ui, Commands& commands) {
  const AuditRange& range = view.ranges[static_cast<size_t>(ui.range)];
  const std::string from = range.milliseconds == 0
                               ? std::string()
                               : iso_from_unix_ms(platform::now_unix_ms() - range.milliseconds);
  commands.push_back(FilterList{"from", from});
  commands.push_back(FilterList{"to", {}});
}

void time_input_ui(std::string_view label, const char* name, std::string& local,
                   Commands& commands) {
  const ui::TextInputOptions options{.kind = ui::InputKind::date_time, .width = 230};
  if (!ui::text_input(label, local, options)) return;
  const auto at = platform::unix_ms_of_local(local);
  commands.push_back(FilterList{name, at ? iso_from_unix_ms(*at) : std::string()});
}

void range_ui(const AuditView& view, AuditUi& ui, Commands& commands) {
  std::vector<ui::ComboItem> items;
  for (const AuditRange& range : view.ranges) items.push_back({range.label, {}});
  if (ui::combo("Filter by time", items, ui.range,
                {.hide_label = true, .width = ui::is_narrow() ? 0.0f : 150.0f})) {
    set_range(view, ui, commands);
  }
}

void audit_filters_ui(const AuditView& view, AuditUi& ui, Commands& commands) {
  filter_row_ui(
      [&] { search_filter_ui("Search the audit", "Anything in a row", view.search, commands); },
      [&] {
        choice_filter_ui("person", view.user, 190, commands);
        choice_filter_ui("action", view.action, 190, commands);
        choice_filter_ui("subject", view.entity, 150, commands);
        choice_filter_ui("outcome", view.refused, 170, commands);
        range_ui(view, ui, commands);
      });
  const bool is_between = ui.range == static_cast<int>(view.ranges.size()) - 1;
  if (!is_between) return;
  const ui::Row row;
  time_input_ui("From", "from", ui.from, commands);
  time_input_ui("Up to", "to", ui.to, commands);
}

void audit_table_ui(const AuditView& view, AuditUi& ui) {
  const ui::Column columns[] = {
      {.title = "What", .weight = 4, .stacked = ui::Stacked::heading},
      {.title = "Who", .weight = 3, .hide_below = 480, .stacked = ui::Stacked::two_lines},
      {.title = "About", .weight = 2, .hide_below = 700},
      {.title = "When", .weight = 2, .stacked = ui::Stacked::two_lines},
      {.title = "Outcome", .width = 110, .hide_below = 560}};
  const auto draw = [&view](int index, int column, ui::TableCell& cell) {
    const AuditLine& row = view.rows[static_cast<size_t>(index)];
    switch (column) {
      case 0:
        return cell.two_lines(row.what, row.action);
      case 1:
        return cell.two_lines(row.who, row.as_whom.empty() ? row.address : row.as_whom);
      case 2:
        return cell.text(row.about, ui::TextColor::muted);
      case 3:
        return cell.two_lines(row.ago, row.when);
      default:
        return cell.badge(row.is_refused ? "Refused" : "Done",
                          row.is_refused ? Tone::danger : Tone::neutral);
    }
  };
  const auto result = ui::table("Audit", columns, static_cast<int>(view.rows.size()), draw,
                                {.row_height = 56,
                                 .clickable_rows = true,
                                 .stacks = true,
                                 .empty = view.is_filtered ? "No row matches." : "No rows yet."});
  if (result.clicked_row) ui.opened = view.rows[static_cast<size_t>(*result.clicked_row)].id;
}

void audit_detail_ui(const AuditDetail& detail, AuditUi& ui, Commands& commands) {
  const AuditLine& line = detail.line;
  ui::Dialog dialog(line.what, {.width = 680});
  {
    const ui::Row row;
    ui::badge(line.is_refused ? "Refused" : "Done", line.is_refused ? Tone::danger : Tone::success);
    ui::code(line.action);
  }
  {
    const ui::Stack stack(6);
    ui::description("Row", platform::format_count(line.id));
    ui::description("When", line.when + " (" + detail.at + ")");
    ui::description("Who", line.who);
    if (!line.as_whom.empty()) ui::description("In whose place", line.as_whom);
    ui::description("About", line.about);
    ui::description("Address", line.address);
    ui::description("Device", detail.device);
    ui::description("Request", detail.request_id);
    ui::description("Hash", detail.hash);
  }
  if (!detail.payload.empty()) {
    ui::heading(3, "What was asked for");
    ui::text(detail.payload, {.style = TextStyle::small});
  }
  dialog.actions();
  if (ui::button("Copy row", {.icon = icons::content_copy})) {
    commands.push_back(CopyText{detail.at + "\t" + line.who + "\t" + line.action + "\t" +
                                    line.about + "\t" + detail.hash + "\n" + detail.payload,
                                "The row is"});
  }
  if (ui::button("Close##row") || dialog.dismissed()) ui.opened = 0;
}

}  // namespace

void audit_ui(const AuditView& view, AuditUi& ui, Commands& commands) {
  audit_header_ui(view, commands);
  verdict_ui(view.verdict, commands);
  audit_filters_ui(view, ui, commands);
  if (loaded_ui(view.load, commands)) {
    audit_table_ui(view, ui);
    more_rows_ui(view.shown, view.has_more, view.loads_more, commands);
  }
  if (view.detail) audit_detail_ui(*view.detail, ui, commands);
}

}  // namespace datavault
