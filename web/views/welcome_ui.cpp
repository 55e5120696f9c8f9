#include "generated/icons.h"
#include "web/views/login_ui.h"
#include "web/views/pages_ui.h"
#include "web/widgets/ui.h"

namespace datavault {
namespace {

void broken_link_ui(const WelcomeView& view, Commands& commands) {
  ui::alert(Tone::danger, view.error);
  ui::muted("Every link works once and for some days. A super admin can make you a new one.");
  ui::space(metrics::kSpace3);
  if (ui::button("Go to sign-in", {.kind = ui::ButtonKind::primary, .full_width = true})) {
    commands.push_back(Go{"/overview"});
  }
}

bool email_field_ui(const WelcomeView& view, WelcomeUi& ui) {
  ui::TextInputOptions email;
  email.kind = ui::InputKind::email;
  email.autocomplete = "username";
  email.help = "You sign in with it.";
  email.error = view.email_error;
  email.required = true;
  email.autofocus = true;
  return ui::text_input("Email", ui.email, email).submitted;
}

void choice_form_ui(const WelcomeView& view, WelcomeUi& ui, Commands& commands) {
  const ui::Group form(ui::GroupRole::form, view.title);
  bool submitted = view.is_first && email_field_ui(view, ui);
  ui::TextInputOptions password;
  password.kind = ui::InputKind::password;
  password.autocomplete = "new-password";
  password.help = view.password_hint;
  password.error = view.password_error;
  password.required = true;
  password.autofocus = !view.is_first;
  submitted |= ui::text_input("New password", ui.password, password).submitted;
  ui::space(metrics::kSpace5);
  submitted |= ui::button("Set password", {.kind = ui::ButtonKind::primary,
                                           .disabled = !view.can_send,
                                           .busy = view.busy,
                                           .full_width = true});
  if (submitted && view.can_send && !view.busy) commands.push_back(Redeem{ui.email, ui.password});
}

}  // namespace

void welcome_ui(const WelcomeView& view, WelcomeUi& ui, Commands& commands) {
  const ui::CenteredPage page(420);
  if (view.checking) {
    ui::spinner("Looking at your link…");
    return;
  }
  const ui::Card card("welcome", {.padding = 32, .raised = true});
  brand_ui();
  ui::page_header(view.title, view.subtitle);
  if (view.broken) return broken_link_ui(view, commands);
  if (!view.error.empty()) ui::alert(Tone::danger, view.error);
  choice_form_ui(view, ui, commands);
}

}  // namespace datavault
