#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "core/codec/framework_json.h"
#include "core/formula/evaluate_content.h"
#include "core/formula/framework_formulas.h"
#include "core/import/document_import.h"
#include "core/import/publish.h"
#include "core/model/attribute.h"
#include "core/model/validate.h"
#include "core/units/unit.h"
#include "tests/support/shared_data.h"

namespace datavault {
namespace {

struct BuiltIn {
  const char* key;
  int versions;
  size_t fields_of_first;
  size_t fields_of_last;
};

// In the order in which they can be imported: formulas refer to fields of those before.
constexpr BuiltIn kBuiltIn[] = {{"ghg-protocol", 2, 93, 98},
                                {"gri", 2, 162, 167},
                                {"sfdr-pai", 2, 112, 117},
                                {"vsme", 2, 123, 126}};

using Chain = std::vector<FrameworkVersion>;
using Chains = std::map<std::string, Chain>;

FrameworkDraft read_draft(const std::string& key, int version) {
  const std::string path = "assets/frameworks/" + key + "/v" + std::to_string(version) + ".json";
  DraftResult read = read_framework_document(test::source_file(path));
  for (const Error& error : read.errors) FAIL_CHECK(path, ": ", error.where, ": ", error.message);
  return std::move(read.draft);
}

/// The field under that code in the newest version that has it.
std::optional<FieldUid> find_published(const Chains& chains, const std::string& key,
                                       std::string_view code) {
  const auto chain = chains.find(key);
  if (chain == chains.end()) return std::nullopt;
  for (auto version = chain->second.rbegin(); version != chain->second.rend(); ++version) {
    for (const Field& field : version->content.fields) {
      if (field.code == code) return field.uid;
    }
  }
  return std::nullopt;
}

const Chains& published() {
  static const Chains chains = [] {
    Chains made;
    PublishOptions options;
    options.find_foreign = [&](std::string_view key, std::string_view code) {
      return find_published(made, std::string(key), code);
    };
    for (const BuiltIn& built_in : kBuiltIn) {
      for (int number = 1; number <= built_in.versions; ++number) {
        Chain& chain = made[built_in.key];
        const FrameworkDraft draft = read_draft(built_in.key, number);
        auto result =
            publish(draft, built_in.key, chain.empty() ? nullptr : &chain.back(), options);
        for (const Error& error : result.errors) {
          FAIL_CHECK(built_in.key, " v", number, ": ", error.where, ": ", error.message);
        }
        REQUIRE(result.publication);
        CHECK(result.publication->warnings.empty());
        chain.push_back(std::move(result.publication->version));
      }
    }
    return made;
  }();
  return chains;
}

std::map<FieldUid, const Field*> by_uid(const FrameworkVersion& version) {
  std::map<FieldUid, const Field*> fields;
  for (const Field& field : version.content.fields) fields[field.uid] = &field;
  return fields;
}

/// A number for every plain numeric field, none of them zero.
FieldValues sample_values(const FrameworkVersion& version) {
  FieldValues values;
  for (const Field& field : version.content.fields) {
    if (field.value_type == ValueType::number && !field.computed) {
      values[field.uid] = 3.0 + static_cast<double>(values.size() % 7);
    }
  }
  return values;
}

ForeignValues all_as_foreign(const std::string& key) {
  ForeignValues values;
  for (const FrameworkVersion& version : published().at(key)) {
    for (const Field& field : version.content.fields) values[{key, field.uid}] = 5.0;
  }
  return values;
}

}  // namespace

TEST_CASE(
    "built-in frameworks: every version is valid and has the fields that the documents name") {
  for (const BuiltIn& built_in : kBuiltIn) {
    CAPTURE(built_in.key);
    const Chain& chain = published().at(built_in.key);
    REQUIRE(chain.size() == static_cast<size_t>(built_in.versions));
    CHECK(chain.front().content.fields.size() == built_in.fields_of_first);
    CHECK(chain.back().content.fields.size() == built_in.fields_of_last);
    for (const FrameworkVersion& version : chain) {
      CHECK(validate_content(version.content).empty());
      CHECK(check_formulas(version.content).empty());
      CHECK_FALSE(version.notes.empty());
    }
  }
}

TEST_CASE("built-in frameworks: publishing the latest document again makes no version") {
  PublishOptions options;
  options.find_foreign = [](std::string_view key, std::string_view code) {
    return find_published(published(), std::string(key), code);
  };
  for (const BuiltIn& built_in : kBuiltIn) {
    CAPTURE(built_in.key);
    const Chain& chain = published().at(built_in.key);
    const auto again =
        publish(read_draft(built_in.key, built_in.versions), built_in.key, &chain.back(), options);
    REQUIRE(again.publication);
    CHECK(again.publication->unchanged);
  }
}

TEST_CASE("built-in frameworks: the next version changes what an upgrade can change") {
  for (const BuiltIn& built_in : kBuiltIn) {
    CAPTURE(built_in.key);
    const Chain& chain = published().at(built_in.key);
    CHECK(chain[0].digest != chain[1].digest);
    std::set<Attribute> changed;
    int removed = 0;
    const auto after = by_uid(chain[1]);
    for (const auto& [uid, field] : by_uid(chain[0])) {
      const auto found = after.find(uid);
      if (found == after.end()) {
        ++removed;
        continue;
      }
      for (const Attribute attribute : kAttributes) {
        if (attribute_of(*field, attribute) != attribute_of(*found->second, attribute)) {
          changed.insert(attribute);
        }
      }
    }
    for (const Attribute attribute :
         {Attribute::code, Attribute::name, Attribute::description, Attribute::unit,
          Attribute::value_type, Attribute::options, Attribute::required, Attribute::expression,
          Attribute::variables, Attribute::references}) {
      CAPTURE(to_text(attribute));
      CHECK(changed.contains(attribute));
    }
    CHECK(removed > 0);
    CHECK(chain[1].content.fields.size() + static_cast<size_t>(removed) >
          chain[0].content.fields.size());
  }
}

TEST_CASE("built-in frameworks: lineage has every kind, and a rename keeps the field") {
  std::set<LineageEntry::Kind> kinds;
  for (const BuiltIn& built_in : kBuiltIn) {
    CAPTURE(built_in.key);
    const FrameworkVersion& version = published().at(built_in.key)[1];
    CHECK(version.lineage.size() == read_draft(built_in.key, 2).lineage.size());
    for (const LineageEntry& entry : version.lineage) {
      kinds.insert(entry.kind);
      if (entry.kind == LineageEntry::Kind::renamed)
        CHECK(entry.from == entry.to);
      else
        CHECK(entry.from != entry.to);
    }
  }
  CHECK(kinds.size() == 4);
}

TEST_CASE(
    "built-in frameworks: a code that is given to another field does not carry its identity") {
  const Chain& chain = published().at("sfdr-pai");
  const auto uid = [&](size_t version, std::string_view code) {
    const auto& fields = chain[version].content.fields;
    const auto found = std::find_if(fields.begin(), fields.end(),
                                    [&](const Field& field) { return field.code == code; });
    REQUIRE(found != fields.end());
    return found->uid;
  };
  CHECK(uid(0, "PAI-15") == uid(1, "PAI-18"));
  CHECK(uid(0, "PAI-18") == uid(1, "PAI-21"));
  CHECK_FALSE(uid(0, "PAI-15") == uid(1, "PAI-15"));
}

TEST_CASE("built-in frameworks: every computed field has a number for sample values") {
  const ForeignValues foreign = all_as_foreign("ghg-protocol");
  for (const BuiltIn& built_in : kBuiltIn) {
    for (const FrameworkVersion& version : published().at(built_in.key)) {
      const auto fields = by_uid(version);
      for (const auto& [uid, value] :
           evaluate_content(version.content, sample_values(version), foreign)) {
        CAPTURE(built_in.key);
        const std::string& code = fields.at(uid)->code;
        const std::string& reason = value.reason;
        CAPTURE(code);
        CAPTURE(reason);
        CHECK(value.state == ComputedValue::State::value);
      }
    }
  }
}

TEST_CASE("built-in frameworks: a total stands when only some of its parts are reported") {
  const FrameworkVersion& version = published().at("ghg-protocol").front();
  FieldValues values;
  std::map<std::string, FieldUid> uids;
  for (const Field& field : version.content.fields) uids[field.code] = field.uid;
  values[uids.at("GHG-1.1.A")] = 1000;
  values[uids.at("GHG-1.1.FA")] = 0.25;
  values[uids.at("GHG-2.A")] = 400;
  values[uids.at("GHG-2.FL")] = 0.5;
  values[uids.at("GHG-2.FM")] = 0.75;
  values[uids.at("GHG-0.4")] = 1000;
  const auto computed = evaluate_content(version.content, values);
  CHECK(computed.at(uids.at("GHG-1")).number == 250);
  CHECK(computed.at(uids.at("GHG-2.L")).number == 200);
  CHECK(computed.at(uids.at("GHG-2.M")).number == 300);
  CHECK(computed.at(uids.at("GHG-T12.M")).number == 550);
  CHECK(computed.at(uids.at("GHG-I.R")).number == 0.45);
}

TEST_CASE("built-in frameworks: units are recognised and names are translated") {
  for (const BuiltIn& built_in : kBuiltIn) {
    for (const FrameworkVersion& version : published().at(built_in.key)) {
      for (const Field& field : version.content.fields) {
        CAPTURE(built_in.key);
        CAPTURE(field.code);
        if (field.unit) CHECK(classify_unit(*field.unit) != UnitKind::label);
        if (std::string(built_in.key) != "ghg-protocol") continue;
        for (const char* language : {"de", "fr", "es"})
          CHECK(field.translations.contains(language));
      }
    }
  }
}

TEST_CASE("built-in frameworks: formulas reach across frameworks") {
  std::set<std::string> reaching;
  for (const auto& [key, chain] : published()) {
    for (const Field& field : chain.back().content.fields) {
      if (!field.computed) continue;
      for (const auto& [name, mapping] : field.computed->variables) {
        if (!mapping.framework.empty()) reaching.insert(key + " -> " + mapping.framework);
      }
    }
  }
  CHECK(reaching == std::set<std::string>{"sfdr-pai -> ghg-protocol", "vsme -> ghg-protocol"});
}

}  // namespace datavault
