#include "web/views/difference_view.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "core/model/field_index.h"
#include "core/units/unit.h"

namespace datavault {
namespace {

constexpr std::array<Label, kDifferenceKindCount> kDifferenceKinds{{
    {"Added", "The field is new.", Tone::success},
    {"Removed", "The field is gone; stored values stay.", Tone::danger},
    {"Renamed", "The same field under another code: values follow.", Tone::accent},
    {"Changed", "The field says something else.", Tone::warning},
    {"Moved", "The field stands elsewhere.", Tone::neutral},
}};

/// Codes of topics and units read better as what they stand for.
class DifferenceTexts {
 public:
  DifferenceTexts(const FrameworkContent& before, const FrameworkContent& after) {
    for (const auto* content : {&before, &after}) {
      for (const Topic& topic : content->topics) topics_[topic.code] = topic.name;
      for (const Field& field : content->fields) codes_[field.uid.value] = field.code;
    }
  }

  std::string text(Attribute attribute, const Json& value) const {
    if (attribute == Attribute::topic && value.is_string()) {
      const auto it = topics_.find(value.get_ref<const std::string&>());
      if (it != topics_.end()) return it->second;
    }
    if (attribute == Attribute::unit && value.is_string()) {
      return display_unit(value.get_ref<const std::string&>());
    }
    if (attribute == Attribute::variables && value.is_object()) return variables_text(value);
    if (value.is_string()) return word_of(attribute, value.get_ref<const std::string&>());
    return value_text(value);
  }

  std::string code_of(const FieldUid& uid) const {
    const auto it = codes_.find(uid.value);
    return it == codes_.end() ? uid.value : it->second;
  }

 private:
  std::string variables_text(const Json& variables) const {
    std::string text;
    for (const auto& [name, mapping] : variables.items()) {
      if (!text.empty()) text += ", ";
      const Json& uid = mapping.is_object() ? mapping.value("field_uid", Json()) : Json();
      text += name + " = " + (uid.is_string() ? code_of({uid.get<std::string>()}) : "?");
    }
    return text;
  }

  std::map<std::string, std::string> topics_, codes_;
};

class LineBuilder {
 public:
  LineBuilder(const FrameworkContent& before, const FrameworkContent& after,
              const std::vector<LineageEntry>& lineage)
      : before_(before), after_(after), texts_(before, after), lineage_(lineage) {}

  std::vector<DifferenceLine> build() {
    for (const FieldDifference& difference : differences(before_, after_)) add(difference);
    add_moves();
    return std::move(lines_);
  }

 private:
  void add(const FieldDifference& it) {
    if (it.kind == FieldDifference::Kind::changed) {
      for (const auto& value : it.values) {
        const bool rename = value.attribute == Attribute::code;
        lines_.push_back({rename ? DifferenceKind::renamed : DifferenceKind::changed, it.uid.value,
                          it.code, it.name, std::string(name_of(value.attribute)),
                          texts_.text(value.attribute, value.before),
                          texts_.text(value.attribute, value.after)});
      }
      return;
    }
    const bool added = it.kind == FieldDifference::Kind::added;
    lines_.push_back({added ? DifferenceKind::added : DifferenceKind::removed, it.uid.value,
                      it.code, it.name, origin_of(it.uid, added), added ? "" : it.name,
                      added ? it.name : ""});
  }

  /// "Split from E1-6", "Merged into E1-7".
  std::string origin_of(const FieldUid& uid, bool added) const {
    for (const LineageEntry& entry : lineage_) {
      const auto& here = added ? entry.to : entry.from;
      if (std::find(here.begin(), here.end(), uid) == here.end()) continue;
      std::vector<std::string> codes;
      for (const FieldUid& other : added ? entry.from : entry.to) {
        codes.push_back(texts_.code_of(other));
      }
      return kind_text(entry.kind) + (added ? " from " : " into ") + first_few(codes);
    }
    return "Field";
  }

  static std::string kind_text(LineageEntry::Kind kind) {
    switch (kind) {
      case LineageEntry::Kind::split:
        return "Split";
      case LineageEntry::Kind::merged:
        return "Merged";
      case LineageEntry::Kind::superseded:
        return "Superseded";
      case LineageEntry::Kind::renamed:
        break;
    }
    return "Renamed";
  }

  void add_moves() {
    const FieldIndex index(after_);
    for (const FieldUid& uid : moved_fields(before_, after_)) {
      const Field* field = index.find(uid);
      lines_.push_back({DifferenceKind::moved, uid.value, field->code, field->name, "Place",
                        place_in(before_, uid), place_in(after_, uid)});
    }
  }

  static std::string place_in(const FrameworkContent& content, const FieldUid& uid) {
    for (size_t i = 0; i < content.fields.size(); ++i) {
      if (content.fields[i].uid != uid) continue;
      return i == 0 ? "first" : "behind " + content.fields[i - 1].code;
    }
    return {};
  }

  const FrameworkContent& before_;
  const FrameworkContent& after_;
  DifferenceTexts texts_;
  const std::vector<LineageEntry>& lineage_;
  std::vector<DifferenceLine> lines_;
};

const FrameworkDetail* compared_detail(const AppState& state, int64_t version) {
  const auto it = state.catalogue.details.find({state.route.id, version});
  if (it == state.catalogue.details.end() || !it->second.has_value) return nullptr;
  return it->second.value.get();
}

LoadView compared_load(const AppState& state, const Compared& compared) {
  LoadView load;
  for (const int64_t version : {compared.from, compared.to}) {
    const auto it = state.catalogue.details.find({state.route.id, version});
    if (it == state.catalogue.details.end()) continue;
    if (it->second.failed()) load.problem = it->second.failure.message;
  }
  const auto list = state.catalogue.versions.find(state.route.id);
  if (list != state.catalogue.versions.end() && list->second.failed()) {
    load.problem = list->second.failure.message;
  }
  load.waiting = load.problem.empty();
  return load;
}

}  // namespace

Label label_of(DifferenceKind kind) { return kDifferenceKinds[static_cast<size_t>(kind)]; }

std::vector<FieldUid> moved_fields(const FrameworkContent& before, const FrameworkContent& after) {
  std::map<FieldUid, size_t> places;
  for (size_t i = 0; i < before.fields.size(); ++i) places[before.fields[i].uid] = i;
  struct Kept {
    FieldUid uid;
    size_t place;
    int previous = -1;
  };
  std::vector<Kept> kept;
  for (const Field& field : after.fields) {
    const auto it = places.find(field.uid);
    if (it != places.end()) kept.push_back({field.uid, it->second});
  }
  // The longest run that is in the same order stays; all others moved.
  std::vector<int> ends;
  for (size_t i = 0; i < kept.size(); ++i) {
    const auto at = std::lower_bound(
        ends.begin(), ends.end(), kept[i].place,
        [&](int end, size_t place) { return kept[static_cast<size_t>(end)].place < place; });
    if (at != ends.begin()) kept[i].previous = *(at - 1);
    if (at == ends.end())
      ends.push_back(static_cast<int>(i));
    else
      *at = static_cast<int>(i);
  }
  std::set<int> stays;
  for (int i = ends.empty() ? -1 : ends.back(); i >= 0; i = kept[static_cast<size_t>(i)].previous) {
    stays.insert(i);
  }
  std::vector<FieldUid> moved;
  for (size_t i = 0; i < kept.size(); ++i) {
    if (!stays.contains(static_cast<int>(i))) moved.push_back(kept[i].uid);
  }
  return moved;
}

std::vector<DifferenceLine> difference_lines(const FrameworkContent& before,
                                             const FrameworkContent& after,
                                             const std::vector<LineageEntry>& lineage) {
  return LineBuilder(before, after, lineage).build();
}

std::vector<DifferenceCount> count_differences(const std::vector<DifferenceLine>& lines) {
  std::array<std::set<std::string>, kDifferenceKindCount> fields;
  for (const DifferenceLine& line : lines) fields[static_cast<size_t>(line.kind)].insert(line.uid);
  std::vector<DifferenceCount> counts;
  for (size_t i = 0; i < fields.size(); ++i) {
    counts.push_back({static_cast<DifferenceKind>(i), static_cast<int64_t>(fields[i].size())});
  }
  return counts;
}

std::vector<DifferenceLine> filter_lines(std::vector<DifferenceLine> lines,
                                         const DifferenceUi& ui) {
  const bool all =
      std::none_of(std::begin(ui.kinds), std::end(ui.kinds), [](bool on) { return on; });
  std::erase_if(lines, [&](const DifferenceLine& line) {
    if (!all && !ui.kinds[static_cast<size_t>(line.kind)]) return true;
    return !matches(
        line.code + " " + line.name + " " + line.attribute + " " + line.before + " " + line.after,
        ui.search);
  });
  return lines;
}

ChangesView build_changes_view(const AppState& state, const ChangesUi& ui) {
  ChangesView view;
  view.framework = {state.route.id};
  if (const auto* summary = find_framework(state, view.framework)) view.name = summary->name;
  const Compared compared = compared_versions(state);
  view.from = compared.from;
  view.to = compared.to;
  const auto list = state.catalogue.versions.find(state.route.id);
  if (list != state.catalogue.versions.end()) {
    for (const VersionSummary& version : list->second.value)
      view.versions.push_back(version.number);
  }
  const FrameworkDetail* before = compared_detail(state, compared.from);
  const FrameworkDetail* after = compared_detail(state, compared.to);
  if (before == nullptr || after == nullptr) {
    view.load = compared_load(state, compared);
    return view;
  }
  view.load.has_value = true;
  view.title = "Version " + std::to_string(view.from) + " to version " + std::to_string(view.to);
  view.notes = after->notes;
  // Lineage speaks of neighbours only.
  const bool neighbours = view.to == view.from + 1;
  std::vector<DifferenceLine> lines = difference_lines(
      before->content, after->content, neighbours ? after->lineage : std::vector<LineageEntry>{});
  view.counts = count_differences(lines);
  view.total = static_cast<int64_t>(lines.size());
  view.lines = filter_lines(std::move(lines), ui.filter);
  return view;
}

}  // namespace datavault
