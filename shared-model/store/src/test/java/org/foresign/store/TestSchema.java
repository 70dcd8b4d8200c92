package org.foresign.store;

/** The schema of this package's tests. */
final class TestSchema {
  static final Schema ONE = Schema.of(0x46535431, TestSchema.class, "V1__pairs.sql");
  static final Schema TWO = Schema.of(0x46535431, TestSchema.class, "V1__pairs.sql", "V2__six.sql");

  private TestSchema() {}
}
