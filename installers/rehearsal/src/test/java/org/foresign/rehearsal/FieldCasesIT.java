package org.foresign.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.foresign.testkit.SharedData;
import org.foresign.testkit.Skips;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What happened to people in the field, replayed by the commands of both programs against two fake
 * nodes. The cases whose point lies in one reader or one command have unit tests with the same
 * input; here are those where several commands, or a node, have to play together. The expected
 * behaviour is the one of the cases' own README. Cases about an endpoint's answers have the same
 * answers in {@code JsonRpcClientTest} and {@code QuorumBeaconTest}; they are replayed here with
 * {@code -Dforesign.field=all}, for they take some forty commands.
 */
class FieldCasesIT {
  private static final String DEPOSIT_TWICE = "01-second-deposit.sh";
  private static final String NOT_FINAL = "03-prysm-not-final.sh";
  private static final String BATCH_LIMIT = "04-batch-of-three.sh";
  private static final String PAYMENT_TWICE = "10-same-payment-twice.sh";
  private static final String REASONS = "13-reason-lost.sh";
  private static final String NOTHING_ABOVE = "25-nothing-above-32.sh";

  @TempDir Path folder;

  @Test
  @Timeout(900)
  void theCasesEndAsTheirReadmeExpects() throws IOException {
    Path launcher = Launched.launcherOrSkip();
    Path cases = SharedData.require("field");
    Skips.unless(runs("python3"), "python3 is not installed");
    Skips.unless(runs("bash"), "bash is not installed");

    List<String> names = new ArrayList<>(List.of(DEPOSIT_TWICE, PAYMENT_TWICE, NOTHING_ABOVE));
    boolean all = "all".equals(System.getProperty("foresign.field"));
    if (all) {
      names.addAll(List.of(NOT_FINAL, BATCH_LIMIT, REASONS));
    }
    Map<String, String> said = replay(launcher, cases, names);

    aSecondDepositIsNamedAndStopped(said.get(DEPOSIT_TWICE));
    assertThat(said.get(PAYMENT_TWICE)).contains("consent-missing", "purpose-repeated");
    assertThat(said.get(NOTHING_ABOVE)).contains("partial-above-excess", "above 32 ETH: 0 ETH");
    if (all) {
      aFlagThatRepeatsDoesNotStopARelease(said.get(NOT_FINAL));
      aRefusedBatchIsAskedInSmallerOnes(said.get(BATCH_LIMIT));
      theProvidersReasonIsShown(said.get(REASONS));
    }
  }

  private static void aSecondDepositIsNamedAndStopped(String said) {
    List<String> rounds = List.of(said.split("(?m)^-- "));
    assertThat(rounds).hasSize(4);
    assertThat(rounds.get(1)).contains("first time", "MAY BE SIGNED", " is out: ");
    assertThat(rounds.get(2)).contains("second time", "consent-missing", "purpose-signed-before");
    assertThat(rounds.get(3))
        .contains("third time", "consent-missing", "purpose-signed-before", "validator-known");
  }

  private static void aFlagThatRepeatsDoesNotStopARelease(String said) {
    assertThat(said.lines().filter(line -> line.startsWith("up ")).count()).as(said).isEqualTo(2);
    assertThat(said).contains("MAY BE SIGNED", " is out: ");
  }

  private static void aRefusedBatchIsAskedInSmallerOnes(String said) {
    assertThat(said.lines().filter(line -> line.startsWith("up ")).count()).as(said).isEqualTo(2);
    List<String> quirks = List.of(said.split("(?m)^-- "));
    assertThat(quirks).hasSize(5);
    assertThat(quirks).allSatisfy(quirk -> assertThat(quirk).contains("Planned batch"));
  }

  private static void theProvidersReasonIsShown(String said) {
    Map<String, String> reasons = new LinkedHashMap<>();
    for (String part : said.split("(?m)^-- ")) {
      reasons.put(part.lines().findFirst().orElse(""), part);
    }
    assertThat(reasons.get("limit-bare")).contains("quota of the day is used up", "rc=3");
    assertThat(reasons.get("limit-id-null")).contains("too many calls for this key", "rc=3");
    assertThat(reasons.get("key-wrong")).contains("key or password", "rc=3");
    assertThat(reasons.get("key-wrong-text")).contains("no such key", "rc=3");
    assertThat(reasons.get("html-429")).contains("status 429", "rc=3");
    assertThat(reasons.get("html-200")).contains("web page", "rc=3");
    assertThat(reasons.get("redirect")).contains("points to another address", "rc=3");
    assertThat(reasons.get("gzip-always")).contains("up ", "rc=0");
  }

  /** What each case said, by its file name. */
  private Map<String, String> replay(Path launcher, Path cases, List<String> names)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(cases.resolve("run.sh").toString());
    command.add(folder.resolve("homes").toString());
    command.addAll(names);
    Path stating =
        SharedData.projectRoot().resolve("installers/rehearsal/src/test/scripts/field-launcher.sh");
    Launched run =
        Launched.run(
            folder,
            Map.of(
                "FORESIGN", stating.toString(),
                "LAUNCHER", launcher.toString(),
                "PORT", freePort(),
                "PORT2", freePort()),
            command);
    assertThat(run.exitCode()).as(run.out() + run.err()).isZero();
    Map<String, String> said = new LinkedHashMap<>();
    for (String part : run.out().split("(?m)^=== ")) {
      said.put(part.lines().findFirst().orElse(""), part);
    }
    assertThat(said.keySet()).containsAll(names);
    return said;
  }

  private static String freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return Integer.toString(socket.getLocalPort());
    }
  }

  private static boolean runs(String program) {
    for (String place : System.getenv().getOrDefault("PATH", "").split(":")) {
      if (Files.isExecutable(Path.of(place, program))) {
        return true;
      }
    }
    return false;
  }
}
