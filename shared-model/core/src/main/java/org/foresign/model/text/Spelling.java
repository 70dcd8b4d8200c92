package org.foresign.model.text;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** How a constant is spelled in JSON, on command lines, in the journal and in the store. */
public final class Spelling {
  private static final ClassValue<Map<String, Enum<?>>> CONSTANTS =
      new ClassValue<>() {
        @Override
        protected Map<String, Enum<?>> computeValue(Class<?> type) {
          Map<String, Enum<?>> constants = new HashMap<>();
          for (Object constant : type.getEnumConstants()) {
            constants.put(of((Enum<?>) constant), (Enum<?>) constant);
          }
          return Map.copyOf(constants);
        }
      };

  private Spelling() {}

  /** Such as {@code unstake-full}. */
  public static String of(Enum<?> constant) {
    return of(constant.name());
  }

  /** The same of a constant's name. */
  public static String of(String name) {
    return name.toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The constant of this type that {@link #of} spells so. */
  public static <E extends Enum<E>> Optional<E> find(Class<E> type, String word) {
    return Optional.ofNullable(CONSTANTS.get(type).get(word)).map(type::cast);
  }

  /** Such as {@code leaves read}, for lines that a person reads. */
  public static String words(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
