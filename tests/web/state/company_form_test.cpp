#include "web/state/company_form.h"

#include <doctest/doctest.h>

namespace datavault {
namespace {

CompanyNeeds needs() {
  return {{{"city", "City of the head office", std::nullopt},
           {"country", "Country (ISO 3166-1)", "DE"}},
          {{"country", "{{country}}"}, {"due_days", "30"}}};
}

CompanyForm form(const std::string& name) {
  CompanyForm made;
  made.name = name;
  made.parameters["city"] = "Kiel";
  return made;
}

}  // namespace

TEST_CASE("suggested_slug: small letters and single dashes, and the first that is free") {
  CHECK(suggested_slug("Acme & Söhne AG", {}) == "acme-sohne-ag");
  CHECK(suggested_slug("  Acme  ", {"acme", "acme-2"}) == "acme-3");
  CHECK(suggested_slug("株式会社", {}) == "company");
  CHECK(suggested_slug("  ", {}).empty());
}

TEST_CASE("with_suggested_slug: follows the name until it is somebody's own") {
  const CompanyForm empty;
  CompanyForm typed = empty;
  typed.name = "Acme";
  CompanyForm now = with_suggested_slug(empty, typed, {});
  CHECK(now.slug == "acme");
  typed = now;
  typed.name = "Acme Energy";
  now = with_suggested_slug(now, typed, {});
  CHECK(now.slug == "acme-energy");
  typed = now;
  typed.slug = "ae";
  now = with_suggested_slug(now, typed, {});
  CHECK(now.slug == "ae");
  typed = now;
  typed.name = "Acme Power";
  CHECK(with_suggested_slug(now, typed, {}).slug == "ae");
}

TEST_CASE("check_company: what the server would refuse is said at its place") {
  struct Case {
    const char* name;
    CompanyForm form;
    const char* place;  // null: nothing is wrong
  };
  CompanyForm slug = form("A"), taken = form("A"), email = form("A"), country = form("A"),
              city = form("A"), industry = form("A"), again = form("A"), markup = form("<b>");
  slug.slug = "Not a slug";
  taken.slug = "there";
  email.email = "nobody";
  country.parameters["country"] = "Germany";
  city.parameters.erase("city");
  industry.industry = "Alchemy";
  again.email = "A@b.c";
  const Case cases[] = {{"all good", form("Acme"), nullptr},
                        {"no name", form(" "), "company_name"},
                        {"markup", markup, "company_name"},
                        {"a slug", slug, "company_slug"},
                        {"a slug that is taken", taken, "company_slug"},
                        {"an address", email, "admin_email"},
                        {"an address of another row", again, "admin_email"},
                        {"an industry", industry, "industry"},
                        {"a parameter that is missing", city, "parameters, city"},
                        {"a setting that it makes", country, "parameters, country"}};
  for (const Case& one : cases) {
    CAPTURE(one.name);
    const FormProblems problems = check_company(one.form, needs(), {{"there"}, {"a@b.c"}});
    CHECK(problems.size() == (one.place == nullptr ? 0 : 1));
    if (one.place != nullptr) CHECK(problems.contains(one.place));
  }
}

TEST_CASE("company_to_json: what is empty is the template's, and reads back") {
  CompanyForm given = form("Acme");
  given.parameters["country"] = "";
  const Json json = company_to_json(given);
  CHECK(json == Json{{"company_name", "Acme"}, {"parameters", {{"city", "Kiel"}}}});
  CHECK(company_from_json(json) == form("Acme"));
}

TEST_CASE("read_company_table: cells of a spreadsheet, in any order of columns") {
  const CompanyTable table = read_company_table(
      "E-mail\tCompany name\tCITY OF THE HEAD OFFICE\tPhone\n"
      "a@acme.test\t Acme \tKiel\t110\n"
      "\tBorealis\tOslo\t\n",
      needs());
  CHECK(table.problem.empty());
  CHECK(table.has_header);
  CHECK(table.ignored == std::vector<std::string>{"Phone"});
  REQUIRE(table.rows.size() == 2);
  CHECK(table.rows[0].name == "Acme");
  CHECK(table.rows[0].email == "a@acme.test");
  CHECK(table.rows[0].parameters.at("city") == "Kiel");
  CHECK(table.rows[1].email.empty());
}

TEST_CASE("read_company_table: without a header the columns have their usual order") {
  const CompanyTable table =
      read_company_table("Acme,acme,Energy,a@acme.test,Kiel,DK\nBorealis\n", needs());
  CHECK_FALSE(table.has_header);
  REQUIRE(table.rows.size() == 2);
  CHECK(table.rows[0].slug == "acme");
  CHECK(table.rows[0].industry == "Energy");
  CHECK(table.rows[0].parameters.at("country") == "DK");
  CHECK(table.rows[1].name == "Borealis");
}

TEST_CASE("read_company_table: what cannot be read says why") {
  struct Case {
    const char* name;
    std::string text;
  };
  std::string many = "name\n";
  for (size_t i = 0; i <= kMostCompanies; ++i) many += "a\n";
  const Case cases[] = {{"nothing", ""},
                        {"only a header", "Company name;Slug\n"},
                        {"no names", "slug,industry\na,Energy\n"},
                        {"a quote that is open", "name\n\"Acme\n"},
                        {"too many", many}};
  for (const Case& one : cases) {
    CAPTURE(one.name);
    const CompanyTable table = read_company_table(one.text, needs());
    CHECK_FALSE(table.problem.empty());
    CHECK(table.rows.empty());
  }
}

}  // namespace datavault
