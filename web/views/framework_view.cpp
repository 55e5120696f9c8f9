#include "web/views/framework_view.h"

#include <map>

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

/// "E1-6 was split into E1-6a, E1-6b": codes as the newer version has them, else uids say nothing.
class LineageTexts {
 public:
  LineageTexts(const AppState& state, const FrameworkDetail& detail) {
    const auto older = state.catalogue.details.find({detail.summary.id.value, detail.version - 1});
    if (older != state.catalogue.details.end() && older->second.has_value) {
      add(older->second.value->content, before_);
    }
    add(detail.content, after_);
    for (const LineageEntry& entry : detail.lineage) texts_.push_back(text(entry));
  }

  std::vector<std::string> texts() && { return std::move(texts_); }

 private:
  using Codes = std::map<FieldUid, std::string>;

  static void add(const FrameworkContent& content, Codes& codes) {
    for (const Field& field : content.fields) codes[field.uid] = field.code;
  }

  /// Of the older version, which may not be here: then the newer one may still have the field.
  std::string from(const FieldUid& uid) const {
    if (const auto it = before_.find(uid); it != before_.end()) return it->second;
    return to(uid);
  }
  std::string to(const FieldUid& uid) const {
    const auto it = after_.find(uid);
    return it == after_.end() ? "a former field" : it->second;
  }

  std::string text(const LineageEntry& entry) const {
    std::vector<std::string> olds, news;
    for (const FieldUid& uid : entry.from) olds.push_back(from(uid));
    for (const FieldUid& uid : entry.to) news.push_back(to(uid));
    switch (entry.kind) {
      case LineageEntry::Kind::renamed:
        return olds == news ? first_few(news) + " was renamed"
                            : first_few(olds) + " was renamed to " + first_few(news);
      case LineageEntry::Kind::split:
        return first_few(olds) + " was split into " + first_few(news);
      case LineageEntry::Kind::merged:
        return first_few(olds) + " were merged into " + first_few(news);
      case LineageEntry::Kind::superseded:
        break;
    }
    return first_few(news) + " supersedes " + first_few(olds);
  }

  Codes before_, after_;
  std::vector<std::string> texts_;
};

void add_versions(const AppState& state, const FrameworkDetail& detail, FrameworkView& view) {
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
    if (!version.created_by.empty()) line.detail += " by " + version.created_by;
    line.digest = version.digest;
    line.latest = version.number == versions.front().number;
    line.shown = version.number == view.version_number;
    line.href = href(framework_path(state.route.id, version.number));
    if (line.shown) line.lineage = LineageTexts(state, detail).texts();
    if (version.number > 1) {
      line.changes_href =
          href(framework_changes_path(state.route.id, version.number - 1, version.number));
    }
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
  if (!detail.summary.own) view.edit_href = href(framework_edit_path(view.id.value));
  if (detail.version > 1) {
    view.changes_href =
        href(framework_changes_path(view.id.value, detail.version - 1, detail.version));
  }
  for (const Field& field : detail.content.fields) view.computed_count += field.computed ? 1 : 0;
  view.tree = build_field_tree(detail.content, ui.tree);
  add_versions(state, detail, view);
  view.field = build_field_view(state, detail);
  view.remembered = build_remembered_view(state, view.id.value, ui.remembered);
  return view;
}

}  // namespace datavault
