#include "server/demo/demo_data.h"

#include <algorithm>
#include <utility>

#include "server/embedded/embedded_files.h"

namespace datavault {
namespace {

// Others' formulas refer to the first one.
constexpr const char* kFolders[] = {"ghg-protocol", "gri", "sfdr-pai", "vsme"};

Result<Json> read_asset(const std::string& path) {
  const EmbeddedFile* file = find_embedded(embedded_assets(), path);
  if (!file) return not_found("The binary lacks a file of the demo.", path);
  auto json = parse_json(file->text());
  if (!json) return within(path, json.error());
  return json;
}

std::set<std::string> texts_of(const Json& object, const char* key) {
  std::set<std::string> texts;
  for (const Json& text : object.value(key, Json::array())) texts.insert(text.get<std::string>());
  return texts;
}

DemoTenant tenant_of(const Json& json) {
  DemoTenant tenant;
  tenant.name = json.at("name").get<std::string>();
  tenant.slug = json.at("slug").get<std::string>();
  tenant.industry = json.at("industry").get<std::string>();
  tenant.scale = json.at("scale").get<int64_t>();
  tenant.inactive = json.value("inactive", false);
  tenant.adopts = texts_of(json, "adopts");
  tenant.ahead = texts_of(json, "ahead");
  for (const Json& country : json.at("countries")) {
    tenant.countries.push_back({country.at("name").get<std::string>(),
                                country.at("sites").get<std::vector<std::string>>()});
  }
  const auto by_key = [&](const char* key) {
    return json.value(key, Json::object()).get<std::map<std::string, Json>>();
  };
  tenant.reports = json.value("reports", tenant.reports);
  tenant.deviates = by_key("deviates");
  tenant.edits = by_key("edits");
  tenant.later = by_key("later");
  tenant.own = json.value("own", Json());
  return tenant;
}

/// "0.2016" in millionths.
int64_t millionths(const std::string& decimal) {
  const auto point = decimal.find('.');
  std::string digits = decimal.substr(0, point);
  std::string fraction = point == std::string::npos ? "" : decimal.substr(point + 1);
  fraction.resize(6, '0');
  return std::stoll(digits + fraction);
}

DemoFigure figure_of(const Json& json) {
  DemoFigure figure;
  figure.tenants = texts_of(json, "tenants");
  figure.field = json.at("field").get<std::string>();
  figure.per_site = json.at("at") == "site";
  figure.one_of = json.value("one_of", std::vector<std::string>());
  if (!figure.one_of.empty()) return figure;
  figure.typical = millionths(json.at("typical").get<std::string>());
  figure.spread = json.at("spread").get<int64_t>();
  figure.trend = json.at("trend").get<int64_t>();
  figure.scaled = json.value("scaled", true);
  figure.industries = json.value("industries", std::map<std::string, int64_t>());
  return figure;
}

Result<void> read_documents(DemoData& data) {
  for (const std::string key : kFolders) {
    data.frameworks.push_back(key);
    for (int version = 1;; ++version) {
      const std::string path = "frameworks/" + key + "/v" + std::to_string(version) + ".json";
      if (!find_embedded(embedded_assets(), path)) break;
      auto document = read_asset(path);
      if (!document) return document.error();
      data.documents[key].push_back(*std::move(document));
    }
  }
  return {};
}

void read_figures(DemoData& data, const Json& values, const Json& generated) {
  data.years = values.at("years").get<std::vector<int64_t>>();
  data.statuses = values.at("statuses").get<std::vector<std::string>>();
  for (const auto& [key, figures] : values.at("frameworks").items()) {
    for (const Json& figure : figures) data.figures[key].push_back(figure_of(figure));
  }
  for (const auto& [key, fields] : generated.at("values").items()) {
    data.generated_figures[key] = fields.get<std::set<std::string>>();
  }
}

void read_tenants(DemoData& data, const Json& written, const Json& generated, int64_t count) {
  std::vector<std::string> industries;
  for (const Json& json : written.at("tenants")) {
    data.tenants.push_back(tenant_of(json));
    const std::string& industry = data.tenants.back().industry;
    if (std::find(industries.begin(), industries.end(), industry) == industries.end()) {
      industries.push_back(industry);
    }
  }
  const auto size = static_cast<int64_t>(data.tenants.size());
  if (count <= size) {
    data.tenants.resize(static_cast<size_t>(std::max<int64_t>(count, 0)));
    return;
  }
  for (DemoTenant& tenant : generate_tenants(generated, industries, size, count)) {
    data.tenants.push_back(std::move(tenant));
  }
}

}  // namespace

Result<DemoData> read_demo_data(int64_t tenants) {
  auto written = read_asset("demo/tenants.json");
  if (!written) return written.error();
  auto generated = read_asset("demo/generated.json");
  if (!generated) return generated.error();
  auto values = read_asset("demo/values.json");
  if (!values) return values.error();
  DemoData data;
  if (auto read = read_documents(data); !read) return read.error();
  // The files are part of the binary and tested: a wrong shape is a bug, told by the library's
  // sentence.
  try {
    read_figures(data, *values, *generated);
    read_tenants(data, *written, *generated, tenants);
  } catch (const std::exception& problem) {
    return invalid_input("The demo's data are not as they should be.", problem.what());
  }
  return data;
}

}  // namespace datavault
