#include <arpa/inet.h>
#include <httplib.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <future>
#include <sstream>

#include <doctest/doctest.h>

#include "server/store/query.h"
#include "tests/server/support/test_server.h"

namespace datavault::test {
namespace {

struct Event {
  int64_t id = 0;
  std::string name;
  Json data;
};

/// A client of an event stream on a thread of its own, as a browser is one.
class Stream {
 public:
  Stream(TestServer& server, const std::string& path, Headers headers = {})
      : client_("127.0.0.1", server.port()) {
    for (const auto& [name, value] : server.session()) headers[name] = value;
    httplib::Headers all(headers.begin(), headers.end());
    client_.set_read_timeout(60);
    done_ = std::async(std::launch::async, [this, path, all] {
      const auto result = client_.Get(path, all, [this](const char* data, size_t size) {
        std::lock_guard lock(mutex_);
        text_.append(data, size);
        changed_.notify_all();
        return !is_left_;
      });
      std::lock_guard lock(mutex_);
      status_ = result ? result->status : -1;
      changed_.notify_all();
    });
  }
  ~Stream() {
    {
      std::lock_guard lock(mutex_);
      is_left_ = true;
    }
    client_.stop();
  }

  /// Waits until the server closes; the status.
  int wait_for_end() {
    done_.wait();
    return status_;
  }

  std::vector<Event> wait_for(const std::function<bool(const std::vector<Event>&)>& is_enough) {
    std::unique_lock lock(mutex_);
    const bool came =
        changed_.wait_for(lock, std::chrono::seconds(60), [&] { return is_enough(parsed()); });
    CHECK_MESSAGE(came, text_);
    return parsed();
  }

  std::vector<Event> events() {
    std::lock_guard lock(mutex_);
    return parsed();
  }

 private:
  std::vector<Event> parsed() const {
    std::vector<Event> events;
    for (size_t begin = 0, end; (end = text_.find("\n\n", begin)) != std::string::npos;
         begin = end + 2) {
      Event event;
      std::istringstream lines(text_.substr(begin, end - begin));
      for (std::string line; std::getline(lines, line);) {
        if (line.starts_with("id: ")) event.id = std::stoll(line.substr(4));
        if (line.starts_with("event: ")) event.name = line.substr(7);
        if (line.starts_with("data: ")) event.data = Json::parse(line.substr(6));
      }
      if (!event.name.empty()) events.push_back(std::move(event));
    }
    return events;
  }

  httplib::Client client_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::string text_;
  int status_ = 0;
  bool is_left_ = false;
  std::future<void> done_;
};

struct Setting {
  TestServer server{TestServer::Worker::stopped};
  int64_t framework = 0;
  std::vector<int64_t> companies;

  explicit Setting(int tenants = 60) {
    server.sign_in();
    framework = server.import(document("f", {"A", "B"}));
    companies = server.create_companies(tenants);
  }
  int64_t queue() {
    const Json body = server.seen(
        framework, {{"target_company_ids", companies}, {"conflict_resolution", "MERGE"}});
    const Answer answer = server.post(
        "/superadmin/api/sync/frameworks/" + std::to_string(framework) + "/distribute", body);
    REQUIRE_MESSAGE(answer.status == 202, answer.body);
    return answer.json["sync_operation_id"].get<int64_t>();
  }
};

std::string events_path(int64_t job) {
  return "/superadmin/api/sync/jobs/" + std::to_string(job) + "/events";
}

bool has_end(const std::vector<Event>& events) {
  return !events.empty() && events.back().name == "end";
}

}  // namespace

TEST_CASE("events of a job: from what is there to its end, then the stream closes") {
  Setting s;
  const int64_t job = s.queue();
  Stream stream(s.server, events_path(job));
  const auto first = stream.wait_for([](const auto& events) { return !events.empty(); });
  CHECK(first[0].name == "job");
  CHECK(first[0].data["job"]["status"] == "QUEUED");
  CHECK(first[0].data["log_entries"].size() == 1);
  s.server.app().workers.start();
  CHECK(stream.wait_for_end() == 200);
  const auto events = stream.events();
  REQUIRE(has_end(events));
  const Json& last = events.back().data;
  CHECK(last["job"]["status"] == "COMPLETED");
  CHECK(last["job"]["tenants"] == Json{{"APPLIED", 60}});
  int64_t line = 0;
  for (size_t i = 0; i < events.size(); ++i) {
    if (i > 0) CHECK(events[i].id > events[i - 1].id);
    CHECK(events[i].data["job"]["id"] == job);
    // Every line of the log comes, once and in order.
    for (const Json& entry : events[i].data["log_entries"]) CHECK(entry["number"] == ++line);
  }
  const Json status = s.server.get("/superadmin/api/sync/jobs/1/status").json["status"];
  CHECK(line == static_cast<int64_t>(status["log_entries"].size()));
}

TEST_CASE("events: resumed by the last id, only what came after it; nothing left is 204") {
  Setting s;
  const int64_t job = s.queue();
  int64_t seen = 0;
  {
    Stream stream(s.server, events_path(job));
    seen = stream.wait_for([](const auto& events) { return !events.empty(); }).back().id;
  }
  s.server.app().workers.start();
  s.server.wait_for_job(job);
  Stream resumed(s.server, events_path(job), {{"Last-Event-ID", std::to_string(seen)}});
  CHECK(resumed.wait_for_end() == 200);
  const auto events = resumed.events();
  REQUIRE(events.size() == 1);
  CHECK(events[0].name == "end");
  CHECK(events[0].data["log_entries"][0]["number"] == 2);
  Stream over(s.server, events_path(job) + "?last_event_id=" + std::to_string(events[0].id));
  CHECK(over.wait_for_end() == 204);
}

TEST_CASE("events: refused requests") {
  Setting s(1);
  const int64_t job = s.queue();
  CHECK(s.server.get(events_path(99)).status == 404);
  CHECK(s.server.get("/superadmin/api/sync/events?last_event_id=x").status == 400);
  CHECK(s.server.send_raw("GET", events_path(job), "", {}).status == 401);
}

TEST_CASE("events of all jobs: open says where, and other jobs follow one that ended") {
  Setting s(4);
  const int64_t first = s.queue();
  Stream stream(s.server, "/superadmin/api/sync/events");
  const auto open = stream.wait_for([](const auto& events) { return !events.empty(); });
  CHECK(open[0].name == "open");
  CHECK(open[0].id == s.server.get("/superadmin/api/sync/jobs").json["last_event_id"]);
  const int64_t second = s.queue();
  s.server.app().workers.start();
  const auto ended = [&](const std::vector<Event>& events, int64_t job) {
    return std::any_of(events.begin(), events.end(), [&](const Event& event) {
      return event.name == "end" && event.data["job"]["id"] == job;
    });
  };
  const auto events =
      stream.wait_for([&](const auto& all) { return ended(all, first) && ended(all, second); });
  for (size_t i = 1; i < events.size(); ++i) CHECK(events[i].id > events[i - 1].id);
}

TEST_CASE("events: what another program does to a job is seen as well") {
  Setting s(2);
  const int64_t job = s.queue();
  Stream stream(s.server, events_path(job));
  stream.wait_for([](const auto& events) { return !events.empty(); });
  {
    auto other = Application::open({s.server.database_path()});
    REQUIRE(other.ok());
    REQUIRE((*other)->jobs.act(job, jobs::JobEvent::pause, "", Actor{}).ok());
  }
  const auto events = stream.wait_for(
      [](const auto& all) { return !all.empty() && all.back().data["job"]["status"] == "PAUSED"; });
  CHECK(events.back().name == "job");
}

TEST_CASE(
    "events: a hundred streams, requests are answered all the same, every stream has its end") {
  Setting s;
  const int64_t job = s.queue();
  std::vector<std::unique_ptr<Stream>> streams;
  for (int i = 0; i < 100; ++i) {
    streams.push_back(std::make_unique<Stream>(s.server, events_path(job)));
  }
  for (auto& stream : streams) {
    stream->wait_for([](const auto& events) { return !events.empty(); });
  }
  CHECK(s.server.get("/readyz").status != 0);
  CHECK(s.server.get("/metrics").body.find("datavault_http_event_streams 100") !=
        std::string::npos);
  s.server.app().workers.start();
  for (auto& stream : streams) {
    CHECK(stream->wait_for_end() == 200);
    CHECK(has_end(stream->events()));
  }
}

TEST_CASE("events: more streams than there may be, refused for a while") {
  Setting s(1);
  std::vector<std::unique_ptr<Stream>> streams;
  for (int i = 0; i < 256; ++i) {
    streams.push_back(std::make_unique<Stream>(s.server, "/superadmin/api/sync/events"));
  }
  for (auto& stream : streams) {
    stream->wait_for([](const auto& events) { return !events.empty(); });
  }
  const Answer refused = s.server.get("/superadmin/api/sync/events");
  CHECK(refused.status == 503);
  CHECK(refused.code() == "too_many_streams");
  CHECK(refused.headers.at("Retry-After") == "5");
  CHECK(s.server.get("/healthz").status == 200);
}

TEST_CASE("events: a client that does not read is dropped, others get theirs") {
  Setting s(2);
  const int64_t job = s.queue();
  {
    // More than all buffers between the two hold.
    auto tx = s.server.app().database().write();
    std::vector<store::JobLogRow> rows(40, {0, "", "INFO", std::string(1 << 20, 'x')});
    REQUIRE(store::append_log(*tx, job, 1, rows).ok());
    REQUIRE(tx->commit().ok());
  }
  auto& hub = s.server.app().job_changes;
  const int socket = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<uint16_t>(s.server.port()));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  REQUIRE(connect(socket, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0);
  const std::string request =
      "GET " + events_path(job) +
      " HTTP/1.1\r\nHost: localhost\r\nCookie: " + s.server.session().at("Cookie") + "\r\n\r\n";
  REQUIRE(send(socket, request.data(), request.size(), 0) > 0);
  const auto give_up = std::chrono::steady_clock::now() + std::chrono::seconds(30);
  const auto until = [&](int watches) {
    while (hub.watches() != watches && std::chrono::steady_clock::now() < give_up) {
      std::this_thread::yield();
    }
    return hub.watches() == watches;
  };
  CHECK(until(1));
  CHECK(until(0));
  Stream other(s.server, events_path(job));
  s.server.app().workers.start();
  CHECK(other.wait_for_end() == 200);
  CHECK(has_end(other.events()));
  close(socket);
}

}  // namespace datavault::test
