# Shared by the scripts of this folder; not a command of its own.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root"
logs=$root/build/logs
mkdir -p "$logs"

# step NAME TITLE COMMAND...: runs quietly; on failure shows the end of build/logs/NAME.log and stops.
step() {
  local log=$logs/$1.log title=$2 started=$SECONDS status=0
  shift 2
  printf -- '-- %s\n' "$title" >&2
  # Not `if ! "$@"`: inside a condition bash ignores set -e, and a function would run on after a failure.
  set +e
  (
    set -e
    "$@"
  ) >"$log" 2>&1
  status=$?
  set -e
  if ((status != 0)); then
    tail -n 60 "$log" >&2
    printf 'FAILED: %s (all of it: %s)\n' "$title" "${log#"$root"/}" >&2
    exit 1
  fi
  if ((SECONDS - started >= 5)); then printf '   %d s\n' $((SECONDS - started)) >&2; fi
}

fail() {
  printf '%s\n' "$*" >&2
  exit 1
}

# Optimised Emscripten links look for acorn where Debian puts it, and Emscripten 3.1.6 mistakes node's
# own fetch() for a browser's when it loads a .wasm file.
export NODE_PATH=/usr/share/nodejs${NODE_PATH:+:$NODE_PATH}
node_options=(--no-experimental-fetch)

# With precompiled headers ccache works only when it is told that these do not matter. It must not share them
# between clones (CCACHE_BASEDIR would): they name the headers of the clone that made them.
export CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime

# build PRESET [TARGET...]: configures when needed, then builds.
build() {
  local preset=$1
  shift
  local launcher=()
  if command -v ccache >/dev/null; then
    launcher=(-DCMAKE_C_COMPILER_LAUNCHER=ccache -DCMAKE_CXX_COMPILER_LAUNCHER=ccache)
  fi
  cmake --preset "$preset" "${launcher[@]}"
  cmake --build "build/$preset" --parallel "$(nproc)" ${1:+--target "$@"}
}

# build_product: the client first, then the binary that has it inside, as build/datavault.
build_product() {
  step build-web "Building the web client" build web datavault_site
  step build-release "Building the binary" build release datavault
  ln -f build/release/datavault build/datavault
}
