// The frame around every page: navigation, user menu, and the scrolling page in the middle.
#include <algorithm>
#include <array>

#include "generated/icons.h"
#include "web/platform/environment.h"
#include "web/platform/frame.h"
#include "web/platform/route.h"
#include "web/widgets/button.h"
#include "web/widgets/card.h"
#include "web/widgets/core.h"
#include "web/widgets/feedback.h"
#include "web/widgets/frame_scope.h"
#include "web/widgets/glyphs.h"
#include "web/widgets/layout.h"
#include "web/widgets/navigation.h"
#include "web/widgets/popup.h"
#include "web/widgets/scroll.h"
#include "web/widgets/text.h"
#include "web/widgets/text_color.h"

namespace datavault::ui {
namespace {

using platform::Role;

constexpr float kEntryHeight = 38, kRailPadding = 12, kUserHeight = 64, kBrandHeight = 64;
constexpr float kPageTop = 32, kPageBottom = 64;
constexpr float kBannerHeight = 48, kNarrowBannerHeight = 112;

void draw_mark(float x, float y, float size) {
  // The same picture as shell/icon.svg.
  const Palette& p = colors();
  fill({x, y, size, size}, p.accent.solid, size / 4);
  const auto at = [&](float px, float py) {
    return ImVec2(x + px / 32 * size, y + py / 32 * size);
  };
  ImDrawList* list = canvas();
  const ImU32 ink = packed(p.accent.on_solid);
  const ImVec2 top[] = {at(8, 11), at(16, 7), at(24, 11), at(16, 15)};
  list->AddConvexPolyFilled(top, 4, ink);
  for (const float dy : {16.0f, 21.0f}) {
    const ImVec2 line[] = {at(8, dy), at(16, dy + 4), at(24, dy)};
    list->AddPolyline(line, 3, packed(p.accent.on_solid, 0.85f), 0, size / 14);
  }
}

void draw_brand(std::string_view product, float x, float center_y) {
  draw_mark(x, center_y - 14, 28);
  const float line = text_metrics(TextStyle::title).line_height;
  draw_line(canvas(), product, TextStyle::title, x + 38, center_y - line / 2,
            packed(colors().text));
}

/// One entry of the navigation; true when it was followed.
bool nav_entry(const NavEntry& entry) {
  const Palette& p = colors();
  const Box box = place(available_width(), std::max(kEntryHeight, control_height()));
  const Id id = id_within(id_of(entry.label), "nav");
  const Press press = press_area(id, box);
  if (entry.selected)
    fill(box, p.rail_selected, metrics::kRadius);
  else if (press.hovered)
    fill(box, p.surface_hover, metrics::kRadius);
  if (press.focused) focus_ring(box.inset(2), metrics::kRadiusSmall);
  const Color color = entry.selected ? p.rail_text_selected : press.hovered ? p.text : p.rail_text;
  if (entry.icon != nullptr) draw_icon(entry.icon, box.x + 22, box.center_y(), 20, color);
  const float line = text_metrics(TextStyle::label).line_height;
  draw_line(canvas(), entry.label, TextStyle::label, box.x + 44, box.center_y() - line / 2,
            packed(color), box.w - 56 - (entry.count > 0 ? 32.0f : 0.0f));
  if (entry.count > 0) {
    const std::string count = std::to_string(entry.count);
    const float width = std::max(line_width(count, TextStyle::caption_strong) + 12, 22.0f);
    const Box pill{box.right() - 10 - width, box.center_y() - 10, width, 20};
    fill(pill, p.neutral.surface, 10);
    draw_line(canvas(), count, TextStyle::caption_strong,
              pill.center_x() - line_width(count, TextStyle::caption_strong) / 2, pill.y + 2,
              packed(p.neutral.text));
  }
  platform::MirrorNode& node = mirror_leaf(Role::link, id, entry.label, box);
  node.extra = entry.href;
  set_flag(node, platform::mirror_flag::kCurrent, entry.selected);
  const bool new_tab = press.hovered && ImGui::IsMouseReleased(ImGuiMouseButton_Middle);
  if (press.pressed || new_tab) follow(entry.href, new_tab || ImGui::GetIO().KeyCtrl);
  return press.pressed;
}

bool nav_entries(std::span<const NavEntry> entries) {
  bool followed = false;
  std::string_view section;
  for (const NavEntry& entry : entries) {
    if (!entry.section.empty() && entry.section != section) {
      section = entry.section;
      if (!flow().empty()) space(18);
      const Box box = place(available_width(), 24);
      draw_line(canvas(), section, TextStyle::caption_strong, box.x + 12, box.y + 2,
                packed(colors().text_muted), box.w - 24);
      mirror_leaf(Role::text, id_within(id_of(section), "section"), section, box);
    }
    followed = nav_entry(entry) || followed;
  }
  return followed;
}

struct UserMenu {
  bool sign_out = false;
};

UserMenu user_menu_items(Id id, const Box& anchor, const ShellOptions& options) {
  UserMenu result;
  constexpr std::array<ThemeChoice, 4> kThemes = {ThemeChoice::system, ThemeChoice::light,
                                                  ThemeChoice::dark, ThemeChoice::high_contrast};
  const ThemeChoice chosen = theme_choice();
  const std::array<MenuItem, 7> items = {{
      {.label = "Account and security", .icon = icons::account_circle},
      {.label = "Follow the system",
       .icon = icons::brightness_6,
       .separator_before = true,
       .checked = chosen == kThemes[0]},
      {.label = "Light", .icon = icons::light_mode, .checked = chosen == kThemes[1]},
      {.label = "Dark", .icon = icons::dark_mode, .checked = chosen == kThemes[2]},
      {.label = "High contrast", .icon = icons::contrast, .checked = chosen == kThemes[3]},
      {.label = "Widget gallery", .icon = icons::category, .separator_before = true},
      {.label = "Sign out", .icon = icons::logout, .separator_before = true},
  }};
  const auto picked = menu_popup(id, options.user_name, anchor, items);
  if (picked == 0) follow("#/account", false);
  if (picked && *picked >= 1 && *picked <= 4) {
    set_theme_choice(kThemes[static_cast<size_t>(*picked - 1)]);
  }
  if (picked == 5) follow("#/gallery", false);
  result.sign_out = picked == 6;
  return result;
}

void draw_avatar(float x, float center_y, std::string_view name) {
  const Palette& p = colors();
  canvas()->AddCircleFilled({x + 16, center_y}, 16, packed(p.accent.surface));
  size_t end = 0;
  while (end < name.size() && (end == 0 || (static_cast<unsigned char>(name[end]) & 0xC0) == 0x80))
    ++end;
  const std::string_view initial = name.substr(0, end);
  draw_line(canvas(), initial, TextStyle::label, x + 16 - line_width(initial, TextStyle::label) / 2,
            center_y - 10, packed(p.accent.text));
}

/// The user's name, which opens a menu.
bool user_entry(const ShellOptions& options, const Box& box, bool compact) {
  using namespace platform::mirror_flag;
  const Palette& p = colors();
  const Id id = id_of("user menu");
  const Id menu = id_within(id, "menu");
  const bool open = popup_is_open(menu);
  const Press press = press_area(id, box);
  if (press.hovered || open) fill(box, p.surface_hover, metrics::kRadius);
  if (press.focused) focus_ring(box.inset(2), metrics::kRadiusSmall);
  draw_avatar(box.x + (compact ? box.w / 2 - 16 : 6), box.center_y(), options.user_name);
  if (!compact) {
    const bool two = !options.user_detail.empty();
    const float x = box.x + 48, room = box.w - 78;
    draw_line(canvas(), options.user_name, TextStyle::label, x,
              box.center_y() - (two ? 19.0f : 10.0f), packed(p.text), room);
    if (two) {
      draw_line(canvas(), options.user_detail, TextStyle::caption, x, box.center_y() + 2,
                packed(p.text_muted), room);
    }
    draw_icon(icons::unfold_more, box.right() - 16, box.center_y(), 18, p.text_muted);
  }
  platform::MirrorNode& node = mirror_leaf(Role::button, id, "Account: " + options.user_name, box);
  node.description = options.user_detail;
  set_flag(node, kHasExpanded | kOpensPopup | (open ? kExpanded : 0));
  if (press.pressed) open_popup(menu);
  return user_menu_items(menu, box, options).sign_out;
}

/// The button that opens the command palette; wide ones say how to do it by keyboard.
bool palette_button(const Box& box, bool wide) {
  const Palette& p = colors();
  const Id id = id_of("palette button");
  const Press press = press_area(id, box);
  if (wide) {
    fill(box, press.hovered ? p.surface_hover : p.surface, metrics::kRadius);
    outline(box, press.hovered ? p.border_strong : p.border, metrics::kRadius);
    draw_icon(icons::search, box.x + 20, box.center_y(), 18, p.rail_text);
    const float line = text_metrics(TextStyle::small).line_height;
    draw_line(canvas(), "Search or go to", TextStyle::small, box.x + 36, box.center_y() - line / 2,
              packed(p.rail_text), box.w - 96);
    const float hint = line_width("Ctrl K", TextStyle::caption);
    draw_line(canvas(), "Ctrl K", TextStyle::caption, box.right() - hint - 10, box.center_y() - 8,
              packed(p.rail_text));
  } else {
    if (press.hovered) fill(box.inset(4), p.surface_hover, metrics::kRadius);
    draw_icon(icons::search, box.center_x(), box.center_y(), 22, p.text);
  }
  if (press.focused) focus_ring(box.inset(2), metrics::kRadiusSmall);
  platform::MirrorNode& node = mirror_leaf(Role::button, id, "Command palette", box);
  node.description = "Search pages, frameworks, tenants, jobs and actions. Ctrl+K";
  return press.pressed;
}

/// The navigation at the left.
bool rail(const ShellOptions& options, const Box& box, bool& opens_palette) {
  const Palette& p = colors();
  fill(box, p.rail);
  fill({box.right() - 1, box.y, 1, box.h}, p.border);
  draw_brand(options.product, box.x + 20, box.y + kBrandHeight / 2);
  mirror_leaf(Role::text, id_of("brand"), options.product, {box.x + 20, box.y + 18, 160, 28});
  const float user = options.user_name.empty() ? 0 : kUserHeight;
  float top = box.y + kBrandHeight;
  if (options.has_palette) {
    const float height = control_height();
    opens_palette =
        palette_button({box.x + kRailPadding, top, box.w - 2 * kRailPadding - 1, height}, true);
    top += height + 8;
  }
  const Box middle{box.x, top, box.w - 1, box.bottom() - top - user};
  {
    ScrollRegion region(Role::navigation, "Main", id_of("rail"), middle,
                        {kRailPadding, 4, kRailPadding, 12}, 2);
    nav_entries(options.entries);
  }
  if (options.user_name.empty()) return false;
  fill({box.x + kRailPadding, box.bottom() - user, box.w - 2 * kRailPadding, 1}, p.border);
  return user_entry(options, {box.x + 8, box.bottom() - user + 8, box.w - 17, user - 16}, false);
}

/// The navigation behind a menu button, for small screens.
bool top_bar(const ShellOptions& options, const Box& box, bool& opens_palette) {
  using namespace platform::mirror_flag;
  const Palette& p = colors();
  fill(box, p.rail);
  fill({box.x, box.bottom() - 1, box.w, 1}, p.border);
  const Box button_box{box.x + 6, box.center_y() - 22, 44, 44};
  const Id id = id_of("menu button");
  const Id menu = id_within(id, "menu");
  const Press press = press_area(id, button_box);
  if (press.hovered) fill(button_box.inset(4), p.surface_hover, metrics::kRadius);
  if (press.focused) focus_ring(button_box.inset(4), metrics::kRadiusSmall);
  draw_icon(icons::menu, button_box.center_x(), button_box.center_y(), 24, p.text);
  const bool open = popup_is_open(menu);
  platform::MirrorNode& node = mirror_leaf(Role::button, id, "Menu", button_box);
  set_flag(node, kHasExpanded | (open ? kExpanded : 0));
  if (press.pressed) open_popup(menu);
  draw_brand(options.product, box.x + 56, box.center_y());
  {
    const float width = std::min(300.0f, box.w - 16);
    Popup popup(Role::navigation, "Main", menu, {box.x + 8, box.y, 44, box.h}, width,
                platform::viewport_height() - box.h - 16);
    if (popup.open() && nav_entries(options.entries)) close_popup();
  }
  if (options.has_palette) {
    opens_palette = palette_button({box.right() - 100, box.center_y() - 22, 44, 44}, false);
  }
  if (options.user_name.empty()) return false;
  return user_entry(options, {box.right() - 52, box.center_y() - 22, 44, 44}, true);
}

float page_padding(float width);

/// A strip above the page with one way out of what it says.
bool banner(const ShellOptions& options, const Box& box) {
  const Palette& p = colors();
  fill(box, p.warning.surface);
  fill({box.x, box.bottom() - 1, box.w, 1}, p.warning.border);
  const float side = page_padding(box.w);
  mirror_open(Role::region, id_of("banner"), "Standing in for somebody", box);
  push_flow(Flow::column(box.x + side, box.y + (is_narrow() ? 10.0f : 0.0f), box.w - 2 * side, 8));
  bool pressed = false;
  const auto words = [&] {
    text(options.banner, {.style = TextStyle::small, .color = TextColor::warning});
  };
  if (is_narrow()) {
    words();
    pressed = button(options.banner_action, {.icon = icons::arrow_back, .small = true});
  } else {
    Row row({.wrap = false, .height = box.h});
    draw_icon(icons::visibility, flow().peek().x + 10, box.center_y(), 20, p.warning.text);
    place(20, 20);
    words();
    row.push_right();
    pressed = button(options.banner_action, {.icon = icons::arrow_back, .small = true});
  }
  pop_flow();
  mirror_close();
  return pressed;
}

float page_padding(float width) {
  return width < metrics::kNarrowWidth ? 16.0f : width < 1100 ? 24.0f : 32.0f;
}

/// A new page begins at its top.
void watch_page(Id page) {
  static std::string shown;
  const std::string& route = platform::current_route();
  const std::string path = route.substr(0, route.find('?'));
  if (path == shown) return;
  shown = path;
  scroll_to_top(page);
}

std::unique_ptr<ScrollRegion> open_page(const Box& box, float max_width) {
  const Id id = id_of("page");
  watch_page(id);
  const float side = page_padding(box.w);
  return std::make_unique<ScrollRegion>(
      Role::main, std::string_view(), id, box,
      ScrollRegion::Padding{side, is_narrow() ? 20 : kPageTop, side, kPageBottom}, 16.0f,
      max_width);
}

}  // namespace

Shell::Shell(const ShellOptions& options) {
  const float width = platform::viewport_width(), height = platform::viewport_height();
  Box page{0, 0, width, height};
  if (is_narrow()) {
    const Box bar{0, 0, width, metrics::kTopBarHeight};
    mirror_open(Role::banner, id_of("top"), {}, bar);
    sign_out_ = top_bar(options, bar, opens_palette_);
    page = {0, bar.h, width, height - bar.h};
  } else {
    const Box side{0, 0, metrics::kRailWidth, height};
    mirror_open(Role::banner, id_of("top"), {}, side);
    sign_out_ = rail(options, side, opens_palette_);
    page = {side.w, 0, width - side.w, height};
  }
  mirror_close();
  if (!options.banner.empty()) {
    const Box box{page.x, page.y, page.w, is_narrow() ? kNarrowBannerHeight : kBannerHeight};
    banner_pressed_ = banner(options, box);
    page = {page.x, box.bottom(), page.w, page.h - box.h};
  }
  page_ = open_page(page, metrics::kContentWidth);
}

Shell::~Shell() = default;

CenteredPage::CenteredPage(float width) {
  const float screen_w = platform::viewport_width(), screen_h = platform::viewport_height();
  page_ = std::make_unique<ScrollRegion>(Role::main, std::string_view(), id_of("page"),
                                         Box{0, 0, screen_w, screen_h},
                                         ScrollRegion::Padding{16, 24, 16, 24}, 16.0f, width);
  id_ = id_of("centered");
  // Its height is known from the drawing before.
  const float room = screen_h - 48 - memory(id_).a;
  const Box at = flow().peek();
  push_flow(Flow::column(at.x, at.y + std::max(std::floor(room * 0.4f), 0.0f), at.w, 16));
}

CenteredPage::~CenteredPage() {
  const Flow inside = pop_flow();
  remember(memory(id_).a, inside.bottom() - inside.top());
  place(inside.width(), inside.bottom() - flow().peek().y);
  page_.reset();
}

void product_mark(float size) {
  const Box at = flow().peek();
  const Box box = place(flow().is_row() ? size : at.w, size);
  draw_mark(box.x, box.y, size);
}

}  // namespace datavault::ui
