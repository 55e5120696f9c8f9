#include "web/widgets/dialog.h"

#include <imgui_internal.h>

#include <algorithm>
#include <cmath>
#include <string>

#include "generated/icons.h"
#include "web/platform/frame.h"
#include "web/widgets/button.h"
#include "web/widgets/core.h"
#include "web/widgets/glyphs.h"
#include "web/widgets/layout.h"
#include "web/widgets/popup.h"
#include "web/widgets/scroll.h"

namespace datavault::ui {
namespace {

constexpr float kDialogPadding = 24, kDialogMargin = 16;

Box dialog_box(float width, float content) {
  const float screen_w = platform::viewport_width(), screen_h = platform::viewport_height();
  const float w = std::min(width, screen_w - 2 * kDialogMargin);
  const float h = std::min(content, screen_h - 2 * kDialogMargin);
  // A little above the middle looks like the middle.
  return {std::floor((screen_w - w) / 2), std::floor((screen_h - h) * 0.42f), w, h};
}

}  // namespace

Dialog::Dialog(std::string_view title, const DialogOptions& options) : id_(id_of(title)) {
  const std::string name = std::string(visible_label(title)) + "##dialog";
  const Id popup = ImGui::GetID(name.c_str());
  if (!popup_is_open(popup)) ImGui::OpenPopupEx(popup);
  const Id scroll = id_within(id_, "content");
  const Box box = dialog_box(options.width, std::max(scroll_content_height(scroll), 120.0f));
  ImGui::SetNextWindowPos({box.x, box.y});
  ImGui::SetNextWindowSize({box.w, box.h});
  // Drawn at the end of the frame: a colour pushed here would be gone by then.
  ImGui::GetStyle().Colors[ImGuiCol_ModalWindowDimBg] =
      ImGui::ColorConvertU32ToFloat4(packed(colors().scrim));
  shown_ = ImGui::BeginPopupModal(name.c_str(), nullptr,
                                  ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoBackground |
                                      ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings |
                                      ImGuiWindowFlags_NoNav | ImGuiWindowFlags_NoScrollWithMouse);
  // The scrim fades in.
  if (!wants_motion()) GImGui->DimBgRatio = 1;
  if (GImGui->DimBgRatio < 1) platform::request_frame_in(0);
  if (shown_ && !popup_is_covered() && platform::mirror().take_escape())
    dismissed_ = options.dismissible;

  ImGui::PushClipRect({0, 0}, {platform::viewport_width(), platform::viewport_height()}, false);
  shadow(box, metrics::kRadiusLarge, 40);
  fill(box, colors().surface_raised, metrics::kRadiusLarge);
  outline(box, colors().border, metrics::kRadiusLarge);
  ImGui::PopClipRect();

  platform::MirrorNode& node =
      platform::mirror().open_layer(platform::Role::dialog, id_, visible_label(title));
  node.x = box.x;
  node.y = box.y;
  node.w = box.w;
  node.h = box.h;
  set_flag(node, platform::mirror_flag::kModal | platform::mirror_flag::kTakesFocus);
  region_ = std::make_unique<ScrollRegion>(
      platform::Role::scroller, std::string_view(), scroll, Box{box.x, box.y, box.w, box.h},
      ScrollRegion::Padding{kDialogPadding, kDialogPadding, kDialogPadding, kDialogPadding}, 12.0f);
  push_id(id_);
  draw_title(visible_label(title), options.dismissible);
}

void Dialog::draw_title(std::string_view title, bool dismissible) {
  const Box at = flow().peek();
  const float line = text_metrics(TextStyle::title).line_height;
  const float room = at.w - (dismissible ? 40.0f : 0.0f);
  const TextSize size = wrapped_size(title, TextStyle::title, room);
  draw_wrapped(canvas(), title, TextStyle::title, at.x, at.y, room, packed(colors().text));
  platform::MirrorNode& node =
      mirror_leaf(platform::Role::heading, id_of("title"), title, {at.x, at.y, room, size.h});
  node.level = 2;
  if (dismissible) {
    const float side = control_height();
    const Box box{at.right() - 8 - side / 2, at.y + line / 2 - side / 2, side, side};
    const Id id = id_of("close");
    const Press press = press_area(id, box);
    if (press.hovered) fill(box, colors().surface_hover, metrics::kRadiusSmall);
    if (press.focused) focus_ring(box.inset(3), metrics::kRadiusSmall);
    draw_icon(icons::close, box.center_x(), box.center_y(), 20, colors().text_muted);
    close_box_ = {box.x, box.y, box.w, box.h};
    dismissed_ = dismissed_ || press.pressed;
  }
  place(at.w, size.h);
  space(14);
}

void Dialog::actions() {
  space(20);
  actions_ = std::make_unique<Row>(RowOptions{.gap = 10, .align = Align::end});
}

Dialog::~Dialog() {
  actions_.reset();
  // Last in the order of the keyboard: the content comes first.
  if (close_box_[2] > 0) {
    mirror_leaf(platform::Role::button, id_of("close"), "Close",
                {close_box_[0], close_box_[1], close_box_[2], close_box_[3]});
  }
  pop_id();
  region_.reset();
  mirror_close();
  if (shown_) {
    if (dismissed_) ImGui::CloseCurrentPopup();
    ImGui::EndPopup();
  }
}

}  // namespace datavault::ui
