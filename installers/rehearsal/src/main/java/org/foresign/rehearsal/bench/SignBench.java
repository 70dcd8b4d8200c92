package org.foresign.rehearsal.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import org.foresign.codec.Bytes;
import org.foresign.crypto.BouncySecp256k1;
import org.foresign.crypto.EcdsaSignature;
import org.foresign.crypto.Secp256k1;
import org.foresign.model.batch.BatchRequestCodec;
import org.foresign.model.policy.ApprovedBatch;
import org.foresign.model.policy.Review;
import org.foresign.model.policy.ReviewedTx;
import org.foresign.model.policy.Verdict;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.tx.BatchExpander;
import org.foresign.model.tx.ExpandedBatch;
import org.foresign.model.work.Job;
import org.foresign.secret.SecretAccess;
import org.foresign.secret.SecretBytes;
import org.foresign.signer.ClaimedBatch;
import org.foresign.signer.SignatureCheck;
import org.foresign.signer.SigningCheckpoint;
import org.foresign.signer.SigningRun;
import org.foresign.signer.local.DerivationPath;
import org.foresign.signer.local.LocalKey;
import org.foresign.signer.local.LocalSigner;
import org.web3j.crypto.Bip32ECKeyPair;
import org.web3j.crypto.ECKeyPair;
import org.web3j.crypto.Sign;

/**
 * Signatures a second on one warm thread, counted in that thread's processor time, so that other
 * work on the machine disturbs them least. All sign the digests of the same 600 leaves with the
 * same key, and all give the same bytes.
 */
final class SignBench implements Bench {
  private static final String WEB3J = "web3j 6.0.0, Sign.signMessage(digest, key, false)";
  private static final String PATH = "m/44'/60'/0'/0/0";

  /** Until then the compiler still works on web3j: some 12,000 signatures. */
  private static final int WARM_UP = 20;

  private static final int ROUNDS = 11;

  /** How often a fast contender signs all leaves in a round, so that no round is too short. */
  private static final int REPEATS = 2;

  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();

  @Override
  public Set<Measure> measures() {
    return EnumSet.of(Measure.SIGN_NATIVE, Measure.SIGN_CHECKED, Measure.SIGN_FALLBACK);
  }

  @Override
  public List<BenchRow> run(Set<Measure> wanted) throws ProblemException, InterruptedException {
    Secp256k1 best = Secp256k1.best();
    Secp256k1 fallback = new BouncySecp256k1();
    boolean isNative = !best.name().equals(fallback.name());
    SecretAccess access = SecretAccess.grant();
    byte[] seed = new byte[64];
    new SecureRandom().nextBytes(seed);
    ECKeyPair pair = web3jKey(seed);
    byte[] key = key(pair);
    try (SecretBytes secretSeed = SecretBytes.take(seed);
        LocalKey local = LocalKey.derive(secretSeed, DerivationPath.parse(PATH), best, access)) {
      ExpandedBatch batch =
          BatchExpander.expand(BatchRequestCodec.encode(SampleBatches.stakes(local.address())));
      List<byte[]> digests =
          batch.leaves().stream().map(leaf -> leaf.signingDigest().toArray()).toList();
      requireSameBytes(best, fallback, key, pair, digests.getFirst());
      LocalSigner signer = new LocalSigner(List.of(local), best, access);
      ClaimedBatch claimed = claimed(batch);
      SignatureCheck check = new SignatureCheck(best);

      List<Measure> order = new ArrayList<>();
      List<Rounds.Contender> contenders = new ArrayList<>();
      contenders.add(() -> rate(digests.size(), () -> signAll(pair, digests)));
      for (Measure measure : wanted) {
        if (measure != Measure.SIGN_FALLBACK && !isNative) {
          continue;
        }
        order.add(measure);
        contenders.add(
            switch (measure) {
              case SIGN_NATIVE -> repeated(digests.size(), () -> signAll(best, key, digests));
              case SIGN_FALLBACK -> repeated(digests.size(), () -> signAll(fallback, key, digests));
              default -> repeated(digests.size(), () -> signChecked(signer, claimed, check));
            });
      }
      return rows(wanted, order, contenders);
    } finally {
      Arrays.fill(key, (byte) 0);
    }
  }

  private List<BenchRow> rows(
      Set<Measure> wanted, List<Measure> order, List<Rounds.Contender> contenders)
      throws ProblemException, InterruptedException {
    List<Double> medians;
    try {
      medians = Rounds.medians(WARM_UP, ROUNDS, contenders);
    } catch (IOException e) {
      throw new IllegalStateException("signing does no input or output", e);
    }
    List<BenchRow> rows = new ArrayList<>();
    double web3j = medians.getFirst();
    for (Measure measure : wanted) {
      int place = order.indexOf(measure);
      rows.add(
          place < 0
              ? BenchRow.skipped(measure, "libsecp256k1 is not available on this platform")
              : BenchRow.of(
                  measure,
                  medians.get(place + 1) / web3j,
                  WEB3J,
                  String.format(
                      Locale.ROOT,
                      "%,.0f a second against %,.0f, processor time of one thread, median of %d",
                      medians.get(place + 1),
                      web3j,
                      ROUNDS)));
    }
    return rows;
  }

  /** Work that signs every leaf once. */
  private interface Work {
    void run() throws ProblemException;
  }

  private Rounds.Contender repeated(int signatures, Work work) {
    return () ->
        rate(
            signatures * REPEATS,
            () -> {
              for (int i = 0; i < REPEATS; i++) {
                work.run();
              }
            });
  }

  private double rate(int signatures, Work work) throws ProblemException {
    long before = threads.getCurrentThreadCpuTime();
    work.run();
    return signatures * 1e9 / (threads.getCurrentThreadCpuTime() - before);
  }

  private static void signAll(Secp256k1 curve, byte[] key, List<byte[]> digests) {
    byte[] out = new byte[65];
    for (byte[] digest : digests) {
      curve.signInto(key, digest, out);
    }
  }

  private static void signAll(ECKeyPair pair, List<byte[]> digests) {
    for (byte[] digest : digests) {
      Sign.signMessage(digest, pair, false);
    }
  }

  /** What the vault does: sign, recover, compare with the account, keep. */
  private static void signChecked(LocalSigner signer, ClaimedBatch batch, SignatureCheck check)
      throws ProblemException {
    try (SigningRun run = new SigningRun(signer, batch, SigningCheckpoint.start(), check)) {
      var outcome = run.advance(Job.quiet());
      if (!(outcome instanceof SigningRun.Outcome.Complete)) {
        throw new IllegalStateException("the run ended as " + outcome);
      }
    }
  }

  private static ClaimedBatch claimed(ExpandedBatch batch) {
    Verdict clean = new Verdict.Clean();
    return new ClaimedBatch(
        new ApprovedBatch(
            new Review(
                batch,
                batch.leaves().stream().map(leaf -> new ReviewedTx(leaf, clean)).toList(),
                clean,
                new TreeMap<>(),
                new TreeMap<>(),
                Set.of()),
            Set.of()));
  }

  private static ECKeyPair web3jKey(byte[] seed) {
    int hardened = Bip32ECKeyPair.HARDENED_BIT;
    return Bip32ECKeyPair.deriveKeyPair(
        Bip32ECKeyPair.generateKeyPair(seed),
        new int[] {44 | hardened, 60 | hardened, hardened, 0, 0});
  }

  private static byte[] key(ECKeyPair pair) {
    byte[] number = pair.getPrivateKey().toByteArray();
    byte[] key = new byte[32];
    int length = Math.min(number.length, 32);
    System.arraycopy(number, number.length - length, key, 32 - length, length);
    return key;
  }

  /** Contenders that do not give the same answer can't be compared. */
  private static void requireSameBytes(
      Secp256k1 best, Secp256k1 fallback, byte[] key, ECKeyPair pair, byte[] digest) {
    EcdsaSignature ours = best.sign(key, digest);
    Sign.SignatureData theirs = Sign.signMessage(digest, pair, false);
    Bytes compact = Bytes.of(theirs.getR()).concat(Bytes.of(theirs.getS()));
    boolean same =
        ours.equals(fallback.sign(key, digest))
            && ours.compact().equals(compact)
            && ours.yParity() == theirs.getV()[0] - 27;
    if (!same) {
      throw new IllegalStateException("the contenders sign differently");
    }
  }
}
