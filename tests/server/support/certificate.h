#pragma once

#include <string>

namespace datavault::test {

/// Writes a key and a certificate that it signed itself, for "localhost", as PEM files.
void write_certificate(const std::string& certificate_file, const std::string& key_file,
                       const std::string& organisation);

}  // namespace datavault::test
