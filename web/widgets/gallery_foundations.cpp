#include <array>
#include <string>

#include "generated/icons.h"
#include "web/widgets/core.h"
#include "web/widgets/gallery_parts.h"
#include "web/widgets/ui.h"

namespace datavault::ui {
namespace {

struct RoleLine {
  std::string_view name;
  Color Palette::*color;
};

constexpr std::array<RoleLine, 14> kRoles = {{{"Page", &Palette::page},
                                              {"Surface", &Palette::surface},
                                              {"Raised surface", &Palette::surface_raised},
                                              {"Sunken surface", &Palette::surface_sunken},
                                              {"Hovered surface", &Palette::surface_hover},
                                              {"Navigation", &Palette::rail},
                                              {"Border", &Palette::border},
                                              {"Strong border", &Palette::border_strong},
                                              {"Text", &Palette::text},
                                              {"Muted text", &Palette::text_muted},
                                              {"Disabled text", &Palette::text_disabled},
                                              {"Focus", &Palette::focus},
                                              {"Selection", &Palette::selection},
                                              {"Hovered accent", &Palette::accent_hover}}};

void role_ui(std::string_view name, Color color) {
  constexpr float kHigh = 40;
  const Box box = place(available_width(), kHigh);
  fill(box, color, metrics::kRadius);
  outline(box, colors().border_strong, metrics::kRadius);
  text(name, {.style = TextStyle::small});
}

void colors_ui() {
  heading(2, "Colours by role");
  {
    Grid grid("roles", {.min_width = 130, .max_columns = 7});
    for (const RoleLine& role : kRoles) {
      grid.next();
      role_ui(role.name, colors().*role.color);
    }
  }
  heading(2, "Tones");
  Grid grid("tones", {.min_width = 180, .max_columns = 5});
  constexpr std::array<std::string_view, 5> kNames = {"Neutral", "Accent", "Success", "Warning",
                                                      "Danger"};
  for (int i = 0; i < 5; ++i) {
    grid.next();
    const auto tone = static_cast<Tone>(i);
    role_ui(std::string(kNames[static_cast<size_t>(i)]) + ", solid", colors().tone(tone).solid);
    badge(std::string(kNames[static_cast<size_t>(i)]) + " badge", tone);
  }
}

void type_ui() {
  Card card("type");
  heading(2, "Type scale");
  constexpr std::array<std::string_view, kTextStyleCount> kNames = {
      "Caption, 12",     "Strong caption, 12", "Small, 13",   "Label, 14",  "Body, 15",
      "Strong body, 15", "Title, 17",          "Heading, 23", "Display, 30"};
  for (int i = kTextStyleCount - 1; i >= 0; --i) {
    text(kNames[static_cast<size_t>(i)], {.style = static_cast<TextStyle>(i)});
  }
}

void measures_ui() {
  Card card("measures");
  heading(2, "Spacing, radius, elevation");
  constexpr std::array<float, 7> kSpaces = {metrics::kSpace1, metrics::kSpace2, metrics::kSpace3,
                                            metrics::kSpace4, metrics::kSpace5, metrics::kSpace6,
                                            metrics::kSpace7};
  for (const float step : kSpaces) {
    const Row row;
    text(std::to_string(static_cast<int>(step)), {.style = TextStyle::small, .wrap = false});
    fill(place(step * 3, 12), colors().accent.solid, 3);
  }
  const Row row({.gap = 24});
  for (const float radius : {metrics::kRadiusSmall, metrics::kRadius, metrics::kRadiusLarge}) {
    const Box box = place(72, 56);
    shadow(box, radius, radius * 2);
    fill(box, colors().surface_raised, radius);
    outline(box, colors().border, radius);
  }
}

}  // namespace

void gallery_foundations_ui() {
  colors_ui();
  Grid grid("foundations", {.min_width = 320, .max_columns = 2});
  grid.next();
  type_ui();
  grid.next();
  measures_ui();
}

void gallery_states_ui() {
  static std::string text_value = "Aurora", wrong = "two", when = "2026-01-31T22:00";
  static bool on = true;
  static int chosen = -1;
  Grid grid("states", {.min_width = 320, .max_columns = 2});
  grid.next();
  {
    Card card("field states");
    heading(2, "Fields in other states");
    text_input("Disabled", text_value, {.disabled = true});
    text_input("With a mistake", wrong, {.kind = InputKind::number, .error = "A number, please."});
    text_input("When", when, {.kind = InputKind::date_time});
    const std::array<ComboItem, 2> items = {{{"One", {}}, {"Two", "with a detail"}}};
    combo("Disabled choice", items, chosen, {.disabled = true});
    combo("Choice with a mistake", items, chosen, {.error = "Choose one."});
    checkbox("Disabled checkbox", on, {.disabled = true});
    toggle("Disabled toggle", on, {.disabled = true});
  }
  grid.next();
  {
    Card card("more widgets");
    heading(2, "More");
    tile("Behind", "14", {.tone = Tone::warning, .detail = "of 100 copies", .pressed = false});
    progress("Without an end", -1, "Waiting for the server");
    {
      const ScrollArea area("Long text", 96);
      for (int i = 1; i <= 8; ++i) text("Line " + std::to_string(i) + " of a text that scrolls.");
    }
    const Row row;
    button("Small", {.small = true});
    icon_button(icons::undo, "Undo, disabled", {.disabled = true});
    icon(icons::check_circle, TextColor::success, "Done");
    button("With a hint", {.tooltip = "It says more on hover and focus."});
    if (HoverDetail detail; detail.open()) text("Any widgets may stand in here.");
  }
}

}  // namespace datavault::ui
