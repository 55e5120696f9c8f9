#include <cstdio>
#include <memory>

#include "server/cli/commands.h"
#include "server/cli/pairs.h"

namespace datavault::cli {
namespace {

struct ImportCommand {
  std::string file, database, name, format, match_by = "code", notes, description;
  std::vector<std::string> map, type_map, unit_map, filter, renamed;
  bool skip_bad_rows = false;
};

Result<Json> pairs_json(const std::vector<std::string>& arguments, SplitAt split,
                        const char* option) {
  auto pairs = read_pairs(arguments, split);
  if (!pairs) return within(option, pairs.error());
  return Json(*pairs);
}

std::string format_of(const ImportCommand& command) {
  if (!command.format.empty()) return command.format;
  return command.file.ends_with(".json") ? "document" : "csv";
}

Result<Json> lineage_of(const ImportCommand& command) {
  auto pairs = read_pairs(command.renamed, SplitAt::first_equals);
  if (!pairs) return within("--renamed", pairs.error());
  Json lineage = Json::array();
  for (const auto& [from, to] : *pairs) {
    lineage.push_back({{"from", from}, {"to", to}, {"kind", "RENAMED"}});
  }
  return lineage;
}

/// The same body as the import route takes, so that both are read by the same code.
Result<Json> body_of(const ImportCommand& command) {
  auto content = read_file(command.file);
  if (!content) return content.error();
  Json body = {{"name", command.name},
               {"format", format_of(command)},
               {"content", *std::move(content)},
               {"match_by", command.match_by},
               {"notes", command.notes},
               {"description", command.description},
               {"skip_bad_rows", command.skip_bad_rows}};
  auto map = pairs_json(command.map, SplitAt::first_equals, "--map");
  if (!map) return map;
  auto types = pairs_json(command.type_map, SplitAt::last_equals, "--type-map");
  if (!types) return types;
  auto units = pairs_json(command.unit_map, SplitAt::last_equals, "--unit-map");
  if (!units) return units;
  auto filter = pairs_json(command.filter, SplitAt::first_equals, "--filter");
  if (!filter) return filter;
  auto lineage = lineage_of(command);
  if (!lineage) return lineage;
  body["map"] = *std::move(map);
  body["type_map"] = *std::move(types);
  body["unit_map"] = *std::move(units);
  body["filter"] = *std::move(filter);
  body["lineage"] = *std::move(lineage);
  return body;
}

int import(const ImportCommand& command) {
  auto body = body_of(command);
  if (!body) return report(body.error());
  auto request = import_request_from_json(*body);
  if (!request) return report(request.error());
  auto application = open_application(command.database, false);
  if (!application) return report(application.error());
  auto outcome = (*application)->frameworks.import(*request, std::nullopt, terminal_actor());
  if (!outcome) return report(outcome.failure());
  for (const ImportWarning& warning : outcome->warnings) {
    std::fprintf(stderr, "warning: row %lld, column %s: %s\n", static_cast<long long>(warning.row),
                 warning.column.c_str(), warning.message.c_str());
  }
  std::printf("%s framework %lld, version %lld: %lld fields.\n",
              outcome->unchanged ? "Nothing new in" : "Imported",
              static_cast<long long>(outcome->framework.value),
              static_cast<long long>(outcome->version), static_cast<long long>(outcome->fields));
  return 0;
}

}  // namespace

void add_framework(Parser& parser, int& exit_code) {
  auto options = std::make_shared<ImportCommand>();
  Parser& framework = add_group(parser, "framework", "The frameworks of a database");
  Parser& command =
      add_command(framework, "import", "Publish a file as a framework's first or next version");
  add_option(command, "file", options->file, "A CSV file or a framework document (.json)",
             {.is_required = true});
  add_option(command, "--db", options->database, "The database file", {.is_required = true});
  add_option(command, "--name", options->name, "What the framework is called; needed for CSV");
  add_option(command, "--description", options->description, "What the framework is about");
  add_option(command, "--format", options->format, "csv or document; else by the file's name",
             {.one_of = {"csv", "document"}});
  add_option(command, "--map", options->map, "attribute=column,... (code, name, topic, unit...)");
  add_option(command, "--type-map", options->type_map, "text=TYPE,... with *=TYPE for all others");
  add_option(command, "--unit-map", options->unit_map, "text=unit,...");
  add_option(command, "--filter", options->filter, "column=value,...: only rows that hold these");
  add_option(command, "--match-by", options->match_by, "How fields keep their identity",
             {.one_of = {"code", "name"}});
  add_option(command, "--renamed", options->renamed, "old=new,...: fields that got a new code");
  add_option(command, "--notes", options->notes, "What changed in this version");
  add_flag(command, "--skip-bad-rows", options->skip_bad_rows, "Leave out rows with mistakes");
  on_run(command, exit_code, [options] { return import(*options); });
}

}  // namespace datavault::cli
