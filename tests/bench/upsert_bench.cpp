// Raw prepared upserts into SQLite: what a distribution is measured beside.
//   upsert_bench FILE TENANTS ROWS   -> {"milliseconds": n}
#include <sqlite3.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>

namespace {

void check(int code, sqlite3* database) {
  if (code == SQLITE_OK || code == SQLITE_DONE || code == SQLITE_ROW) return;
  std::fprintf(stderr, "upsert_bench: %s\n", sqlite3_errmsg(database));
  std::exit(1);
}

void run(sqlite3* database, const char* sql) {
  check(sqlite3_exec(database, sql, nullptr, nullptr, nullptr), database);
}

void upsert_all(sqlite3* database, sqlite3_stmt* upsert, int tenants, int rows) {
  for (int tenant = 1; tenant <= tenants; ++tenant) {
    for (int row = 0; row < rows; ++row) {
      const std::string uid = "field-uid-" + std::to_string(row);
      sqlite3_bind_int(upsert, 1, tenant);
      sqlite3_bind_text(upsert, 2, uid.c_str(), -1, SQLITE_TRANSIENT);
      sqlite3_bind_text(upsert, 3, "description", -1, SQLITE_STATIC);
      sqlite3_bind_text(upsert, 4, "\"As we see it\"", -1, SQLITE_STATIC);
      check(sqlite3_step(upsert), database);
      sqlite3_reset(upsert);
    }
  }
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 4) return 2;
  std::filesystem::remove(argv[1]);
  const int tenants = std::atoi(argv[2]);
  const int rows = std::atoi(argv[3]);
  sqlite3* database = nullptr;
  check(sqlite3_open(argv[1], &database), database);
  run(database, "PRAGMA journal_mode = WAL");
  run(database, "PRAGMA synchronous = FULL");
  run(database,
      "CREATE TABLE overlays (tenant_id BIGINT, uid TEXT, attribute TEXT, value TEXT, "
      "PRIMARY KEY (tenant_id, uid, attribute))");
  sqlite3_stmt* upsert = nullptr;
  check(sqlite3_prepare_v2(database,
                           "INSERT INTO overlays VALUES (?, ?, ?, ?) ON CONFLICT (tenant_id, uid, "
                           "attribute) DO UPDATE SET value = excluded.value",
                           -1, &upsert, nullptr),
        database);
  // The rows are there already, as a distribution finds its copies.
  run(database, "BEGIN IMMEDIATE");
  upsert_all(database, upsert, tenants, rows);
  run(database, "COMMIT");
  const auto began = std::chrono::steady_clock::now();
  run(database, "BEGIN IMMEDIATE");
  upsert_all(database, upsert, tenants, rows);
  run(database, "COMMIT");
  const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - began;
  std::printf("{\"milliseconds\": %.3f}\n", took.count());
  sqlite3_finalize(upsert);
  sqlite3_close(database);
}
