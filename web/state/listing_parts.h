#pragma once

#include <string>
#include <utility>
#include <vector>

#include "web/state/json_get.h"
#include "web/state/listing.h"
#include "web/state/parts.h"

namespace datavault {

/// How the reducer fills listings; not for use outside web/state.

/// Where a listing is to be had, and how its reply reads.
template <typename Row>
struct ListSource {
  Call call = Call::session;
  const char* path = "";
  std::vector<Row> (*read)(const Json& body) = nullptr;
};

/// "?limit=100&" and the rest.
std::string list_query(const std::string& filters, const std::string& cursor);

template <typename Row>
void ask_for(Step& step, Listing<Row>& list, const ListSource<Row>& source) {
  list.asked = list.wanted;
  list.rows.start();
  send_get(step, {source.call},
           source.path + list_query(list.asked, list.more ? list.next : std::string()));
}

/// The rows that fit these filters, fresh.
template <typename Row>
void load_listing(Step& step, Listing<Row>& list, const ListSource<Row>& source,
                  std::string filters) {
  list.wanted = std::move(filters);
  if (list.rows.loading()) return;
  list.more = false;
  ask_for(step, list, source);
}

template <typename Row>
void load_more(Step& step, Listing<Row>& list, const ListSource<Row>& source) {
  if (list.rows.loading() || list.next.empty()) return;
  list.more = true;
  ask_for(step, list, source);
}

template <typename Row>
void listing_replied(Step& step, Listing<Row>& list, const ListSource<Row>& source,
                     const Replied& command) {
  Body body = body_of(command.reply);
  if (list.asked != list.wanted) {
    list.more = false;
    return ask_for(step, list, source);
  }
  if (!body.ok) return list.rows.fail(std::move(body.failure));
  std::vector<Row> rows = list.more ? std::move(list.rows.value) : std::vector<Row>();
  for (Row& row : source.read(body.json)) rows.push_back(std::move(row));
  list.rows.arrive(std::move(rows), command.at_ms);
  list.next = text_at(body.json, "next_cursor");
  list.total = integer_at(body.json, "total");
  list.more = false;
}

}  // namespace datavault
