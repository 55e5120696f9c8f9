#include "web/views/field_form.h"

#include <algorithm>

#include "core/base/decimal.h"
#include "core/base/text.h"
#include "core/model/attribute.h"
#include "core/model/field_index.h"

namespace datavault {
namespace {

struct FormPair {
  std::string key, value;
};

/// Lines "key: value". Errors: a line without a separator.
Result<std::vector<FormPair>> pairs_from(const std::string& text, std::string_view separator,
                                         const std::string& where) {
  std::vector<FormPair> pairs;
  for (const std::string& line : split_trimmed(text, "\n")) {
    const size_t at = line.find(separator);
    if (at == std::string::npos || at == 0) {
      return invalid_input("Each line needs a \"" + std::string(separator) + "\": " + line, where);
    }
    pairs.push_back({std::string(trim(line.substr(0, at))),
                     std::string(trim(line.substr(at + separator.size())))});
  }
  return pairs;
}

Result<Json> object_from(const std::string& text, const std::string& where) {
  auto pairs = pairs_from(text, ":", where);
  if (!pairs) return std::move(pairs).error();
  Json object = Json::object();
  for (FormPair& pair : *pairs) object[pair.key] = std::move(pair.value);
  return object;
}

Result<Json> options_from(const std::string& text) {
  Json options = Json::array();
  for (const std::string& line : split_trimmed(text, "\n")) {
    const size_t at = line.find(':');
    const std::string code(trim(line.substr(0, at)));
    const std::string label(at == std::string::npos ? code : trim(line.substr(at + 1)));
    options.push_back({{"code", code}, {"label", label.empty() ? code : label}});
  }
  return options;
}

/// "CODE", "framework/CODE", either with "* 0.5".
Json variable_from(const std::string& text) {
  Json variable = {{"coefficient", "1"}};
  std::string source = text;
  if (const size_t star = source.rfind(" * "); star != std::string::npos) {
    variable["coefficient"] = std::string(trim(source.substr(star + 3)));
    source = std::string(trim(source.substr(0, star)));
  }
  if (const size_t slash = source.find('/'); slash != std::string::npos && slash > 0) {
    variable["framework"] = source.substr(0, slash);
    source.erase(0, slash + 1);
  }
  variable["field"] = source;
  return variable;
}

Result<Json> variables_from(const std::string& text) {
  auto pairs = pairs_from(text, "=", "Variables");
  if (!pairs) return std::move(pairs).error();
  Json variables = Json::object();
  for (const FormPair& pair : *pairs) variables[pair.key] = variable_from(pair.value);
  return variables;
}

std::string variable_text(const VariableMapping& mapping, const FieldIndex& fields) {
  const Field* field = mapping.framework.empty() ? fields.find(mapping.field) : nullptr;
  std::string text = field ? field->code : mapping.field.value;
  if (!mapping.framework.empty()) text = mapping.framework + "/" + text;
  return mapping.coefficient == "1" ? text : text + " * " + mapping.coefficient;
}

void fill_computed(const Field& field, const FieldIndex& fields, FieldForm& form) {
  form.computed = field.computed.has_value();
  form.multiplier = "1";
  if (!field.computed) return;
  form.expression = field.computed->expression;
  form.multiplier = field.computed->multiplier;
  for (const auto& [name, mapping] : field.computed->variables) {
    form.variables +=
        (form.variables.empty() ? "" : "\n") + name + " = " + variable_text(mapping, fields);
  }
}

std::string lines_of(const std::map<std::string, std::string>& pairs) {
  std::string text;
  for (const auto& [key, value] : pairs) text += (text.empty() ? "" : "\n") + key + ": " + value;
  return text;
}

int topic_index(const FrameworkContent& content, const std::string& code) {
  for (size_t i = 0; i < content.topics.size(); ++i) {
    if (content.topics[i].code == code) return static_cast<int>(i) + 1;
  }
  return 0;
}

Json text_or_null(const std::string& text) { return text.empty() ? Json(nullptr) : Json(text); }

Result<Json> decimals_from(const std::string& text) {
  if (text.empty()) return Json(nullptr);
  if (text.size() > 2 || text.find_first_not_of("0123456789") != std::string::npos) {
    return invalid_input("A whole number from 0 to 15 is expected.", "Decimals");
  }
  return Json(std::stoll(text));
}

/// What of the form differs between two of them, as attributes.
class FormEdit {
 public:
  FormEdit(const FieldForm& form, const FieldForm& before, const FrameworkContent& content)
      : form_(form), before_(before), content_(content) {}

  Result<Json> set() {
    add("name", form_.name != before_.name, Json(form_.name));
    add("code", form_.code != before_.code, Json(form_.code));
    add("description", form_.description != before_.description, Json(form_.description));
    add("topic", form_.topic != before_.topic, Json(topic_code()));
    const auto type = static_cast<ValueType>(form_.type);
    add("value_type", form_.type != before_.type, Json(to_text(type)));
    add("unit", form_.unit != before_.unit, text_or_null(form_.unit));
    add("required", form_.required != before_.required, Json(form_.required));
    add_defaults();
    add("decimals", form_.decimals != before_.decimals, decimals_from(form_.decimals));
    add("options", form_.options != before_.options, options_from(form_.options));
    add("references", form_.references != before_.references,
        object_from(form_.references, "References"));
    add("translations", form_.translations != before_.translations,
        object_from(form_.translations, "Translations"));
    add_computed();
    if (error_) return *error_;
    return set_;
  }

 private:
  void add(const char* attribute, bool differs, Result<Json> value) {
    if (!differs || error_) return;
    if (value)
      set_[attribute] = *std::move(value);
    else
      error_ = value.error();
  }

  std::string topic_code() const {
    return form_.topic <= 0 ? "" : content_.topics[static_cast<size_t>(form_.topic) - 1].code;
  }

  void add_defaults() {
    add("entity_aggregation", form_.entity_aggregation != before_.entity_aggregation,
        Json(to_text(static_cast<Aggregation>(form_.entity_aggregation))));
    add("time_aggregation", form_.time_aggregation != before_.time_aggregation,
        Json(to_text(static_cast<Aggregation>(form_.time_aggregation))));
    add("frequency", form_.frequency != before_.frequency,
        Json(to_text(static_cast<Frequency>(form_.frequency))));
  }

  void add_computed() {
    if (!form_.computed) {
      add("expression", before_.computed, Json(nullptr));
      return;
    }
    const bool fresh = !before_.computed;
    add("expression", fresh || form_.expression != before_.expression, Json(form_.expression));
    add("multiplier", form_.multiplier != before_.multiplier, Json(form_.multiplier));
    add("variables", fresh || form_.variables != before_.variables,
        variables_from(form_.variables));
  }

  const FieldForm& form_;
  const FieldForm& before_;
  const FrameworkContent& content_;
  Json set_ = Json::object();
  std::optional<Error> error_;
};

}  // namespace

FieldForm form_of(const Field& field, const FrameworkContent& content) {
  FieldForm form;
  form.open = true;
  form.uid = field.uid.value;
  form.code = field.code;
  form.name = field.name;
  form.description = field.description;
  form.topic = topic_index(content, field.topic);
  form.type = static_cast<int>(field.value_type);
  form.unit = field.unit.value_or("");
  form.decimals = field.decimals ? std::to_string(*field.decimals) : "";
  form.required = field.required;
  form.entity_aggregation = static_cast<int>(field.entity_aggregation);
  form.time_aggregation = static_cast<int>(field.time_aggregation);
  form.frequency = static_cast<int>(field.frequency);
  for (const Option& option : field.options) {
    form.options += (form.options.empty() ? "" : "\n") + option.code + ": " + option.label;
  }
  form.references = lines_of(field.references);
  form.translations = lines_of(field.translations);
  fill_computed(field, FieldIndex(content), form);
  return form;
}

FieldForm new_field_form(const FrameworkContent& content, const std::string& topic) {
  FieldForm form;
  form.open = form.adding = true;
  form.topic = topic_index(content, topic);
  form.multiplier = "1";
  for (const Field& field : content.fields) {
    if (!topic.empty() && field.topic == topic) form.after = field.code;
  }
  return form;
}

Result<std::optional<Json>> edit_of(const FieldForm& form, const FrameworkContent& content) {
  if (trim(form.code).empty()) return invalid_input("A code is needed.", "Code");
  if (trim(form.name).empty()) return invalid_input("A name is needed.", "Name");
  FieldForm before;
  const Field* field = FieldIndex(content).find({form.uid});
  before.multiplier = "1";
  if (!form.adding) {
    if (field == nullptr) return invalid_input("This field is not there any more.", "Code");
    before = form_of(*field, content);
  }
  auto set = FormEdit(form, before, content).set();
  if (!set) return std::move(set).error();
  if (!form.adding) {
    if (set->empty()) return std::optional<Json>();
    return std::optional<Json>({{"code", field->code}, {"set", *std::move(set)}});
  }
  Json edit = {{"add", *std::move(set)}};
  if (!form.after.empty()) edit["after"] = form.after;
  return std::optional<Json>(std::move(edit));
}

std::optional<Json> move_edit(const FrameworkContent& content, const std::string& uid, bool up) {
  const auto& fields = content.fields;
  const auto it = std::find_if(fields.begin(), fields.end(),
                               [&](const Field& field) { return field.uid.value == uid; });
  if (it == fields.end()) return std::nullopt;
  const auto same = [&](const Field& field) { return field.topic == it->topic; };
  if (!up) {
    const auto next = std::find_if(it + 1, fields.end(), same);
    if (next == fields.end()) return std::nullopt;
    return Json{{"code", it->code}, {"move_after", next->code}};
  }
  const auto previous = std::find_if(std::make_reverse_iterator(it), fields.rend(), same);
  if (previous == fields.rend()) return std::nullopt;
  // Behind what stands before it; nothing does before the first.
  const auto before = std::next(previous);
  return Json{{"code", it->code},
              {"move_after", before == fields.rend() ? Json(nullptr) : Json(before->code)}};
}

}  // namespace datavault
