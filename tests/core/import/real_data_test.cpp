// Sources that others wrote, as they were published. The counts are measured from them.
#include <map>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "core/import/import_request.h"
#include "tests/support/real_standards.h"
#include "tests/support/shared_data.h"

using namespace datavault;
using test::dataland_request;
using test::kSfdr;
using test::vsme_renames;
using test::vsme_request;

namespace {

/// What one file did to the version before it, by uid.
struct Step {
  std::string file;
  size_t fields = 0;
  size_t added = 0;
  size_t removed = 0;
  size_t changed = 0;  // the field differs in anything but its code
  size_t recoded = 0;
  bool unchanged = false;

  bool operator==(const Step&) const = default;
};

doctest::String toString(const Step& step) {
  const std::string text = step.file + ": " + std::to_string(step.fields) + " fields +" +
                           std::to_string(step.added) + " -" + std::to_string(step.removed) + " ~" +
                           std::to_string(step.changed) + " recoded " +
                           std::to_string(step.recoded) + (step.unchanged ? " unchanged" : "");
  return text.c_str();
}

Step step_between(const std::string& file, const FrameworkVersion* before,
                  const Publication& publication) {
  Step step{file, publication.version.content.fields.size(), 0, 0, 0, 0, publication.unchanged};
  std::map<FieldUid, const Field*> old;
  if (before)
    for (const Field& field : before->content.fields) old[field.uid] = &field;
  size_t kept = 0;
  for (const Field& field : publication.version.content.fields) {
    const auto found = old.find(field.uid);
    if (found == old.end()) {
      ++step.added;
      continue;
    }
    ++kept;
    Field with_old_code = field;
    with_old_code.code = found->second->code;
    if (!(with_old_code == *found->second)) ++step.changed;
    if (field.code != found->second->code) ++step.recoded;
  }
  step.removed = old.size() - kept;
  return step;
}

struct Chain {
  std::vector<Step> steps;
  std::vector<FrameworkVersion> versions;  // the distinct ones
  std::vector<ImportWarning> warnings;
};

/// Publishes the files as versions of one framework. The code column is mapped where a file has it.
Chain publish_chain(const std::string& folder, const std::vector<std::string>& files,
                    ImportRequest request, const std::string& code_column) {
  Chain chain;
  for (const std::string& file : files) {
    const auto text = test::shared_file(folder + "/" + file + ".csv");
    if (!text) return {};
    request.content = *text;
    request.csv.map.erase("code");
    if (text->find("," + code_column + ",") < text->find('\n'))
      request.csv.map["code"] = code_column;
    const FrameworkVersion* latest = chain.versions.empty() ? nullptr : &chain.versions.back();
    PublishResult result = run_import(request, "chain", latest, {});
    for (const Error& error : result.errors)
      FAIL(file << ": " << error.where << ": " << error.message);
    chain.steps.push_back(step_between(file, latest, *result.publication));
    chain.warnings = result.publication->warnings;
    if (!result.publication->unchanged)
      chain.versions.push_back(std::move(result.publication->version));
  }
  return chain;
}

}  // namespace

TEST_CASE("import: 15 sfdr files, versions of one framework that keep identity by name") {
  const Chain chain = publish_chain("dataland/sfdr", kSfdr, dataland_request(), "Alias Export");
  if (chain.steps.empty()) return;
  const std::vector<Step> expected{
      {kSfdr[0], 101, 101, 0, 0, 0},
      {kSfdr[1], 102, 2, 1, 49, 0},
      {kSfdr[2], 102, 0, 0, 43, 0},
      {kSfdr[3], 111, 12, 3, 0, 0},
      {kSfdr[4], 114, 3, 0, 4, 0},
      {kSfdr[5], 113, 0, 1, 4, 0},
      {kSfdr[6], 113, 0, 0, 92, 0},
      {kSfdr[7], 113, 0, 0, 0, 0, true},  // only "Mandatory Field" differs, which is not mapped
      {kSfdr[8], 113, 0, 0, 53, 0},
      {kSfdr[9], 113, 0, 0, 0, 113},  // the first with a code column: every uid survives
      {kSfdr[10], 113, 0, 0, 0, 0},   // only the order differs, which is content
      {kSfdr[11], 113, 0, 0, 3, 0},
      {kSfdr[12], 113, 0, 0, 0, 0, true},
      {kSfdr[13], 113, 0, 0, 0, 0, true},
      {kSfdr[14], 113, 0, 0, 108, 0},
  };
  CHECK(chain.steps == expected);
  CHECK(chain.versions.size() == 12);
  CHECK(chain.versions.back().number == 12);
  const Field& first = chain.versions.back().content.fields.front();
  CHECK(first.code == "DATA_DATE");
  CHECK(first.uid == chain.versions.front().content.fields.front().uid);
}

TEST_CASE("import: sfdr with the mandatory column mapped, two files equal the one before") {
  ImportRequest request = dataland_request();
  request.csv.map["required"] = "Mandatory Field";
  const Chain chain = publish_chain("dataland/sfdr", kSfdr, request, "Alias Export");
  if (chain.steps.empty()) return;
  CHECK(chain.versions.size() == 13);
  CHECK(chain.steps[7] == Step{kSfdr[7], 113, 0, 0, 3, 0});
}

TEST_CASE("import: sfdr matched by code, identity ends where the code column begins") {
  ImportRequest request = dataland_request();
  request.match_by = MatchBy::code;
  const Chain chain = publish_chain("dataland/sfdr", kSfdr, request, "Alias Export");
  if (chain.steps.empty()) return;
  CHECK(chain.steps[8] == Step{kSfdr[8], 113, 0, 0, 53, 0});
  CHECK(chain.steps[9] == Step{kSfdr[9], 113, 113, 113, 0, 0});
}

TEST_CASE("import: 5 lksg files, the last with a code column that is empty") {
  const std::vector<std::string> files{"2024-03-06_f06ac854bc", "2024-03-13_c83650b837",
                                       "2024-03-22_31c5c2e13a", "2024-04-12_ed9ca47c3e",
                                       "2025-07-14_6bd6551fcf"};
  const Chain chain = publish_chain("dataland/lksg", files, dataland_request(), "Alias Export");
  if (chain.steps.empty()) return;
  const std::vector<Step> expected{
      {files[0], 202, 202, 0, 0, 0},     {files[1], 201, 0, 1, 3, 0}, {files[2], 194, 0, 7, 0, 0},
      {files[3], 224, 32, 2, 3, 0},  // three moved to another topic under the same name
      {files[4], 224, 0, 0, 0, 0, true},
  };
  CHECK(chain.steps == expected);
}

TEST_CASE("import: 4 pcaf files, eight names that stand twice") {
  const std::vector<std::string> files{"2025-09-05_5701865519", "2025-09-26_b89a41565e",
                                       "2025-11-03_730354ce71", "2026-07-20_6d4bf23228"};
  const std::vector<Step> expected{
      {files[0], 12, 12, 0, 0, 0},
      {files[1], 20, 8, 0, 1, 0},
      {files[2], 20, 0, 0, 0, 0, true},
      {files[3], 20, 0, 0, 8, 0},
  };
  const Chain by_code = publish_chain("dataland/pcaf", files, dataland_request(), "Alias Export");
  if (by_code.steps.empty()) return;
  CHECK(by_code.steps == expected);
  // Without codes the topics tell them apart: fields keep their codes, the new ones get longer
  // ones.
  const Chain by_topic = publish_chain("dataland/pcaf", files, dataland_request(), "no column");
  CHECK(by_topic.steps == expected);
  std::map<std::string, std::string> topics;
  for (const Field& field : by_topic.versions[1].content.fields) topics[field.code] = field.topic;
  CHECK(topics["market-capitalization"] == "company-value.listed-company");
  CHECK(topics["company-value-estimation.listed-company.market-capitalization"] ==
        "company-value-estimation.listed-company");
}

namespace {

ImportRequest esrs_request() {
  ImportRequest request;
  request.csv.map = {{"code", "element"},
                     {"name", "label"},
                     {"value_type", "type"},
                     {"topic", "standard"},
                     {"subtopic", "section"},
                     {"description", "documentation"},
                     {"references.efrag", "datapoint_id"}};
  request.csv.filter = {{"abstract", "false"}};
  request.csv.type_map = {
      {"xbrli:booleanItemType", "BOOLEAN"},     {"xbrli:dateItemType", "DATE"},
      {"enum2:enumerationItemType", "CHOICE"},  {"enum2:enumerationSetItemType", "MULTI_CHOICE"},
      {"dtr-types:textBlockItemType", "TEXT"},  {"xbrli:stringItemType", "TEXT"},
      {"esrs:linkIdentifiersItemType", "TEXT"}, {"*", "NUMBER"}};
  return request;
}

std::map<ValueType, size_t> types_of(const FrameworkContent& content) {
  std::map<ValueType, size_t> types;
  for (const Field& field : content.fields) ++types[field.value_type];
  return types;
}

}  // namespace

TEST_CASE("import: ESRS set 1, the 1,217 reportable fields") {
  const auto text = test::shared_file("esrs-set1/esrs_set1_fields.csv");
  if (!text) return;
  ImportRequest request = esrs_request();
  request.content = *text;
  const PublishResult result = run_import(request, "esrs", nullptr, {});
  REQUIRE(result.errors.empty());
  const FrameworkContent& content = result.publication->version.content;
  CHECK(content.fields.size() == 1217);
  CHECK(types_of(content) == std::map<ValueType, size_t>{{ValueType::number, 301},
                                                         {ValueType::boolean, 265},
                                                         {ValueType::text, 547},
                                                         {ValueType::date, 7},
                                                         {ValueType::choice, 15},
                                                         {ValueType::multi_choice, 82}});
  size_t roots = 0;
  for (const Topic& topic : content.topics) roots += topic.parent.empty() ? 1 : 0;
  CHECK(roots == 12);
  CHECK(result.publication->warnings.empty());
  CHECK(run_import(request, "esrs", &result.publication->version, {}).publication->unchanged);
}

TEST_CASE("import: ESRS set 1 without a code column, 1,217 codes made from long labels") {
  const auto text = test::shared_file("esrs-set1/esrs_set1_fields.csv");
  if (!text) return;
  ImportRequest request = esrs_request();
  request.content = *text;
  request.csv.map.erase("code");
  const PublishResult result = run_import(request, "esrs", nullptr, {});
  REQUIRE(result.errors.empty());
  CHECK(result.publication->warnings.empty());  // no code depends on the order of the rows
  size_t longest = 0;
  for (const Field& field : result.publication->version.content.fields)
    longest = std::max(longest, field.code.size());
  CHECK(longest <= 182);
}

TEST_CASE("import: ESRS data points as codes, refused where several rows share one") {
  const auto text = test::shared_file("esrs-set1/esrs_set1_fields.csv");
  if (!text) return;
  ImportRequest request = esrs_request();
  request.content = *text;
  request.csv.map["code"] = "all_datapoint_ids";
  const PublishResult refused = run_import(request, "esrs", nullptr, {});
  CHECK(refused.errors.size() == kMaxImportErrors);
  CHECK(refused.errors.front().message.find("stands already in row") != std::string::npos);
  request.csv.skip_bad_rows = true;
  const PublishResult result = run_import(request, "esrs", nullptr, {});
  REQUIRE(result.errors.empty());
  CHECK(result.publication->version.content.fields.size() == 1101);
  size_t with_others = 0;
  for (const Field& field : result.publication->version.content.fields)
    with_others += field.references.contains("other_codes") ? 1 : 0;
  CHECK(with_others == 93);
}

TEST_CASE("import: VSME 2024 to 2025, three renames by lineage and one change of type") {
  ImportRequest request = vsme_request();
  const auto first_text = test::shared_file("vsme-efrag/vsme_fields_2024-12-17.csv");
  if (!first_text) return;
  request.content = *first_text;
  const PublishResult first = run_import(request, "vsme", nullptr, {});
  REQUIRE(first.errors.empty());
  request.content = *test::shared_file("vsme-efrag/vsme_fields_2025-07-30.csv");
  request.csv.map["translations.de"] = "label_de";
  const FrameworkVersion& latest = first.publication->version;
  const Step without =
      step_between("2025", &latest, *run_import(request, "vsme", &latest, {}).publication);
  CHECK(without.added == 3);
  CHECK(without.removed == 3);
  request.lineage = vsme_renames();
  const PublishResult second = run_import(request, "vsme", &latest, {});
  REQUIRE(second.errors.empty());
  const Step step = step_between("2025", &latest, *second.publication);
  CHECK(step.fields == 143);
  CHECK(step.added == 0);
  CHECK(step.removed == 0);
  CHECK(step.recoded == 3);
  CHECK(second.publication->version.lineage.size() == 3);
  // The same file with the same lineage once more is no new version.
  const FrameworkVersion& now = second.publication->version;
  CHECK(run_import(request, "vsme", &now, {}).publication->unchanged);
}

TEST_CASE("import: IFRS S2 metrics, 542 of 68 industries with 112 spellings of units") {
  const auto text = test::shared_file("ifrs-s2-industry/ifrs_s2_industry_metrics.csv");
  if (!text) return;
  ImportRequest request;
  request.content = *text;
  request.csv.map = {{"code", "code"},      {"name", "metric"}, {"topic", "industry"},
                     {"subtopic", "topic"}, {"unit", "unit"},   {"value_type", "category"}};
  request.csv.type_map = {{"Quantitative", "NUMBER"}, {"Discussion and Analysis", "TEXT"}};
  request.csv.unit_map = {
      {"n/a", ""}, {"Number", "1"}, {"Percentage (%)", "%"}, {"Metric tons (t)", "t"}};
  const PublishResult result = run_import(request, "ifrs-s2", nullptr, {});
  REQUIRE(result.errors.empty());
  const FrameworkContent& content = result.publication->version.content;
  CHECK(content.fields.size() == 542);
  size_t roots = 0;
  for (const Topic& topic : content.topics) roots += topic.parent.empty() ? 1 : 0;
  CHECK(roots == 68);
  CHECK(result.publication->warnings.size() == 107);  // one for each spelling that is not mapped
  // Names stand up to 20 times: without codes the industry tells nearly all apart.
  request.csv.map.erase("code");
  const PublishResult made = run_import(request, "ifrs-s2", nullptr, {});
  REQUIRE(made.errors.empty());
  CHECK(made.publication->version.content.fields.size() == 542);
  request.match_by = MatchBy::name;
  CHECK(run_import(request, "ifrs-s2", &made.publication->version, {}).publication->unchanged);
  CHECK(made.publication->warnings.size() == 107);  // about units only
}
