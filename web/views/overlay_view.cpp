#include "web/views/overlay_view.h"

#include "core/model/field_index.h"
#include "core/units/unit.h"

namespace datavault {
namespace {

Label label_of(OverlayKind kind, OverlayOf whose) {
  const bool tenant = whose == OverlayOf::tenant;
  switch (kind) {
    case OverlayKind::edited:
      return {"Edited", "Says something else than the base.", Tone::accent};
    case OverlayKind::added:
      return {tenant ? "Own" : "Added", "The base has no such field.", Tone::success};
    case OverlayKind::hidden:
      return {tenant ? "Hidden" : "Removed", "The base has it, this does not.", Tone::danger};
    case OverlayKind::moved:
      return {"Moved", "Stands elsewhere than in the base.", Tone::neutral};
  }
  return {};
}

std::string predecessor(const FrameworkContent& content, const FieldUid& uid) {
  for (size_t i = 0; i < content.fields.size(); ++i) {
    if (content.fields[i].uid == uid) return i == 0 ? "" : content.fields[i - 1].code;
  }
  return {};
}

std::string place_text(const std::string& before) {
  return before.empty() ? "first" : "behind " + before;
}

class OverlayLines {
 public:
  OverlayLines(const FrameworkContent* base, const Overlay& overlay,
               const FrameworkContent& content, OverlayOf whose)
      : base_(base ? *base : kNothing),
        overlay_(overlay),
        content_(content),
        whose_(whose),
        in_base_(base_) {}

  std::vector<OverlayLine> build() {
    for (const Field& field : content_.fields) {
      add_own(field);
      add_edits(field);
      add_move(field);
    }
    for (const auto& [uid, stamp] : overlay_.hidden) add_hidden(uid, stamp);
    return std::move(lines_);
  }

 private:
  OverlayLine& add(OverlayKind kind, const Field& field, const Stamp& stamp) {
    OverlayLine& line = lines_.emplace_back();
    line.kind = kind;
    line.label = label_of(kind, whose_);
    line.uid = field.uid.value;
    line.code = field.code;
    line.name = field.name;
    line.by = stamp.by;
    line.when = date_text(stamp.at);
    return line;
  }

  void add_own(const Field& field) {
    const auto it = overlay_.added.find(field.uid);
    if (it == overlay_.added.end()) return;
    OverlayLine& line = add(OverlayKind::added, field, it->second.stamp);
    line.attribute = "Field";
    line.value = field.name;
    line.undo = {{"code", field.code}, {"remove", true}};
    line.undo_word = "Remove";
  }

  void add_edits(const Field& field) {
    const auto it = overlay_.edits.find(field.uid);
    const Field* before = in_base_.find(field.uid);
    if (it == overlay_.edits.end() || before == nullptr) return;
    for (const auto& [attribute, edit] : it->second) {
      OverlayLine& line = add(OverlayKind::edited, field, edit.stamp);
      line.attribute = name_of(attribute);
      line.base = attribute_text(attribute, attribute_of(*before, attribute));
      line.value = attribute_text(attribute, edit.value);
      line.undo = {{"code", field.code}, {"reset", {to_text(attribute)}}};
      line.undo_word = "Reset";
    }
  }

  void add_move(const Field& field) {
    const auto it = overlay_.moved.find(field.uid);
    if (it == overlay_.moved.end()) return;
    OverlayLine& line = add(OverlayKind::moved, field, it->second.stamp);
    line.attribute = "Place";
    line.base = place_text(predecessor(base_, field.uid));
    line.value = place_text(predecessor(content_, field.uid));
  }

  void add_hidden(const FieldUid& uid, const Stamp& stamp) {
    const Field* before = in_base_.find(uid);
    if (before == nullptr) return;
    OverlayLine& line = add(OverlayKind::hidden, *before, stamp);
    line.attribute = "Field";
    line.base = before->name;
    line.undo = {{"code", code_of_hidden(*before)}, {"hide", false}};
    line.undo_word = whose_ == OverlayOf::tenant ? "Show again" : "Put back";
  }

  std::string code_of_hidden(const Field& before) const {
    const auto it = overlay_.edits.find(before.uid);
    if (it == overlay_.edits.end() || !it->second.contains(Attribute::code)) return before.code;
    return it->second.at(Attribute::code).value.get<std::string>();
  }

  static std::string attribute_text(Attribute attribute, const Json& value) {
    if (attribute == Attribute::unit && value.is_string()) {
      return display_unit(value.get_ref<const std::string&>());
    }
    if (value.is_string()) return word_of(attribute, value.get_ref<const std::string&>());
    return value_text(value);
  }

  static const FrameworkContent kNothing;
  const FrameworkContent& base_;
  const Overlay& overlay_;
  const FrameworkContent& content_;
  OverlayOf whose_;
  FieldIndex in_base_;
  std::vector<OverlayLine> lines_;
};

const FrameworkContent OverlayLines::kNothing;

}  // namespace

std::vector<OverlayLine> overlay_lines(const FrameworkContent* base, const Overlay& overlay,
                                       const FrameworkContent& content, OverlayOf whose) {
  return OverlayLines(base, overlay, content, whose).build();
}

FieldMarks overlay_marks(const Overlay& overlay, OverlayOf whose) {
  FieldMarks marks;
  const auto mark = [&](const FieldUid& uid, OverlayKind kind) {
    const Label label = label_of(kind, whose);
    marks[uid] = {std::string(label.name), label.tone};
  };
  for (const auto& [uid, move] : overlay.moved) mark(uid, OverlayKind::moved);
  for (const auto& [uid, edits] : overlay.edits) mark(uid, OverlayKind::edited);
  for (const auto& [uid, added] : overlay.added) mark(uid, OverlayKind::added);
  return marks;
}

}  // namespace datavault
