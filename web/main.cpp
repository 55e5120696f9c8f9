#include "web/app/app.h"
#include "web/platform/app_hooks.h"

namespace {

datavault::App& app() {
  static datavault::App instance;
  return instance;
}

}  // namespace

namespace datavault::platform {

void app_start() { app().start(); }
void app_event(const PlatformEvent& event) { app().on_event(event); }
void app_frame() { app().draw(); }

}  // namespace datavault::platform
