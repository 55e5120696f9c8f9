#include "web/views/filters_ui.h"

#include "generated/icons.h"
#include "web/widgets/ui.h"

namespace datavault {

void filter_row_ui(const std::function<void()>& first, const std::function<void()>& others) {
  if (!ui::is_narrow()) {
    const ui::Row row;
    first();
    return others();
  }
  first();
  const ui::Disclosure more("Filters");
  if (more.open()) others();
}

void search_filter_ui(std::string_view label, std::string_view hint, const std::string& shown,
                      Commands& commands) {
  std::string search = shown;
  if (ui::search_box(label, search, hint, ui::is_narrow() ? 0 : 230)) {
    commands.push_back(FilterList{"search", search});
  }
}

void choice_filter_ui(std::string_view what, const FilterView& filter, float width,
                      Commands& commands) {
  const std::string label = "Filter by " + std::string(what);
  std::vector<ui::ComboItem> items;
  for (const FilterChoice& choice : filter.choices) items.push_back({choice.label, {}});
  int chosen = filter.chosen;
  if (ui::combo(label, items, chosen,
                {.hide_label = true, .width = ui::is_narrow() ? 0.0f : width})) {
    commands.push_back(FilterList{filter.name, filter.choices[static_cast<size_t>(chosen)].value});
  }
}

void more_rows_ui(std::string_view shown, bool has_more, bool loads_more, Commands& commands) {
  const ui::Row row({.gap = 16});
  ui::text(shown, {.style = TextStyle::small, .color = ui::TextColor::muted});
  if (!has_more) return;
  if (ui::button("Show more", {.icon = icons::expand_more, .busy = loads_more})) {
    commands.push_back(MoreRows{});
  }
}

}  // namespace datavault
