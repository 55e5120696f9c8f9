#include "web/views/first_ui.h"

#include "web/views/login_view.h"
#include "web/views/pages_ui.h"

namespace datavault {

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

void first_ui(const AppState& state, AppUi& ui, Commands& commands) {
  // A one-time link is for who is signed in as well.
  if (state.route.page == Page::welcome) {
    return welcome_ui(build_welcome_view(state, ui.welcome), ui.welcome, commands);
  }
  if (!state.session.signed_in()) {
    return login_ui(build_login_view(state), ui.login, commands);
  }
  app_ui(state, ui, commands);
}

}  // namespace datavault
