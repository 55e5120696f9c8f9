#include "core/import/match_fields.h"

#include <string>

#include "core/base/text.h"

namespace datavault {
namespace {

/// What a field is matched by; fields without a key take no part.
using Key = std::string;
using Keys = std::map<Key, std::vector<size_t>>;

/// Names of a topic and those above it. Codes of topics may differ between sources.
class TopicPaths {
 public:
  explicit TopicPaths(const std::vector<Topic>& topics) {
    for (const Topic& topic : topics) {
      const auto parent = paths_.find(topic.parent);
      const std::string above = parent == paths_.end() ? "" : parent->second + '\0';
      paths_.emplace(topic.code, above + std::string(trim(topic.name)));
    }
  }
  const std::string& of(const Field& field) const {
    const auto path = paths_.find(field.topic);
    return path == paths_.end() ? none_ : path->second;
  }

 private:
  std::map<std::string, std::string> paths_;
  std::string none_;
};

class Matcher {
 public:
  Matcher(const FrameworkDraft& draft, const FrameworkContent& latest,
          const ForbiddenMatches& forbidden, FieldMatches& matches)
      : draft_(draft),
        latest_(latest),
        forbidden_(forbidden),
        matches_(matches),
        draft_paths_(draft.content.topics),
        latest_paths_(latest.topics) {
    for (const auto& [in_draft, in_latest] : matches) taken_.insert(in_latest);
  }

  void by_code() {
    match_unique([](const Field& field, const TopicPaths&) { return field.code; },
                 [](size_t) { return true; });
  }

  void by_name() {
    const auto all = [](size_t) { return true; };
    const auto given = [&](size_t i) { return !is_made(i); };
    match_unique([](const Field& field, const TopicPaths&) { return name_of(field); }, all);
    // From here on only names are left that stand several times on one side.
    const auto by_name_and_code = [](const Field& field, const TopicPaths&) {
      return name_of(field) + '\0' + field.code;
    };
    match_unique(by_name_and_code, given);
    match_unique([](const Field& field,
                    const TopicPaths& paths) { return name_of(field) + '\0' + paths.of(field); },
                 all);
    match_unique(by_name_and_code, all);
  }

 private:
  static std::string name_of(const Field& field) { return std::string(trim(field.name)); }

  bool is_made(size_t in_draft) const {
    return draft_.made_codes.contains(draft_.content.fields[in_draft].code);
  }

  /// Matches fields whose key stands once among those that are left, on both sides.
  template <typename KeyOf, typename TakesPart>
  void match_unique(KeyOf key_of, TakesPart takes_part) {
    Keys in_draft, in_latest;
    for (size_t i = 0; i < draft_.content.fields.size(); ++i) {
      if (!matches_.contains(i) && takes_part(i))
        in_draft[key_of(draft_.content.fields[i], draft_paths_)].push_back(i);
    }
    for (size_t i = 0; i < latest_.fields.size(); ++i)
      if (!taken_.contains(i)) in_latest[key_of(latest_.fields[i], latest_paths_)].push_back(i);
    for (const auto& [key, fields] : in_draft) {
      const auto found = in_latest.find(key);
      if (found == in_latest.end() || fields.size() != 1 || found->second.size() != 1) continue;
      const std::pair match{fields.front(), found->second.front()};
      if (forbidden_.contains(match)) continue;
      matches_.insert(match);
      taken_.insert(match.second);
    }
  }

  const FrameworkDraft& draft_;
  const FrameworkContent& latest_;
  const ForbiddenMatches& forbidden_;
  FieldMatches& matches_;
  std::set<size_t> taken_;
  TopicPaths draft_paths_, latest_paths_;
};

}  // namespace

void match_fields(const FrameworkDraft& draft, const FrameworkContent& latest, MatchBy match_by,
                  const ForbiddenMatches& forbidden, FieldMatches& matches) {
  Matcher matcher(draft, latest, forbidden, matches);
  if (match_by == MatchBy::code) {
    matcher.by_code();
  } else {
    matcher.by_name();
  }
}

}  // namespace datavault
