#pragma once

// How Dear ImGui is compiled (IMGUI_USER_CONFIG). Widgets of our own use its windows, draw lists,
// hit tests and font atlas; its own widgets, files and keyboard navigation are not used.

// The WebGL backend cannot offset vertices: 16-bit indices would end a draw list at 65,536
// vertices.
#define ImDrawIdx unsigned int

#define IMGUI_DISABLE_OBSOLETE_FUNCTIONS
#define IMGUI_DISABLE_DEMO_WINDOWS
#define IMGUI_DISABLE_DEBUG_TOOLS
#define IMGUI_DISABLE_FILE_FUNCTIONS
#define IMGUI_DISABLE_DEFAULT_SHELL_FUNCTIONS
