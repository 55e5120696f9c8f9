#include "tests/support/real_standards.h"

#include "tests/support/shared_data.h"

namespace datavault::test {
namespace {

/// Publishes a file after the versions that are there, unless it says nothing new.
void publish(ImportRequest request, const std::string& content,
             std::vector<FrameworkVersion>& versions) {
  request.content = content;
  PublishResult result =
      run_import(request, "chain", versions.empty() ? nullptr : &versions.back(), {});
  REQUIRE(result.errors.empty());
  if (!result.publication->unchanged) versions.push_back(std::move(result.publication->version));
}

}  // namespace

ImportRequest dataland_request() {
  ImportRequest request;
  request.match_by = MatchBy::name;
  request.csv.map = {{"name", "Field Name"},
                     {"topic", "Category"},
                     {"subtopic", "Sub-Category"},
                     {"value_type", "Component"},
                     {"options", "Options"},
                     {"unit", "Unit"},
                     {"description", "Tooltip - upload page"}};
  request.csv.type_map = {{"Number", "NUMBER"},
                          {"Integer", "NUMBER"},
                          {"Percentage", "NUMBER"},
                          {"Currency", "NUMBER"},
                          {"Yes/No", "BOOLEAN"},
                          {"Date", "DATE"},
                          {"Single-Select Radio Button", "CHOICE"},
                          {"Single-Select Dropdown", "CHOICE"},
                          {"Multi-Select Dropdown", "MULTI_CHOICE"},
                          {"*", "TEXT"}};
  request.csv.unit_map = {{"Tonnes", "t"},
                          {"Percent", "%"},
                          {"Cubic Meters", "m3"},
                          {"Days", "d"},
                          {"Tonnes / €M Revenue", "t/(10*6.EUR)"}};
  return request;
}

const std::vector<std::string> kSfdr{
    "2024-02-01_4f440d3070", "2024-06-17_87dd386c3f", "2024-08-14_c4b2062930",
    "2024-08-21_58e88c0b71", "2024-10-31_c2f36b3ab6", "2025-01-20_ca6e9232a6",
    "2025-02-17_4473a0e3dd", "2025-03-27_52c19c1f77", "2025-05-27_ca524b6d78",
    "2025-07-14_6bd6551fcf", "2025-07-21_feb555d7a1", "2025-09-05_5701865519",
    "2025-11-03_730354ce71", "2026-06-07_3c1f0729ba", "2026-07-20_6d4bf23228"};

ImportRequest vsme_request() {
  ImportRequest request;
  request.csv.map = {{"code", "qname"},
                     {"name", "label_en"},
                     {"value_type", "dataType"},
                     {"topic", "group"},
                     {"unit", "unit_guidance"}};
  request.csv.filter = {{"abstract", "False"}};
  request.csv.type_map = {
      {"xbrli:booleanItemType", "BOOLEAN"},    {"xbrli:dateItemType", "DATE"},
      {"enum2:enumerationItemType", "CHOICE"}, {"enum2:enumerationSetItemType", "MULTI_CHOICE"},
      {"dtr-types:textBlockItemType", "TEXT"}, {"dtr-types-2022:textBlockItemType", "TEXT"},
      {"xbrli:stringItemType", "TEXT"},        {"*", "NUMBER"}};
  request.csv.unit_map = {
      {"[utr:tCO2e]", "t{CO2e}"}, {"[utr:m3]", "m3"}, {"[utr:MWh]", "MWh"}, {"[utr:kg]", "kg"}};
  return request;
}

std::vector<DraftLineage> vsme_renames() {
  const std::string governance = "vsme:DescriptionOfTheEffectiveParticipationOfWorkersUsersOrOther";
  return {{LineageEntry::Kind::renamed,
           {governance + "interestedPartiesOrCommunitiesInGovernance"},
           {governance + "InterestedPartiesOrCommunitiesInGovernance"}},
          {LineageEntry::Kind::renamed,
           {"vsme:"
            "MostSeniorLevelAccountableForImplementationOfPracticesPoliciesAndOrFutureInitiatives"},
           {"vsme:MostSeniorLevelAccountableForImplementationOfPolicies"}},
          {LineageEntry::Kind::renamed,
           {"vsme:NumberOfPermanentContactEmployees"},
           {"vsme:NumberOfPermanentContractEmployees"}}};
}

std::vector<FrameworkVersion> sfdr_versions() {
  std::vector<FrameworkVersion> versions;
  for (const std::string& file : kSfdr) {
    const auto content = shared_file("dataland/sfdr/" + file + ".csv");
    if (!content) return {};
    ImportRequest request = dataland_request();
    const bool has_codes = content->find(",Alias Export,") < content->find('\n');
    if (has_codes) request.csv.map["code"] = "Alias Export";
    publish(std::move(request), *content, versions);
  }
  return versions;
}

std::vector<FrameworkVersion> vsme_versions() {
  const auto first = shared_file("vsme-efrag/vsme_fields_2024-12-17.csv");
  if (!first) return {};
  std::vector<FrameworkVersion> versions;
  publish(vsme_request(), *first, versions);
  ImportRequest request = vsme_request();
  request.lineage = vsme_renames();
  publish(std::move(request), *shared_file("vsme-efrag/vsme_fields_2025-07-30.csv"), versions);
  return versions;
}

}  // namespace datavault::test
