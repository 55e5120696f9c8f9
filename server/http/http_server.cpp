#include "server/http/http_server.h"

#include <httplib.h>

#include <algorithm>
#include <chrono>
#include <thread>

#include "core/base/text.h"
#include "server/base/periodic.h"
#include "server/http/connection_table.h"
#include "server/http/peer.h"
#include "server/http/replies.h"
#include "server/http/task_pool.h"
#include "server/http/tls_certificate.h"
#include "server/security/tokens.h"

namespace datavault::http {
namespace {

// A refused body is still taken off the wire, so that the client reads the answer instead of a
// broken connection; but not for ever.
constexpr uint64_t kMostDrained = uint64_t{1} << 30;
constexpr size_t kLongestPath = 2048;

constexpr const char* kContentSecurityPolicy =
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; "
    "img-src 'self' data:; connect-src 'self'; font-src 'self'; manifest-src 'self'; "
    "worker-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// The client's own id where it is one that logs can take, else a new one.
std::string request_id(const std::string& from) {
  const bool is_plain =
      !from.empty() && from.size() <= 64 && std::all_of(from.begin(), from.end(), [](char c) {
        return std::isalnum(static_cast<unsigned char>(c)) || c == '-' || c == '_' || c == '.';
      });
  return is_plain ? from : random_token().substr(0, 16);
}

HttpRequest request_from(const httplib::Request& from, const ServerOptions& options) {
  HttpRequest request;
  request.method = from.method;
  request.path = from.path;
  const Peer peer = peer_of(from.remote_addr, from.get_header_value("X-Forwarded-For"),
                            from.get_header_value("X-Forwarded-Proto"), options.trusted_proxies,
                            !options.tls.certificate.empty());
  request.ip = peer.ip;
  request.is_secure = peer.is_secure;
  request.id = request_id(from.get_header_value("X-Request-Id"));
  for (const auto& [name, value] : from.params) request.query[name] = value;
  for (const auto& [name, value] : from.headers) request.headers[to_lower_ascii(name)] = value;
  return request;
}

/// How long a body may take: what may be large may take longer.
std::chrono::seconds longest_time(size_t limit) {
  constexpr size_t kBytesPerSecond = 512 * 1024;
  return std::chrono::seconds(10 + limit / kBytesPerSecond);
}

/// Reads one request's body through the library, once.
class BodyReader {
 public:
  BodyReader(const HttpRequest& request, const httplib::ContentReader* reader)
      : request_(request), reader_(reader) {}

  BodyResult read(std::string& body, size_t limit) {
    is_read_ = true;
    if (!reader_ || !is_framed()) return BodyResult::complete;
    const auto begin = std::chrono::steady_clock::now();
    uint64_t seen = 0;
    const bool all = (*reader_)([&](const char* data, size_t size) {
      seen += size;
      if (seen <= limit) body.append(data, size);
      return seen <= kMostDrained && std::chrono::steady_clock::now() - begin < longest_time(limit);
    });
    is_broken_ = !all;
    if (seen > limit) {
      body.clear();
      body.shrink_to_fit();
      return BodyResult::too_large;
    }
    return all ? BodyResult::complete : BodyResult::broken;
  }

  void drain() {
    std::string nothing;
    if (!is_read_) read(nothing, 0);
  }

  /// What follows on the connection is not the start of a request.
  bool is_broken() const { return is_broken_; }

 private:
  /// Without a length the library would read until the client hangs up.
  bool is_framed() const {
    return !request_.header("content-length").empty() ||
           !request_.header("transfer-encoding").empty();
  }

  const HttpRequest& request_;
  const httplib::ContentReader* reader_;
  bool is_read_ = false;
  bool is_broken_ = false;
};

/// What the library's pattern below takes, without going deep.
bool is_plain(const std::string& path) {
  return path.size() <= kLongestPath && std::none_of(path.begin(), path.end(), [](char c) {
           return static_cast<unsigned char>(c) < 0x20;
         });
}

/// The library would let a second server share the port in silence.
void set_socket_options(socket_t socket) {
  const int on = 1;
  setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
}

void set_security_headers(httplib::Response& to, bool is_secure) {
  if (is_secure) to.set_header("Strict-Transport-Security", "max-age=63072000; includeSubDomains");
  to.set_header("Content-Security-Policy", kContentSecurityPolicy);
  to.set_header("X-Content-Type-Options", "nosniff");
  to.set_header("X-Frame-Options", "DENY");
  to.set_header("Referrer-Policy", "same-origin");
  to.set_header("Cross-Origin-Opener-Policy", "same-origin");
  to.set_header("Cross-Origin-Resource-Policy", "same-origin");
  to.set_header("Permissions-Policy", "camera=(), geolocation=(), microphone=()");
}

/// Sends all and ends the connection: the library closes it when a provider reports failure.
void set_last_content(const HttpResponse& from, httplib::Response& to) {
  to.set_header("Connection", "close");
  to.set_content_provider(from.body.size(), from.content_type,
                          [body = from.body](size_t offset, size_t, httplib::DataSink& sink) {
                            sink.write(body.data() + offset, body.size() - offset);
                            return false;
                          });
}

void fill(const HttpResponse& from, httplib::Response& to, bool is_last, bool is_secure) {
  to.status = from.status;
  for (const auto& [name, value] : from.headers) to.set_header(name, value);
  if (!to.has_header("Cache-Control")) to.set_header("Cache-Control", "no-store");
  set_security_headers(to, is_secure);
  if (from.status == 304 || from.status == 204 || from.stream) return;
  if (is_last) return set_last_content(from, to);
  const std::string_view body = from.static_body.empty() ? from.body : from.static_body;
  to.set_content(body.data(), body.size(), from.content_type);
}

}  // namespace

struct HttpServer::Implementation {
  explicit Implementation(Dispatcher& from) : dispatcher(from) {}

  /// With TLS or without, and all that is said about connections.
  Result<void> make_server(const ServerOptions& from) {
    options = from;
    if (is_tls()) {
      if (auto loaded = certificate.load(options.tls.certificate, options.tls.key); !loaded) {
        return loaded;
      }
      made = std::make_unique<httplib::SSLServer>(
          [this](SSL_CTX& context) { return certificate.set_up(context); });
    } else {
      made = std::make_unique<httplib::Server>();
    }
    ConnectionLimits limits;
    limits.per_address = options.connections_per_address;
    limits.request_time = std::chrono::seconds(options.request_secs);
    limits.unlimited = options.trusted_proxies;
    limits.is_tls = is_tls();
    connections = std::make_unique<ConnectionTable>(std::move(limits));
    configure(*made);
    return {};
  }

  bool is_tls() const { return !options.tls.certificate.empty(); }

  void configure(httplib::Server& server) {
    server.set_tcp_nodelay(true);
    server.set_socket_options([this](socket_t socket) {
      set_socket_options(socket);
      connections->watch(static_cast<int>(socket));
    });
    server.set_keep_alive_max_count(100000);
    server.set_keep_alive_timeout(10);
    server.set_read_timeout(15);
    server.set_write_timeout(options.write_timeout_secs);
    // The limits are the routes': the library would read without end what is beyond its own.
    server.set_payload_max_length(std::numeric_limits<size_t>::max());
    const auto threads = static_cast<size_t>(options.threads);
    server.new_task_queue = [this, threads] {
      pool = new TaskPool(threads, 1024);  // the library's, which ends after all that uses it
      return pool;
    };
    server.set_pre_routing_handler(
        [this](const httplib::Request& request, httplib::Response& response) {
          return before_routing(request, response);
        });
    const auto with_body = [this](const httplib::Request& request, httplib::Response& response,
                                  const httplib::ContentReader& reader) {
      serve(request, response, &reader);
    };
    server.Post(".*", with_body)
        .Put(".*", with_body)
        .Patch(".*", with_body)
        .Delete(".*", with_body);
    server.set_expect_100_continue_handler(
        [](const httplib::Request& request, httplib::Response& response) {
          return answer_expectation(request, response);
        });
    server.set_logger([this](const httplib::Request& request, const httplib::Response&) {
      connections->request_ends(request.remote_addr, request.remote_port);
    });
    server.set_error_handler(
        [](const httplib::Request&, httplib::Response& response) { fill_empty_error(response); });
  }

  /// Everything but the methods that bring a body is answered here, before the library looks at it.
  httplib::Server::HandlerResponse before_routing(const httplib::Request& request,
                                                  httplib::Response& response) {
    connections->request_begins(request.remote_addr, request.remote_port);
    if (!is_plain(request.path)) {
      fill(refuse("path_too_long", "This address is too long or holds control characters."),
           response, true, is_tls());
      return httplib::Server::HandlerResponse::Handled;
    }
    const std::string& method = request.method;
    const bool has_reader =
        method == "POST" || method == "PUT" || method == "PATCH" || method == "DELETE";
    if (has_reader) return httplib::Server::HandlerResponse::Unhandled;
    if (request.has_header("Transfer-Encoding") ||
        request.get_header_value_u64("Content-Length") > 0) {
      fill(refuse("malformed_request", "This method takes no body."), response, true, is_tls());
      return httplib::Server::HandlerResponse::Handled;
    }
    serve(request, response, nullptr);
    return httplib::Server::HandlerResponse::Handled;
  }

  void serve(const httplib::Request& from, httplib::Response& to,
             const httplib::ContentReader* reader) {
    const HttpRequest request = request_from(from, options);
    BodyReader body(request, reader);
    const HttpResponse response = dispatcher.handle(
        request, [&](std::string& into, size_t limit) { return body.read(into, limit); });
    body.drain();
    fill(response, to, body.is_broken(), request.is_secure);
    if (response.stream) stream(response, to);
  }

  void stream(const HttpResponse& from, httplib::Response& to) {
    const auto provide = [next = from.stream, thread = pool->lend_thread(), text = std::string()](
                             size_t, httplib::DataSink& sink) mutable {
      text.clear();
      const bool goes_on = next(text);
      if (!text.empty() && !sink.write(text.data(), text.size())) return false;
      if (!goes_on) sink.done();
      return true;
    };
    to.set_chunked_content_provider(from.content_type, provide);
  }

  /// Clients that ask first learn before they send that a body is too large for any route.
  static int answer_expectation(const httplib::Request& request, httplib::Response& response) {
    if (request.get_header_value_u64("Content-Length") <= kDataBody) return 100;
    fill(refuse("body_too_large",
                "The body of this request is too large: at most " +
                    std::to_string(kDataBody / 1024 / 1024) + " MB can be sent here.",
                {{"limit_bytes", kDataBody}}),
         response, false, false);
    return 413;
  }

  /// What the library itself refuses has no body yet.
  static void fill_empty_error(httplib::Response& response) {
    if (!response.body.empty() || response.content_length_ > 0) return;
    const int status = response.status;
    fill(refuse("malformed_request", "This request could not be read."), response, false, false);
    response.status = status;
  }

  Dispatcher& dispatcher;
  ServerOptions options;
  TlsCertificate certificate;
  std::unique_ptr<ConnectionTable> connections;
  TaskPool* pool = nullptr;
  std::unique_ptr<httplib::Server> made;
  Periodic slow_ones{[this] { connections->end_slow_ones(); }};
  std::thread thread;
};

HttpServer::HttpServer(Dispatcher& dispatcher)
    : implementation_(std::make_unique<Implementation>(dispatcher)) {}

HttpServer::~HttpServer() { stop(); }

Result<int> HttpServer::start(const ServerOptions& options) {
  if (auto set_up = implementation_->make_server(options); !set_up) return set_up.error();
  httplib::Server& server = *implementation_->made;
  int port = options.port;
  if (port == 0) {
    port = server.bind_to_any_port(options.host);
  } else if (!server.bind_to_port(options.host, port)) {
    port = -1;
  }
  if (port < 0) {
    return storage_error("The port " + std::to_string(options.port) + " of " + options.host +
                         " cannot be listened on; another program may have it.");
  }
  implementation_->thread = std::thread([&server] { server.listen_after_bind(); });
  server.wait_until_ready();
  implementation_->slow_ones.start(std::chrono::seconds(2));
  return port;
}

Result<void> HttpServer::reload_certificate() {
  if (!implementation_->is_tls()) return {};
  const TlsFiles& files = implementation_->options.tls;
  return implementation_->certificate.load(files.certificate, files.key);
}

void HttpServer::stop() {
  implementation_->slow_ones.stop();
  if (implementation_->made) implementation_->made->stop();
  if (implementation_->thread.joinable()) implementation_->thread.join();
}

}  // namespace datavault::http
