#include "web/views/framework_view.h"

#include <map>
#include <set>

#include "core/units/unit.h"
#include "web/views/field_view.h"
#include "web/views/words.h"

namespace datavault {
namespace {

const Remote<std::shared_ptr<const FrameworkDetail>>* remote_detail(const AppState& state) {
  const auto& details = state.catalogue.details;
  const auto it = details.find({state.route.id, state.route.query_integer("version")});
  return it == details.end() ? nullptr : &it->second;
}

const std::vector<VersionSummary>& versions_of(const AppState& state) {
  static const std::vector<VersionSummary> kNone;
  const auto it = state.catalogue.versions.find(state.route.id);
  return it == state.catalogue.versions.end() ? kNone : it->second.value;
}

/// The topics in tree order, each with the number of fields of it and below it.
class TopicTree {
 public:
  explicit TopicTree(const FrameworkContent& content) {
    for (const Topic& topic : content.topics) children_[topic.parent].push_back(&topic);
    for (const Field& field : content.fields) ++own_[field.topic];
    total_ = static_cast<int64_t>(content.fields.size());
  }

  std::vector<TopicLine> lines() {
    lines_.push_back({"", "All topics", 0, total_});
    add("", 0);
    return std::move(lines_);
  }

 private:
  int64_t add(const std::string& parent, int depth) {
    int64_t fields = 0;
    // A parent stands before its children, so there is no circle; the depth guards all the same.
    if (depth > 20) return 0;
    for (const Topic* topic : children_[parent]) {
      const size_t line = lines_.size();
      lines_.push_back({topic->code, topic->name, depth, own_[topic->code]});
      lines_[line].fields += add(topic->code, depth + 1);
      fields += lines_[line].fields;
    }
    return fields;
  }

  std::map<std::string, std::vector<const Topic*>> children_;
  std::map<std::string, int64_t> own_;
  std::vector<TopicLine> lines_;
  int64_t total_ = 0;
};

/// Codes of the chosen topic and all below it; empty: no choice.
std::set<std::string> chosen_topics(const std::vector<TopicLine>& topics, int chosen) {
  std::set<std::string> codes;
  if (chosen <= 0 || chosen >= static_cast<int>(topics.size())) return codes;
  const size_t first = static_cast<size_t>(chosen);
  codes.insert(topics[first].code);
  for (size_t i = first + 1; i < topics.size() && topics[i].depth > topics[first].depth; ++i) {
    codes.insert(topics[i].code);
  }
  return codes;
}

void add_fields(const FrameworkContent& content, const FrameworkUi& ui, FrameworkView& view) {
  const std::set<std::string> topics = chosen_topics(view.topics, ui.topic);
  std::map<std::string, std::string> topic_names;
  for (const Topic& topic : content.topics) topic_names[topic.code] = topic.name;
  view.filtered = !ui.search.empty() || !topics.empty();
  for (const Field& field : content.fields) {
    view.computed_count += field.computed ? 1 : 0;
    if (!topics.empty() && !topics.contains(field.topic)) continue;
    if (!ui.search.empty() && !matches(field.code + " " + field.name, ui.search)) continue;
    view.fields.push_back({field.uid.value, field.code, field.name, topic_names[field.topic],
                           std::string(name_of(field.value_type)),
                           field.unit ? display_unit(*field.unit) : "", field.computed.has_value(),
                           field.required});
  }
}

void add_versions(const AppState& state, FrameworkView& view) {
  const auto& versions = versions_of(state);
  for (const VersionSummary& version : versions) {
    VersionLine line;
    line.number = version.number;
    line.title = "Version " + std::to_string(version.number);
    line.notes = version.notes;
    line.detail = date_text(version.created_at);
    if (version.field_count > 0) {
      line.detail = counted(version.field_count, "field") +
                    (line.detail.empty() ? "" : " · published " + line.detail);
    }
    line.digest = version.digest;
    line.latest = version.number == versions.front().number;
    line.shown = version.number == view.version_number;
    line.href = href(framework_path(state.route.id, version.number));
    view.versions.push_back(std::move(line));
  }
}

}  // namespace

FrameworkView build_framework_view(const AppState& state, const FrameworkUi& ui) {
  FrameworkView view;
  view.id = {state.route.id};
  if (const FrameworkSummary* summary = find_framework(state, view.id)) {
    view.name = summary->name;
    view.description = summary->description;
  }
  const auto* remote = remote_detail(state);
  if (remote == nullptr) {
    view.load.waiting = true;
    return view;
  }
  view.load = load_view(*remote);
  if (!view.load.ready()) return view;
  const FrameworkDetail& detail = *remote->value;
  view.name = detail.summary.name;
  view.description = detail.summary.description;
  view.version_number = detail.version;
  view.version = "Version " + std::to_string(detail.version);
  view.digest = detail.digest;
  view.field_count = static_cast<int64_t>(detail.content.fields.size());
  view.topic_count = static_cast<int64_t>(detail.content.topics.size());
  view.distribute_href = href("/distribute?framework=" + std::to_string(view.id.value) +
                              "&version=" + std::to_string(detail.version));
  view.topics = TopicTree(detail.content).lines();
  add_fields(detail.content, ui, view);
  add_versions(state, view);
  view.field = build_field_view(state, detail);
  view.remembered = build_remembered_view(state, view.id.value, ui.remembered);
  return view;
}

}  // namespace datavault
