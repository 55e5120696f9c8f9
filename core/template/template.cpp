#include "core/template/template.h"

#include <algorithm>
#include <map>
#include <set>

#include "core/model/resolve.h"
#include "core/model/validate.h"
#include "core/template/names.h"
#include "core/template/settings.h"

namespace datavault {
namespace {

constexpr size_t kMostErrors = 100;

std::string place(const char* list, size_t at, const std::string& key) {
  return std::string(list) + "[" + std::to_string(at) + "] " + key;
}

class Validator {
 public:
  Validator(const TemplateContent& content, const TemplateLimits& limits)
      : content_(content), setup_(content.setup), limits_(limits) {}

  std::vector<Error> run() && {
    check_size("frameworks", setup_.copies.size(), limits_.copies);
    check_size("entities", setup_.entities.size(), limits_.entities);
    check_size("assignments", setup_.assignments.size(), limits_.assignments);
    check_size("parameters", content_.parameters.size(), limits_.parameters);
    if (!errors_.empty()) return std::move(errors_);
    check_parameters();
    check_copies();
    check_entities();
    check_tree();
    check_assignments();
    check_roles();
    check_settings();
    return std::move(errors_);
  }

 private:
  void fail(std::string message, std::string where) {
    if (errors_.size() < kMostErrors) {
      errors_.push_back(invalid_input(std::move(message), std::move(where)));
    }
  }
  void fail(const Result<void>& checked, const std::string& where) {
    if (!checked) fail(checked.error().message, where);
  }

  void check_size(const char* list, size_t size, size_t most) {
    if (size > most) fail("There are at most " + std::to_string(most) + " of these.", list);
  }

  void check_parameters() {
    for (size_t i = 0; i < content_.parameters.size(); ++i) {
      const TemplateParameter& parameter = content_.parameters[i];
      const std::string where = place("parameters", i, parameter.name);
      if (!is_parameter_name(parameter.name)) {
        fail("A parameter is named with small letters, digits and underscores.", where + ", name");
      } else if (is_given_parameter(parameter.name)) {
        fail("This parameter is always there.", where + ", name");
      }
      if (!declared_.insert(parameter.name).second) fail("This name stands twice.", where);
      fail(check_plain_name(parameter.label), where + ", label");
      if (parameter.fallback) fail(check_plain_text(*parameter.fallback), where + ", default");
    }
  }

  void check_copies() {
    std::set<std::string_view> keys;
    for (size_t i = 0; i < setup_.copies.size(); ++i) {
      const SetupCopy& copy = setup_.copies[i];
      const std::string where = place("frameworks", i, copy.key);
      if (copy.key.empty() || copy.key.size() > 200) fail("This is no key.", where + ", key");
      if (!keys.insert(copy.key).second) fail("This key stands twice.", where);
      fail(check_plain_name(copy.name), where + ", name");
      fail(check_plain_text(copy.description, 20000), where + ", description");
    }
  }

  void check_entities() {
    for (size_t i = 0; i < setup_.entities.size(); ++i) {
      const SetupEntity& entity = setup_.entities[i];
      const std::string where = place("entities", i, entity.key);
      if (!is_setup_key(entity.key)) {
        fail("A key has small letters, digits and single dashes.", where + ", key");
      }
      if (!entities_.emplace(entity.key, i).second) fail("This key stands twice.", where);
      fail(check_plain_name(entity.name), where + ", name");
      check_braces(entity.name, where + ", name");
      fail(check_plain_text(entity.kind, 100), where + ", kind");
    }
  }

  void check_braces(std::string_view text, const std::string& where) {
    auto names = parameters_in(text);
    if (!names) return fail(names.error().message, where);
    for (const std::string& name : *names) {
      if (!declared_.contains(name) && !is_given_parameter(name)) {
        fail("There is no parameter \"" + name + "\".", where);
      }
    }
  }

  const SetupEntity* parent_of(const SetupEntity& entity) const {
    const auto found = entities_.find(entity.parent);
    return found == entities_.end() ? nullptr : &setup_.entities[found->second];
  }

  void check_tree() {
    for (size_t i = 0; i < setup_.entities.size(); ++i) {
      const SetupEntity& entity = setup_.entities[i];
      const std::string where = place("entities", i, entity.key) + ", parent";
      if (!entity.parent.empty() && !parent_of(entity)) {
        fail("There is no entity \"" + entity.parent + "\".", where);
      }
      size_t level = 1;
      const SetupEntity* above = parent_of(entity);
      for (; above && above != &entity && level <= limits_.levels; ++level) {
        above = parent_of(*above);
      }
      if (above == &entity) {
        fail("The entities above this one form a circle.", where);
      } else if (level > limits_.levels) {
        fail("The tree is deeper than " + std::to_string(limits_.levels) + " levels, or a circle.",
             where);
      }
    }
  }

  void check_assignments() {
    std::set<std::pair<std::string_view, std::string_view>> there;
    for (size_t i = 0; i < setup_.assignments.size(); ++i) {
      const SetupAssignment& assignment = setup_.assignments[i];
      const std::string where = place("assignments", i, assignment.field.value);
      if (!entities_.contains(assignment.entity)) {
        fail("There is no entity \"" + assignment.entity + "\".", where + ", entity");
      }
      if (!there.emplace(assignment.field.value, assignment.entity).second) {
        fail("This field and entity stand twice.", where);
      }
      if (assignment.unit) fail(check_plain_text(*assignment.unit, 200), where + ", unit");
    }
  }

  void check_roles() {
    for (const auto& [role, count] : setup_.roles) {
      if (role != "ADMIN" && role != "USER") fail("A role is ADMIN or USER.", "users, " + role);
      if (count < 1 || count > limits_.users) {
        fail("From 1 to " + std::to_string(limits_.users) + " users.", "users, " + role);
      }
    }
  }

  /// A value that is open says what it is only when it is filled in.
  void check_settings() {
    for (const auto& [name, value] : setup_.settings) {
      const std::string where = "settings, " + name;
      if (!find_setting_rule(name)) {
        fail("There is no such setting.", where);
        continue;
      }
      fail(check_plain_text(value), where);
      check_braces(value, where);
      auto names = parameters_in(value);
      if (!names || !names->empty()) continue;
      const auto text = replace_parameters(value, {});
      if (auto good = checked_setting(name, text ? *text : value); !good) {
        fail(good.error().message, where);
      }
    }
  }

  const TemplateContent& content_;
  const Setup& setup_;
  const TemplateLimits& limits_;
  std::set<std::string, std::less<>> declared_;
  std::map<std::string_view, size_t> entities_;
  std::vector<Error> errors_;
};

}  // namespace

std::vector<Error> validate_template(const TemplateContent& content, const TemplateLimits& limits) {
  return Validator(content, limits).run();
}

std::vector<Error> validate_copies(const TemplateContent& content,
                                   const FindVersion& find_version) {
  std::vector<Error> errors;
  const auto add = [&](const std::string& where, Error error) {
    if (errors.size() < kMostErrors) errors.push_back(within(where, std::move(error)));
  };
  for (size_t i = 0; i < content.setup.copies.size(); ++i) {
    const SetupCopy& copy = content.setup.copies[i];
    const std::string where = place("frameworks", i, copy.key);
    const FrameworkContent* version = find_version(copy);
    if (!version && !copy.version_digest.empty()) {
      add(where, not_found("There is no such version of this framework here.", "version_digest"));
      continue;
    }
    const FrameworkContent resolved = resolve(version, copy.overlay);
    for (Error& error : validate_content(resolved)) add(where, std::move(error));
  }
  if (!errors.empty()) return errors;
  const std::set<FieldUid> fields = shown_fields(content.setup, find_version);
  for (size_t i = 0; i < content.setup.assignments.size(); ++i) {
    const SetupAssignment& assignment = content.setup.assignments[i];
    if (fields.contains(assignment.field)) continue;
    add(place("assignments", i, assignment.field.value),
        invalid_input("None of the frameworks shows this field.", "field_uid"));
  }
  return errors;
}

SetupSummary summarise(const Setup& setup, const FindVersion& find_version) {
  SetupSummary summary;
  summary.frameworks = static_cast<int64_t>(setup.copies.size());
  summary.data_points = static_cast<int64_t>(shown_fields(setup, find_version).size());
  summary.entities = static_cast<int64_t>(setup.entities.size());
  summary.assignments = static_cast<int64_t>(setup.assignments.size());
  for (const auto& [role, count] : setup.roles) summary.users += count;
  summary.settings = static_cast<int64_t>(setup.settings.size());
  return summary;
}

Result<Setup> fill_in(const TemplateContent& content, const ParameterValues& values) {
  Setup setup = content.setup;
  for (size_t i = 0; i < setup.entities.size(); ++i) {
    SetupEntity& entity = setup.entities[i];
    auto name = replace_parameters(entity.name, values);
    if (name) {
      if (auto good = check_plain_name(*name); !good) name = good.error();
    }
    if (!name) return within(place("entities", i, entity.key) + ", name", name.error());
    entity.name = *std::move(name);
  }
  for (auto& [name, value] : setup.settings) {
    auto text = replace_parameters(value, values);
    if (!text) return within("settings, " + name, text.error());
    auto good = checked_setting(name, *text);
    if (!good) return good.error();
    value = *std::move(good);
  }
  return setup;
}

}  // namespace datavault
