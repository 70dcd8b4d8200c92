package org.foresign.store;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.OptionalLong;
import org.foresign.codec.Bytes;
import org.foresign.codec.Digest32;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.text.Spelling;
import org.jspecify.annotations.Nullable;

/**
 * The current row of a query; columns are numbered from 1. Valid only inside the mapper. A NULL
 * where a value is asked for is {@link StoreProblem#STORE_CORRUPT}.
 */
public final class Row {
  private final ResultSet results;

  Row(ResultSet results) {
    this.results = results;
  }

  public long integer(int column) throws ProblemException {
    try {
      long value = results.getLong(column);
      if (value == 0 && results.wasNull()) {
        throw missing(column);
      }
      return value;
    } catch (SQLException e) {
      throw SqlErrors.translate(e);
    }
  }

  /** An integer that fits in 32 bits. */
  public int smallInteger(int column) throws ProblemException {
    long value = integer(column);
    if (value != (int) value) {
      throw Problem.of(StoreProblem.STORE_CORRUPT, "column " + column + " is out of range")
          .asException();
    }
    return (int) value;
  }

  /** An integer that is 0 or 1. */
  public boolean flag(int column) throws ProblemException {
    long value = integer(column);
    if (value != 0 && value != 1) {
      throw Problem.of(StoreProblem.STORE_CORRUPT, "column " + column + " is no flag")
          .asException();
    }
    return value == 1;
  }

  public OptionalLong optionalInteger(int column) throws ProblemException {
    try {
      long value = results.getLong(column);
      return results.wasNull() ? OptionalLong.empty() : OptionalLong.of(value);
    } catch (SQLException e) {
      throw SqlErrors.translate(e);
    }
  }

  public String text(int column) throws ProblemException {
    return optionalText(column).orElseThrow(() -> missing(column));
  }

  public Optional<String> optionalText(int column) throws ProblemException {
    try {
      return Optional.ofNullable(results.getString(column));
    } catch (SQLException e) {
      throw SqlErrors.translate(e);
    }
  }

  /** A constant, which stands in the store by its spelling. */
  public <E extends Enum<E>> E constant(int column, Class<E> type) throws ProblemException {
    String word = text(column);
    return Spelling.find(type, word)
        .orElseThrow(
            () -> Problem.of(StoreProblem.STORE_CORRUPT, "there is no " + word).asException());
  }

  public Bytes blob(int column) throws ProblemException {
    return Bytes.of(blobArray(column));
  }

  /** The bytes of a blob in an array that the caller owns. */
  public byte[] blobArray(int column) throws ProblemException {
    byte @Nullable [] value = bytes(column);
    if (value == null) {
      throw missing(column);
    }
    return value;
  }

  /** A blob of 32 bytes. */
  public Digest32 digest(int column) throws ProblemException {
    return optionalDigest(column).orElseThrow(() -> missing(column));
  }

  public Optional<Digest32> optionalDigest(int column) throws ProblemException {
    try {
      return optionalBlob(column).map(Digest32::new);
    } catch (IllegalArgumentException e) {
      throw new ProblemException(
          Problem.of(StoreProblem.STORE_CORRUPT, "column " + column + " is no digest"), e);
    }
  }

  public Optional<Bytes> optionalBlob(int column) throws ProblemException {
    byte @Nullable [] value = bytes(column);
    return value == null ? Optional.empty() : Optional.of(Bytes.of(value));
  }

  private byte @Nullable [] bytes(int column) throws ProblemException {
    try {
      return results.getBytes(column);
    } catch (SQLException e) {
      throw SqlErrors.translate(e);
    }
  }

  /** All values with their kinds, in a form that no other row has (docs/spec/row-binding.md). */
  byte[] content() throws ProblemException {
    try {
      int columns = results.getMetaData().getColumnCount();
      ByteArrayOutputStream content = new ByteArrayOutputStream(256);
      for (int column = 1; column <= columns; column++) {
        switch (results.getObject(column)) {
          case null -> content.write(0);
          case Integer value -> put(content, 1, value);
          case Long value -> put(content, 1, value);
          case String text -> {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            put(content, 2, bytes.length);
            content.writeBytes(bytes);
          }
          case byte[] bytes -> {
            put(content, 3, bytes.length);
            content.writeBytes(bytes);
          }
          case Double value -> put(content, 4, Double.doubleToRawLongBits(value));
          case Object other ->
              throw new IllegalStateException("no kind of value of SQLite: " + other.getClass());
        }
      }
      return content.toByteArray();
    } catch (SQLException e) {
      throw SqlErrors.translate(e);
    }
  }

  private static void put(ByteArrayOutputStream content, int kind, long value) {
    content.write(kind);
    content.writeBytes(ByteBuffer.allocate(Long.BYTES).putLong(value).array());
  }

  private static ProblemException missing(int column) {
    return Problem.of(StoreProblem.STORE_CORRUPT, "column " + column + " is empty").asException();
  }
}
