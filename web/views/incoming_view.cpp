#include "web/views/incoming_view.h"

#include "web/views/answer_words.h"

namespace datavault {
namespace {

Label incoming_kind(FieldDifference::Kind kind) {
  switch (kind) {
    case FieldDifference::Kind::added:
      return {"New", "Comes with the new version.", Tone::success};
    case FieldDifference::Kind::removed:
      return {"Goes", "The new version has it no more. Its values stay stored.", Tone::warning};
    case FieldDifference::Kind::changed:
      break;
  }
  return {"Changes", "Reads differently afterwards.", Tone::accent};
}

std::string summary_of_values(const std::vector<IncomingRow::Value>& values) {
  if (values.size() == 1) {
    return values[0].name + ": " + values[0].before + " becomes " + values[0].after;
  }
  std::string names;
  for (const IncomingRow::Value& value : values) names += (names.empty() ? "" : ", ") + value.name;
  return names;
}

IncomingRow incoming_row(const IncomingChange& change) {
  IncomingRow row{change.code, change.name, incoming_kind(change.kind), {}, {}};
  for (const IncomingChange::Value& value : change.values) {
    row.values.push_back({value.attribute ? std::string(name_of(*value.attribute)) : "Other",
                          attribute_text(value.before, value.attribute),
                          attribute_text(value.after, value.attribute)});
  }
  row.summary =
      row.values.empty() ? std::string(row.kind.explanation) : summary_of_values(row.values);
  return row;
}

std::string question_line(const IncomingQuestion& question) {
  std::string text = question.code;
  if (question.attribute) {
    text += ", " + std::string(name_of(*question.attribute)) + ": yours is " +
            attribute_text(question.own, question.attribute) + ", the new version has " +
            attribute_text(question.master, question.attribute);
    return text + ".";
  }
  return text + ": " + sentence(question.message);
}

void add_incoming_words(const Incoming& incoming, IncomingView& view) {
  view.is_there = !view.rows.empty() || !view.questions.empty();
  const std::string version = "Version " + std::to_string(incoming.to_version);
  if (!view.is_there) {
    view.title = "Nothing is coming";
    view.detail = "Your copy is what the newest version would make of it.";
    view.tone = Tone::success;
    return;
  }
  view.title = version + " would change " +
               counted(static_cast<int64_t>(view.rows.size()), "field") + " of yours";
  view.detail =
      "Your own changes stay unless both changed the same thing. Nothing happens before "
      "a super admin distributes it.";
  view.tone = Tone::accent;
  if (view.questions.empty()) return;
  view.tone = Tone::warning;
  view.detail = "Some of it needs an answer first, because you changed the same thing.";
}

}  // namespace

IncomingView build_incoming_view(const AppState& state, int64_t framework) {
  IncomingView view;
  const auto remote = state.own.incoming.find(framework);
  if (remote == state.own.incoming.end()) {
    view.load.waiting = true;
    return view;
  }
  view.load = load_view(remote->second);
  if (!view.load.ready()) return view;
  const Incoming& incoming = remote->second.value;
  for (const IncomingChange& change : incoming.changes) view.rows.push_back(incoming_row(change));
  for (const IncomingQuestion& question : incoming.questions) {
    if (question.holds) view.questions.push_back(question_line(question));
  }
  add_incoming_words(incoming, view);
  return view;
}

}  // namespace datavault
