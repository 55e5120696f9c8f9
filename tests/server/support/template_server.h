#pragma once

#include <string>
#include <vector>

#include "tests/server/support/test_server.h"

namespace datavault::test {

/// A server with a company that is set up well: two frameworks of three fields each, of which one
/// is edited, entities, assignments, settings and a user.
class TemplateServer : public TestServer {
 public:
  explicit TemplateServer(Worker worker = Worker::running);

  int64_t alpha = 0, beta = 0;   // frameworks
  int64_t source = 0;            // the company
  int64_t group = 0, plant = 0;  // its entities

  static std::string company_path(int64_t id, const std::string& rest = {}) {
    return "/superadmin/api/companies/" + std::to_string(id) + rest;
  }
  static std::string template_path(int64_t id, const std::string& rest = {}) {
    return "/superadmin/api/templates/" + std::to_string(id) + rest;
  }

  /// Makes a template of the source; its id.
  int64_t make_template(const std::string& name = "Plants", const Json& more = Json::object());
  /// Makes a company of it and waits; its id.
  int64_t provision(int64_t template_id, const std::string& name, const Json& more = {});
  /// What a template made of the company would say.
  Json content_of(int64_t company);
  std::string digest_of_content(int64_t company) {
    return digest_of_json(bare(content_of(company)));
  }
  /// Without the numbers of versions, which are each installation's own.
  static Json bare(Json content);
  Json entities(int64_t company) {
    return get(company_path(company, "/entities")).json["entities"];
  }
  Json entity(int64_t company, const std::string& name);
  void patch_ok(const std::string& path, const Json& body);
  /// Publishes the next version of the template with this content.
  void add_version(int64_t template_id, const Json& content);
  Json upgrade_preview(int64_t template_id, const Json& request);
  /// The request that submits what `request` shows now.
  Json seen_upgrade(int64_t template_id, Json request);
  /// Previews, submits and waits. The job's status.
  Json upgrade(int64_t template_id, const Json& request);
};

}  // namespace datavault::test
