#include "web/state/route.h"

#include <doctest/doctest.h>

namespace datavault {

TEST_CASE("route: every place of ours reads back from its path") {
  const char* paths[] = {"/overview",
                         "/frameworks",
                         "/frameworks/12",
                         "/frameworks/12/changes",
                         "/frameworks/12/changes?from=1&to=2",
                         "/frameworks/12/edit",
                         "/tenants",
                         "/tenants/7",
                         "/tenants/7/frameworks/12",
                         "/settings",
                         "/distribute",
                         "/distribute/tenants",
                         "/distribute/strategy",
                         "/distribute/preview",
                         "/distribute/run/9",
                         "/jobs",
                         "/jobs/7",
                         "/gallery",
                         "/users",
                         "/audit?action=auth.login&from=2026-01-31T12%3A00%3A00Z",
                         "/account",
                         "/approvals",
                         "/approvals/4",
                         "/templates?industry=Energy&search=x",
                         "/templates/5?version=2",
                         "/templates/new?step=parts&tenant=7",
                         "/templates/import",
                         "/templates/5/provision?job=31",
                         "/templates/5/bulk",
                         "/templates/5/upgrade",
                         "/templates/5/update",
                         "/own/frameworks",
                         "/own/frameworks/12?field=u1",
                         "/own/values",
                         "/welcome?token=abc",
                         "/frameworks/12?field=u%2F1&version=2"};
  for (const char* path : paths) {
    CAPTURE(path);
    CHECK(route_from(path).page != Page::unknown);
    CHECK(path_of(route_from(path)) == path);
  }
}

TEST_CASE("route: an empty address is the overview") {
  CHECK(route_from("/").page == Page::overview);
  CHECK(route_from("").page == Page::overview);
}

TEST_CASE("route: what is no place of ours is unknown") {
  const char* paths[] = {"/nowhere",
                         "/frameworks/x",
                         "/frameworks/0",
                         "/frameworks/1/2",
                         "/jobs/-1",
                         "/gallery/1",
                         "/distribute/run",
                         "/distribute/nowhere",
                         "/tenants/3/frameworks",
                         "/tenants/3/jobs/1",
                         "/frameworks/1/edit/2",
                         "/templates/5/nowhere",
                         "/templates/0/bulk",
                         "/templates/new/bulk",
                         "/own",
                         "/own/values/1",
                         "/users/3",
                         "/welcome/x"};
  for (const char* path : paths) {
    CAPTURE(path);
    CHECK(route_from(path).page == Page::unknown);
  }
}

TEST_CASE("route: queries are unescaped and escaped") {
  const Route route = route_from("/frameworks/3?field=u%20%C3%A9%3D1&version=2");
  CHECK(route.query_text("field") == "u \xC3\xA9=1");
  CHECK(route.query_integer("version") == 2);
  CHECK(route_from(path_of(route)) == route);
}

}  // namespace datavault
