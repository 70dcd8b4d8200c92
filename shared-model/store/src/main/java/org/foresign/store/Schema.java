package org.foresign.store;

import java.util.List;
import java.util.stream.IntStream;

/**
 * What a database is for and how it is built.
 *
 * @param applicationId four bytes in the file's header that tell our kinds of databases apart from
 *     each other and from everybody else's
 * @param migrations all steps in order, numbered from 1
 */
public record Schema(int applicationId, List<Migration> migrations) {
  public Schema {
    migrations = List.copyOf(migrations);
    List<Migration> steps = migrations;
    if (applicationId == 0
        || steps.isEmpty()
        || !IntStream.range(0, steps.size()).allMatch(i -> steps.get(i).version() == i + 1)) {
      throw new IllegalArgumentException(
          "a schema has an application id and migrations numbered from 1 without gaps");
    }
  }

  /** Reads the migration files beside {@code anchor}, in this order. */
  public static Schema of(int applicationId, Class<?> anchor, String... files) {
    return new Schema(
        applicationId,
        List.of(files).stream().map(file -> Migration.fromResource(anchor, file)).toList());
  }

  int version() {
    return migrations.size();
  }
}
