package org.foresign.desk.cli;

import java.nio.file.Path;
import org.foresign.codec.Bytes;
import org.foresign.codec.Digest32;
import org.foresign.files.NamedFile;
import org.foresign.model.eth.Address;
import org.foresign.model.eth.AmountText;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.staking.BlsPublicKey;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads what stands on the command line; what is wrong there is a usage error. */
final class Inputs {
  private Inputs() {}

  /** Lets options and parameters have the types of the model. */
  static CommandLine typed(CommandLine commands) {
    return commands
        .registerConverter(Address.class, Inputs::address)
        .registerConverter(int.class, Inputs::count)
        .registerConverter(Integer.class, Inputs::count)
        .registerConverter(long.class, Inputs::whole)
        .registerConverter(Long.class, Inputs::whole)
        .registerConverter(Digest32.class, Inputs::digest);
  }

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

  private static int count(String text) {
    long number = whole(text);
    if (number != (int) number) {
      throw new TypeConversionException("too large a number: " + text);
    }
    return (int) number;
  }

  /** Not Java's own way, which takes a plus and the digits of every script. */
  private static long whole(String text) {
    try {
      return AmountText.readWhole(text);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(String.valueOf(e.getMessage()));
    }
  }

  private static Digest32 digest(String text) {
    try {
      return Digest32.parseHex(text);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException("not a digest of 64 hex digits: " + text);
    }
  }

  private static Address address(String text) {
    try {
      return Address.parse(text);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(e.getMessage() + ": " + text);
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
