#include "web/views/template_changes.h"

#include <algorithm>
#include <map>

#include "web/views/template_contents_view.h"

namespace datavault {
namespace {

constexpr Label kPartAdded{"Added", {}, Tone::success};
constexpr Label kPartRemoved{"Removed", {}, Tone::danger};
constexpr Label kPartChanged{"Changed", {}, Tone::accent};

void add_what(std::string& what, const char* name, const std::string& before,
              const std::string& after) {
  if (before == after) return;
  if (!what.empty()) what += "; ";
  what += std::string(name) + ": " + (before.empty() ? "none" : before) + " → " +
          (after.empty() ? "none" : after);
}

/// Calls `differ` with both sides of every key; null where one has none.
template <typename Value, typename Differ>
void compare(const std::map<std::string, Value>& before, const std::map<std::string, Value>& after,
             const Differ& differ) {
  for (const auto& [key, value] : before) {
    const auto other = after.find(key);
    differ(key, &value, other == after.end() ? nullptr : &other->second);
  }
  for (const auto& [key, value] : after) {
    if (!before.contains(key)) differ(key, nullptr, &value);
  }
}

class ChangeFinder {
 public:
  ChangeFinder(const TemplateContents& before, const TemplateContents& after)
      : before_(before), after_(after) {}

  std::vector<TemplateChange> run() {
    frameworks();
    entities();
    assignments();
    settings();
    return std::move(changes_);
  }

 private:
  /// True where both are there: then it may have changed.
  bool both(const char* part, const std::string& name, bool was, bool is) {
    if (was && is) return true;
    changes_.push_back({part, name, was ? kPartRemoved : kPartAdded, {}});
    return false;
  }

  void changed(const char* part, const std::string& name, std::string what) {
    if (!what.empty()) changes_.push_back({part, name, kPartChanged, std::move(what)});
  }

  static auto by_key(const std::vector<TemplateFramework>& frameworks) {
    std::map<std::string, TemplateFramework> map;
    for (const TemplateFramework& framework : frameworks) map[framework.key] = framework;
    return map;
  }

  static auto by_key(const std::vector<SetupEntity>& entities) {
    std::map<std::string, SetupEntity> map;
    for (const SetupEntity& entity : entities) map[entity.key] = entity;
    return map;
  }

  void frameworks() {
    compare(by_key(before_.frameworks), by_key(after_.frameworks),
            [&](const std::string&, const TemplateFramework* was, const TemplateFramework* is) {
              const std::string& name = (is != nullptr ? is : was)->name;
              if (!both("Framework", name, was != nullptr, is != nullptr)) return;
              std::string what;
              if (was->digest != is->digest) {
                add_what(what, "Version", std::to_string(was->version),
                         std::to_string(is->version));
              }
              if (was->overlay != is->overlay) {
                if (!what.empty()) what += "; ";
                what += "the template's edits differ (" + counted(was->edits, "edit") + " → " +
                        counted(is->edits, "edit") + ")";
              }
              changed("Framework", name, sentence(std::move(what)));
            });
  }

  static std::string parent_name(const std::map<std::string, SetupEntity>& entities,
                                 const std::string& key) {
    const auto parent = entities.find(key);
    return parent == entities.end() ? std::string() : parent->second.name;
  }

  void entities() {
    const auto before = by_key(before_.entities), after = by_key(after_.entities);
    compare(before, after, [&](const std::string&, const SetupEntity* was, const SetupEntity* is) {
      const std::string& name = (is != nullptr ? is : was)->name;
      if (!both("Entity", name, was != nullptr, is != nullptr)) return;
      std::string what;
      add_what(what, "Name", was->name, is->name);
      add_what(what, "Kind", was->kind, is->kind);
      if (was->parent != is->parent) {
        add_what(what, "Belongs to", parent_name(before, was->parent),
                 parent_name(after, is->parent));
      }
      changed("Entity", name, std::move(what));
    });
  }

  void assignments() {
    std::map<std::string, std::string> before, after;
    const auto fill = [](const TemplateContents& contents, auto& map) {
      for (const auto& it : contents.assignments) {
        map[it.field + " " + it.entity] = it.frequency + " " + it.unit;
      }
    };
    fill(before_, before);
    fill(after_, after);
    int64_t added = 0, removed = 0, differ = 0;
    compare(before, after, [&](const std::string&, const std::string* was, const std::string* is) {
      added += was == nullptr;
      removed += is == nullptr;
      differ += was != nullptr && is != nullptr && *was != *is;
    });
    if (added > 0)
      changes_.push_back({"Assignments", counted(added, "assignment"), kPartAdded, {}});
    if (removed > 0) {
      changes_.push_back({"Assignments", counted(removed, "assignment"), kPartRemoved, {}});
    }
    if (differ > 0) {
      changes_.push_back({"Assignments", counted(differ, "assignment"), kPartChanged, {}});
    }
  }

  void settings() {
    compare(before_.settings, after_.settings,
            [&](const std::string& key, const std::string* was, const std::string* is) {
              std::string what;
              add_what(what, "Value", was == nullptr ? std::string() : *was,
                       is == nullptr ? std::string() : *is);
              changed("Setting", words_of_key(key), std::move(what));
            });
  }

  const TemplateContents& before_;
  const TemplateContents& after_;
  std::vector<TemplateChange> changes_;
};

}  // namespace

std::vector<TemplateChange> template_changes(const TemplateContents& before,
                                             const TemplateContents& after) {
  return ChangeFinder(before, after).run();
}

}  // namespace datavault
