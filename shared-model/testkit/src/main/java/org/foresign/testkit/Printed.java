package org.foresign.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** Foreign text that acts on a terminal, and what of it must never be printed. */
public final class Printed {
  /** A sequence for each way to move the cursor, turn the writing direction or show nothing. */
  private static final List<String> ACTS =
      List.of(
          "\u001b[2J",
          "\u001b]0;title\u0007",
          "\u009b31m",
          "\r",
          "\b",
          "\u0000",
          "\u007f",
          "\u0085",
          "\u202e",
          "\u2066",
          "\u200f",
          "\u200b",
          "\u2028",
          "\ufeff",
          "\u00ad",
          String.valueOf(Character.toChars(0xe0041)));

  private Printed() {}

  /** One text with all such sequences, for places that are too many to try each sequence at. */
  public static String hostile() {
    return "Custodian" + String.join("a", ACTS) + "z";
  }

  /** Texts with one such sequence each, in turn at the beginning, inside and at the end. */
  public static List<String> each() {
    List<String> texts = new ArrayList<>();
    for (String acts : ACTS) {
      texts.add(
          switch (texts.size() % 3) {
            case 0 -> acts + "Custodian";
            case 1 -> "Custo" + acts + "dian";
            default -> "Custodian" + acts;
          });
    }
    return texts;
  }

  /** The first sign of a program's output that acts on a terminal or shows as nothing. */
  public static OptionalInt firstThatActs(String output) {
    return output
        .codePoints()
        .filter(sign ->
            switch (Character.getType(sign)) {
              case Character.CONTROL -> sign != '\n';
              case Character.FORMAT,
                  Character.SURROGATE,
                  Character.LINE_SEPARATOR,
                  Character.PARAGRAPH_SEPARATOR ->
                  true;
              default -> false;
            })
        .findFirst();
  }
}
