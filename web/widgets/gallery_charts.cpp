#include <array>
#include <vector>

#include "generated/icons.h"
#include "web/widgets/gallery_parts.h"
#include "web/widgets/ui.h"

namespace datavault::ui {
namespace {

constexpr std::array<ChartPart, 3> kParts = {
    {{"Current", 82, Tone::success}, {"Behind", 14, Tone::warning}, {"Held", 4, Tone::danger}}};

void rings_ui() {
  Grid grid("rings", {.min_width = 220, .max_columns = 3});
  grid.next();
  {
    Card card("parts", {.min_height = grid.row_height()});
    heading(2, "Parts of a whole");
    donut("Copies", kParts, "82%", "current");
    chart_legend(kParts);
  }
  grid.next();
  {
    Card card("one", {.min_height = grid.row_height()});
    heading(2, "All alike");
    const std::array<ChartPart, 1> all = {{{"Current", 24, Tone::success}}};
    donut("Copies, all alike", all, "100%", "current");
    chart_legend(all);
  }
  grid.next();
  {
    Card card("none", {.min_height = grid.row_height()});
    heading(2, "Nothing yet");
    donut("No copies", {}, "–", "no copies");
  }
}

void bars_ui() {
  Card card("bars");
  heading(2, "Bars and lines");
  stacked_bar("GHG Protocol", kParts);
  const std::array<ChartPart, 2> two = {
      {{"Current", 1, Tone::success}, {"Behind", 999, Tone::warning}}};
  stacked_bar("One of a thousand", two);
  stacked_bar("Nothing", {});
  Row row({.gap = 24});
  const std::array<float, 12> pace = {2, 5, 4, 9, 12, 11, 14, 13, 9, 12, 15, 16};
  sparkline("Tenants a second, rising", pace);
  const std::array<float, 8> falling = {9, 8, 8, 5, 4, 2, 1, 1};
  sparkline("Tenants a second, falling", falling, Tone::warning);
}

void history_ui() {
  Card card("history");
  heading(2, "Timeline");
  const std::vector<TimelineEntry> entries = {
      {"Published GHG Protocol, version 2", "ann@example.org · 3 minutes ago", "#/gallery",
       Tone::accent},
      {"Edited the copy of Aurora Textiles", "ben@example.org · yesterday", {}, Tone::warning},
      {"Created tenant Nordwind Energie AG", "ann@example.org · last week", {}, Tone::success}};
  timeline("What happened", entries);
}

void tree_ui() {
  static bool open = true;
  const std::array<Column, 2> columns = {{{.title = "Field", .weight = 3}, {.title = "Type"}}};
  const auto draw = [&](int row, int column, TableCell& cell) {
    if (column == 1) return cell.text(row == 0 ? "2 fields" : "Number", TextColor::muted);
    if (row > 0) {
      cell.indent(20);
      return cell.two_lines(row == 1 ? "Scope 1" : "Scope 2", row == 1 ? "E1-6.1" : "E1-6.2");
    }
    if (cell.disclosure(open ? "Close Climate" : "Open Climate", open)) open = !open;
    cell.text("Climate", TextColor::normal, true);
  };
  table("Tree", columns, open ? 3 : 1, draw, {.row_height = 56});
}

}  // namespace

void gallery_charts_ui() {
  rings_ui();
  Split split("charts", 340);
  bars_ui();
  tree_ui();
  split.next();
  history_ui();
}

}  // namespace datavault::ui
