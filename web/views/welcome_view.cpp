#include "web/views/welcome_view.h"

#include "web/views/words.h"

namespace datavault {
namespace {

constexpr int64_t kShortestPassword = 12;

int64_t characters_of(const std::string& text) {
  int64_t count = 0;
  for (const char c : text) count += (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  return count;
}

void add_problem(const Failure& failure, WelcomeView& view) {
  if (failure.where == "password")
    view.password_error = failure.message;
  else if (failure.where == "email")
    view.email_error = failure.message;
  else
    view.error = failure.message;
}

}  // namespace

std::string password_lack(const std::string& password) {
  const int64_t missing = kShortestPassword - characters_of(password);
  if (password.empty()) return "At least 12 characters. A few words in a row are a good password.";
  return missing > 0 ? counted(missing, "more character") + " needed." : std::string();
}

WelcomeView build_welcome_view(const AppState& state, const WelcomeUi& ui) {
  const Welcome& welcome = state.welcome;
  WelcomeView view;
  view.checking =
      welcome.phase == Welcome::Phase::idle || welcome.phase == Welcome::Phase::checking;
  view.broken = welcome.phase == Welcome::Phase::broken;
  view.busy = welcome.phase == Welcome::Phase::sending;
  view.is_first = !view.checking && !view.broken && welcome.is_first();
  view.email = welcome.email;
  view.title = view.broken ? "This link does not work" : "Choose your password";
  if (view.is_first) view.title = "Set up DataVault";
  view.subtitle = view.is_first ? "You become its first super admin." : view.email;
  if (view.broken) view.subtitle.clear();
  add_problem(welcome.failure, view);
  view.password_hint = password_lack(ui.password);
  view.can_send = view.password_hint.empty() && (!view.is_first || !ui.email.empty());
  if (view.password_hint.empty()) view.password_hint = "Long enough.";
  return view;
}

}  // namespace datavault
