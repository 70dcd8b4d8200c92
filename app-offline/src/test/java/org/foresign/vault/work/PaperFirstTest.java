package org.foresign.vault.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.foresign.codec.Digest32;
import org.foresign.model.problem.ProblemException;
import org.foresign.signer.SignerAsker;
import org.foresign.terminal.TwoWords;
import org.foresign.testkit.StubClock;
import org.foresign.vault.TestStick;
import org.foresign.vault.journal.PaperSheet;
import org.foresign.vault.officers.OfficerProblem;
import org.foresign.vault.settings.VaultProblem;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever gives the paper a new line asks for the last one first, and no line is unverified. */
class PaperFirstTest {
  private static final Duration WEEKS = Duration.ofDays(30);

  private final StubClock clock = StubClock.at("2026-11-21T10:00:00Z");
  @TempDir private Path folder;
  private PairedVault story;
  private Path stick;

  @BeforeEach
  void begin() throws Exception {
    story = PairedVault.begin(folder, clock);
    stick = story.freshStick();
  }

  /** Reads the sheet as it truly ends, and says yes to all else. */
  private record Officer(List<String> paper) implements ReadingAsker {
    @Override
    public Reply ask(Reading reading, @Nullable TwoWords two) {
      if (two == null) {
        return new Reply.Yes();
      }
      List<String> ten = reading instanceof Reading.Sheet ? paper : reading.words();
      return new Reply.Words(List.of(ten.get(two.first() - 1), ten.get(two.second() - 1)));
    }
  }

  /** What officers decide, one by one. */
  private record Decision(String name, Work work) {
    interface Work {
      void run(PaperFirstTest test, Sitting sitting, ReadingAsker asker) throws Exception;
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Decision> decisions() {
    return Stream.of(
        new Decision(
            "a card is accepted",
            (test, sitting, asker) -> {
              TestDesk.put(test.stick, new TestDesk("another").card());
              new Pairing(sitting)
                  .accept(
                      new TestStick(test.stick).in(),
                      null,
                      "Bob",
                      null,
                      test.story.home.asker(),
                      asker)
                  .result()
                  .orElseThrow();
            }),
        new Decision(
            "a card is revoked",
            (test, sitting, asker) ->
                new Pairing(sitting)
                    .revoke(
                        test.story.desk.approver().digest().bytes().hex(),
                        "gone",
                        test.story.home.asker(),
                        asker)),
        new Decision(
            "a policy is accepted",
            (test, sitting, asker) -> {
              PolicyWork work = new PolicyWork(sitting);
              assertThat(work.draft(false).number()).isGreaterThan(1);
              work.edit(draft -> draft.limitReview(86_400));
              work.accept(test.story.home.asker(), asker);
            }),
        new Decision(
            "nonces are written off",
            (test, sitting, asker) ->
                new WriteOffWork(sitting)
                    .byHand(
                        new WriteOffWork.ByHand(
                            PairedVault.ACCOUNT,
                            "practice",
                            0,
                            0,
                            9,
                            Digest32.parseHex("ab".repeat(32)),
                            "an explorer"),
                        test.story.home.asker(),
                        asker)),
        new Decision(
            "a ceremony begins",
            (test, sitting, asker) ->
                new CeremonyBegin(sitting).run(test.story.home.asker(), asker)),
        new Decision(
            "the clock is accepted",
            (test, sitting, asker) -> {
              test.clock.advance(WEEKS);
              new ClockWork(sitting).accept(test.story.home.asker(), asker);
            }),
        new Decision(
            "vault time is set back",
            (test, sitting, asker) -> {
              test.clock.advance(WEEKS.negated());
              new ClockWork(sitting).setBack("wrong date", test.story.home.asker(), asker);
            }));
  }

  @ParameterizedTest
  @MethodSource("decisions")
  void aVaultThatWasSetBackGetsNoNewLine(Decision decision) throws Exception {
    Digest32 first = sign(story.plan());
    byte[] old = Files.readAllBytes(file());
    Signing.Outcome.Signed second =
        story.signed(story.deliver(story.plan().nonces(10, 3).sequence(2, first)));
    setBack(old);
    Officer officer = new Officer(line(second));
    List<PaperSheet> before = paper();
    try (Sitting sitting = story.home.sit()) {
      assertThatExceptionOfType(ProblemException.class)
          .isThrownBy(() -> decision.work().run(this, sitting, officer))
          .satisfies(
              e -> assertThat(e.problem().code()).isEqualTo(VaultProblem.VAULT_SHEET_DIFFERS));
    }
    assertThat(paper()).isEqualTo(before);
  }

  @ParameterizedTest
  @MethodSource("decisions")
  void withTheRightLineItIsDone(Decision decision) throws Exception {
    List<String> right = line(story.signed(story.deliver(story.plan())));
    try (Sitting sitting = story.home.sit()) {
      decision.work().run(this, sitting, new Officer(right));
    }
  }

  @Test
  void theLineIsWrittenDownBeforeTheFirstSignature() throws Exception {
    List<PaperLine> written = new ArrayList<>();
    SigningOfficer officer =
        new SigningOfficer(story, story.deliver(story.plan())) {
          @Override
          public void write(PaperLine line) {
            written.add(line);
            story.home.moments().add("written");
          }
        };
    Signing.Outcome.Signed signed = (Signing.Outcome.Signed) officer.sign(SignerAsker.NOBODY);
    assertThat(written).containsExactly(signed.line().orElseThrow());
    List<String> moments = story.home.moments();
    int claimed = moments.indexOf("claimed");
    assertThat(moments.subList(claimed, claimed + 3)).containsExactly("claimed", "written", "leaf");
  }

  @Test
  void aClockThatIsAnotherThanTheOneThatWasReadIsNotAccepted() throws Exception {
    List<String> right = story.paper();
    clock.advance(WEEKS);
    ReadingAsker jumping =
        (reading, two) -> {
          if (reading instanceof Reading.Clock) {
            clock.advance(Duration.ofDays(7_000));
          }
          return new Officer(right).ask(reading, two);
        };
    try (Sitting sitting = story.home.sit()) {
      assertThatExceptionOfType(ProblemException.class)
          .isThrownBy(() -> new ClockWork(sitting).accept(story.home.asker(), jumping))
          .satisfies(
              e -> assertThat(e.problem().code()).isEqualTo(VaultProblem.VAULT_CLOCK_CHANGED));
    }
  }

  @Test
  void noPolicyIsDecidedWhileTheClockWaitsToBeAccepted() throws Exception {
    List<String> right = story.paper();
    clock.advance(WEEKS);
    try (Sitting sitting = story.home.sit()) {
      PolicyWork work = new PolicyWork(sitting);
      assertThat(work.draft(false).number()).isGreaterThan(1);
      assertThat(work.edit(draft -> draft.limitReview(86_400))).isNotEmpty();
      assertThatExceptionOfType(ProblemException.class)
          .isThrownBy(() -> work.accept(story.home.asker(), new Officer(right)))
          .satisfies(e ->
              assertThat(e.problem().code())
                  .isNotEqualTo(OfficerProblem.POLICY_UNCHANGED)
                  .isEqualTo(VaultProblem.VAULT_CLOCK_FORWARD));
    }
  }

  private Digest32 sign(TestDesk.Plan plan) throws ProblemException {
    return story.signed(story.deliver(plan)).report().result();
  }

  private static List<String> line(Signing.Outcome.Signed signed) {
    return signed.line().orElseThrow().words();
  }

  private List<PaperSheet> paper() throws ProblemException {
    try (Sitting sitting = story.home.sit()) {
      return sitting.home().database().read(sql -> PaperSheet.newest(sql, 100));
    }
  }

  private Path file() {
    return story.home.home().resolve("vault.sqlite");
  }

  private void setBack(byte[] old) throws Exception {
    for (String suffix : List.of("-wal", "-shm", "-journal")) {
      Files.deleteIfExists(file().resolveSibling("vault.sqlite" + suffix));
    }
    Files.write(file(), old);
  }
}
