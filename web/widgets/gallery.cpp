#include "web/widgets/gallery.h"

#include <array>
#include <string>
#include <vector>

#include "generated/icons.h"
#include "web/platform/intl.h"
#include "web/widgets/gallery_parts.h"
#include "web/widgets/ui.h"

namespace datavault::ui {
namespace {

/// What the visitor of the gallery did.
struct GalleryState {
  int tab = 0, presses = 0, density = 1, framework = -1, frequency = 0, strategy = 1, step = 2,
      first = 0;
  bool terms = true, some = false, notify = true, chip_energy = true, chip_water = false,
       dialog = false;
  std::array<bool, 6> tenants = {true, true, false, false, true, false};
  std::string name = "Aurora Textiles", email, password = "secret", note, search, dialog_name;
  TableSort sort = {0, SortOrder::ascending};
  int row = 1;
};
GalleryState g_state;

constexpr std::array<std::string_view, 12> kTenantNames = {
    "Aurora Textiles",  "Nordwind Energie AG", "شركة النور للطاقة",       "青森水産株式会社",
    "Ελληνικά Ορυχεία", "Сибирский Лес",       "Société Générale du Lac", "บริษัท สยามเหล็ก",
    "Banco del Río",    "भारत सीमेंट",           "Łódzkie Zakłady",         "Kıbrıs Tarım"};
constexpr std::array<std::string_view, 4> kIndustries = {"Textiles", "Energy", "Mining", "Finance"};
constexpr std::array<Tone, 5> kTones = {Tone::neutral, Tone::accent, Tone::success, Tone::warning,
                                        Tone::danger};
constexpr std::array<std::string_view, 5> kToneNames = {"Unchanged", "Fast-forward", "Up to date",
                                                        "Conflicts", "Held"};

void buttons_ui(GalleryState& s) {
  Card card("buttons");
  heading(2, "Buttons");
  {
    Row row;
    if (button("Distribute", {.kind = ButtonKind::primary, .icon = icons::send})) ++s.presses;
    if (button("Preview")) ++s.presses;
    if (button("Learn more", {.kind = ButtonKind::ghost})) ++s.presses;
    if (button("Delete tenant", {.kind = ButtonKind::danger, .icon = icons::delete_item}))
      s.dialog = true;
    button("Not allowed", {.disabled = true, .tooltip = "Choose at least one tenant first."});
    button("Saving", {.kind = ButtonKind::primary, .busy = true});
    icon_button(icons::refresh, "Reload");
  }
  {
    Row row;
    const std::array<MenuItem, 4> items = {
        {{.label = "Open", .icon = icons::open_in_new},
         {.label = "Duplicate", .icon = icons::content_copy},
         {.label = "Export as CSV", .icon = icons::file_download},
         {.label = "Delete",
          .icon = icons::delete_item,
          .danger = true,
          .separator_before = true}}};
    if (const auto item = menu_button("Actions", items))
      toast(Tone::success, items[*item].label + " done.");
    icon_menu_button(icons::more_vert, "More actions", items);
    if (button("Toast", {.small = true})) toast(Tone::success, "24 tenants are up to date.");
    if (button("Failing toast", {.small = true})) {
      toast(Tone::danger, "The server did not answer. Your choices are kept; try again.");
    }
    text("Pressed " + platform::format_count(s.presses) + " times", {.color = TextColor::muted});
  }
}

void choices_ui(GalleryState& s) {
  Card card("choices");
  heading(2, "Choices");
  checkbox("I have read the preview", s.terms);
  checkbox("Some of the tenants", s.some,
           {.description = "Three of six are selected.", .mixed = !s.some});
  toggle("Notify tenants by e-mail", s.notify);
  {
    Group group(GroupRole::radio_group, "Frequency");
    const std::array<std::string_view, 3> names = {"Annual", "Quarterly", "Monthly"};
    Row row({.gap = 20});
    for (int i = 0; i < 3; ++i) {
      if (radio(names[static_cast<size_t>(i)], s.frequency == i)) s.frequency = i;
    }
  }
  const std::array<std::string_view, 3> densities = {"Compact", "Normal", "Wide"};
  segmented("Density", densities, s.density);
  Row row;
  filter_chip("Energy", s.chip_energy);
  filter_chip("Water", s.chip_water);
}

void fields_ui(GalleryState& s) {
  Card card("fields");
  heading(2, "Fields");
  Group form(GroupRole::form, "Example");
  text_input("Name", s.name, {.required = true});
  text_input("E-mail", s.email,
             {.kind = InputKind::email,
              .placeholder = "you@example.org",
              .help = "We write only when a job fails.",
              .icon = icons::person});
  text_input("Password", s.password,
             {.kind = InputKind::password,
              .error = s.password.size() < 8 ? std::string_view("Use eight characters or more.")
                                             : std::string_view(),
              .autocomplete = "new-password"});
  static const std::vector<ComboItem> kFrameworks = {
      {"GHG Protocol", "Scopes 1 to 3, 15 categories"},
      {"GRI topics", "Quantitative disclosures"},
      {"SFDR PAI", "Principal adverse impacts"},
      {"VSME", "Small and medium companies"},
      {"ESRS set 1", "1,217 data points"},
      {"TCFD", "Climate risks"},
      {"CDP Climate", "Questionnaire 2024"},
      {"SASB", "77 industries"},
      {"ISO 14064", "Organisation level"}};
  combo("Framework", kFrameworks, s.framework, {.help = "Type to search."});
  text_input("Note", s.note,
             {.kind = InputKind::multiline, .placeholder = "Why this version?", .rows = 3});
}

void tenants_ui(GalleryState& s) {
  Card card("tenants");
  {
    Row row;
    heading(2, "Selectable cards");
    row.push_right();
    search_box("Search tenants", s.search, "Search tenants", 240);
  }
  Grid grid("tenant cards", {.min_width = 240});
  for (size_t i = 0; i < s.tenants.size(); ++i) {
    if (kTenantNames[i].find(s.search) == std::string_view::npos) continue;
    grid.next();
    SelectCard tenant(
        kTenantNames[i], s.tenants[i],
        {.description = kIndustries[i % 4], .disabled = i == 5, .min_height = grid.row_height()});
    if (tenant.pressed()) s.tenants[i] = !s.tenants[i];
    text(kIndustries[i % 4],
         {.style = TextStyle::small, .color = TextColor::muted, .decorative = true});
    space(10);
    Row badges({.gap = 6});
    badge(kToneNames[i % 5], kTones[i % 5]);
    badge("v" + std::to_string(2 + i % 3));
  }
}

void strategies_ui(GalleryState& s) {
  Group group(GroupRole::radio_group, "Strategy");
  Grid grid("strategies", {.min_width = 230, .max_columns = 3});
  const std::array<std::array<std::string_view, 2>, 3> strategies = {{
      {"Skip", "Tenants on another version stay as they are. Nothing of theirs is touched."},
      {"Merge",
       "What tenants changed is carried over to the new version. Collisions are shown to you."},
      {"Overwrite",
       "The new version replaces what tenants changed; their edits stay in the history only."},
  }};
  const std::array<const char*, 3> glyphs = {icons::blocked, icons::call_merge, icons::layers};
  for (int i = 0; i < 3; ++i) {
    const auto& item = strategies[static_cast<size_t>(i)];
    grid.next();
    SelectCard card(item[0], s.strategy == i,
                    {.kind = SelectKind::radio,
                     .description = item[1],
                     .min_height = grid.row_height(),
                     .icon = glyphs[static_cast<size_t>(i)]});
    if (card.pressed()) s.strategy = i;
    text(item[1], {.style = TextStyle::small, .color = TextColor::muted, .decorative = true});
    if (i == 2) badge("Drops 31 edits", Tone::warning, icons::warning);
  }
}

void table_ui(GalleryState& s) {
  static const std::array<Column, 5> kColumns = {
      {{.title = "Tenant", .weight = 2, .sortable = true},
       {.title = "Industry", .hide_below = 560},
       {.title = "Fields", .width = 110, .align = Align::end, .sortable = true, .hide_below = 420},
       {.title = "Outcome", .width = 150},
       {.title = "", .width = 110, .hide_below = 640}}};
  const auto draw = [&](int row, int column, TableCell& cell) {
    const auto i = static_cast<size_t>(row);
    switch (column) {
      case 0:
        cell.text(kTenantNames[i % kTenantNames.size()], TextColor::normal, true);
        break;
      case 1:
        cell.text(kIndustries[i % 4], TextColor::muted);
        break;
      case 2:
        cell.text(platform::format_count(1217 + row * 13));
        break;
      case 3:
        cell.badge(kToneNames[i % 5], kTones[i % 5]);
        break;
      default:
        if (cell.button("Review")) toast(Tone::neutral, "Review of row " + std::to_string(row + 1));
    }
  };
  const TableResult result =
      table("Tenants", kColumns, 1000, draw,
            {.height = 380, .clickable_rows = true, .selected_row = s.row, .sort = s.sort});
  if (result.clicked_row) s.row = *result.clicked_row;
  if (result.sort) s.sort = *result.sort;
  pagination("Pages of tenants", 1217, 20, s.first);
}

void feedback_ui(GalleryState& s) {
  Card card("feedback");
  heading(2, "Feedback");
  {
    Row row({.gap = 6});
    for (size_t i = 0; i < kTones.size(); ++i) badge(kToneNames[i], kTones[i]);
    badge("Computed", Tone::accent, icons::calculate);
  }
  progress("Distributing GHG Protocol v2", static_cast<float>(s.presses % 11) / 10,
           "14 of 24 tenants");
  alert(Tone::accent, "The preview is computed in your browser", "It works without a connection.");
  alert(Tone::success, "All 24 tenants are up to date");
  alert(Tone::warning, "Three conflicts need an answer",
        "The tenants concerned stay on their version.");
  if (alert_with_action(Tone::danger, "The plan is stale", "Two tenants changed since the preview.",
                        "Preview again")) {
    ++s.presses;
  }
  if (Disclosure more("Technical details"); more.open()) {
    description("Plan digest", "sha256:4f0c…9ab1");
    description("Rules version", "1");
    code("E1-6.scope1##code");
  }
}

void figures_ui() {
  Grid grid("figures", {.min_width = 190, .max_columns = 4});
  const std::array<std::array<std::string_view, 3>, 4> figures = {
      {{"Tenants", "1,000", "24 industries"},
       {"Up to date", "96%", "of all tenants"},
       {"Conflicts", "12", "in 3 clusters"},
       {"Running jobs", "2", "18 s left"}}};
  for (size_t i = 0; i < figures.size(); ++i) {
    grid.next();
    Card card(figures[i][0], {.min_height = grid.row_height(), .padding = 18});
    stat(figures[i][0], figures[i][1], figures[i][2], i == 2 ? Tone::warning : Tone::neutral);
  }
}

void dialog_ui(GalleryState& s) {
  if (!s.dialog) return;
  Dialog dialog("Delete Aurora Textiles?");
  text("The tenant's copies of 4 frameworks are removed. Its 1,204 values stay stored.");
  text_input("Type the tenant's name to confirm", s.dialog_name,
             {.autofocus = true, .width = 1000});
  dialog.actions();
  if (button("Cancel")) s.dialog = false;
  if (button("Delete",
             {.kind = ButtonKind::danger, .disabled = s.dialog_name != "Aurora Textiles"})) {
    s.dialog = false;
    toast(Tone::success, "Aurora Textiles was deleted.");
  }
  if (dialog.dismissed()) s.dialog = false;
}

void texts_ui() {
  Card card("texts");
  heading(2, "Text in any script");
  text("Emissions of 12.5 t CO₂e — “quoted”, naïve, Ångström, Łódź, 5 × 3 ≥ 14 €.");
  text("Αναφορά βιωσιμότητας · Отчётность об устойчивом развитии");
  text("تقرير الاستدامة لعام ٢٠٢٤ مع GHG Protocol", {.style = TextStyle::title});
  text(
      "持続可能性報告書は、企業の環境・社会・ガバナンスの情報を開示するものです。長い文章は折り返さ"
      "れます。");
  text("รายงานความยั่งยืน · स्थिरता रिपोर्ट · 🌱");
  muted("Muted text says what is less important.");
  Row row;
  link("Documentation", "https://example.org/docs");
  link("Frameworks", "#/gallery?again");
  code("sha256:9b2e11aa");
}

}  // namespace

void gallery_ui() {
  GalleryState& s = g_state;
  {
    const std::array<Crumb, 2> crumbs = {{{"Home", "#/"}, {"Gallery", {}}}};
    PageHeader header("Widget gallery", "Everything that pages are made of, in one place.", crumbs);
    button("Import", {.icon = icons::file_upload});
    if (button("New version", {.kind = ButtonKind::primary, .icon = icons::add})) ++s.presses;
  }
  const std::array<std::string_view, 5> steps = {"Framework", "Tenants", "Strategy", "Preview",
                                                 "Submit"};
  if (const auto step = stepper(steps, s.step)) s.step = *step;
  const std::array<std::string_view, 5> names = {"Widgets", "Data", "Charts", "Foundations",
                                                 "Nothing"};
  tabs("Sections", names, s.tab);
  space(20);
  if (s.tab == 0) {
    buttons_ui(s);
    Grid grid("halves", {.min_width = 320, .max_columns = 2});
    grid.next();
    choices_ui(s);
    texts_ui();
    grid.next();
    fields_ui(s);
    gallery_states_ui();
  } else if (s.tab == 1) {
    figures_ui();
    tenants_ui(s);
    strategies_ui(s);
    table_ui(s);
    feedback_ui(s);
  } else if (s.tab == 2) {
    gallery_charts_ui();
  } else if (s.tab == 3) {
    gallery_foundations_ui();
  } else {
    Card card("nothing");
    if (empty_state(icons::hourglass_empty, "No jobs yet",
                    "When a framework is distributed, its progress shows here.",
                    "Distribute a framework")) {
      s.tab = 0;
    }
    spinner("Loading jobs…");
    skeleton(3);
  }
  dialog_ui(s);
}

}  // namespace datavault::ui
