package org.foresign.vault.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.foresign.codec.Digest32;
import org.foresign.crypto.WordCode;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;
import org.foresign.terminal.TwoWords;
import org.foresign.testkit.StubClock;
import org.foresign.usb.FolderCarrier;
import org.foresign.vault.journal.PaperSheet;
import org.foresign.vault.lock.LockProblem;
import org.foresign.vault.officers.OfficerProblem;
import org.foresign.vault.settings.VaultProblem;
import org.foresign.vault.work.CeremonyBegin;
import org.foresign.vault.work.ClockWork;
import org.foresign.vault.work.Pairing;
import org.foresign.vault.work.PolicyWork;
import org.foresign.vault.work.Reading;
import org.foresign.vault.work.ReadingAsker;
import org.foresign.vault.work.Reply;
import org.foresign.vault.work.Sitting;
import org.foresign.vault.work.WriteOffWork;
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
  private Story story;
  private Path stick;

  @BeforeEach
  void begin() throws Exception {
    story = Story.begin(folder, clock);
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
                      new FolderCarrier(test.stick),
                      null,
                      "Bob",
                      null,
                      test.story.vault.asker(),
                      asker);
            }),
        new Decision(
            "a card is revoked",
            (test, sitting, asker) ->
                new Pairing(sitting)
                    .revoke(
                        test.story.desk.approver().digest().bytes().hex(),
                        "gone",
                        test.story.vault.asker(),
                        asker)),
        new Decision(
            "a policy is accepted",
            (test, sitting, asker) -> {
              PolicyWork work = new PolicyWork(sitting);
              assertThat(work.draft(false).number()).isGreaterThan(1);
              work.edit(draft -> draft.limitReview(86_400));
              work.accept(test.story.vault.asker(), asker);
            }),
        new Decision(
            "nonces are written off",
            (test, sitting, asker) ->
                new WriteOffWork(sitting, test.story.vault.asker(), asker)
                    .byHand(
                        new WriteOffWork.ByHand(
                            Story.ACCOUNT,
                            "practice",
                            0,
                            0,
                            9,
                            Digest32.parseHex("ab".repeat(32)),
                            "an explorer"))),
        new Decision(
            "a ceremony begins",
            (test, sitting, asker) ->
                new CeremonyBegin(sitting).run(test.story.vault.asker(), asker)),
        new Decision(
            "the clock is accepted",
            (test, sitting, asker) -> {
              test.clock.advance(WEEKS);
              new ClockWork(sitting).accept(test.story.vault.asker(), asker);
            }),
        new Decision(
            "vault time is set back",
            (test, sitting, asker) -> {
              test.clock.advance(WEEKS.negated());
              new ClockWork(sitting).setBack("wrong date", test.story.vault.asker(), asker);
            }));
  }

  @ParameterizedTest
  @MethodSource("decisions")
  void aVaultThatWasSetBackGetsNoNewLine(Decision decision) throws Exception {
    Digest32 first = sign(story.plan());
    byte[] old = Files.readAllBytes(file());
    TestVault.Outcome second =
        story.sign(story.deliver(story.plan().nonces(10, 3).sequence(2, first))).fine();
    setBack(old);
    Officer officer = new Officer(headWords(second));
    List<PaperSheet> before = paper();
    try (Sitting sitting = story.vault.sit()) {
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
    List<String> right = headWords(story.sign(story.deliver(story.plan())).fine());
    try (Sitting sitting = story.vault.sit()) {
      decision.work().run(this, sitting, new Officer(right));
    }
  }

  @Test
  void theLineIsWrittenDownBeforeTheFirstSignature() throws Exception {
    Story.Delivered delivered = story.deliver(story.plan());
    story.vault.prompt().answers(true, TestVault.PASSPHRASE, TestVault.PASSPHRASE);
    story.vault.prompt().reads(List.of(story.sheetWords().split(" ")));
    story.vault.prompt().reads(WordCode.words(delivered.batch().batchDigest()));
    Path out = Files.createDirectories(folder.resolve("out"));
    TestVault.Outcome signed =
        story.vault.runBare(
            "sign", "--in", delivered.stick().toString(), "--out", out.toString(), "--json");
    String line = "head words " + String.join(" ", headWords(signed.fine()));
    assertThat(String.join("\n", story.vault.prompt().shown()))
        .contains(line, "Write it down now, before anything else happens.");
    List<String> moments = story.vault.moments();
    int claimed = moments.indexOf("claimed");
    assertThat(moments.subList(claimed, claimed + 3)).containsExactly("claimed", "written", "leaf");
  }

  @Test
  void noCommandThatEndsByAProblemPrintsTheLineOfAnotherState() throws Exception {
    byte[] old = Files.readAllBytes(file());
    Path copy = Files.write(folder.resolve("old.sqlite"), old);
    String oldWords = story.sheetWords();
    Digest32 first = sign(story.plan());
    Story.Delivered second = story.deliver(story.plan().nonces(10, 3).sequence(2, first));
    int[] looks = {0};
    story.vault.locks(practice -> {
      if (++looks[0] == 2) {
        try {
          setBackTables(copy);
        } catch (java.sql.SQLException e) {
          throw new IllegalStateException(e);
        }
        throw Problem.of(LockProblem.LOCK_INTERFACE_UP).asException();
      }
    });
    TestVault.Outcome failed = story.sign(second);
    assertThat(failed.exit()).isNotZero();
    assertThat(failed.err() + failed.out()).doesNotContain(oldWords).doesNotContain("paper sheet");
  }

  @Test
  void aClockThatIsAnotherThanTheOneThatWasReadIsNotAccepted() throws Exception {
    List<String> right = List.of(story.sheetWords().split(" "));
    clock.advance(WEEKS);
    ReadingAsker jumping =
        (reading, two) -> {
          if (reading instanceof Reading.Clock) {
            clock.advance(Duration.ofDays(7_000));
          }
          return new Officer(right).ask(reading, two);
        };
    try (Sitting sitting = story.vault.sit()) {
      assertThatExceptionOfType(ProblemException.class)
          .isThrownBy(() -> new ClockWork(sitting).accept(story.vault.asker(), jumping))
          .satisfies(
              e -> assertThat(e.problem().code()).isEqualTo(VaultProblem.VAULT_CLOCK_CHANGED));
    }
  }

  @Test
  void noPolicyIsDecidedWhileTheClockWaitsToBeAccepted() throws Exception {
    List<String> right = List.of(story.sheetWords().split(" "));
    clock.advance(WEEKS);
    try (Sitting sitting = story.vault.sit()) {
      PolicyWork work = new PolicyWork(sitting);
      assertThat(work.draft(false).number()).isGreaterThan(1);
      assertThat(work.edit(draft -> draft.limitReview(86_400))).isNotEmpty();
      assertThatExceptionOfType(ProblemException.class)
          .isThrownBy(() -> work.accept(story.vault.asker(), new Officer(right)))
          .satisfies(e ->
              assertThat(e.problem().code())
                  .isNotEqualTo(OfficerProblem.POLICY_UNCHANGED)
                  .isEqualTo(VaultProblem.VAULT_CLOCK_FORWARD));
    }
  }

  private Digest32 sign(org.foresign.vault.cli.TestDesk.Plan plan) throws Exception {
    return Digest32.parseHex(
        story.sign(story.deliver(plan)).fine().json().path("result").asString());
  }

  private static List<String> headWords(TestVault.Outcome outcome) {
    return outcome.json().path("headWords").valueStream().map(word -> word.asString()).toList();
  }

  private List<PaperSheet> paper() throws ProblemException {
    try (Sitting sitting = story.vault.sit()) {
      return sitting.home().database().read(sql -> PaperSheet.newest(sql, 100));
    }
  }

  private Path file() {
    return story.vault.home().resolve("vault.sqlite");
  }

  private void setBack(byte[] old) throws Exception {
    for (String suffix : List.of("-wal", "-shm", "-journal")) {
      Files.deleteIfExists(file().resolveSibling("vault.sqlite" + suffix));
    }
    Files.write(file(), old);
  }

  private void setBackTables(Path from) throws java.sql.SQLException {
    try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + file());
        var statement = other.createStatement()) {
      statement.execute("ATTACH '" + from + "' AS kept");
      List<String> tables = new java.util.ArrayList<>();
      try (var names =
          statement.executeQuery(
              "SELECT name FROM kept.sqlite_schema WHERE type = 'table'"
                  + " AND name NOT LIKE 'sqlite_%'")) {
        while (names.next()) {
          tables.add(names.getString(1));
        }
      }
      statement.execute("BEGIN IMMEDIATE");
      for (String table : tables) {
        statement.execute("DELETE FROM main." + table);
        statement.execute("INSERT INTO main." + table + " SELECT * FROM kept." + table);
      }
      statement.execute("COMMIT");
    }
  }
}
