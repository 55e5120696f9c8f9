#include "server/store/counters.h"

#include "server/store/query.h"

namespace datavault::store {

Result<int64_t> next_ids(WriteTransaction& tx, std::string_view counter, int64_t count) {
  return guarded([&]() -> Result<int64_t> {
    int64_t last = 0;
    Query read(tx, "SELECT last_value FROM counters WHERE name = :name");
    if (read.use(counter).into(last).next()) {
      Query update(tx, "UPDATE counters SET last_value = :last WHERE name = :name");
      update.use(last + count).use(counter).run();
    } else {
      Query insert(tx, "INSERT INTO counters (name, last_value) VALUES (:name, :last)");
      insert.use(counter).use(count).run();
    }
    return last + 1;
  });
}

}  // namespace datavault::store
