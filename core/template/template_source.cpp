#include "core/template/template_source.h"

#include <map>
#include <utility>

#include "core/codec/overlay_json.h"
#include "core/edit/edits.h"
#include "core/import/strict_object.h"
#include "core/model/resolve.h"
#include "core/template/names.h"
#include "core/template/template_json.h"

namespace datavault {
namespace {

class SourceReader {
 public:
  explicit SourceReader(const FindSourceVersion& find_version) : find_version_(find_version) {}

  TemplateSourceResult run(std::string_view text) && {
    auto json = parse_json(text);
    if (!json) {
      errors_.push_back(json.error());
      return std::move(result_);
    }
    StrictObject reader(*json, "", errors_);
    if (reader.text("schema") != "datavault.template-source/1") {
      reader.fail("\"datavault.template-source/1\" is expected here.", "schema");
    }
    read_head(reader);
    Json content = {{"parameters", reader.array("parameters")},
                    {"entities", reader.array("entities")},
                    {"users", reader.array("users")},
                    {"settings", reader.object("settings")},
                    {"frameworks", Json::array()},
                    {"assignments", Json::array()}};
    read_frameworks(reader.array("frameworks"), content["frameworks"]);
    read_assignments(reader.array("assignments"), content["assignments"]);
    reader.refuse_unknown_keys();
    if (!errors_.empty()) return std::move(result_);
    result_.source.content = template_from_json(content, "", errors_);
    return std::move(result_);
  }

 private:
  void read_head(StrictObject& reader) {
    TemplateSource& source = result_.source;
    source.key = reader.text("key");
    source.name = reader.text("name");
    source.description = reader.optional_text("description").value_or("");
    source.notes = reader.optional_text("notes").value_or("");
    auto industry = industry_from_text(reader.optional_text("industry").value_or(""));
    if (industry)
      source.industry = *std::move(industry);
    else
      errors_.push_back(industry.error());
  }

  void read_frameworks(const Json& list, Json& frameworks) {
    for (size_t i = 0; i < list.size(); ++i) {
      StrictObject reader(list[i], "frameworks[" + std::to_string(i) + "]", errors_);
      const std::string key = reader.text("key");
      const int64_t number = reader.integer("version").value_or(1);
      const Json& edits = reader.array("edits");
      reader.refuse_unknown_keys();
      const SourceVersion found = find_version_(key, number);
      if (!found.version) {
        reader.fail("There is no such version of this framework.", "version");
        continue;
      }
      const FrameworkContent& version = found.version->content;
      const EditContext context{{}, "template " + result_.source.key + " " + key, nullptr};
      auto overlay =
          edits.empty() ? Result<Overlay>(Overlay{}) : apply_edits(&version, {}, edits, context);
      if (!overlay) {
        reader.fail(overlay.error().message, overlay.error().where);
        continue;
      }
      frameworks.push_back({{"key", key},
                            {"name", found.name},
                            {"description", ""},
                            {"version", found.version->number},
                            {"version_digest", found.version->digest},
                            {"overlay", overlay_to_json(*overlay, Stamps::leave_out)}});
      for (const Field& field : resolve(&version, *overlay).fields) {
        fields_[key][field.code] = field.uid.value;
      }
    }
  }

  void read_assignments(const Json& list, Json& assignments) {
    for (size_t i = 0; i < list.size(); ++i) {
      StrictObject reader(list[i], "assignments[" + std::to_string(i) + "]", errors_);
      const std::string uid = fields_[reader.text("framework")][reader.text("code")];
      const auto entities = reader.text_or_texts("entities");
      const Json& frequency = reader.any("frequency");
      const Json& unit = reader.any("unit");
      reader.refuse_unknown_keys();
      if (uid.empty()) reader.fail("The framework has no field of this code.", "code");
      for (const std::string& entity : entities) {
        assignments.push_back(
            {{"field_uid", uid}, {"entity", entity}, {"frequency", frequency}, {"unit", unit}});
      }
    }
  }

  const FindSourceVersion& find_version_;
  std::map<std::string, std::map<std::string, std::string>> fields_;  // key -> code -> uid
  TemplateSourceResult result_;
  std::vector<Error>& errors_ = result_.errors;
};

}  // namespace

TemplateSourceResult read_template_source(std::string_view text,
                                          const FindSourceVersion& find_version) {
  return SourceReader(find_version).run(text);
}

}  // namespace datavault
