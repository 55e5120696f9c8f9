#include "tests/fuzz/local_server.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "core/base/text.h"
#include "server/http/routes.h"
#include "server/store/upkeep.h"
#include "tests/fuzz/law.h"

#define DOCTEST_CONFIG_IMPLEMENT
#include <doctest/doctest.h>

namespace datavault::test {
namespace {

namespace fs = std::filesystem;

/// The two copies of the header with which the index of SQLite's write-ahead log begins: it says
/// what is committed. Frames behind that are as if their writer had not come to its end. So to put
/// an earlier header back undoes what was committed since, as long as nothing was moved from the
/// log into the database: a few requests do not write enough for that. Source:
/// sqlite.org/walformat.html
constexpr std::streamsize kLogHeader = 96;

std::string read_log_header(const std::string& path) {
  std::string header(kLogHeader, '\0');
  std::ifstream(path, std::ios::binary).read(header.data(), kLogHeader);
  return header;
}

void write_log_header(const std::string& path, const std::string& header) {
  std::fstream(path, std::ios::binary | std::ios::in | std::ios::out)
      .write(header.data(), kLogHeader);
}

/// TestServer checks with doctest what it is told to do; here a check that fails ends the program.
void allow_checks() {
  static doctest::Context context;
  context.setAssertHandler([](const doctest::AssertData& check) {
    require(std::string(check.m_file) + ":" + std::to_string(check.m_line) + ": " + check.m_expr);
  });
  context.setAsDefaultForAssertsOutOfTestCases();
}

/// Where nobody waits for a disk.
TemporaryFolder memory_folder() {
  allow_checks();
  const char* const kMemory = "/dev/shm";
  if (fs::is_directory(kMemory)) setenv("TMPDIR", kMemory, 1);
  return {};
}

std::map<std::string, std::string> query_of(const std::string& target) {
  std::map<std::string, std::string> query;
  const size_t mark = target.find('?');
  if (mark == std::string::npos) return query;
  for (const std::string& part : split_trimmed(target.substr(mark + 1), "&")) {
    const size_t equals = part.find('=');
    query[part.substr(0, equals)] = equals == std::string::npos ? "" : part.substr(equals + 1);
  }
  return query;
}

/// Versions that were published are remembered, because they never change.
bool is_publication(const std::string& path) {
  return path.starts_with("/superadmin/api/frameworks");
}

}  // namespace

LocalServer::LocalServer() : folder_(memory_folder()) {
  TestServer server(TestServer::Worker::running, &clock_);
  server.sign_in();
  fill_server(server);
  session_ = server.session();
  const auto done = store::back_up(server.app().database(), folder_.file("start.db"));
  require(done.ok(), "the database cannot be copied");
  open();
}

LocalServer::~LocalServer() = default;

void LocalServer::open() {
  dispatcher_.reset();
  application_.reset();
  for (const char* part : {"", "-wal", "-shm"}) fs::remove(folder_.file("now.db") + part);
  fs::copy_file(folder_.file("start.db"), folder_.file("now.db"));
  auto application =
      Application::open({folder_.file("now.db"), PasswordCost::interactive, &clock_});
  require(application.ok(), "the database cannot be opened");
  application_ = *std::move(application);
  application_->is_ready = true;
  dispatcher_.emplace(*application_, http::api_routes(*application_));
  committed_ = read_log_header(folder_.file("now.db-shm"));
  has_written_ = has_published_ = false;
}

void LocalServer::undo() {
  if (has_published_) return open();
  if (has_written_) write_log_header(folder_.file("now.db-shm"), committed_);
  has_written_ = false;
}

http::HttpRequest LocalServer::request(const std::string& method, const std::string& target,
                                       const std::string& body, const std::string& type) const {
  http::HttpRequest request;
  request.method = method;
  request.path = target.substr(0, target.find('?'));
  request.query = query_of(target);
  request.headers["host"] = "localhost";
  for (const auto& [name, value] : session_) request.headers[to_lower_ascii(name)] = value;
  if (!type.empty()) request.headers["content-type"] = type;
  request.headers["content-length"] = std::to_string(body.size());
  request.ip = "127.0.0.1";
  request.id = "fuzzed";
  return request;
}

http::HttpResponse LocalServer::send(const std::string& method, const std::string& target,
                                     const std::string& body, const std::string& type) {
  undo();
  const http::HttpRequest sent = request(method, target, body, type);
  http::HttpResponse response =
      dispatcher_->handle(sent, [&](std::string& read, size_t limit) -> http::BodyResult {
        if (body.size() > limit) return http::BodyResult::too_large;
        read = body;
        return http::BodyResult::complete;
      });
  has_written_ = !sent.is_read();  // refusals are audited
  has_published_ = has_written_ && response.status / 100 == 2 && is_publication(sent.path);
  return response;
}

}  // namespace datavault::test
