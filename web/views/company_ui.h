#pragma once

#include "web/state/command.h"
#include "web/views/template_provision_view.h"

namespace datavault {

/// The fields of a company; true when `form` changed. `submitted`: Enter was pressed in one.
bool company_form_ui(const CompanyFormView& view, CompanyForm& form, bool& submitted);
/// The link of a first admin, with a button that copies it.
void admin_link_ui(const AdminLinkView& link, Commands& commands);

}  // namespace datavault
