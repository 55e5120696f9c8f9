#pragma once

/// All widgets. Views include this one. Every widget draws itself, says what it is to screen
/// readers and browser tests (role, name, value, state), and tells in its result what the user did.

#include "web/widgets/button.h"
#include "web/widgets/card.h"
#include "web/widgets/chart.h"
#include "web/widgets/choice.h"
#include "web/widgets/combo.h"
#include "web/widgets/dialog.h"
#include "web/widgets/feedback.h"
#include "web/widgets/frame_scope.h"
#include "web/widgets/layout.h"
#include "web/widgets/navigation.h"
#include "web/widgets/palette.h"
#include "web/widgets/preferences.h"
#include "web/widgets/table.h"
#include "web/widgets/text.h"
#include "web/widgets/text_input.h"
#include "web/widgets/tile.h"
