package org.foresign.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.foresign.testkit.Anvil;
import org.foresign.testkit.SharedData;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code ./foresign practice} as somebody types it: two programs, real files, real cryptography.
 */
class PracticeStoryIT {
  private static final List<String> STEPS =
      List.of(
          "planned",
          "judged",
          "signed",
          "imported",
          "released",
          "included",
          "final",
          "effect",
          "voided",
          "burned");

  @TempDir Path folder;
  private Path launcher;

  @BeforeEach
  void find() {
    launcher = Launched.launcherOrSkip();
  }

  private Launched practice(String... options) {
    List<String> command = new ArrayList<>(List.of(launcher.toString(), "practice"));
    command.addAll(List.of("--headless", "--json"));
    command.addAll(List.of(options));
    return Launched.run(folder, Map.of(), command);
  }

  private static JsonNode json(Launched run) {
    return JsonMapper.shared().readTree(run.lastLine());
  }

  private static long count(JsonNode json, String step) {
    for (JsonNode entry : json.path("steps")) {
      if (entry.path("step").asString().equals(step)) {
        return entry.path("count").asLong();
      }
    }
    throw new AssertionError("no step " + step + " in " + json);
  }

  @Test
  void tellsTheWholeMainJobAndLeavesBothHomesWhenAsked() throws IOException {
    Path kept = folder.resolve("kept");
    Launched run = practice("--nonces", "7", "--tiers", "2", "--keep", kept.toString());

    assertThat(run.exitCode()).as(run.err() + run.out()).isZero();
    assertThat(run.out().strip()).doesNotContain("\n");
    assertThat(run.err().replaceAll("\\R", "")).doesNotContainPattern("\\p{Cntrl}");
    JsonNode json = json(run);
    assertThat(json.path("ok").asBoolean()).isTrue();
    assertThat(json.path("network").asString()).isEqualTo("practice");
    assertThat(json.path("words").path("equal").asBoolean()).isTrue();
    assertThat(json.path("words").path("desk")).isEqualTo(json.path("words").path("vault"));
    assertThat(json.path("words").path("desk")).hasSize(10);
    assertThat(json.path("problem").isNull()).isTrue();
    List<String> steps = new ArrayList<>();
    json.path("steps").forEach(step -> steps.add(step.path("step").asString()));
    assertThat(steps).isEqualTo(STEPS);
    // Six spending nonces and a reserve, two tiers each. Two alternatives have the three requests
    // (two attached fees) and the nonce that may stake or pay.
    long leaves = 2 * 2 + 4 * 2 * 2 + 7 * 2;
    for (String step : List.of("planned", "judged", "signed", "imported")) {
      assertThat(count(json, step)).as(step).isEqualTo(leaves);
    }
    for (String step : List.of("released", "included", "final", "effect")) {
      assertThat(count(json, step)).as(step).isEqualTo(6);
    }
    assertThat(count(json, "voided")).isEqualTo(leaves - 2 - 6);
    assertThat(count(json, "burned")).isEqualTo(1);
    assertThat(kept.resolve("desk/desk.db")).exists();
    assertThat(kept.resolve("vault")).isNotEmptyDirectory();
    assertThat(kept.resolve("carry")).isNotEmptyDirectory();
  }

  @Test
  void makesEveryDepositOfTheHoodiFileAValidatorOfOurs() throws IOException {
    Path deposits = SharedData.require("deposit/deposit_data-hoodi-0x02-32eth.json");
    Path words = Files.writeString(folder.resolve("words"), Anvil.MNEMONIC + "\n");

    Launched run =
        practice(
            "--network",
            "hoodi",
            "--deposit-data",
            deposits.toString(),
            "--account-mnemonic-file",
            words.toString(),
            "--account-index",
            "0");

    assertThat(run.exitCode()).as(run.err() + run.out()).isZero();
    JsonNode json = json(run);
    assertThat(json.path("chainId").asLong()).isEqualTo(560_048);
    assertThat(json.path("words").path("equal").asBoolean()).isTrue();
    assertThat(count(json, "effect")).isEqualTo(100);
    assertThat(count(json, "burned")).isEqualTo(2);
  }

  @Test
  void refusesDepositsThatPayToAnotherAccountAndSaysWhichStepsWereReached() {
    Path deposits = SharedData.require("deposit/deposit_data-hoodi-0x02-32eth.json");

    Launched run = practice("--network", "hoodi", "--deposit-data", deposits.toString());

    assertThat(run.exitCode()).isEqualTo(1);
    JsonNode json = json(run);
    assertThat(json.path("ok").asBoolean()).isFalse();
    assertThat(json.path("problem").path("code").asString())
        .isEqualTo("deposit-credentials-stranger");
    assertThat(json.path("steps")).hasSize(STEPS.size());
    assertThat(count(json, "planned")).isZero();
  }

  @Test
  void neverPractisesWithRealMoney() {
    Launched run = practice("--network", "mainnet");

    assertThat(run.exitCode()).isEqualTo(1);
    JsonNode json = json(run);
    assertThat(json.path("problem").path("code").asString()).isEqualTo("story-real-money");
    assertThat(json.path("steps")).hasSize(STEPS.size());
  }

  @Test
  void aWrongOptionIsWrongUsage() {
    assertThat(practice("--nonces", "5").exitCode()).isEqualTo(2);
    assertThat(practice("--network", "nowhere").exitCode()).isEqualTo(2);
  }
}
