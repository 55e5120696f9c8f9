#include "web/views/field_view.h"

#include <map>

#include "core/units/unit.h"
#include "web/views/words.h"

namespace datavault {
namespace {

std::string field_href(const AppState& state, const FieldUid& uid) {
  return href(framework_path(state.route.id, state.route.query_integer("version"), uid.value));
}

class FieldViewBuilder {
 public:
  FieldViewBuilder(const AppState& state, const FrameworkContent& content)
      : state_(state), content_(content) {
    for (const Field& field : content.fields) by_uid_[field.uid] = &field;
  }

  const Field* find(const FieldUid& uid) const {
    const auto it = by_uid_.find(uid);
    return it == by_uid_.end() ? nullptr : it->second;
  }

  FieldView build(const Field& field) const {
    FieldView view;
    view.code = field.code;
    view.name = field.name;
    view.description = field.description;
    for (const Topic& topic : content_.topics) {
      if (topic.code == field.topic) view.topic = topic.name;
    }
    view.type = name_of(field.value_type);
    view.unit = field.unit ? display_unit(*field.unit) : "";
    view.decimals = field.decimals ? std::to_string(*field.decimals) : "";
    view.required = field.required ? "Yes" : "No";
    view.entity_aggregation = name_of(field.entity_aggregation);
    view.time_aggregation = name_of(field.time_aggregation);
    view.frequency = name_of(field.frequency);
    for (const Option& option : field.options)
      view.options.push_back(option.code + " – " + option.label);
    for (const auto& [scheme, id] : field.references) view.references.push_back(scheme + ": " + id);
    for (const auto& [language, name] : field.translations) {
      view.translations.push_back(language + ": " + name);
    }
    if (field.computed) add_formula(*field.computed, view);
    view.used_by = readers_of(field);
    view.close_href = href(framework_path(state_.route.id, state_.route.query_integer("version")));
    return view;
  }

 private:
  void add_formula(const Computation& computed, FieldView& view) const {
    view.computed = true;
    view.expression = computed.expression;
    view.multiplier = computed.multiplier;
    for (const auto& [variable, mapping] : computed.variables) {
      VariableLine line{variable, mapping.field.value, {}, mapping.coefficient, mapping.framework,
                        {}};
      const Field* target = mapping.framework.empty() ? find(mapping.field) : nullptr;
      if (target != nullptr) {
        line.code = target->code;
        line.name = target->name;
        line.href = field_href(state_, target->uid);
      } else if (mapping.framework.empty()) {
        line.name = "This field does not exist";
      } else {
        line.name = "Field of another framework";
      }
      view.variables.push_back(std::move(line));
    }
  }

  std::vector<VariableLine> readers_of(const Field& field) const {
    std::vector<VariableLine> readers;
    for (const Field& other : content_.fields) {
      if (!other.computed) continue;
      for (const auto& [variable, mapping] : other.computed->variables) {
        if (!mapping.framework.empty() || !(mapping.field == field.uid)) continue;
        readers.push_back({variable,
                           other.code,
                           other.name,
                           mapping.coefficient,
                           {},
                           field_href(state_, other.uid)});
        break;
      }
    }
    return readers;
  }

  const AppState& state_;
  const FrameworkContent& content_;
  std::map<FieldUid, const Field*> by_uid_;
};

}  // namespace

std::optional<FieldView> build_field_view(const AppState& state, const FrameworkDetail& detail) {
  const FieldUid uid{state.route.query_text("field")};
  if (uid.empty()) return std::nullopt;
  const FieldViewBuilder builder(state, detail.content);
  const Field* field = builder.find(uid);
  if (field == nullptr) return std::nullopt;
  return builder.build(*field);
}

}  // namespace datavault
