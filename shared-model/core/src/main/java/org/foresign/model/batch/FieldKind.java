package org.foresign.model.batch;

import java.math.BigInteger;
import org.foresign.codec.CborReader;
import org.foresign.codec.CborWriter;
import org.foresign.model.problem.ProblemException;

/** The forms that an argument of an operation can have (docs/spec/batch-request.md, "Field"). */
enum FieldKind {
  PUBLIC_KEY(48),
  CREDENTIALS(32),
  SIGNATURE(96),
  ADDRESS(20),
  GWEI(0),
  QUANTITY(0);

  private final int size;

  FieldKind(int size) {
    this.size = size;
  }

  Scalar read(CborReader reader) throws ProblemException {
    return switch (this) {
      case PUBLIC_KEY, CREDENTIALS, SIGNATURE, ADDRESS ->
          new Scalar.Blob(reader.bytesExactly(size));
      case GWEI -> new Scalar.Count(BigInteger.valueOf(reader.uint()));
      case QUANTITY -> new Scalar.Count(reader.quantity());
    };
  }

  static void write(CborWriter writer, Scalar scalar) {
    switch (scalar) {
      case Scalar.Blob(var value) -> writer.bytes(value);
      case Scalar.Count(var value) -> writer.quantity(value);
    }
  }
}
