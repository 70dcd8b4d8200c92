package org.foresign.command;

import java.util.function.Function;
import org.foresign.codec.Digest32;
import org.foresign.model.eth.Address;
import org.foresign.model.eth.AmountText;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Lets options and arguments have the types of the model; what is wrong is a usage error. */
final class ArgumentTypes {
  private ArgumentTypes() {}

  static void register(CommandLine commands) {
    commands
        .registerConverter(Address.class, reading(Address::parse))
        .registerConverter(int.class, ArgumentTypes::count)
        .registerConverter(Integer.class, ArgumentTypes::count)
        // Not Java's own way, which takes a plus and the digits of every script.
        .registerConverter(long.class, reading(AmountText::readWhole))
        .registerConverter(Long.class, reading(AmountText::readWhole))
        .registerConverter(Digest32.class, ArgumentTypes::digest);
  }

  private static <T> ITypeConverter<T> reading(Function<String, T> parse) {
    return text -> {
      try {
        return parse.apply(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(String.valueOf(e.getMessage()));
      }
    };
  }

  private static int count(String text) throws Exception {
    long number = reading(AmountText::readWhole).convert(text);
    if (number != (int) number) {
      throw new TypeConversionException("too large a number: " + text);
    }
    return (int) number;
  }

  private static Digest32 digest(String text) {
    try {
      return Digest32.parseHex(text);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException("not a digest of 64 hex digits: " + text);
    }
  }
}
