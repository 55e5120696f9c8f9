#pragma once

#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "core/base/json.h"
#include "core/plan/snapshot.h"
#include "web/state/reduce.h"

namespace datavault::test {

/// A client without a browser: takes commands, keeps the state and what was asked for. Plans are
/// made as in the browser; timers, keys and blobs are answered by the test.
class Client {
 public:
  /// Signed in as user 1, a super admin; `more` joins the session that the server tells.
  static Client signed_in(const Json& more = Json::object());
  /// Signed in as user 7 of Acme, the company 3.
  static Client of_company();

  void send(const Command& command);
  /// Opens a page, as the address bar would.
  void open(const std::string& path) { send(RouteOpened{path}); }
  void answer(CallTag tag, const Json& body, int status = 200);
  void fail(CallTag tag);  // nobody answers
  /// Makes the plans that were asked for, and those that are asked for thereupon.
  void make_plans();

  /// The last request of that kind, and whether there was one since the last call of forget().
  template <typename T>
  std::optional<T> last() const {
    for (auto it = requests.rbegin(); it != requests.rend(); ++it) {
      if (const T* found = std::get_if<T>(&*it)) return *found;
    }
    return std::nullopt;
  }
  std::optional<SendHttp> last_call(Call call) const;
  /// What the browser was asked to keep last under this key; none: nothing, or it was removed.
  std::optional<std::string> kept(const std::string& key) const;
  /// The browser has told what it keeps for the user: these submissions, no snapshots.
  void find_kept(std::vector<std::pair<std::string, std::string>> queue = {});
  void forget() { requests.clear(); }

  AppState state;
  Requests requests;

 private:
  std::set<std::tuple<uint64_t, Approach, uint64_t>> made_;
};

/// Framework 5 in versions 1 and 2 with these tenants: 1 behind, 2 behind with a harmless change, 3
/// behind with a change that collides, 4 without a copy, 5 current, 6 inactive. Version 2 renames
/// field "a" and drops field "c"; tenant 1 has 7 values in "c".
Snapshot small_snapshot();

/// The wizard at its preview, with every tenant selected and the plan made.
Client client_at_preview(Strategy strategy = Strategy::merge);

}  // namespace datavault::test
