package org.foresign.signer.local;

import java.util.Arrays;
import org.foresign.crypto.DomainTag;
import org.foresign.crypto.HkdfSha256;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;
import org.foresign.secret.SecretBytes;

/**
 * What somebody threw with dice or a coin, as one secret. Owns it; close it to wipe. Throws alone
 * never make a key, see {@link KeyGeneration}.
 */
public final class Throws implements AutoCloseable {
  /** What was thrown. */
  public enum Kind {
    /** Six-sided dice, written 1 to 6; each throw is worth log2(6) = 2.58 bits. */
    DICE(6, 258),
    /** A coin, written H and T or 1 and 0; each throw is worth one bit. */
    COIN(2, 100);

    private final int sides;
    private final int centibits;

    Kind(int sides, int centibits) {
      this.sides = sides;
      this.centibits = centibits;
    }

    /**
     * How many throws a text holds, for somebody who types them line by line.
     *
     * @throws ProblemException with {@link KeyProblem#KEY_ENTROPY_SYMBOL}
     */
    public int count(char[] text) throws ProblemException {
      byte[] thrown = new byte[MAX_THROWS];
      try {
        return read(this, text, thrown);
      } finally {
        Arrays.fill(thrown, (byte) 0);
      }
    }

    /** How many throws give at least {@code bits} bits. */
    public int throwsFor(int bits) {
      return (bits * 100 + centibits - 1) / centibits;
    }
  }

  // Binomial tails: one side of a fair die falls in more than half of 50 throws once in 15 million
  // tries; one side of a fair coin in more than 3/4 of 128 once in 240 million.
  private static final int MOST_DICE_PERCENT = 50;
  private static final int MOST_COIN_PERCENT = 75;
  private static final int MAX_THROWS = 1_000;

  private final Kind kind;
  private final int bits;
  private final SecretBytes extracted;

  private Throws(Kind kind, int bits, SecretBytes extracted) {
    this.kind = kind;
    this.bits = bits;
    this.extracted = extracted;
  }

  /**
   * Reads throws in the order they fell, blanks between them allowed, and wipes {@code text}.
   *
   * @param bits strength of the key they are for: 128 to 256
   * @throws ProblemException with {@link KeyProblem#KEY_ENTROPY_TOO_LITTLE}, {@link
   *     KeyProblem#KEY_ENTROPY_SYMBOL} or {@link KeyProblem#KEY_ENTROPY_LOPSIDED}
   */
  public static Throws parse(Kind kind, char[] text, int bits) throws ProblemException {
    byte[] thrown = new byte[MAX_THROWS];
    byte[] used = new byte[0];
    try {
      int count = read(kind, text, thrown);
      if (count < kind.throwsFor(bits)) {
        throw Problem.of(KeyProblem.KEY_ENTROPY_TOO_LITTLE, count + " of " + kind.throwsFor(bits))
            .asException();
      }
      used = Arrays.copyOf(thrown, count);
      refuseLopsided(kind, used);
      byte[] info = DomainTag.of(kind == Kind.DICE ? "dice-throws" : "coin-throws");
      return new Throws(
          kind, bits, SecretBytes.take(HkdfSha256.derive(used, new byte[0], info, bits / 8)));
    } finally {
      Arrays.fill(thrown, (byte) 0);
      Arrays.fill(used, (byte) 0);
      Arrays.fill(text, '\0');
    }
  }

  public Kind kind() {
    return kind;
  }

  /** Strength of the key these throws are for. */
  public int bits() {
    return bits;
  }

  SecretBytes extracted() {
    return extracted;
  }

  @Override
  public void close() {
    extracted.close();
  }

  @Override
  public String toString() {
    return "Throws(" + kind + ", hidden)";
  }

  private static int read(Kind kind, char[] text, byte[] thrown) throws ProblemException {
    int count = 0;
    for (char sign : text) {
      if (sign == ' ' || sign == '\t' || sign == '\n' || sign == '\r') {
        continue;
      }
      int side = side(kind, sign);
      if (side < 0 || count == MAX_THROWS) {
        throw Problem.of(KeyProblem.KEY_ENTROPY_SYMBOL, "throw " + (count + 1)).asException();
      }
      thrown[count++] = (byte) side;
    }
    return count;
  }

  private static int side(Kind kind, char sign) {
    return switch (kind) {
      case DICE -> sign >= '1' && sign <= '6' ? sign - '1' : -1;
      case COIN ->
          switch (sign) {
            case 'H', 'h', '1' -> 1;
            case 'T', 't', '0' -> 0;
            default -> -1;
          };
    };
  }

  private static void refuseLopsided(Kind kind, byte[] used) throws ProblemException {
    int[] seen = new int[kind.sides];
    try {
      int mostPercent = kind == Kind.DICE ? MOST_DICE_PERCENT : MOST_COIN_PERCENT;
      for (byte side : used) {
        seen[side]++;
      }
      for (int one : seen) {
        if (one * 100 > used.length * mostPercent) {
          throw Problem.of(KeyProblem.KEY_ENTROPY_LOPSIDED).asException();
        }
      }
    } finally {
      Arrays.fill(seen, 0);
    }
  }
}
