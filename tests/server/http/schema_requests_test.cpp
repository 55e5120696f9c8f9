// Requests that are made from openapi.json: what fits it is understood, what does not is refused,
// and every answer is as it says (TestServer::send compares).
#include <doctest/doctest.h>

#include "core/base/text.h"
#include "tests/server/support/schema_values.h"
#include "tests/server/support/test_server.h"

namespace datavault::test {
namespace {

struct Operation {
  std::string method;
  std::string pattern;
  Json description;

  const Json* body_schema() const {
    const auto pointer = Json::json_pointer("/requestBody/content/application~1json/schema");
    return description.contains(pointer) ? &description[pointer] : nullptr;
  }
};

class Caller {
 public:
  explicit Caller(uint32_t seed) : random_(seed) {
    server_.sign_in();
    const auto companies = server_.create_companies(2);
    const int64_t framework = server_.import(document("f", {"A", "B"}));
    server_.distribute(framework,
                       {{"target_company_ids", companies}, {"conflict_resolution", "MERGE"}});
    server_.app().workers.stop();
    server_.entity(companies[0]);
    server_.add_user("ann@test.example", companies[0]);
    document_ = server_.get("/openapi.json").json;
    values_.emplace(document_, seed);
  }

  std::vector<Operation> operations() const {
    std::vector<Operation> all;
    for (const auto& [pattern, methods] : document_["paths"].items()) {
      // Streams of events do not end.
      if (pattern.ends_with("/events")) continue;
      for (const auto& [method, description] : methods.items()) {
        all.push_back({to_upper(method), pattern, description});
      }
    }
    return all;
  }

  /// As who may, however many wrong passwords came before.
  void sign_in_for(const Operation& operation) {
    clock_.now += int64_t{2} * 3600 * 1000;
    const bool is_tenants = operation.pattern.starts_with("/api/tenant");
    server_.act_as(server_.session_of(is_tenants ? "ann@test.example" : TestServer::kEmail,
                                      TestServer::kPassword));
  }

  Answer call_fitting(const Operation& operation) {
    const Json* schema = operation.body_schema();
    const std::string body = schema ? values_->fitting(*schema).dump() : "";
    return call(operation, path(operation, query(operation, false)), body);
  }

  /// With a body that does not fit; none when every body does.
  std::optional<Answer> call_with_spoilt_body(const Operation& operation) {
    const Json* schema = operation.body_schema();
    const Json body = schema ? values_->spoilt(*schema) : Json(nullptr);
    if (body.is_null()) return std::nullopt;
    INFO(operation.method << " " << operation.pattern << " " << body.dump().substr(0, 600));
    const Answer answer = call(operation, path(operation, ""), body.dump());
    CHECK_MESSAGE(answer.status / 100 == 4, answer.body.substr(0, 300));
    return answer;
  }

  /// With a number in the query that is none.
  void call_with_spoilt_query(const Operation& operation) {
    const std::string wrong = query(operation, true);
    if (wrong.empty()) return;
    const Json* schema = operation.body_schema();
    const std::string body = schema ? values_->fitting(*schema).dump() : "";
    INFO(operation.method << " " << operation.pattern << wrong);
    CHECK(call(operation, path(operation, wrong), body).status / 100 == 4);
  }

 private:
  static std::string to_upper(std::string text) {
    for (char& c : text) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    return text;
  }

  Answer call(const Operation& operation, const std::string& path, const std::string& body) {
    INFO(operation.method << " " << path << " " << body.substr(0, 600));
    const Answer answer = server_.send(operation.method, path, body);
    CHECK(answer.status != 0);
    // Not ready is the one answer that is neither a request's fault nor a mistake.
    CHECK((answer.status < 500 || answer.code() == "not_ready"));
    return answer;
  }

  std::string path(const Operation& operation, const std::string& query) {
    std::string path;
    for (const std::string& part : split_trimmed(operation.pattern, "/")) {
      if (part.empty()) continue;
      path += "/" + (part.starts_with("{") ? std::to_string(1 + random_() % 3) : part);
    }
    return path + query;
  }

  std::string query(const Operation& operation, bool is_spoilt) {
    std::string query;
    for (const Json& parameter : operation.description.value("parameters", Json::array())) {
      if (parameter.value("in", "") != "query") continue;
      const Json& schema = parameter["schema"];
      const bool is_number = schema.value("type", Json("")) == "integer";
      if (is_spoilt != is_number || (!is_spoilt && random_() % 3 > 0)) continue;
      const Json value = is_spoilt ? Json("seven") : values_->fitting(schema);
      const std::string text = value.is_string() ? value.get<std::string>() : value.dump();
      if (text.find_first_not_of(
              "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-") !=
          std::string::npos) {
        continue;
      }
      query += (query.empty() ? "?" : "&") + parameter["name"].get<std::string>() + "=" + text;
      if (is_spoilt) break;
    }
    return query;
  }

  std::mt19937 random_;
  ManualClock clock_;
  TestServer server_{TestServer::Worker::running, &clock_};
  Json document_;
  std::optional<SchemaValues> values_;
};

}  // namespace

TEST_CASE("openapi: what is made from its schemas is understood, what breaks them is refused") {
  Caller caller(11);
  int spoilt = 0;
  for (const Operation& operation : caller.operations()) {
    caller.sign_in_for(operation);
    for (int i = 0; i < 6; ++i) caller.call_with_spoilt_query(operation);
    for (int i = 0; i < 12; ++i) spoilt += caller.call_with_spoilt_body(operation) ? 1 : 0;
    for (int i = 0; i < 6; ++i) caller.call_fitting(operation);
  }
  CHECK(spoilt > 200);
}

}  // namespace datavault::test
