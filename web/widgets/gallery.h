#pragma once

namespace datavault::ui {

/// Every widget on one page, for looking at them: route "#/gallery". Drawn inside a Shell.
void gallery_ui();

}  // namespace datavault::ui
