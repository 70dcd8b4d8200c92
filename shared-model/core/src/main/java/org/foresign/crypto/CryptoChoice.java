package org.foresign.crypto;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.function.Function;
import org.foresign.model.problem.Problem;
import org.jspecify.annotations.Nullable;

/**
 * Which implementation this process uses for something, so that nobody falls back unseen.
 *
 * @param use what it is for
 * @param fallback whether Bouncy Castle stands in for the native library
 * @param because why it stands in; null if it does not, or if no provider said
 */
public record CryptoChoice(Use use, boolean fallback, @Nullable Problem because) {
  /** What cryptography with a native library is used for. */
  public enum Use {
    SIGNATURES("signatures", "libsecp256k1"),
    DEPOSIT_CHECKS("deposit-checks", "blst");

    private final String id;
    private final String nativeLibrary;

    Use(String id, String nativeLibrary) {
      this.id = id;
      this.nativeLibrary = nativeLibrary;
    }
  }

  /** What {@link Secp256k1#best} chooses. */
  public static CryptoChoice signatures() {
    return choice(Use.SIGNATURES, CryptoProvider::secp256k1, CryptoProvider::secp256k1Problem);
  }

  /** What {@link Bls#best} chooses. */
  public static CryptoChoice depositChecks() {
    return choice(Use.DEPOSIT_CHECKS, CryptoProvider::bls, CryptoProvider::blsProblem);
  }

  /** Both; each loads its library if nothing did before. */
  public static List<CryptoChoice> all() {
    return List.of(signatures(), depositChecks());
  }

  /** The name of the library that does the work. */
  public String library() {
    return fallback ? "Bouncy Castle" : use.nativeLibrary;
  }

  /** One line for a person; a fallback says why in the three sentences of its problem. */
  public String words() {
    String start = "cryptography of " + use.id.replace('-', ' ') + ": " + library();
    if (!fallback) {
      return start;
    }
    Problem why = because;
    return start
        + " in place of "
        + use.nativeLibrary
        + (why == null
            ? "."
            : ". "
                + why.happened()
                + " "
                + why.code().safe()
                + " "
                + why.code().next()
                + " ("
                + why.code().id()
                + ")");
  }

  /** The same for a machine. */
  public Map<String, Object> facts() {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("use", use.id);
    facts.put("library", library());
    facts.put("fallback", fallback);
    Problem why = because;
    if (why != null) {
      facts.put(
          "problem",
          Map.of(
              "code", why.code().id(),
              "happened", why.code().happened(),
              "safe", why.code().safe(),
              "next", why.code().next(),
              "details", why.details()));
    }
    return facts;
  }

  private static CryptoChoice choice(
      Use use,
      Function<CryptoProvider, Optional<?>> offer,
      Function<CryptoProvider, Optional<Problem>> problem) {
    Problem because = null;
    for (CryptoProvider provider : ServiceLoader.load(CryptoProvider.class)) {
      if (offer.apply(provider).isPresent()) {
        return new CryptoChoice(use, false, null);
      }
      because = because == null ? problem.apply(provider).orElse(null) : because;
    }
    return new CryptoChoice(use, true, because);
  }
}
