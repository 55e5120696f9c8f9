#include "web/widgets/combo.h"

#include <algorithm>
#include <cctype>
#include <vector>

#include "generated/icons.h"
#include "web/widgets/core.h"
#include "web/widgets/field.h"
#include "web/widgets/glyphs.h"
#include "web/widgets/layout.h"
#include "web/widgets/popup.h"
#include "web/widgets/scroll.h"
#include "web/widgets/text.h"

namespace datavault::ui {
namespace {

constexpr size_t kSearchFrom = 8;  // fewer items are seen at a glance
constexpr float kOptionHeight = 38, kDetailHeight = 18, kListHeight = 280;

/// What is typed into the open list; one list is open at a time.
struct OpenList {
  Id id = 0;
  std::string filter;
  int active = -1;  // among the matches
};
OpenList g_list;

Id popup_of(Id combo) { return id_within(combo, "popup"); }
Id list_of(Id popup) { return id_within(popup, "list"); }

char lower(char c) { return static_cast<char>(std::tolower(static_cast<unsigned char>(c))); }

bool contains(std::string_view text, std::string_view part) {
  return std::search(text.begin(), text.end(), part.begin(), part.end(),
                     [](char a, char b) { return lower(a) == lower(b); }) != text.end();
}

std::vector<int> matches_of(std::span<const ComboItem> items, std::string_view filter) {
  std::vector<int> matches;
  for (size_t i = 0; i < items.size(); ++i) {
    if (filter.empty() || contains(items[i].label, filter) || contains(items[i].detail, filter)) {
      matches.push_back(static_cast<int>(i));
    }
  }
  return matches;
}

float item_height(const ComboItem& item) {
  const float height = std::max(kOptionHeight, control_height());
  return item.detail.empty() ? height : height + kDetailHeight;
}

bool draw_item(const ComboItem& item, Id id, bool selected, bool active, int index, int count) {
  const Palette& p = colors();
  const Box box = place(available_width(), item_height(item));
  const Press press = press_area(id, box);
  if (press.hovered || active || press.focused) fill(box, p.surface_hover, metrics::kRadiusSmall);
  if (press.focused || active)
    outline(box, p.focus, metrics::kRadiusSmall, press.focused ? 2.0f : 1.0f);
  const float line = text_metrics(TextStyle::body).line_height;
  const float room = box.w - 44;
  const float top = item.detail.empty() ? box.center_y() - line / 2 : box.y + 8;
  draw_line(canvas(), item.label, selected ? TextStyle::body_strong : TextStyle::body, box.x + 10,
            top, packed(p.text), room);
  if (!item.detail.empty()) {
    draw_line(canvas(), item.detail, TextStyle::small, box.x + 10, top + line, packed(p.text_muted),
              room);
  }
  if (selected) draw_icon(icons::check, box.right() - 18, box.center_y(), 18, p.accent.text);
  platform::MirrorNode& node = mirror_leaf(platform::Role::option, id, item.label, box);
  node.description = item.detail;
  node.index = index + 1;
  node.count = count;
  set_flag(node, platform::mirror_flag::kSelected, selected);
  return press.pressed;
}

/// Arrow keys in the search field; true for Enter.
bool handle_keys(Id id, int count) {
  bool chosen = false;
  while (const auto key = platform::mirror().take_key(id)) {
    if (*key == platform::MirrorKey::down) g_list.active = std::min(g_list.active + 1, count - 1);
    if (*key == platform::MirrorKey::up) g_list.active = std::max(g_list.active - 1, 0);
    if (*key == platform::MirrorKey::enter) chosen = true;
  }
  return chosen;
}

bool search_field(Id id, std::string_view name, int count, Id active) {
  const Box box = place(available_width(), control_height());
  EditOptions options;
  options.role = platform::Role::searchbox;
  options.name = name;
  options.placeholder = "Search…";
  options.autofocus = true;
  options.wants_keys = true;
  options.active = active;
  press_area(id, box);
  draw_field_frame(box, false, platform::mirror().focused() == id, false, false);
  if (edit_text(id, box, g_list.filter, options).changed) g_list.active = 0;
  space(6);
  return handle_keys(id, count);
}

/// The open list. The index that was chosen, or -1.
int list_items(Id id, std::string_view name, std::span<const ComboItem> items, int selected,
               bool searchable) {
  std::vector<int> matches = matches_of(items, g_list.filter);
  const auto option_id = [&](int index) { return id_within(id_within(id, "option"), index); };
  bool enter = false;
  if (searchable) {
    const bool on_item = g_list.active >= 0 && g_list.active < static_cast<int>(matches.size());
    const std::string label = "Search " + std::string(name);
    enter = search_field(id_within(id, "search"), label, static_cast<int>(matches.size()),
                         on_item ? option_id(matches[static_cast<size_t>(g_list.active)]) : 0);
    matches = matches_of(items, g_list.filter);
  }
  int chosen = -1;
  float height = 0;
  for (const int index : matches) height += item_height(items[static_cast<size_t>(index)]);
  const Box box = place(available_width(), std::clamp(height, 36.0f, kListHeight));
  ScrollRegion region(platform::Role::listbox, name, list_of(id), box, {}, 0);
  if (matches.empty())
    text("Nothing found.", {.style = TextStyle::small, .color = TextColor::muted});
  for (size_t i = 0; i < matches.size(); ++i) {
    const int index = matches[i];
    const bool active = searchable && g_list.active == static_cast<int>(i);
    if (draw_item(items[static_cast<size_t>(index)], option_id(index), index == selected, active,
                  static_cast<int>(i), static_cast<int>(matches.size())) ||
        (enter && active)) {
      chosen = index;
    }
  }
  return chosen;
}

struct Closed {
  Box box;
  bool pressed = false;
};

Closed draw_closed(Id id, std::string_view label, std::string_view value, std::string_view message,
                   const ComboOptions& options, bool open) {
  using namespace platform::mirror_flag;
  const Palette& p = colors();
  const Box box = place(available_width(), control_height());
  const Press press = press_area(id, box, {.enabled = !options.disabled});
  draw_field_frame(box, press.hovered, press.focused || open, !options.error.empty(),
                   options.disabled);
  const Color color = options.disabled ? p.text_disabled : value.empty() ? p.text_muted : p.text;
  const float line = text_metrics(TextStyle::body).line_height;
  draw_line(canvas(), value.empty() ? options.placeholder : value, TextStyle::body, box.x + 12,
            box.center_y() - line / 2, packed(color), box.w - 48);
  draw_icon(icons::unfold_more, box.right() - 20, box.center_y(), 18, p.text_muted);
  platform::MirrorNode& node = mirror_leaf(platform::Role::combobox, id, visible_label(label), box);
  node.value = value.empty() ? options.placeholder : value;
  node.description = message;
  set_flag(node, kHasExpanded | kOpensPopup | (open ? kExpanded : 0));
  set_flag(node, kDisabled, options.disabled);
  set_flag(node, kInvalid, !options.error.empty());
  if (open) node.extra = "node-" + std::to_string(list_of(popup_of(id)));
  return {box, press.pressed};
}

}  // namespace

bool combo(std::string_view label, std::span<const ComboItem> items, int& selected,
           const ComboOptions& options) {
  const float width = field_width(options.width);
  const Box at = flow().peek(width);
  push_flow(Flow::column(at.x, at.y, width, 0));
  field_label(label, false, options.hide_label);
  const Id id = id_of(label);
  const Id popup_id = popup_of(id);
  const bool any = selected >= 0 && selected < static_cast<int>(items.size());
  const std::string_view value =
      any ? std::string_view(items[static_cast<size_t>(selected)].label) : std::string_view();
  const Closed closed =
      draw_closed(id, label, value, options.error.empty() ? options.help : options.error, options,
                  popup_is_open(popup_id));
  field_message(options.help, options.error);
  const Flow column = pop_flow();
  place(width, column.bottom() - column.top());

  if (closed.pressed) {
    g_list = {popup_id, {}, selected >= 0 ? selected : 0};
    open_popup(popup_id);
  }
  int chosen = -1;
  Popup popup(platform::Role::region, visible_label(label), popup_id, closed.box, width, 360);
  if (popup.open()) {
    const bool searchable = options.searchable && items.size() >= kSearchFrom;
    chosen = list_items(popup_id, visible_label(label), items, selected, searchable);
    if (chosen >= 0) close_popup();
  }
  if (chosen < 0 || chosen == selected) return false;
  selected = chosen;
  return true;
}

}  // namespace datavault::ui
