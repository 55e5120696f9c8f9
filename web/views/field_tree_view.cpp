#include "web/views/field_tree_view.h"

#include "core/units/unit.h"

namespace datavault {
namespace {

constexpr int kDeepestTopic = 20;  // a parent stands before its children; this guards all the same

class FieldTreeBuilder {
 public:
  FieldTreeBuilder(const FrameworkContent& content, const FieldTreeUi& ui, const FieldMarks& marks)
      : ui_(ui), marks_(marks) {
    for (const Topic& topic : content.topics) {
      known_.insert(topic.code);
      children_[topic.parent].push_back(&topic);
      view_.topics.push_back(topic.code);
    }
    view_.total = static_cast<int64_t>(content.fields.size());
    view_.filtered = ui.filters();
    view_.has_topics = !content.topics.empty();
    view_.has_marks = !marks.empty();
    for (const Field& field : content.fields) {
      if (!passes(field)) continue;
      ++view_.matching;
      fields_[known_.contains(field.topic) ? field.topic : ""].push_back(&field);
    }
  }

  FieldTreeView build() {
    add_topics("", 0, true);
    add_fields("", 0);
    return std::move(view_);
  }

 private:
  const FieldMark* mark_of(const Field& field) const {
    const auto it = marks_.find(field.uid);
    return it == marks_.end() ? nullptr : &it->second;
  }

  bool passes(const Field& field) const {
    if (ui_.computed && !field.computed) return false;
    if (ui_.required && !field.required) return false;
    if (ui_.marked && mark_of(field) == nullptr) return false;
    if (ui_.type > 0 && static_cast<int>(field.value_type) != ui_.type - 1) return false;
    return ui_.search.empty() || matches(field.code + " " + field.name, ui_.search);
  }

  /// The fields below; rows only where all above is open.
  int64_t add_topics(const std::string& parent, int depth, bool shown) {
    if (depth > kDeepestTopic) return 0;
    int64_t fields = 0;
    for (const Topic* topic : children_[parent]) fields += add_topic(*topic, depth, shown);
    return fields;
  }

  int64_t add_topic(const Topic& topic, int depth, bool shown) {
    const bool open = view_.filtered || !ui_.closed.contains(topic.code);
    const size_t place = view_.rows.size();
    if (shown) {
      FieldTreeRow row;
      row.is_topic = true;
      row.key = row.code = topic.code;
      row.name = topic.name;
      row.depth = depth;
      row.open = open;
      view_.rows.push_back(std::move(row));
    }
    if (shown && open) add_fields(topic.code, depth + 1);
    const int64_t fields = static_cast<int64_t>(fields_[topic.code].size()) +
                           add_topics(topic.code, depth + 1, shown && open);
    if (!shown) return fields;
    view_.rows[place].fields = fields;
    if (fields == 0 && view_.filtered) view_.rows.resize(place);
    return fields;
  }

  void add_fields(const std::string& topic, int depth) {
    for (const Field* field : fields_[topic]) {
      FieldTreeRow row;
      row.key = field->uid.value;
      row.code = field->code;
      row.name = field->name;
      row.type = name_of(field->value_type);
      row.unit = field->unit ? display_unit(*field->unit) : "";
      row.depth = depth;
      row.computed = field->computed.has_value();
      row.required = field->required;
      if (const FieldMark* mark = mark_of(*field)) {
        row.mark = mark->word;
        row.mark_tone = mark->tone;
      }
      view_.rows.push_back(std::move(row));
    }
  }

  const FieldTreeUi& ui_;
  const FieldMarks& marks_;
  std::set<std::string> known_;
  std::map<std::string, std::vector<const Topic*>> children_;
  std::map<std::string, std::vector<const Field*>> fields_;
  FieldTreeView view_;
};

}  // namespace

FieldTreeView build_field_tree(const FrameworkContent& content, const FieldTreeUi& ui,
                               const FieldMarks& marks) {
  return FieldTreeBuilder(content, ui, marks).build();
}

}  // namespace datavault
