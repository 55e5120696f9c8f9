#pragma once

#include <memory>
#include <optional>
#include <string>

#include "server/app/application.h"
#include "server/http/dispatcher.h"
#include "tests/server/support/test_server.h"

namespace datavault::test {

/// The routes of the server in this thread, without sockets and workers, over a database that is as
/// fill_server left it: frameworks with versions, companies with edited copies and values, jobs. A
/// super admin is signed in, the clock stands.
class LocalServer {
 public:
  LocalServer();
  ~LocalServer();

  /// Sends a body of this type ("": none) to "/path?name=value". What was written is undone before
  /// the next request.
  http::HttpResponse send(const std::string& method, const std::string& target,
                          const std::string& body, const std::string& type);

 private:
  void open();
  void undo();
  http::HttpRequest request(const std::string& method, const std::string& target,
                            const std::string& body, const std::string& type) const;

  ManualClock clock_;
  TemporaryFolder folder_;
  Headers session_;
  std::unique_ptr<Application> application_;
  std::optional<http::Dispatcher> dispatcher_;
  std::string committed_;  // what the database's log said when it was opened
  bool has_written_ = false;
  bool has_published_ = false;
};

/// Does with a new server what admins do, so that every route has something to work on.
void fill_server(TestServer& server);

}  // namespace datavault::test
