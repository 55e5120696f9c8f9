#include "core/import/make_codes.h"

#include <map>

#include "core/base/text.h"

namespace datavault {
namespace {

/// Topic, subtopic and name together stay well below the limit of a code (ModelLimits).
constexpr size_t kTopicBytes = 50;
constexpr size_t kNameBytes = 80;

std::string slug_or(std::string_view name, size_t max_bytes, std::string_view fallback) {
  std::string slug = slug_of(name, max_bytes);
  return slug.empty() ? std::string(fallback) : slug;
}

/// The code with 0, 1 or 2 levels of topics in front of it, the nearest first.
std::string qualified_code(const CsvRow& row, int levels) {
  std::string code = slug_or(row.field.name, kNameBytes, "field");
  for (const std::string* topic : {&row.subtopic, &row.topic}) {
    if (topic->empty() || levels == 0) continue;
    code.insert(0, slug_or(*topic, kTopicBytes, "topic").append("."));
    --levels;
  }
  return code;
}

using Group = std::vector<CsvRow*>;

/// Gives codes to rows of the same name, with as many levels as it takes to tell them apart.
void assign_codes(const Group& group, std::set<std::string>& taken, std::set<std::string>& made,
                  ImportWarnings& warnings) {
  const auto are_unique = [&](int levels) {
    std::set<std::string> codes;
    for (const CsvRow* row : group) codes.insert(qualified_code(*row, levels));
    return codes.size() == group.size();
  };
  int levels = 0;
  while (levels < 2 && !are_unique(levels)) ++levels;
  for (CsvRow* row : group) {
    const std::string code = qualified_code(*row, levels);
    row->field.code = take_unique_code(taken, code);
    made.insert(row->field.code);
    if (row->field.code != code) {
      warnings.add(row->line, "",
                   "The code \"" + code + "\" that is made for this row is taken; it became \"" +
                       row->field.code + "\", which depends on the order of the rows.");
    }
  }
}

class TopicTree {
 public:
  /// The code of the topic, which is added to the tree when it is new; empty for no name.
  std::string add(const std::string& name, const std::string& parent) {
    if (name.empty()) return parent;
    std::string code = slug_or(name, kTopicBytes, "topic");
    if (!parent.empty()) code = parent + "." + code;
    if (codes_.insert(code).second) topics.push_back({code, name, parent});
    return code;
  }

  std::vector<Topic> topics;

 private:
  std::set<std::string> codes_;
};

}  // namespace

std::set<std::string> make_field_codes(std::vector<CsvRow>& rows, ImportWarnings& warnings) {
  std::set<std::string> taken, made;
  std::map<std::string, Group> groups;
  std::vector<const std::string*> order;
  for (CsvRow& row : rows) {
    if (!row.field.code.empty()) {
      taken.insert(row.field.code);
      continue;
    }
    const auto [group, is_new] = groups.try_emplace(qualified_code(row, 0));
    if (is_new) order.push_back(&group->first);
    group->second.push_back(&row);
  }
  for (const std::string* code : order) assign_codes(groups[*code], taken, made, warnings);
  return made;
}

std::vector<Topic> make_topics(std::vector<CsvRow>& rows) {
  TopicTree tree;
  for (CsvRow& row : rows) row.field.topic = tree.add(row.subtopic, tree.add(row.topic, ""));
  return std::move(tree.topics);
}

}  // namespace datavault
