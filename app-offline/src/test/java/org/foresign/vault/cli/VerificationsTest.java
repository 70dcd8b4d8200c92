package org.foresign.vault.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedMethod;
import jdk.jfr.consumer.RecordingFile;
import org.foresign.codec.Digest32;
import org.foresign.model.batch.LaneId;
import org.foresign.model.batch.SlotId;
import org.foresign.model.eth.Networks;
import org.foresign.model.tx.Receipt;
import org.foresign.model.tx.SettledSlot;
import org.foresign.store.Sql;
import org.foresign.testkit.StubClock;
import org.foresign.vault.work.TestDesk;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * How often the whole vault is verified, which takes the longer the older it is: once for each
 * transaction from which something is shown or in which something is decided, and not once more.
 */
class VerificationsTest {
  private final StubClock clock = StubClock.at("2026-11-21T10:00:00Z");

  @TempDir private Path folder;
  private Story story;

  @BeforeEach
  void begin() throws Exception {
    story = Story.begin(folder, clock);
  }

  /** What a person does, and where it verifies. */
  private record Work(String name, List<String> verified, Run run) {
    interface Run {
      TestVault.Outcome run(VerificationsTest test) throws Exception;
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Work> works() {
    return Stream.of(
        new Work("unlock check", List.of("opened"), test -> test.run("unlock", "check")),
        new Work(
            "ceremony begin", List.of("opened", "decided"), test -> test.run("ceremony", "begin")),
        new Work(
            "clock accept",
            List.of("opened", "page", "decided"),
            test -> {
              test.clock.advance(Duration.ofDays(30));
              return test.run("clock", "accept");
            }),
        new Work(
            "clock set-back",
            List.of("opened", "page", "decided"),
            test -> {
              test.clock.advance(Duration.ofDays(-30));
              return test.run("clock", "set-back", "--reason", "a wrong date");
            }),
        new Work(
            "pair accept",
            List.of("opened", "decided"),
            test -> {
              Path stick = test.story.freshStick();
              TestDesk.put(stick, new TestDesk("another").card());
              return test.run("pair", "accept", "--in", stick.toString(), "--name", "Bob");
            }),
        new Work(
            "pair revoke",
            List.of("opened", "page", "decided"),
            test -> test.run("pair", "revoke", test.story.desk.approver().digest().bytes().hex())));
  }

  @ParameterizedTest
  @MethodSource("works")
  void verifiesForEachTransactionOnceAndNoMore(Work work) throws Exception {
    assertThat(verifications(() -> work.run().run(this).fine())).hasSameSizeAs(work.verified());
  }

  @Test
  void aPolicyIsVerifiedWhenItIsShownAndWhenItIsAccepted() throws Exception {
    run("policy", "draft").fine();
    run("policy", "set", "--max-review-days", "30").fine();
    assertThat(verifications(() -> run("policy", "accept").fine()))
        .hasSameSizeAs(List.of("opened", "page", "decided"));
  }

  @Test
  void noncesThatAreWrittenOffAreCountedBeforeAndAfter() throws Exception {
    Story.Delivered delivered = story.deliver(story.plan());
    story.sign(delivered).fine();
    Digest32 result =
        story.desk.resultDigest(
            story.desk.openResult(story.result(delivered), delivered.batch(), story.vaultCard));
    SlotId slot = new SlotId(new LaneId(Networks.PRACTICE.chain(), Story.ACCOUNT), 0);
    SettledSlot used = new SettledSlot(slot, 9, Digest32.parseHex("ab".repeat(32)), null);
    Path stick = story.freshStick();
    story.desk.acknowledge(
        new Receipt(result, delivered.batch().batchDigest(), 1, List.of(used)),
        story.vaultCard,
        stick);
    assertThat(verifications(() -> run("writeoff", "--in", stick.toString()).fine()))
        .hasSameSizeAs(List.of("opened", "desks", "page", "decided", "after"));
  }

  @Test
  void aBatchIsVerifiedWhenItIsJudgedAndWhenItIsClaimed() throws Exception {
    Story.Delivered delivered = story.deliver(story.plan());
    assertThat(verifications(() -> story.sign(delivered).fine()))
        .hasSameSizeAs(List.of("opened", "judged", "claimed", "export noted"));
  }

  private TestVault.Outcome run(String... arguments) {
    return story.vault.run(
        Stream.concat(Stream.of(arguments), Stream.of("--yes")).toArray(String[]::new));
  }

  private interface Watched {
    void run() throws Exception;
  }

  /** Times at which somebody read the whole file, which a verification begins with. */
  private List<RecordedMethod> verifications(Watched watched) throws Exception {
    Path file = folder.resolve("recording.jfr");
    try (Recording recording = new Recording()) {
      recording.enable("jdk.MethodTrace").with("filter", Sql.class.getName() + "::requireSound");
      recording.start();
      watched.run();
      recording.stop();
      recording.dump(file);
    }
    List<RecordedMethod> methods =
        RecordingFile.readAllEvents(file).stream()
            .filter(event -> event.getEventType().getName().equals("jdk.MethodTrace"))
            .map(event -> event.<RecordedMethod>getValue("method"))
            .toList();
    Files.delete(file);
    return methods;
  }
}
