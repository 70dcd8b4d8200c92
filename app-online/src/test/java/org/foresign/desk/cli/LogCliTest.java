package org.foresign.desk.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.foresign.desk.TestDesk;
import org.foresign.desk.TestVault;
import org.foresign.desk.cli.TypedDesk.Said;
import org.foresign.desk.log.DeskLog;
import org.foresign.desk.settings.Endpoints;
import org.foresign.model.eth.Networks;
import org.foresign.model.eth.Wei;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.tx.ExpandedBatch;
import org.foresign.practice.chain.PracticeChain;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The log that a desk keeps when somebody asks for it. */
class LogCliTest {
  private static final String PASSWORD = "pa55word";

  @TempDir private Path folder;
  private final TestVault vault = new TestVault(true);
  private PracticeChain practice;
  private TypedDesk typed;

  @BeforeEach
  void start() throws IOException, ProblemException {
    practice =
        PracticeChain.builder()
            .network(Networks.HOODI)
            .fund(vault.account(), Wei.parseEther("100"))
            .build()
            .start();
    practice.mine(1);
    typed = new TypedDesk(folder);
    try (TestDesk desk = typed.create()) {
      desk.pair(vault);
      ExpandedBatch batch = desk.planPayments(vault, 0, 1);
      desk.export(batch);
      desk.take(vault.result(batch, desk.card()));
      String url = practice.url().toString().replace("://", "://desk:" + PASSWORD + "@");
      new Endpoints(desk.home())
          .set(Networks.HOODI.chain(), Endpoints.Kind.EXECUTION, List.of(url));
    }
  }

  @AfterEach
  void stop() {
    System.clearProperty(DeskLog.PROPERTY);
    practice.close();
  }

  private Path log() {
    return folder.resolve("desk").resolve("desk.log");
  }

  private Said release() {
    return typed.run(
        "release", Long.toString(typed.leaf(Networks.HOODI.chain(), 0, "spend")), "--json");
  }

  @Test
  void keepsNoneUnlessAsked() {
    assertThat(release().code()).isZero();
    assertThat(log()).doesNotExist();
  }

  @Test
  void tellsWhatWasAskedDecidedAndSentAndNoSecret() throws IOException {
    System.setProperty(DeskLog.PROPERTY, "debug");
    Said released = release();
    assertThat(released.code()).as(released.err()).isZero();
    practice.mine(1);
    typed.run("follow", "--once");
    String written = Files.readString(log());
    assertThat(written)
        .contains("HomeAction: ends: ReleaseCommand")
        .contains("answered 200 after")
        .containsPattern("Releaser: decision 1 on leaf \\d+: release\n")
        .containsPattern("Releaser: sending 1 of leaf \\d+, transaction 0x[0-9a-f]{64}: Answered")
        .containsPattern("LaneFollower: lane .*: included of leaf \\d+\n")
        .doesNotContain(PASSWORD, TestDesk.PASSPHRASE)
        .doesNotContainPattern("[0-9a-f]{65}");
    assertThat(released.out() + released.err()).doesNotContain("answered 200", "decision 1 on");
    assertThat(released.out().lines()).as("the answer stays one object").hasSize(1);
  }

  @Test
  void tellsOfDecisionsWithoutEachQuestion() throws IOException {
    System.setProperty(DeskLog.PROPERTY, "info");
    release();
    assertThat(Files.readString(log())).contains("decision 1 on").doesNotContain("answered 200");
  }

  @Test
  void namesTheProblemThatEndedACommand() throws IOException {
    System.setProperty(DeskLog.PROPERTY, "info");
    assertThat(typed.run("release", "999").code()).isNotZero();
    assertThat(Files.readString(log())).contains("HomeAction: ends: ReleaseCommand, leaf-unknown");
  }

  @Test
  void refusesAnUnknownLevelAndALogThatCannotBeWritten() throws IOException {
    System.setProperty(DeskLog.PROPERTY, "loud");
    assertThat(release(typed, "1").err()).contains("log-level-unknown");
    System.setProperty(DeskLog.PROPERTY, "info");
    Files.createDirectory(log());
    assertThat(release(typed, "1").err()).contains("log-not-written");
    assertThat(practice.poolSize()).isZero();
  }

  private static Said release(TypedDesk typed, String leaf) {
    return typed.run("release", leaf);
  }
}
