#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "core/base/json.h"
#include "server/app/application.h"
#include "server/http/dispatcher.h"
#include "server/http/http_server.h"

namespace datavault::test {

/// A folder of its own that goes at the end of the test.
class TemporaryFolder {
 public:
  TemporaryFolder();
  ~TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  std::string file(const std::string& name) const { return (path_ / name).string(); }

 private:
  std::filesystem::path path_;
};

/// A clock that stands until it is moved.
class ManualClock : public Clock {
 public:
  int64_t now_millis() const override { return now; }
  std::atomic<int64_t> now{1750000000000};  // 2025-06-15
};

using Headers = std::map<std::string, std::string>;

struct Answer {
  int status = 0;  // 0: the server did not answer
  Headers headers;
  std::string body;
  Json json;  // null when the body is none
  std::string code() const { return json.is_object() ? json.value("code", "") : ""; }
};

/// Every row of every table but the audit's, one line each: what must not have changed.
std::string dump_tables(store::Database& database);

/// The whole server on a free port over a new database, with one super admin.
class TestServer {
 public:
  static constexpr const char* kEmail = "super@test.example";
  static constexpr const char* kPassword = "correct horse";

  enum class Worker { running, stopped };
  struct Options {
    Worker worker = Worker::running;
    const Clock* clock = nullptr;
    bool is_four_eyes = false;
    http::ServerOptions http = {};  // on any port
    http::DispatcherOptions dispatcher = {};
  };
  explicit TestServer(Worker worker = Worker::running, const Clock* clock = nullptr)
      : TestServer(Options{worker, clock}) {}
  explicit TestServer(const Options& options);
  ~TestServer();

  Application& app() { return *application_; }
  http::Dispatcher& dispatcher() { return *dispatcher_; }
  http::HttpServer& http() { return *http_; }
  int port() const { return port_; }
  std::string database_path() const { return folder_.file("test.db"); }

  void sign_in();
  /// The cookie and the CSRF token of a new session.
  Headers session_of(const std::string& email, const std::string& password,
                     const std::string& one_time_code = {});
  const Headers& session() const { return session_; }
  /// From now on requests are sent with these headers; none: signed out.
  void act_as(Headers session) { session_ = std::move(session); }

  /// With the session's cookie and CSRF token once signed in. JSON unless `headers` say otherwise.
  /// Every answer is checked against openapi.json.
  Answer send(const std::string& method, const std::string& path, const std::string& body = {},
              const Headers& headers = {});
  /// Exactly these headers.
  Answer send_raw(const std::string& method, const std::string& path, const std::string& body,
                  const Headers& headers);
  Answer get(const std::string& path) { return send("GET", path); }
  Answer post(const std::string& path, const Json& body, const Headers& headers = {}) {
    return send("POST", path, body.dump(), headers);
  }
  Answer patch(const std::string& path, const Json& body, const Headers& headers = {}) {
    return send("PATCH", path, body.dump(), headers);
  }

  /// Imports a framework document; the framework's id.
  int64_t import(const Json& document);
  /// Creates companies named "Company 1"...; their ids.
  std::vector<int64_t> create_companies(int count);
  Json conflicts(int64_t framework, const Json& request);
  /// The distribute request for what `request` shows now.
  Json seen(int64_t framework, Json request);
  /// Previews and distributes; waits for the end. The job's status.
  Json distribute(int64_t framework, const Json& request);
  Json wait_for_job(int64_t job);
  /// A company's copy as the API shows it; null without one.
  Json copy(int64_t company, int64_t framework);
  /// Edits a company's copy: {code, set}, {code, hide}, {add}...
  void edit(int64_t company, int64_t framework, const Json& edits);
  /// Adds a user, whose password is `kPassword`; without a company a super admin. The id.
  int64_t add_user(const std::string& email, std::optional<int64_t> company = std::nullopt);
  /// Adds an entity to a company; its id.
  int64_t entity(int64_t company);
  /// Enters values: {code, entity_id, period, value, unit?}.
  void put_values(int64_t company, const Json& rows);

 private:
  TemporaryFolder folder_;
  std::unique_ptr<Application> application_;
  std::unique_ptr<http::Dispatcher> dispatcher_;
  std::unique_ptr<http::HttpServer> http_;
  int port_ = 0;
  Headers session_;
};

/// What a browser sends along after this answer opened a session.
Headers session_from(const Answer& answer);

/// The field with this code; null when there is none.
Json field_of(const Json& framework, const std::string& code);

/// How many targets of a job have each status.
std::map<std::string, int> statuses_of(const Json& job);

/// A framework document of NUMBER fields in t, with these codes.
Json document(const std::string& key, const std::vector<std::string>& codes);

}  // namespace datavault::test
