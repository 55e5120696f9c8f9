#include "generated/icons.h"
#include "web/platform/environment.h"
#include "web/views/pages_ui.h"
#include "web/views/settings_view.h"
#include "web/widgets/ui.h"

namespace datavault {
namespace {

struct ThemeLine {
  ThemeChoice choice;
  const char *title, *detail, *icon;
};

/// Small pieces of the theme, as it will look.
void swatches_ui(ThemeKind kind) {
  const Palette& p = palette(kind);
  const ui::SwatchColors colors[] = {{p.page, p.border},
                                     {p.surface, p.border},
                                     {p.accent.solid, p.accent.solid},
                                     {p.text, p.border},
                                     {p.success.solid, p.success.solid},
                                     {p.danger.solid, p.danger.solid}};
  ui::swatches(colors);
}

void theme_ui() {
  ui::heading(2, "Theme");
  const ThemeLine lines[] = {
      {ThemeChoice::system, "Follow the system", "Light or dark, as the system is.",
       icons::brightness_6},
      {ThemeChoice::light, "Light", "Dark text on bright surfaces.", icons::light_mode},
      {ThemeChoice::dark, "Dark", "Bright text on dark surfaces.", icons::dark_mode},
      {ThemeChoice::high_contrast, "High contrast", "Black and white, every outline visible.",
       icons::contrast}};
  const auto& system = platform::environment();
  const ui::Group group(ui::GroupRole::radio_group, "Theme");
  ui::Grid grid("themes", {.min_width = 220, .max_columns = 4});
  for (const ThemeLine& line : lines) {
    grid.next();
    ui::SelectCardOptions options;
    options.kind = ui::SelectKind::radio;
    options.description = line.detail;
    options.min_height = grid.row_height();
    options.icon = line.icon;
    const ui::SelectCard card(line.title, ui::theme_choice() == line.choice, options);
    ui::text(line.detail,
             {.style = TextStyle::small, .color = ui::TextColor::muted, .decorative = true});
    swatches_ui(resolve_theme(line.choice, system.dark, system.high_contrast));
    if (card.pressed()) ui::set_theme_choice(line.choice);
  }
}

void motion_ui() {
  ui::heading(2, "Motion");
  ui::muted("Things glide to their place, or are there at once.");
  const std::string_view labels[] = {"As the system", "Reduced", "Full"};
  int chosen = static_cast<int>(ui::motion_choice());
  if (ui::segmented("Motion", labels, chosen)) {
    ui::set_motion_choice(static_cast<ui::MotionChoice>(chosen));
  }
}

void density_ui() {
  ui::heading(2, "Density");
  ui::muted("How close rows and controls stand. Fingers always get targets of 44 pixels.");
  const std::string_view labels[] = {"Comfortable", "Compact"};
  int chosen = static_cast<int>(ui::density());
  if (ui::segmented("Density", labels, chosen)) ui::set_density(static_cast<ui::Density>(chosen));
}

void formats_ui() {
  ui::heading(2, "Numbers and dates");
  ui::muted("Written as your browser's language does: " + platform::environment().locale +
            ". Change it in the browser's settings.");
  const ui::Stack stack(6);
  for (const FormatSample& sample : format_samples(platform::now_unix_ms())) {
    ui::description(sample.name, sample.sample);
  }
}

}  // namespace

void settings_ui() {
  ui::page_header("Settings", "They are kept in this browser, for you alone.");
  theme_ui();
  ui::space(metrics::kSpace4);
  ui::Grid grid("settings", {.min_width = 300, .max_columns = 3});
  grid.next();
  {
    const ui::Card card("motion", {.min_height = grid.row_height()});
    motion_ui();
  }
  grid.next();
  {
    const ui::Card card("density", {.min_height = grid.row_height()});
    density_ui();
  }
  grid.next();
  {
    const ui::Card card("formats", {.min_height = grid.row_height()});
    formats_ui();
  }
}

}  // namespace datavault
