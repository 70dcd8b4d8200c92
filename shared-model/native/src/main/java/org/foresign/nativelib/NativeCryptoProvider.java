package org.foresign.nativelib;

import java.nio.file.Path;
import java.util.Optional;
import org.foresign.crypto.Bls;
import org.foresign.crypto.CryptoProvider;
import org.foresign.crypto.Secp256k1;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/**
 * Offers libsecp256k1 and blst. The folder for their files is the system property {@value
 * #FOLDER_PROPERTY}, else {@code .foresign/natives} in the user's home. Each library is checked and
 * loaded once in a process, at first use.
 */
public final class NativeCryptoProvider implements CryptoProvider {
  public static final String FOLDER_PROPERTY = "foresign.natives";

  /** For {@link java.util.ServiceLoader}. */
  public NativeCryptoProvider() {}

  @Override
  public Optional<Secp256k1> secp256k1() {
    return Optional.ofNullable(LoadedSecp256k1.ATTEMPT.value);
  }

  @Override
  public Optional<Bls> bls() {
    return Optional.ofNullable(LoadedBls.ATTEMPT.value);
  }

  @Override
  public Optional<Problem> secp256k1Problem() {
    return Optional.ofNullable(LoadedSecp256k1.ATTEMPT.problem);
  }

  @Override
  public Optional<Problem> blsProblem() {
    return Optional.ofNullable(LoadedBls.ATTEMPT.problem);
  }

  private static Path folder() {
    String set = System.getProperty(FOLDER_PROPERTY, "");
    return set.isBlank()
        ? Path.of(System.getProperty("user.home", "."), ".foresign", "natives")
        : Path.of(set);
  }

  private interface Loader<T> {
    T load(Path folder) throws ProblemException;
  }

  private static final class Attempt<T> {
    final @Nullable T value;
    final @Nullable Problem problem;

    Attempt(Loader<T> loader) {
      T loaded = null;
      Problem failure = null;
      try {
        loaded = loader.load(folder());
      } catch (ProblemException e) {
        failure = e.problem();
      }
      value = loaded;
      problem = failure;
    }
  }

  private static final class LoadedSecp256k1 {
    static final Attempt<Secp256k1> ATTEMPT = new Attempt<>(FfmSecp256k1::load);
  }

  private static final class LoadedBls {
    static final Attempt<Bls> ATTEMPT = new Attempt<>(FfmBls::load);
  }
}
