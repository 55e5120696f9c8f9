#include "web/widgets/palette.h"

#include <imgui_internal.h>

#include <algorithm>
#include <cmath>

#include "generated/icons.h"
#include "web/platform/frame.h"
#include "web/widgets/core.h"
#include "web/widgets/field.h"
#include "web/widgets/glyphs.h"
#include "web/widgets/layout.h"
#include "web/widgets/popup.h"
#include "web/widgets/scroll.h"
#include "web/widgets/text.h"

namespace datavault::ui {
namespace {

constexpr float kPaletteWidth = 620, kPaletteMargin = 8, kPalettePadding = 10;
constexpr float kEntryHeightPalette = 48, kListAtMost = 432, kFieldIcon = 34;

Box palette_box(float list) {
  const float screen_w = platform::viewport_width(), screen_h = platform::viewport_height();
  const float w = std::min(kPaletteWidth, screen_w - 2 * kPaletteMargin);
  const float top = is_narrow() ? kPaletteMargin : std::floor(screen_h * 0.12f);
  const float h = 3 * kPalettePadding + control_height() + list;
  return {std::floor((screen_w - w) / 2), top, w, std::min(h, screen_h - top - kPaletteMargin)};
}

bool begin_palette(Id id, const Box& box) {
  constexpr const char* kName = "##palette";
  if (!popup_is_open(ImGui::GetID(kName))) ImGui::OpenPopupEx(ImGui::GetID(kName));
  ImGui::SetNextWindowPos({box.x, box.y});
  ImGui::SetNextWindowSize({box.w, box.h});
  ImGui::GetStyle().Colors[ImGuiCol_ModalWindowDimBg] =
      ImGui::ColorConvertU32ToFloat4(packed(colors().scrim));
  const bool shown =
      ImGui::BeginPopupModal(kName, nullptr,
                             ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoBackground |
                                 ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings |
                                 ImGuiWindowFlags_NoNav | ImGuiWindowFlags_NoScrollWithMouse);
  if (!wants_motion()) GImGui->DimBgRatio = 1;
  if (GImGui->DimBgRatio < 1) platform::request_frame_in(0);
  ImGui::PushClipRect({0, 0}, {platform::viewport_width(), platform::viewport_height()}, false);
  shadow(box, metrics::kRadiusLarge, 40);
  fill(box, colors().surface_raised, metrics::kRadiusLarge);
  outline(box, colors().border, metrics::kRadiusLarge);
  ImGui::PopClipRect();
  platform::MirrorNode& node =
      platform::mirror().open_layer(platform::Role::dialog, id, "Command palette");
  node.x = box.x;
  node.y = box.y;
  node.w = box.w;
  node.h = box.h;
  set_flag(node, platform::mirror_flag::kModal | platform::mirror_flag::kTakesFocus);
  return shown;
}

/// True for Enter.
bool query_field(Id id, const Box& box, std::string& query, int& active, int count, Id active_id,
                 Id list, PaletteResult& result) {
  draw_field_frame(box, false, true, false, false);
  draw_icon(icons::search, box.x + 20, box.center_y(), 20, colors().text_muted);
  EditOptions options;
  options.role = platform::Role::search_combobox;
  options.name = "Search pages, frameworks, tenants, jobs and actions";
  options.placeholder = "Where to, or what to do?";
  options.autofocus = true;
  options.wants_keys = true;
  options.active = active_id;
  const Box text{box.x + kFieldIcon - 6, box.y, box.w - kFieldIcon, box.h};
  press_area(id, text);
  if (edit_text(id, text, query, options).changed) {
    active = 0;
    result.changed = true;
  }
  if (platform::MirrorNode* node = platform::mirror().find(id)) {
    node->extra = "node-" + std::to_string(list);
    set_flag(*node, platform::mirror_flag::kHasExpanded);
    set_flag(*node, platform::mirror_flag::kExpanded, count > 0);
  }
  bool enter = false;
  while (const auto key = platform::mirror().take_key(id)) {
    const int last = std::max(count - 1, 0);
    if (*key == platform::MirrorKey::down) active = active >= last ? 0 : active + 1;
    if (*key == platform::MirrorKey::up) active = active <= 0 ? last : active - 1;
    if (*key == platform::MirrorKey::page_down) active = std::min(active + 8, last);
    if (*key == platform::MirrorKey::page_up) active = std::max(active - 8, 0);
    if (*key == platform::MirrorKey::enter) enter = true;
  }
  return enter;
}

void keep_in_sight(const Box& box) {
  ImGuiWindow* window = ImGui::GetCurrentWindow();
  const float above = window->ClipRect.Min.y - box.y;
  const float below = box.bottom() - window->ClipRect.Max.y;
  if (above > 0) ImGui::SetScrollY(window, std::floor(window->Scroll.y - above));
  if (below > 0) ImGui::SetScrollY(window, std::ceil(window->Scroll.y + below));
  if (above > 0 || below > 0) platform::request_relayout();
}

bool entry_row(const PaletteItem& item, Id id, bool active, int index, int count) {
  const Palette& p = colors();
  const Box box = place(available_width(), kEntryHeightPalette);
  const Press press = press_area(id, box);
  if (active || press.hovered) fill(box, active ? p.selection : p.surface_hover, metrics::kRadius);
  if (active) outline(box, p.accent.solid, metrics::kRadius);
  if (item.icon != nullptr) draw_icon(item.icon, box.x + 22, box.center_y(), 20, p.text_muted);
  const float line = text_metrics(TextStyle::body).line_height;
  const float small = text_metrics(TextStyle::caption).line_height;
  const float top = box.center_y() - (line + small) / 2;
  draw_line(canvas(), item.title, TextStyle::body, box.x + 44, top, packed(p.text), box.w - 56);
  draw_line(canvas(), item.detail, TextStyle::caption, box.x + 44, top + line, packed(p.text_muted),
            box.w - 56);
  platform::MirrorNode& node = mirror_leaf(platform::Role::option, id, item.title, box);
  node.description = item.detail;
  node.index = index + 1;
  node.count = count;
  set_flag(node, platform::mirror_flag::kSelected, active);
  return press.pressed;
}

}  // namespace

PaletteResult palette(std::string& query, int& active, std::span<const PaletteItem> items) {
  PaletteResult result;
  const int count = static_cast<int>(items.size());
  active = std::clamp(active, 0, std::max(count - 1, 0));
  const Id id = id_of("command palette");
  const float natural = std::max(kEntryHeightPalette * static_cast<float>(count), 48.0f);
  const Box box = palette_box(std::min(natural, kListAtMost));
  const bool shown = begin_palette(id, box);
  if (shown && platform::mirror().take_escape()) result.dismissed = true;
  if (shown && ImGui::IsMouseClicked(ImGuiMouseButton_Left) &&
      !box.contains(ImGui::GetIO().MousePos.x, ImGui::GetIO().MousePos.y)) {
    result.dismissed = true;
  }
  push_id(id);
  const Box inside = box.inset(kPalettePadding);
  push_flow(Flow::column(inside.x, inside.y, inside.w, kPalettePadding));
  const auto option_id = [&](int index) { return id_within(id_within(id, "option"), index); };
  const Box field = place(inside.w, control_height());
  const int before = active;
  const bool enter = query_field(id_within(id, "query"), field, query, active, count,
                                 count > 0 ? option_id(active) : 0, id_within(id, "list"), result);
  {
    const Box list = place(inside.w, inside.bottom() - field.bottom() - kPalettePadding);
    // A listbox without options is none.
    ScrollRegion region(count > 0 ? platform::Role::listbox : platform::Role::region, "Suggestions",
                        id_within(id, "list"), list, {}, 0);
    if (count == 0) text("Nothing fits.", {.color = TextColor::muted});
    for (int i = 0; i < count; ++i) {
      const Box row{list.x, flow().peek().y, list.w, kEntryHeightPalette};
      if (i == active && active != before) keep_in_sight(row);
      if (entry_row(items[static_cast<size_t>(i)], option_id(i), i == active, i, count)) {
        result.chosen = i;
      }
    }
  }
  if (enter && count > 0) result.chosen = active;
  pop_flow();
  pop_id();
  mirror_close();
  if (shown) {
    if (result.chosen || result.dismissed) ImGui::CloseCurrentPopup();
    ImGui::EndPopup();
  }
  return result;
}

}  // namespace datavault::ui
