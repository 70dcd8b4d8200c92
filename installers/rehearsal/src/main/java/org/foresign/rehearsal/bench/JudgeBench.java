package org.foresign.rehearsal.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ForkJoinPool;
import org.foresign.crypto.Bls;
import org.foresign.desk.staking.DepositFile;
import org.foresign.desk.staking.DepositFileReader;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.staking.CredentialRule;
import org.foresign.model.staking.DepositCheck;
import org.foresign.model.staking.DepositClaim;
import org.foresign.model.staking.DepositData;

/** Deposits through the vault's check: amounts, credentials, both roots and the signatures. */
record JudgeBench(Places places) implements Bench {
  private static final String NPM = "npm @chainsafe/blst 2.2.0 in node, one by one";
  private static final int DEPOSITS = 500;
  private static final int PROCESSORS = 2;
  private static final int WARM_UP = 3;
  private static final int ROUNDS = 7;

  @Override
  public Set<Measure> measures() {
    return EnumSet.of(Measure.JUDGE_DEPOSITS, Measure.JUDGE_VERSUS_BLST);
  }

  @Override
  public List<BenchRow> run(Set<Measure> wanted)
      throws ProblemException, IOException, InterruptedException {
    Optional<Path> source = places.deposits();
    if (source.isEmpty()) {
      return wanted.stream()
          .map(measure -> BenchRow.skipped(measure, "shared data absent"))
          .toList();
    }
    Bls bls = Bls.best();
    DepositFile file = new DepositFileReader(bls).read(source.get());
    List<DepositClaim> claims = new ArrayList<>();
    for (int i = 0; i < DEPOSITS; i++) {
      DepositData data = file.deposits().get(i % file.deposits().size());
      claims.add(DepositClaim.of(data));
    }
    DepositCheck check = new DepositCheck(bls);
    List<BenchRow> rows = new ArrayList<>();
    try (ForkJoinPool pool = new ForkJoinPool(PROCESSORS)) {
      Rounds.Contender ours = () -> seconds(pool, check, claims, file);
      if (wanted.contains(Measure.JUDGE_DEPOSITS)) {
        double median = Rounds.medians(WARM_UP, ROUNDS, List.of(ours)).getFirst();
        String note = "by " + bls.name() + ", median of " + ROUNDS;
        rows.add(BenchRow.of(Measure.JUDGE_DEPOSITS, median, null, note));
      }
      if (wanted.contains(Measure.JUDGE_VERSUS_BLST)) {
        rows.add(versusBlst(ours, file));
      }
    }
    return rows;
  }

  private BenchRow versusBlst(Rounds.Contender ours, DepositFile file)
      throws ProblemException, IOException, InterruptedException {
    Optional<Path> binding = places.npmBlst();
    if (binding.isEmpty()) {
      return BenchRow.skipped(
          Measure.JUDGE_VERSUS_BLST, "node or its blst binding is not in build/npm");
    }
    try (NodeBlst node = NodeBlst.start(binding.get(), file)) {
      List<Double> medians = Rounds.medians(WARM_UP, ROUNDS, List.of(ours, node::seconds));
      double rate = DEPOSITS / medians.get(0);
      double theirs = file.deposits().size() / medians.get(1);
      return BenchRow.of(
          Measure.JUDGE_VERSUS_BLST,
          rate / theirs,
          NPM,
          String.format(
              Locale.ROOT,
              "%,.0f deposits a second against %,.0f, wall clock, median of %d; node gets the"
                  + " signing roots for nothing",
              rate,
              theirs,
              ROUNDS));
    } catch (NodeBlst.Absent e) {
      return BenchRow.skipped(Measure.JUDGE_VERSUS_BLST, String.valueOf(e.getMessage()));
    }
  }

  private static double seconds(
      ForkJoinPool pool, DepositCheck check, List<DepositClaim> claims, DepositFile file) {
    long before = System.nanoTime();
    boolean good =
        pool.submit(
                () -> check.check(claims, file.network(), new CredentialRule.AnyKind()).isEmpty())
            .join();
    double seconds = (System.nanoTime() - before) / 1e9;
    if (!good) {
      throw new IllegalStateException("good deposits were refused");
    }
    return seconds;
  }
}
