#include "generated/icons.h"
#include "web/views/pages_ui.h"
#include "web/widgets/ui.h"

namespace datavault {
namespace {

void show_form(AccountForm form, AccountUi& ui, Commands& commands) {
  ui = {};
  commands.push_back(ShowAccountForm{form});
}

void password_card_ui(const ui::Grid& grid, const AccountView& view, AccountUi& ui,
                      Commands& commands) {
  const ui::Card card("password", {.min_height = grid.row_height()});
  ui::heading(2, "Password");
  ui::muted("At least 12 characters. Changing it signs you out everywhere else.");
  ui::space(metrics::kSpace4);
  if (ui::button("Change password", {.icon = icons::lock, .disabled = !view.not_ours.empty()})) {
    show_form(AccountForm::password, ui, commands);
  }
}

void second_factor_card_ui(const ui::Grid& grid, const AccountView& view, AccountUi& ui,
                           Commands& commands) {
  const ui::Card card("second factor", {.min_height = grid.row_height()});
  {
    const ui::Row row;
    ui::heading(2, "Second factor");
    if (view.facts.ready()) {
      ui::badge(view.has_second_factor ? "On" : "Off",
                view.has_second_factor ? Tone::success : Tone::warning);
    }
  }
  if (!loaded_ui(view.facts, commands, 2)) return;
  ui::text(view.second_factor,
           {.color = view.few_codes ? ui::TextColor::warning : ui::TextColor::muted});
  ui::space(metrics::kSpace4);
  const bool locked = !view.not_ours.empty();
  if (!view.has_second_factor) {
    if (ui::button(
            "Add a second factor",
            {.kind = ui::ButtonKind::primary, .icon = icons::verified_user, .disabled = locked})) {
      show_form(AccountForm::second_factor, ui, commands);
    }
    return;
  }
  const ui::Row row;
  if (ui::button("Set up anew", {.icon = icons::refresh, .disabled = locked})) {
    show_form(AccountForm::second_factor, ui, commands);
  }
  if (ui::button("Remove", {.kind = ui::ButtonKind::ghost, .disabled = locked})) {
    show_form(AccountForm::no_second_factor, ui, commands);
  }
}

void sessions_table_ui(const AccountView& view, Commands& commands) {
  const ui::Column columns[] = {{.title = "Device", .weight = 3, .stacked = ui::Stacked::heading},
                                {.title = "Address", .weight = 2, .hide_below = 560},
                                {.title = "Last seen", .weight = 2},
                                {.title = "Signed in", .weight = 2, .hide_below = 800},
                                {.title = "", .width = 110, .stacked = ui::Stacked::action}};
  const auto draw = [&view, &commands](int index, int column, ui::TableCell& cell) {
    const SessionRow& row = view.session_rows[static_cast<size_t>(index)];
    switch (column) {
      case 0:
        return cell.text(row.device, ui::TextColor::normal, true);
      case 1:
        return cell.text(row.address, ui::TextColor::muted);
      case 2:
        return cell.text(row.seen);
      case 3:
        return cell.text(row.since, ui::TextColor::muted);
      default:
        break;
    }
    if (row.is_current) return cell.badge("This one", Tone::accent);
    if (row.is_ending) return cell.text("Ending…", ui::TextColor::muted);
    if (cell.button("End##" + std::to_string(row.id))) commands.push_back(EndSession{row.id});
  };
  ui::table("Sessions", columns, static_cast<int>(view.session_rows.size()), draw,
            {.row_height = 52, .stacks = true});
}

void sessions_ui(const AccountView& view, Commands& commands) {
  {
    ui::Row row;
    ui::heading(2, "Where you are signed in");
    row.push_right();
    if (view.other_sessions > 0 &&
        ui::button("End all others", {.busy = view.ending_others, .small = true})) {
      commands.push_back(EndOtherSessions{});
    }
  }
  if (loaded_ui(view.sessions, commands, 3)) sessions_table_ui(view, commands);
}

void tokens_table_ui(const AccountView& view, Commands& commands) {
  const ui::Column columns[] = {
      {.title = "Name", .weight = 3, .stacked = ui::Stacked::heading},
      {.title = "Good for", .weight = 3, .hide_below = 560, .stacked = ui::Stacked::paragraph},
      {.title = "Ends", .weight = 2, .hide_below = 700},
      {.title = "Last used", .weight = 2, .hide_below = 860},
      {.title = "", .width = 120, .stacked = ui::Stacked::action}};
  const auto draw = [&view, &commands](int index, int column, ui::TableCell& cell) {
    const TokenRow& row = view.token_rows[static_cast<size_t>(index)];
    switch (column) {
      case 0:
        return cell.text(row.name, ui::TextColor::normal, true);
      case 1:
        return cell.text(row.scopes, ui::TextColor::muted);
      case 2:
        return cell.text(row.expires);
      case 3:
        return cell.text(row.used, ui::TextColor::muted);
      default:
        break;
    }
    if (row.is_removing) return cell.text("Removing…", ui::TextColor::muted);
    if (cell.button("Remove##" + std::to_string(row.id))) commands.push_back(RemoveToken{row.id});
  };
  ui::table("API tokens", columns, static_cast<int>(view.token_rows.size()), draw,
            {.row_height = 52, .stacks = true});
}

void tokens_ui(const AccountView& view, AccountUi& ui, Commands& commands) {
  {
    ui::Row row;
    ui::heading(2, "API tokens");
    row.push_right();
    if (view.not_ours.empty() && ui::button("New token", {.icon = icons::add, .small = true})) {
      show_form(AccountForm::token, ui, commands);
    }
  }
  ui::muted("Programs sign in with them, in your name and for what you choose.");
  if (!loaded_ui(view.tokens, commands, 2)) return;
  if (!view.token_rows.empty()) return tokens_table_ui(view, commands);
  ui::empty_state(icons::fingerprint, "No tokens", "Make one for each program that needs access.");
}

}  // namespace

void account_ui(const AccountView& view, AccountUi& ui, Commands& commands) {
  ui::page_header("Account", view.email + " · " + view.role);
  if (!view.not_ours.empty()) ui::alert(Tone::warning, view.not_ours);
  {
    ui::Grid grid("security", {.min_width = 320, .max_columns = 2});
    grid.next();
    password_card_ui(grid, view, ui, commands);
    grid.next();
    second_factor_card_ui(grid, view, ui, commands);
  }
  ui::space(metrics::kSpace5);
  sessions_ui(view, commands);
  ui::space(metrics::kSpace5);
  tokens_ui(view, ui, commands);
  account_form_ui(view, ui, commands);
}

}  // namespace datavault
