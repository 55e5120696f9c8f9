// Reading the audit: docs/security.md.
#include <memory>

#include "core/codec/csv.h"
#include "server/app/audit_chain.h"
#include "server/http/list_parameters.h"
#include "server/http/replies.h"
#include "server/http/routes.h"
#include "server/http/wire.h"

namespace datavault::http {
namespace {

constexpr const char* kExported[] = {
    "id",         "at",      "user_email", "as_user_email", "action",     "entity", "entity_id",
    "is_refused", "payload", "ip",         "user_agent",    "request_id", "hash"};

HttpResponse audit(Application& application, const Call& call) {
  auto request = page_request_from(call.request.query);
  if (!request) return refuse(request.error());
  auto page = application.audit.list(*request);
  if (!page) return refuse(page.error());
  Json rows = Json::array();
  for (const auto& row : page->rows) rows.push_back(audit_row_to_json(row));
  return succeed({{"audit", std::move(rows)},
                  {"next_cursor", cursor_to_json(page->next)},
                  {"total", page->total}});
}

HttpResponse verify(Application& application, const Call&) {
  auto tx = application.database().read();
  if (!tx) return refuse(tx.error());
  auto findings = verify_audit(*tx);
  if (!findings) return refuse(findings.error());
  auto last = store::find_last_audit(*tx);
  if (!last) return refuse(last.error());
  auto checkpoint = store::find_last_checkpoint(*tx);
  if (!checkpoint) return refuse(checkpoint.error());
  Json list = Json::array();
  for (const AuditFinding& finding : *findings) {
    list.push_back({{"row", finding.row}, {"message", finding.message}});
  }
  return succeed({{"is_whole", findings->empty()},
                  {"findings", std::move(list)},
                  {"last_row", *last ? Json((*last)->id) : Json(nullptr)},
                  {"signed_row", *checkpoint ? Json((*checkpoint)->row_id) : Json(nullptr)},
                  {"signed_at", *checkpoint ? Json((*checkpoint)->at) : Json(nullptr)},
                  {"public_key", *checkpoint ? Json((*checkpoint)->public_key) : Json(nullptr)}});
}

/// A spreadsheet would run a cell that begins like this as a formula.
std::string harmless(std::string cell) {
  if (!cell.empty() && std::string_view("=+-@\t\r").find(cell.front()) != std::string_view::npos) {
    cell.insert(cell.begin(), '\'');
  }
  return cell;
}

void append_row(std::string& text, const store::AuditRow& row, bool is_csv) {
  const Json json = audit_row_to_json(row);
  if (!is_csv) {
    text += dump(json) + "\n";
    return;
  }
  std::vector<std::string> cells;
  for (const char* column : kExported) {
    const Json& value = json[column];
    if (value.is_null()) {
      cells.emplace_back();
    } else {
      cells.push_back(value.is_string() ? harmless(value.get<std::string>()) : dump(value));
    }
  }
  append_csv(text, cells);
}

/// All rows that fit, a page at a time, each in a transaction of its own: an export of years holds
/// nothing up.
StreamBody export_stream(Application& application, store::PageRequest request, bool is_csv) {
  request.limit = 1000;
  auto next = std::make_shared<store::PageRequest>(std::move(request));
  auto has_begun = std::make_shared<bool>(false);
  return [&application, next, has_begun, is_csv](std::string& text) {
    if (is_csv && !*has_begun) {
      append_csv(text, {std::begin(kExported), std::end(kExported)});
    }
    *has_begun = true;
    auto page = application.audit.list(*next);
    if (!page) {
      // The status was sent long ago.
      text += is_csv ? "INCOMPLETE\n" : "{\"incomplete\":true}\n";
      return false;
    }
    for (const store::AuditRow& row : page->rows) append_row(text, row, is_csv);
    next->after = page->next;
    return page->next.has_value();
  };
}

HttpResponse export_rows(Application& application, const Call& call) {
  auto query = call.request.query;
  const auto found = query.find("format");
  const std::string format = found == query.end() ? "csv" : found->second;
  if (format != "csv" && format != "jsonl") {
    return refuse(invalid_input("A format is csv or jsonl.", "format"));
  }
  query.erase("format");
  query.erase("limit");
  query.erase("cursor");
  auto request = page_request_from(query);
  if (!request) return refuse(request.error());
  // What is wrong with the filters shows before the status is sent.
  store::PageRequest first = *request;
  first.limit = 1;
  if (auto page = application.audit.list(first); !page) return refuse(page.error());
  const bool is_csv = format == "csv";
  HttpResponse response;
  response.content_type = is_csv ? "text/csv; charset=utf-8" : "application/x-ndjson";
  response.headers.emplace_back("Content-Disposition",
                                "attachment; filename=\"audit." + format + "\"");
  response.stream = export_stream(application, *std::move(request), is_csv);
  return response;
}

}  // namespace

void add_audit_routes(std::vector<Route>& routes, Application& application) {
  const auto read = [&](std::string_view pattern, bool is_expensive, Handler handler) {
    routes.push_back({"GET", pattern, Access::super_admin, true, Accepts::nothing, 0, "",
                      std::move(handler), is_expensive});
  };
  read("/superadmin/api/audit", false, [&](const Call& call) { return audit(application, call); });
  read("/superadmin/api/audit/verify", true,
       [&](const Call& call) { return verify(application, call); });
  read("/superadmin/api/audit/export", false,
       [&](const Call& call) { return export_rows(application, call); });
}

}  // namespace datavault::http
