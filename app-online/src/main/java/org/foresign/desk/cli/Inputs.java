package org.foresign.desk.cli;

import java.nio.file.Path;
import org.foresign.codec.Bytes;
import org.foresign.files.NamedFile;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.staking.BlsPublicKey;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads what stands on the command line; what is wrong there is a usage error. */
final class Inputs {
  private Inputs() {}

  /** A vault's instance. */
  static final class Instance implements ITypeConverter<Bytes> {
    @Override
    public Bytes convert(String text) {
      if (!text.matches("(0x)?[0-9a-fA-F]{32}")) {
        throw new TypeConversionException("not a vault's instance of 32 hex digits: " + text);
      }
      return Bytes.parseHex(text);
    }
  }

  static BlsPublicKey validator(String text) {
    try {
      return BlsPublicKey.parseHex(text);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException("not a validator key of 96 hex digits: " + text);
    }
  }

  /** A whole file of bounded size. */
  static Bytes file(Path file, int maxBytes) throws ProblemException {
    return Bytes.of(NamedFile.read(file, maxBytes));
  }
}
