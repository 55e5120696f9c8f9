// Runs the inputs of the folders that are named, as libFuzzer's own main would. Each is named
// before it runs: the last line tells which one ended the program.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size);

namespace {

using Paths = std::vector<std::filesystem::path>;

void add_files(const char* folder, Paths& paths) {
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    paths.push_back(entry.path());
  }
}

void run(const std::filesystem::path& path) {
  std::fprintf(stderr, "%s\n", path.c_str());
  std::ifstream file(path, std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(file), {}};
  LLVMFuzzerTestOneInput(reinterpret_cast<const uint8_t*>(bytes.data()), bytes.size());
}

}  // namespace

///   plan_fuzz FOLDER...
int main(int argc, char** argv) {
  Paths paths;
  for (int i = 1; i < argc; ++i) add_files(argv[i], paths);
  std::sort(paths.begin(), paths.end());
  for (const auto& path : paths) run(path);
  std::printf("%zu passed, 0 failed\n", paths.size());
  return paths.empty() ? 1 : 0;
}
