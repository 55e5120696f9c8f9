#include "core/template/extract.h"

#include <algorithm>
#include <utility>

#include "core/base/text.h"

namespace datavault {
namespace {

class Extractor {
 public:
  Extractor(const Setup& tenant, const std::string& tenant_name, const TemplateParts& parts,
            const TemplateOrigin* origin, const FindVersion& find_version)
      : tenant_(tenant),
        tenant_name_(tenant_name),
        parts_(parts),
        origin_(origin),
        find_version_(find_version) {}

  Result<Extraction> run() {
    if (parts_.assignments && !(parts_.frameworks && parts_.entities)) {
      return invalid_input("Assignments need frameworks and entities.", "parts, assignments");
    }
    if (origin_) content_.parameters = origin_->content.parameters;
    if (parts_.frameworks) {
      if (auto taken = take_copies(); !taken) return taken.error();
    }
    if (parts_.entities) take_entities();
    if (parts_.assignments) take_assignments();
    if (parts_.users) content_.setup.roles = tenant_.roles;
    if (parts_.settings) take_settings();
    sort_setup(content_.setup);
    return std::move(result_);
  }

 private:
  Result<void> take_copies() {
    const auto& wanted = parts_.framework_keys;
    for (const SetupCopy& copy : tenant_.copies) {
      if (wanted && !wanted->contains(copy.key)) continue;
      content_.setup.copies.push_back(copy);
      SetupCopy& taken = content_.setup.copies.back();
      taken.overlay = bare_overlay(std::move(taken.overlay));
      // What new tenants get is the template's word on a framework that they write themselves; of
      // others only who owns them says it.
      if (!taken.version_digest.empty()) taken.description.clear();
    }
    if (!wanted || wanted->size() == content_.setup.copies.size()) return {};
    for (const std::string& key : *wanted) {
      if (!find_copy(content_.setup, key)) {
        return invalid_input("The company has no framework \"" + key + "\".",
                             "parts, framework_keys");
      }
    }
    return {};
  }

  void take_entities() {
    std::set<std::string> taken;
    for (const SetupEntity& entity : tenant_.entities) {
      if (!is_id_key(entity.key)) taken.insert(entity.key);
    }
    for (const SetupEntity& entity : tenant_.entities) {
      if (!is_id_key(entity.key)) continue;
      const std::string slug = slug_of(entity.name);
      result_.new_keys[entity.key] = take_unique_code(taken, slug.empty() ? "entity" : slug);
    }
    for (SetupEntity entity : tenant_.entities) {
      entity.name = text_of(entity);
      entity.key = key_of(entity.key);
      entity.parent = key_of(entity.parent);
      content_.setup.entities.push_back(std::move(entity));
    }
  }

  std::string key_of(const std::string& key) const {
    const auto found = result_.new_keys.find(key);
    return found == result_.new_keys.end() ? key : found->second;
  }

  /// The origin's text where the tenant still has what it came to.
  std::optional<std::string> original(const std::string* text, const std::string& now) const {
    if (!text) return std::nullopt;
    const auto filled = replace_parameters(*text, origin_->parameters);
    return filled && *filled == now ? std::optional(*text) : std::nullopt;
  }

  std::string text_of(const SetupEntity& entity) const {
    const SetupEntity* before = origin_ ? find_entity(origin_->content.setup, entity.key) : nullptr;
    if (const auto text = original(before ? &before->name : nullptr, entity.name)) return *text;
    return parts_.uses_company_name ? with_parameter(entity.name, tenant_name_, "company_name")
                                    : literal_text(entity.name);
  }

  void take_assignments() {
    const std::set<FieldUid> fields = shown_fields(content_.setup, find_version_);
    for (SetupAssignment assignment : tenant_.assignments) {
      if (!fields.contains(assignment.field)) continue;
      assignment.entity = key_of(assignment.entity);
      content_.setup.assignments.push_back(std::move(assignment));
    }
  }

  void take_settings() {
    for (const auto& [name, value] : tenant_.settings) {
      const std::string* before = nullptr;
      if (origin_) {
        const auto found = origin_->content.setup.settings.find(name);
        if (found != origin_->content.setup.settings.end()) before = &found->second;
      }
      content_.setup.settings[name] = original(before, value).value_or(literal_text(value));
    }
  }

  const Setup& tenant_;
  const std::string& tenant_name_;
  const TemplateParts& parts_;
  const TemplateOrigin* origin_;
  const FindVersion& find_version_;
  Extraction result_;
  TemplateContent& content_ = result_.content;
};

}  // namespace

std::string key_of_id(int64_t id) { return "#" + std::to_string(id); }
bool is_id_key(std::string_view key) { return key.starts_with('#'); }

Result<Extraction> extract(const Setup& tenant, const std::string& tenant_name,
                           const TemplateParts& parts, const TemplateOrigin* origin,
                           const FindVersion& find_version) {
  return Extractor(tenant, tenant_name, parts, origin, find_version).run();
}

}  // namespace datavault
