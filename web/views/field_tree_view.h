#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "core/model/framework.h"
#include "web/views/words.h"

namespace datavault {

/// What a tree of fields is narrowed to, and which of its topics are closed.
struct FieldTreeUi {
  std::string search;
  int type = 0;  // 0: all; else a value type, counted from 1
  bool computed = false, required = false, marked = false;
  std::set<std::string> closed;

  bool filters() const { return !search.empty() || type > 0 || computed || required || marked; }
};

/// A row: a topic with its fields below it, or a field.
struct FieldTreeRow {
  bool is_topic = false;
  std::string key;  // the topic's code, the field's uid
  std::string code, name, type, unit;
  int depth = 0;
  bool open = true;    // of a topic
  int64_t fields = 0;  // of a topic and all below it, those that match
  bool computed = false, required = false;
  std::string mark;  // "Edited", "Added"; may be empty
  Tone mark_tone = Tone::neutral;
};

struct FieldTreeView {
  std::vector<FieldTreeRow> rows;  // those in sight
  int64_t total = 0, matching = 0;
  bool filtered = false;
  bool has_topics = false;
  bool has_marks = false;
  std::vector<std::string> topics;  // codes of all topics, for closing them at once
};

/// A word about a field that a row shows.
struct FieldMark {
  std::string word;
  Tone tone = Tone::neutral;
};
using FieldMarks = std::map<FieldUid, FieldMark>;

/// Shape: topics in their order, each before its fields and subtopics; fields without a topic last.
///        While something is looked for, closed topics are open and those without a match are left
///        out.
FieldTreeView build_field_tree(const FrameworkContent& content, const FieldTreeUi& ui,
                               const FieldMarks& marks = {});

}  // namespace datavault
