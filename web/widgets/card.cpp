#include "web/widgets/card.h"

#include <algorithm>
#include <cmath>

#include "generated/icons.h"
#include "web/widgets/choice_marks.h"
#include "web/widgets/core.h"
#include "web/widgets/glyphs.h"
#include "web/widgets/layout.h"
#include "web/widgets/text.h"
#include "web/widgets/text_color.h"

namespace datavault::ui {
namespace {

constexpr float kCardGap = 12;
constexpr float kSelectPadding = 16, kSelectGap = 6;
constexpr float kMarkRoom = 30;

/// Height for a card's surface: known from the drawing before, as it lies under the content.
float card_height(Id id, float min_height) { return std::max(memory(id).a, min_height); }

/// Ends the content and takes the card's place; it may be higher than its content.
Box end_card(Id id, float padding, float min_height) {
  const Flow inside = pop_flow();
  const float natural = inside.bottom() - inside.top() + 2 * padding;
  remember(memory(id).a, natural);
  const float height = std::max(natural, min_height);
  const Box box = place(inside.width() + 2 * padding, height);
  flow().add_slack(height - natural);
  return box;
}

}  // namespace

Card::Card(std::string_view id, const CardOptions& options)
    : id_(id_of(id)), padding_(options.padding), min_height_(options.min_height) {
  const Box at = flow().peek();
  const Box box{at.x, at.y, at.w, card_height(id_, min_height_)};
  const ToneColors& tone = colors().tone(options.tone);
  const bool toned = options.tone != Tone::neutral;
  if (options.raised) shadow(box, metrics::kRadiusLarge, 24);
  fill(box, toned ? tone.surface : colors().surface, metrics::kRadiusLarge);
  outline(box, toned ? tone.border : colors().border, metrics::kRadiusLarge);
  push_id(id_);
  push_flow(Flow::column(box.x + padding_, box.y + padding_, box.w - 2 * padding_, kCardGap));
}

Card::~Card() {
  pop_id();
  end_card(id_, padding_, min_height_);
}

SelectCard::SelectCard(std::string_view title, bool selected, const SelectCardOptions& options)
    : id_(id_of(title)), min_height_(options.min_height) {
  const Palette& p = colors();
  const std::string_view shown = visible_label(title);
  const Box at = flow().peek();
  const Box box{at.x, at.y, at.w, card_height(id_, min_height_)};
  const Press press = press_area(id_, box, {.enabled = !options.disabled, .overlapped = true});
  pressed_ = press.pressed;
  hovered_ = press.hovered || press.focused;
  const bool marked = options.kind != SelectKind::link;
  const bool on = selected && marked;

  if (press.hovered && !options.disabled && current_theme() != ThemeKind::high_contrast) {
    shadow(box, metrics::kRadiusLarge, 14);
  }
  const Color plain =
      press.hovered && !options.disabled ? mix(p.surface, p.surface_hover, 0.5f) : p.surface;
  fill(box, options.disabled ? p.surface_sunken : on ? p.selection : plain, metrics::kRadiusLarge);
  const Color edge = on ? p.accent.solid : press.hovered ? p.border_strong : p.border;
  outline(box, edge, metrics::kRadiusLarge, on ? 1.5f : 1.0f);
  if (press.focused) focus_ring(box, metrics::kRadiusLarge);

  const float line = text_metrics(TextStyle::body_strong).line_height;
  float x = box.x + kSelectPadding;
  const float top = box.y + kSelectPadding;
  if (options.icon != nullptr) {
    draw_icon(options.icon, x + 10, top + line / 2, 20, on ? p.accent.text : p.text_muted);
    x += 30;
  }
  const float end_room = marked ? kMarkRoom : 24.0f;
  const float title_width = box.right() - kSelectPadding - end_room - x;
  const TextSize size = wrapped_size(shown, TextStyle::body_strong, title_width);
  draw_wrapped(canvas(), shown, TextStyle::body_strong, x, top, title_width,
               packed(options.disabled ? p.text_disabled : p.text));
  const float mark_x = box.right() - kSelectPadding - kMarkSize;
  const float mark_y = top + (line - kMarkSize) / 2;
  if (options.kind == SelectKind::checkbox) {
    draw_check_mark(mark_x, mark_y, selected, false, options.disabled, press.hovered);
  } else if (options.kind == SelectKind::radio) {
    draw_radio_mark(mark_x, mark_y, selected, options.disabled, press.hovered);
  } else {
    draw_icon(icons::chevron_right, mark_x + 9, top + line / 2, 20, p.text_muted);
  }
  mirror_card(shown, box, selected, options);
  if (pressed_ && options.kind == SelectKind::link) follow(options.href, ImGui::GetIO().KeyCtrl);

  push_id(id_);
  push_flow(Flow::column(box.x + kSelectPadding, box.y + kSelectPadding, box.w - 2 * kSelectPadding,
                         kSelectGap));
  flow().place(0, size.h);  // the title
}

void SelectCard::mirror_card(std::string_view title, const struct Box& box, bool selected,
                             const SelectCardOptions& options) {
  const platform::Role role = options.kind == SelectKind::checkbox ? platform::Role::checkbox
                              : options.kind == SelectKind::radio  ? platform::Role::radio
                              : options.href.empty()               ? platform::Role::button
                                                                   : platform::Role::link;
  platform::MirrorNode& node = mirror_leaf(role, id_, title, box);
  node.description = options.description;
  node.extra = options.href;
  if (role == platform::Role::radio) {
    node.extra =
        "group" + std::to_string(platform::mirror().enclosing(platform::Role::radio_group));
  }
  set_flag(node, platform::mirror_flag::kChecked, selected);
  set_flag(node, platform::mirror_flag::kDisabled, options.disabled);
}

SelectCard::~SelectCard() {
  pop_id();
  const Box box = end_card(id_, kSelectPadding, min_height_);
  // What lies on the card answers the pointer itself; a tooltip is for the whole card.
  last_item() = {id_, box, hovered_, platform::mirror().focus_visible(id_)};
}

Disclosure::Disclosure(std::string_view label, bool open_at_first) : id_(id_of(label)) {
  using namespace platform::mirror_flag;
  Memory& known = memory(id_);  // a: 0 never drawn, 1 closed, 2 open
  if (known.a == 0) known.a = open_at_first ? 2.0f : 1.0f;
  const std::string_view shown = visible_label(label);
  const float line = text_metrics(TextStyle::label).line_height;
  const float width = std::min(line_width(shown, TextStyle::label) + 28, available_width());
  const Box box = place(width, small_control_height(32));
  const Press press = press_area(id_, box);
  if (press.pressed) known.a = known.a > 1 ? 1.0f : 2.0f;
  open_ = known.a > 1;
  const Color color = press.hovered ? colors().text : colors().text_muted;
  draw_icon(open_ ? icons::expand_more : icons::chevron_right, box.x + 10, box.center_y(), 20,
            color);
  draw_line(canvas(), shown, TextStyle::label, box.x + 26, box.center_y() - line / 2, packed(color),
            box.w - 26);
  if (press.focused) focus_ring(box, metrics::kRadiusSmall);
  platform::MirrorNode& node = mirror_leaf(platform::Role::button, id_, shown, box);
  set_flag(node, kHasExpanded | (open_ ? kExpanded : 0));
  push_id(id_);
}

Disclosure::~Disclosure() { pop_id(); }

void stat(std::string_view name, std::string_view value, std::string_view detail, Tone tone) {
  Stack stack(2);
  text(name, {.style = TextStyle::small, .color = TextColor::muted, .wrap = false});
  const Color color = tone == Tone::neutral ? colors().text : colors().tone(tone).text;
  const Box box = place(available_width(), text_metrics(TextStyle::display).line_height);
  draw_line(canvas(), value, TextStyle::display, box.x, box.y, packed(color), box.w);
  mirror_leaf(platform::Role::text, id_within(id_of(name), "value"), value, box);
  if (!detail.empty()) caption(detail);
}

}  // namespace datavault::ui
