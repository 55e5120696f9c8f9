#include "web/views/first_ui.h"

#include "web/views/login_view.h"
#include "web/views/pages_ui.h"
#include "web/widgets/ui.h"

namespace datavault {
namespace {

void arriving_ui() {
  const ui::CenteredPage page;
  ui::product_mark(28);
  ui::spinner("Loading…");
}

}  // namespace

void close_overlays(AppUi& ui) {
  ui.palette = {};
  ui.framework_edit.edit.form = {};
  ui.copy.edit.form = {};
  ui.copy.edit.asks_to_discard = false;
  ui.copy.edit.opened = ui.framework_edit.edit.opened = -1;
  ui.changes.opened = -1;
  ui.bulk.opened.reset();
  ui.upgrade.opened.reset();
}

void first_ui(const AppState& state, bool complete, AppUi& ui, Commands& commands) {
  // A one-time link is for who is signed in as well.
  if (state.route.page == Page::welcome) {
    return welcome_ui(build_welcome_view(state, ui.welcome), ui.welcome, commands);
  }
  if (!state.session.signed_in()) {
    return login_ui(build_login_view(state), ui.login, commands);
  }
  if (!complete) return arriving_ui();
  app_ui(state, ui, commands);
}

}  // namespace datavault
