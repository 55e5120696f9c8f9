#include <doctest/doctest.h>

#include "core/codec/framework_json.h"
#include "core/template/extract.h"
#include "core/template/names.h"
#include "core/template/parameters.h"
#include "core/template/settings.h"
#include "core/template/template_document.h"
#include "core/template/template_json.h"
#include "core/template/upgrade.h"
#include "tests/support/builder.h"

namespace datavault {
namespace {

TemplateDocument good_document() {
  TemplateDocument document;
  document.key = "plants";
  document.name = "Plants";
  document.industry = "Manufacturing";
  document.version = 3;
  const FrameworkVersion version = test::version(2, {test::field("a"), test::field("b")});
  document.frameworks.push_back({"fw", "Framework", "", version});
  Setup& setup = document.content.setup;
  setup.copies.push_back(
      {"fw", "Framework", "", 2, version.digest, test::edit("ua", Attribute::name, "Ours")});
  setup.copies[0].overlay = bare_overlay(setup.copies[0].overlay);
  setup.entities = {{"hq", "{{company_name}}", "GROUP", ""}, {"plant", "Plant", "SITE", "hq"}};
  setup.assignments = {{{"ub"}, "plant", Frequency::monthly, "kg"}};
  setup.roles = {{"ADMIN", 1}};
  setup.settings = {{"country", "{{country}}"}, {"due_days", "30"}};
  document.content.parameters = {{"country", "Country", "DE"}};
  return document;
}

/// With its digest made right again, as who changes a document on purpose does.
std::string sealed(Json json) {
  json.erase("digest");
  json.erase("signature");
  json["digest"] = digest_of_json(json);
  return json.dump();
}

Json nested(int depth) {
  Json json = Json::object();
  for (int i = 0; i < depth; ++i) json = {{"content", std::move(json)}};
  return json;
}

}  // namespace

TEST_CASE("parameters: replaced, escaped and found") {
  struct Case {
    const char* text;
    const char* result;  // null: refused
  };
  for (const Case& row : {Case{"{{company_name}} Holding", "Acme Holding"},
                          {"no braces } here {", "no braces } here {"},
                          {"{{}}x}}", "{{x}}"},
                          {"{{country}}{{country}}", "{{y}}{{y}}"},
                          {"{{open", nullptr},
                          {"{{Not a name}}", nullptr},
                          {"{{unknown}}", nullptr}}) {
    CAPTURE(row.text);
    const auto result =
        replace_parameters(row.text, {{"company_name", "Acme"}, {"country", "{{y}}"}});
    CHECK(result.ok() == (row.result != nullptr));
    if (result && row.result) CHECK(*result == row.result);
  }
  for (const char* text : {"{{", "a {{b}} c", "{{{{}}", "plain", "{{{", "}}{{"}) {
    CAPTURE(text);
    const auto back = replace_parameters(literal_text(text), {});
    REQUIRE(back.ok());
    CHECK(*back == text);
  }
}

TEST_CASE("parameters: a company's name becomes one where it stands as whole words") {
  struct Case {
    const char* text;
    const char* result;
  };
  for (const Case& row : {Case{"Acme", "{{company_name}}"},
                          {"Acme plant, Acme", "{{company_name}} plant, {{company_name}}"},
                          {"Acmes", "Acmes"},
                          {"New-Acme", "New-{{company_name}}"},
                          {"{{Acme}}", "{{}}{{company_name}}}}"}}) {
    CAPTURE(row.text);
    CHECK(with_parameter(row.text, "Acme", "company_name") == row.result);
  }
  CHECK(with_parameter("東京電力 工場", "東京電力", "company_name") == "{{company_name}} 工場");
}

TEST_CASE("parameters: completed by fallbacks, what is missing or unknown is named") {
  const std::vector<TemplateParameter> declared{{"country", "Country", std::nullopt},
                                                {"city", "City", "Berlin"}};
  const auto good = complete_parameters(declared, {{"country", "DE"}});
  REQUIRE(good.ok());
  CHECK(good->at("city") == "Berlin");
  CHECK(complete_parameters(declared, {}).error().where == "parameters, country");
  CHECK(complete_parameters(declared, {{"country", "DE"}, {"x", "y"}}).error().where ==
        "parameters, x");
  CHECK(complete_parameters(declared, {{"country", "<script>"}}).error().where ==
        "parameters, country");
}

TEST_CASE("settings: in their canonical form, or refused by name") {
  struct Case {
    const char* name;
    const char* value;
    const char* result;
  };
  for (const Case& row : {Case{"due_days", "030", "30"},
                          {"due_days", "367", nullptr},
                          {"due_days", "1.5", nullptr},
                          {"fiscal_year_start_month", "0", nullptr},
                          {"fiscal_year_start_month", "4", "4"},
                          {"currency", "eur", "EUR"},
                          {"currency", "XXQ", nullptr},
                          {"country", "de", "DE"},
                          {"country", "Germany", nullptr},
                          {"language", "pt-BR", "pt-BR"},
                          {"language", "e", nullptr},
                          {"language", "-", nullptr},
                          {"materiality_threshold_percent", "5.50", "5.5"},
                          {"materiality_threshold_percent", "101", nullptr},
                          {"colour", "red", nullptr}}) {
    CAPTURE(row.name);
    CAPTURE(row.value);
    const auto result = checked_setting(row.name, row.value);
    CHECK(result.ok() == (row.result != nullptr));
    if (result && row.result) CHECK(*result == row.result);
    if (!result) CHECK(result.error().where == std::string("settings, ") + row.name);
  }
}

TEST_CASE("names: industries in any spelling; markup and tricks are no names") {
  CHECK(*industry_from_text("real_estate") == "Real estate");
  CHECK(*industry_from_text("MANUFACTURING") == "Manufacturing");
  CHECK(*industry_from_text("") == "");
  CHECK(industry_from_text("Alchemy").error().where == "industry");
  for (const char* text : {"<script>", "a</b", "<!--", "tab\there", "evil\xE2\x80\xAEtxt"}) {
    CHECK_FALSE(check_plain_text(text).ok());
  }
  for (const char* text : {"a < b", "<5 t", "1 <", "Ørsted & Söhne", ""}) {
    CHECK(check_plain_text(text).ok());
  }
}

TEST_CASE("document: a good one is read; hostile ones are refused where they are wrong") {
  const Json good = document_to_json(good_document());
  const auto read = read_template_document(good.dump());
  for (const Error& error : read.errors) FAIL_CHECK(error.where << ": " << error.message);
  CHECK(document_to_json(read.document) == good);

  struct Case {
    const char* name;
    std::string text;
    const char* where;
  };
  const auto with = [&](const char* pointer, Json value) {
    Json json = good;
    json[Json::json_pointer(pointer)] = std::move(value);
    return sealed(std::move(json));
  };
  Json changed = good;
  changed["name"] = "Other";
  Json bad_version = good;
  bad_version["frameworks"][0]["content"]["fields"][0]["name"] = "Changed";
  Json script = good;
  script["frameworks"][0]["content"]["fields"][0]["name"] = "<script>alert(1)</script>";
  {
    auto content = content_from_json(script["frameworks"][0]["content"]);
    REQUIRE(content.ok());
    script["frameworks"][0]["digest"] = content_digest(*content);
    script["content"]["frameworks"][0]["version_digest"] = content_digest(*content);
  }
  Json many = Json::array();
  for (int i = 0; i < 5001; ++i) {
    many.push_back({{"key", "e" + std::to_string(i)}, {"name", "E"}, {"kind", "SITE"}});
  }
  Json deep = Json::array();
  for (int i = 0; i < 40; ++i) {
    deep.push_back({{"key", "e" + std::to_string(i)},
                    {"name", "E"},
                    {"parent", i == 0 ? Json() : Json("e" + std::to_string(i - 1))}});
  }
  const std::vector<Case> cases{
      {"no JSON", "{", "line 1, column 2"},
      {"huge", std::string(kMostDocumentBytes + 1, ' '), "document"},
      {"deep nesting", nested(100).dump(), "line 1"},
      {"another schema", with("/schema", "x"), "schema"},
      {"wrong digest", changed.dump(), "digest"},
      {"wrong digest of a framework", sealed(bad_version), "frameworks[0] fw, digest"},
      {"script in a field's name", sealed(script), "frameworks[0] fw, field F-a, name"},
      {"unknown key", with("/surprise", 1), "surprise"},
      {"wrong type", with("/content/entities/0/name", 1), "content, entities[0], name"},
      {"script in a name", with("/content/entities/0/name", "<img src=x onerror=y>"),
       "content, entities[0] hq, name"},
      {"circle", with("/content/entities/0/parent", "plant"), "content, entities[0] hq, parent"},
      {"its own parent", with("/content/entities/0/parent", "hq"),
       "content, entities[0] hq, parent"},
      {"no such parent", with("/content/entities/1/parent", "x"),
       "content, entities[1] plant, parent"},
      {"key twice", with("/content/entities/1/key", "hq"), "content, entities[1] hq"},
      {"too many", with("/content/entities", many), "content, entities"},
      {"too deep a tree", with("/content/entities", deep), "content, entities[32] e32, parent"},
      {"undeclared parameter", with("/content/entities/0/name", "{{x}}"),
       "content, entities[0] hq, name"},
      {"unknown setting", with("/content/settings/x", "1"), "content, settings, x"},
      {"setting that does not fit", with("/content/settings/due_days", "x"),
       "content, settings, due_days"},
      {"unknown role", with("/content/users/0/role", "SUPER_ADMIN"), "content, users, SUPER_ADMIN"},
      {"unknown field", with("/content/assignments/0/field_uid", "nowhere"),
       "content, assignments[0] nowhere, field_uid"},
      {"unknown entity", with("/content/assignments/0/entity", "x"),
       "content, assignments[0] ub, entity"},
      {"version that is not in it",
       with("/content/frameworks/0/version_digest", digest_of_json("x")),
       "content, frameworks[0] fw, version_digest"},
      {"edit that makes no good field",
       with("/content/frameworks/0/overlay/edits/ua/code", {{"value", "F-b"}}),
       "content, frameworks[0] fw, field F-b"},
      {"unknown industry", with("/industry", "Alchemy"), "industry"}};
  for (const Case& row : cases) {
    CAPTURE(row.name);
    const auto refused = read_template_document(row.text);
    REQUIRE_FALSE(refused.errors.empty());
    CHECK(refused.errors.front().where.starts_with(row.where));
    CAPTURE(refused.errors.front().where);
    CAPTURE(refused.errors.front().message);
    CHECK_FALSE(refused.errors.front().message.empty());
  }
}

TEST_CASE("extract: parts are chosen; assignments need what they stand on") {
  const TemplateDocument document = good_document();
  const FrameworkContent& version = document.frameworks[0].version.content;
  const FindVersion find = [&](const SetupCopy&) { return &version; };
  Setup tenant = *fill_in(document.content, {{"company_name", "Acme"}, {"country", "FR"}});
  TemplateParts parts;
  parts.entities = false;
  CHECK(extract(tenant, "Acme", parts, nullptr, find).error().where == "parts, assignments");
  parts.assignments = false;
  const auto without = extract(tenant, "Acme", parts, nullptr, find);
  REQUIRE(without.ok());
  CHECK(without->content.setup.entities.empty());
  CHECK(without->content.setup.copies.size() == 1);
  parts = {};
  parts.framework_keys = {{"nowhere"}};
  CHECK(extract(tenant, "Acme", parts, nullptr, find).error().where == "parts, framework_keys");
  tenant.entities[1].key = "#12";
  tenant.assignments[0].entity = "#12";
  const auto keyed = extract(tenant, "Acme", {}, nullptr, find);
  REQUIRE(keyed.ok());
  CHECK(keyed->new_keys.at("#12") == "plant");
  CHECK(keyed->content.setup.assignments[0].entity == "plant");
  CHECK(summarise(keyed->content.setup, find) == SetupSummary{.frameworks = 1,
                                                              .data_points = 2,
                                                              .entities = 2,
                                                              .assignments = 1,
                                                              .users = 1,
                                                              .settings = 2});
}

}  // namespace datavault
