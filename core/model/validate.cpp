#include "core/model/validate.h"

#include <set>
#include <string>
#include <string_view>
#include <unordered_set>

namespace datavault {
namespace {

class Validator {
 public:
  Validator(const FrameworkContent& content, const ModelLimits& limits)
      : content_(content), limits_(limits) {}

  std::vector<Error> run() {
    check_count("topics", content_.topics.size(), limits_.topics);
    check_count("fields", content_.fields.size(), limits_.fields);
    for (const Topic& topic : content_.topics) check_topic(topic);
    for (size_t i = 0; i < content_.fields.size(); ++i) check_field(content_.fields[i], i);
    return std::move(errors_);
  }

 private:
  void add(std::string message, std::string where) {
    errors_.push_back(invalid_input(std::move(message), std::move(where)));
  }

  void check_count(std::string_view what, size_t count, size_t limit) {
    if (count <= limit) return;
    add("There are " + std::to_string(count) + " " + std::string(what) + "; the limit is " +
            std::to_string(limit) + ".",
        std::string(what));
  }

  void check_length(const std::string& text, size_t limit, const std::string& where) {
    if (text.size() <= limit) return;
    add("The text is " + std::to_string(text.size()) + " bytes long; the limit is " +
            std::to_string(limit) + ".",
        where);
  }

  void check_size(size_t size, size_t limit, const std::string& attribute,
                  const std::string& where) {
    if (size <= limit) return;
    add("There are more than " + std::to_string(limit) + " " + attribute + ".",
        where + ", attribute " + attribute);
  }

  void check_topic(const Topic& topic) {
    const std::string where = "topic " + topic.code;
    if (topic.code.empty()) add("A topic has no code.", where);
    if (topic.name.empty()) add("A topic has no name.", where);
    check_length(topic.code, limits_.code_bytes, where + ", code");
    check_length(topic.name, limits_.name_bytes, where + ", name");
    // Parents come first, which also rules out circles.
    if (!topic.parent.empty() && !topics_.contains(topic.parent)) {
      add("The parent \"" + topic.parent + "\" is no topic that stands before this one.",
          where + ", parent");
    }
    if (!topics_.insert(topic.code).second) add("The topic code stands twice.", where);
  }

  void check_field(const Field& field, size_t position) {
    const std::string where =
        "field " + (field.code.empty() ? "#" + std::to_string(position + 1) : field.code);
    check_identity(field, where);
    check_texts(field, where);
    check_type(field, where);
    if (!field.topic.empty() && !topics_.contains(field.topic)) {
      add("The topic \"" + field.topic + "\" does not exist.", where + ", attribute topic");
    }
    if (field.computed) check_computed(field, where);
  }

  void check_identity(const Field& field, const std::string& where) {
    if (field.uid.empty()) add("The field has no uid.", where);
    if (field.code.empty()) add("The field has no code.", where + ", attribute code");
    if (field.name.empty()) add("The field has no name.", where + ", attribute name");
    if (!field.uid.empty() && !uids_.insert(field.uid.value).second) {
      add("The uid " + field.uid.value + " stands twice.", where);
    }
    if (!field.code.empty() && !codes_.insert(field.code).second) {
      add("The code stands twice.", where + ", attribute code");
    }
  }

  void check_texts(const Field& field, const std::string& where) {
    check_length(field.uid.value, limits_.code_bytes, where + ", uid");
    check_length(field.code, limits_.code_bytes, where + ", attribute code");
    check_length(field.name, limits_.name_bytes, where + ", attribute name");
    check_length(field.description, limits_.description_bytes, where + ", attribute description");
    if (field.unit) check_length(*field.unit, limits_.code_bytes, where + ", attribute unit");
    check_size(field.translations.size(), limits_.translations, "translations", where);
    check_size(field.references.size(), limits_.references, "references", where);
    for (const auto& [language, name] : field.translations) {
      check_length(language, limits_.code_bytes, where + ", attribute translations");
      check_length(name, limits_.name_bytes, where + ", attribute translations." + language);
    }
    for (const auto& [scheme, identifier] : field.references) {
      check_length(scheme, limits_.code_bytes, where + ", attribute references");
      check_length(identifier, limits_.name_bytes, where + ", attribute references." + scheme);
    }
  }

  void check_type(const Field& field, const std::string& where) {
    const bool takes_options =
        field.value_type == ValueType::choice || field.value_type == ValueType::multi_choice;
    if (!takes_options && !field.options.empty()) {
      add("Only CHOICE and MULTI_CHOICE fields have options.", where + ", attribute options");
    }
    check_size(field.options.size(), limits_.options, "options", where);
    std::set<std::string_view> codes;
    for (const Option& option : field.options) {
      if (option.code.empty()) add("An option has no code.", where + ", attribute options");
      if (!codes.insert(option.code).second) {
        add("The option \"" + option.code + "\" stands twice.", where + ", attribute options");
      }
      check_length(option.code, limits_.code_bytes, where + ", attribute options");
      check_length(option.label, limits_.name_bytes, where + ", attribute options");
    }
    if (field.decimals && (*field.decimals < 0 || *field.decimals > 15)) {
      add("Decimals are a whole number from 0 to 15.", where + ", attribute decimals");
    }
  }

  void check_computed(const Field& field, const std::string& where) {
    if (field.value_type != ValueType::number) {
      add("Only NUMBER fields can be computed.", where + ", attribute expression");
    }
    check_length(field.computed->expression, limits_.expression_bytes,
                 where + ", attribute expression");
    check_size(field.computed->variables.size(), limits_.variables, "variables", where);
  }

  const FrameworkContent& content_;
  const ModelLimits& limits_;
  std::unordered_set<std::string_view> topics_, uids_, codes_;
  std::vector<Error> errors_;
};

}  // namespace

std::vector<Error> validate_content(const FrameworkContent& content, const ModelLimits& limits) {
  return Validator(content, limits).run();
}

}  // namespace datavault
