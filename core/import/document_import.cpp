#include "core/import/document_import.h"

#include <algorithm>

#include "core/base/decimal.h"
#include "core/base/text.h"
#include "core/import/draft_lineage.h"
#include "core/import/strict_object.h"

namespace datavault {
namespace {

class DocumentReader {
 public:
  DraftResult read(const Json& json) {
    StrictObject document(json, "", errors_);
    check_schema(document);
    FrameworkDraft& draft = result_.draft;
    draft.key = read_key(document);
    draft.name = document.text("name");
    draft.description = document.optional_text("description").value_or("");
    draft.notes = document.optional_text("notes").value_or("");
    const Json& topics = document.array("topics");
    for (size_t i = 0; i < topics.size(); ++i) read_topic(topics[i], i);
    if (document.any("fields").is_null()) document.fail("This is needed.", "fields");
    const Json& fields = document.array("fields");
    for (size_t i = 0; i < fields.size(); ++i) read_field(fields[i], i);
    draft.lineage = draft_lineage_from_json(document.any("lineage"), errors_);
    document.refuse_unknown_keys();
    result_.errors = std::move(errors_);
    return std::move(result_);
  }

 private:
  static void check_schema(StrictObject& document) {
    const auto schema = document.optional_text("schema");
    if (schema == kDocumentSchema) return;
    document.fail("A framework document says \"schema\": \"" + std::string(kDocumentSchema) + "\"" +
                      (schema ? ", not \"" + *schema + "\"." : "."),
                  "schema");
  }

  static std::string read_key(StrictObject& document) {
    std::string key = document.optional_text("key").value_or("");
    if (!key.empty() && !is_framework_key(key))
      document.fail("A key has small letters, digits and single dashes only.", "key");
    return key;
  }

  void read_topic(const Json& json, size_t index) {
    StrictObject object(json, place("topics", index, json), errors_);
    Topic topic;
    topic.code = object.text("code");
    topic.name = object.text("name");
    topic.parent = object.optional_text("parent").value_or("");
    object.refuse_unknown_keys();
    result_.draft.content.topics.push_back(std::move(topic));
  }

  void read_field(const Json& json, size_t index) {
    StrictObject object(json, place("fields", index, json), errors_);
    Field field;
    field.uid = FieldUid{object.optional_text("uid").value_or("")};
    field.code = object.text("code");
    field.name = object.text("name");
    field.translations = object.text_map("translations");
    field.description = object.optional_text("description").value_or("");
    field.topic = object.optional_text("topic").value_or("");
    read_type(object, field);
    field.unit = object.optional_text("unit");
    field.decimals = object.integer("decimals");
    field.required = object.boolean("required");
    read_defaults(object, field);
    field.references = object.text_map("references");
    read_computation(object, field);
    object.refuse_unknown_keys();
    result_.draft.content.fields.push_back(std::move(field));
  }

  void read_type(StrictObject& object, Field& field) {
    if (object.any("value_type").is_null()) object.fail("This is needed.", "value_type");
    field.value_type = object.choice("value_type", value_type_from_text, kValueTypeWords)
                           .value_or(field.value_type);
    const Json& options = object.array("options");
    for (size_t i = 0; i < options.size(); ++i) {
      const std::string where = object.where() + ", options[" + std::to_string(i) + "]";
      StrictObject option(options[i], where, errors_);
      std::string code = option.text("code");
      std::string label = option.optional_text("label").value_or(code);
      option.refuse_unknown_keys();
      field.options.push_back({std::move(code), std::move(label)});
    }
  }

  static void read_defaults(StrictObject& object, Field& field) {
    field.entity_aggregation =
        object.choice("entity_aggregation", aggregation_from_text, kAggregationWords)
            .value_or(Aggregation::none);
    field.time_aggregation =
        object.choice("time_aggregation", aggregation_from_text, kAggregationWords)
            .value_or(Aggregation::none);
    field.frequency = object.choice("frequency", frequency_from_text, kFrequencyWords)
                          .value_or(Frequency::annual);
  }

  /// In canonical form: "1.0" is no other factor than "1".
  static std::string decimal(StrictObject& object, std::string_view key,
                             const std::optional<std::string>& text) {
    auto number = normalise_decimal(text.value_or("1"));
    if (number) return *std::move(number);
    object.fail(number.error().message, key);
    return "1";
  }

  void read_computation(StrictObject& object, Field& field) {
    const auto expression = object.optional_text("expression");
    const auto multiplier = object.optional_text("multiplier");
    const Json& variables = object.object("variables");
    if (!expression) {
      if (multiplier) object.fail("Only a field with an expression has one.", "multiplier");
      if (!variables.empty()) object.fail("Only a field with an expression has them.", "variables");
      return;
    }
    Computation& computed = field.computed.emplace();
    computed.expression = *expression;
    computed.multiplier = decimal(object, "multiplier", multiplier);
    for (const auto& [name, value] : variables.get_ref<const Json::object_t&>()) {
      StrictObject variable(value, object.where() + ", variables." + name, errors_);
      VariableMapping mapping;
      mapping.framework = variable.optional_text("framework").value_or("");
      mapping.field = FieldUid{variable.text("field")};
      mapping.coefficient = decimal(variable, "coefficient", variable.optional_text("coefficient"));
      variable.refuse_unknown_keys();
      computed.variables.emplace(name, std::move(mapping));
    }
  }

  /// "fields[12] GHG-S1": the code helps to find it, the number does where the code is wrong.
  static std::string place(std::string_view list, size_t index, const Json& json) {
    std::string place = std::string(list) + "[" + std::to_string(index) + "]";
    if (!json.is_object()) return place;
    const auto code = json.find("code");
    if (code != json.end() && code->is_string() &&
        code->get_ref<const std::string&>().size() <= 400)
      place += " " + code->get<std::string>();
    return place;
  }

  DraftResult result_;
  std::vector<Error> errors_;
};

}  // namespace

DraftResult read_framework_document(std::string_view text) {
  auto json = parse_json(text);
  if (!json) return {{}, {std::move(json).error()}};
  return DocumentReader().read(*json);
}

}  // namespace datavault
