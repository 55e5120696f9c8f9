#include <cstdio>
#include <memory>

#include "core/template/template_json.h"
#include "server/cli/commands.h"

namespace datavault::cli {
namespace {

struct TemplateCommand {
  std::string database, file, name;
  int64_t id = 0;
  std::vector<std::string> publish, local;
};

int list(const TemplateCommand& command) {
  auto application = open_application(command.database, true);
  if (!application) return report(application.error());
  if (auto loaded = (*application)->templates.load_builtin(); !loaded) {
    return report(loaded.error());
  }
  auto page = (*application)->templates.list({});
  if (!page) return report(page.failure());
  for (const store::TemplateRow& row : page->rows) {
    std::printf("%6lld  %-32s %-24s version %lld, %lld companies%s\n",
                static_cast<long long>(row.id), row.name.c_str(), row.industry.c_str(),
                static_cast<long long>(row.latest_version), static_cast<long long>(row.usage_count),
                row.is_builtin ? ", built in" : "");
  }
  return 0;
}

int export_document(const TemplateCommand& command) {
  auto application = open_application(command.database, true);
  if (!application) return report(application.error());
  auto document =
      (*application)->templates.export_document(command.id, std::nullopt, terminal_actor());
  if (!document) return report(document.failure());
  std::printf("%s\n", document->dump(2).c_str());
  return 0;
}

int import_document(const TemplateCommand& command) {
  auto content = read_file(command.file);
  if (!content) return report(content.error());
  auto application = open_application(command.database, false);
  if (!application) return report(application.error());
  Json body = {{"document", *std::move(content)}, {"frameworks", Json::object()}};
  if (!command.name.empty()) body["name"] = command.name;
  for (const std::string& key : command.publish) body["frameworks"][key] = "PUBLISH";
  for (const std::string& key : command.local) body["frameworks"][key] = "LOCAL";
  auto imported = (*application)->templates.import_document(body, terminal_actor());
  if (!imported) return report(imported.failure());
  const MadeTemplate& made = imported->made;
  std::printf("%s template %lld \"%s\", version %lld: %lld entities, %lld data points.\n",
              made.is_unchanged ? "Nothing new in" : "Imported",
              static_cast<long long>(made.row.id), made.row.name.c_str(),
              static_cast<long long>(made.version), static_cast<long long>(made.summary.entities),
              static_cast<long long>(made.summary.data_points));
  if (!imported->signed_by.empty()) std::printf("Signed by %s\n", imported->signed_by.c_str());
  return 0;
}

}  // namespace

void add_template(Parser& parser, int& exit_code) {
  auto options = std::make_shared<TemplateCommand>();
  Parser& group = add_group(parser, "template", "The tenant templates of a database");
  Parser& lists = add_command(group, "list", "Show the templates");
  Parser& exports = add_command(group, "export", "Print a template as a document");
  Parser& imports = add_command(group, "import", "Read a template from a document");
  for (Parser* command : {&lists, &exports, &imports}) {
    add_option(*command, "--db", options->database, "The database file", {.is_required = true});
  }
  add_option(exports, "id", options->id, "The template's id", {.is_required = true});
  add_option(imports, "file", options->file, "A template document", {.is_required = true});
  add_option(imports, "--name", options->name, "What to call it here");
  add_option(imports, "--publish", options->publish,
             "The key of a framework that differs here: publish the document's version");
  add_option(imports, "--local", options->local,
             "The key of a framework that differs here: use the one that is here");
  on_run(lists, exit_code, [options] { return list(*options); });
  on_run(exports, exit_code, [options] { return export_document(*options); });
  on_run(imports, exit_code, [options] { return import_document(*options); });
}

}  // namespace datavault::cli
