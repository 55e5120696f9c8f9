#include "core/import/import_request.h"

#include <doctest/doctest.h>

using namespace datavault;

namespace {

Json csv_body() {
  return *parse_json(R"({
    "name": " My framework ", "format": "csv", "content": "ID,Label,Kind,Keep\nA,Energy,Yes/No,true\nB,Water,x,false\n",
    "map": {"code": "ID", "name": "Label", "value_type": "Kind"},
    "type_map": {"Yes/No": "BOOLEAN", "*": "TEXT"}, "unit_map": {"Tonnes": "t"}, "filter": {"Keep": true},
    "match_by": "name", "lineage": [{"from": "X", "to": ["A"], "kind": "RENAMED"}],
    "notes": "N", "skip_bad_rows": true})");
}

}  // namespace

TEST_CASE("import_request_from_json: every key, in its place") {
  const auto request = import_request_from_json(csv_body());
  REQUIRE(request.ok());
  CHECK(request->name == "My framework");
  CHECK(request->format == ImportRequest::Format::csv);
  CHECK(request->csv.map.at("code") == "ID");
  CHECK(request->csv.type_map.at("*") == "TEXT");
  CHECK(request->csv.unit_map.at("Tonnes") == "t");
  CHECK(request->csv.filter.at("Keep") == "true");
  CHECK(request->csv.skip_bad_rows);
  CHECK(request->match_by == MatchBy::name);
  CHECK(request->notes == "N");
  CHECK(request->lineage == std::vector<DraftLineage>{{LineageEntry::Kind::renamed, {"X"}, {"A"}}});
}

TEST_CASE("import_request_from_json: what may be left out") {
  const auto csv = import_request_from_json({{"name", "x"}, {"content", "name\nA\n"}});
  REQUIRE(csv.ok());
  CHECK(csv->format == ImportRequest::Format::csv);
  CHECK(csv->match_by == MatchBy::code);
  CHECK(!csv->csv.skip_bad_rows);
  const auto text = import_request_from_json({{"content", " {\"schema\": 1}"}});
  REQUIRE(text.ok());
  CHECK(text->format == ImportRequest::Format::document);
  const auto object = import_request_from_json({{"content", {{"schema", "s"}}}});
  REQUIRE(object.ok());
  CHECK(object->format == ImportRequest::Format::document);
  CHECK(object->content == "{\"schema\":\"s\"}");
}

TEST_CASE("import_request_from_json: mistakes, the first one with its place") {
  struct Row {
    const char* name;
    const char* key;
    Json value;
    const char* where;
  };
  const Row rows[] = {
      {"unknown key", "typ_map", Json::object(), "typ_map"},
      {"key with a space", "key", "my key", "key"},
      {"unknown format", "format", "xlsx", "format"},
      {"no content", "content", nullptr, "content"},
      {"content a number", "content", 7, "content"},
      {"map no object", "map", "code=ID", "map"},
      {"column no text", "map", {{"code", 7}}, "map.code"},
      {"filter value no text", "filter", {{"Keep", Json::array()}}, "filter.Keep"},
      {"unknown way to match", "match_by", "uid", "match_by"},
      {"lineage no list", "lineage", "A>B", "lineage"},
      {"lineage without to", "lineage", {{{"from", "A"}, {"kind", "RENAMED"}}}, "lineage[0], to"},
      {"skip no boolean", "skip_bad_rows", "yes", "skip_bad_rows"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.name);
    Json body = csv_body();
    body[row.key] = row.value;
    const auto request = import_request_from_json(body);
    REQUIRE(!request.ok());
    CHECK_MESSAGE(request.error().where.ends_with(row.where), request.error().where);
  }
  CHECK(!import_request_from_json(Json::array()).ok());
  CHECK(!import_request_from_json(nullptr).ok());
}

TEST_CASE("run_import: a CSV request, published with its name and notes") {
  Json body = csv_body();
  body.erase("lineage");
  const auto request = import_request_from_json(body);
  REQUIRE(request.ok());
  const DraftResult draft = read_import(*request);
  REQUIRE(draft.errors.empty());
  CHECK(draft.draft.name == "My framework");
  CHECK(framework_key_of(draft.draft) == "my-framework");
  const PublishResult result = run_import(*request, "my-framework", nullptr, {});
  REQUIRE(result.errors.empty());
  CHECK(result.publication->version.notes == "N");
  REQUIRE(result.publication->version.content.fields.size() == 1);
  CHECK(result.publication->version.content.fields[0].value_type == ValueType::boolean);
}

TEST_CASE("run_import: a document, what the request says wins") {
  ImportRequest request;
  request.format = ImportRequest::Format::document;
  request.content =
      R"({"schema": "datavault.framework/1", "key": "k", "name": "Document", "notes": "n",
      "fields": [{"code": "A", "name": "a", "value_type": "TEXT"}]})";
  const DraftResult plain = read_import(request);
  CHECK(plain.draft.name == "Document");
  CHECK(framework_key_of(plain.draft) == "k");
  request.name = "Mine";
  request.notes = "because";
  CHECK(read_import(request).draft.name == "Mine");
  CHECK(run_import(request, "k", nullptr, {}).publication->version.notes == "because");
}

TEST_CASE("run_import: a broken row, errors and no publication") {
  ImportRequest request;
  request.content = "name\nA\n";
  request.csv.map = {{"name", "Label"}};
  const PublishResult result = run_import(request, "k", nullptr, {});
  CHECK(!result.publication);
  CHECK(result.errors.size() == 1);
}
