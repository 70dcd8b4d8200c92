package org.foresign.desk.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.foresign.codec.Digest32;
import org.foresign.crypto.Keccak;
import org.foresign.desk.TestDesk;
import org.foresign.desk.TestVault;
import org.foresign.desk.chain.BeaconView;
import org.foresign.desk.chain.Moment;
import org.foresign.desk.chain.Question;
import org.foresign.desk.chain.TxPresence;
import org.foresign.desk.hold.Checkpoint;
import org.foresign.desk.hold.Fate;
import org.foresign.desk.hold.HeldLeaf;
import org.foresign.desk.hold.HoldingWrite;
import org.foresign.desk.hold.LeafState;
import org.foresign.desk.plan.PlannedSlot;
import org.foresign.desk.settings.PlannedBatch;
import org.foresign.desk.words.FateWords;
import org.foresign.desk.words.LaneWords;
import org.foresign.model.eth.Wei;
import org.foresign.model.operation.Operation;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.tx.ExpandedBatch;
import org.foresign.model.tx.UnsignedTx;
import org.foresign.practice.chain.PracticeChain;
import org.foresign.testkit.ChildJvm;
import org.foresign.testkit.Processes;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A real desk process, killed with SIGKILL on both sides of every commit of importing, releasing,
 * raising, burning and following. Whatever the point: when the same command has run again and the
 * chain has gone on, everything is as if nobody had killed it.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeskCrashTest {
  private static final int LEAVES = 12;

  /** After these the bytes may be anywhere, and the next start has to say so. */
  private static final Set<String> MAY_BE_OUT =
      Set.of("expose-kept", "release-sent", "send-again-kept", "answer-open");

  /** After these a decision stands open that let nothing out. */
  private static final Set<String> TAKEN_BACK =
      Set.of("decide-kept", "release-checked", "expose-open", "stop-open");

  @TempDir private static Path folder;
  private final TestVault vault = new TestVault(true);
  private final Map<CrashScene, Run> undisturbed = new EnumMap<>(CrashScene.class);
  private final Map<CrashScene.Kill, Scenery> killed = new HashMap<>();
  private int folders;

  /** How a scene goes: the points it comes to, and how it ends. */
  private record Run(List<String> points, End end) {}

  /**
   * How things stand when the chain has gone on.
   *
   * @param leaves each with its place, state and fate
   * @param paid what the recipient has got
   * @param decisions leaves that were let out
   */
  private record End(List<String> leaves, Wei paid, long decisions) {}

  /** A scene, ready to begin. */
  private record Scenery(CrashDesk desk, PracticeChain practice, TestVault vault)
      implements AutoCloseable {
    @Override
    public void close() {
      practice.close();
    }
  }

  static Stream<CrashScene.Kill> kills() {
    return Arrays.stream(CrashScene.values()).flatMap(CrashScene::kills);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("kills")
  void nothingIsLostOrRepeated(CrashScene.Kill kill) throws ProblemException, IOException {
    End expected = undisturbed(kill.scene()).end();
    try (Scenery set = killed(kill)) {
      CrashDesk desk = set.desk();
      End end =
          desk.with(
              Checkpoint.NONE,
              open -> {
                saysWhatHappened(kill.point(), open.service().recovered());
                importIsWholeOrNothing(open.desk());
                holdsNothingThatIsOut(open);
                desk.act(open, kill.scene().act(), Checkpoint.NONE);
                return finish(set, open);
              });
      assertThat(end).isEqualTo(expected);
    }
  }

  /**
   * The scenery after the kill. All desks of a scene stand at their points in one process, so that
   * one SIGKILL ends each of them there.
   */
  private Scenery killed(CrashScene.Kill kill) throws ProblemException, IOException {
    if (!killed.containsKey(kill)) {
      List<String> args = new ArrayList<>();
      for (CrashScene.Kill one : kill.scene().kills().toList()) {
        Scenery set = prepare(one.scene());
        killed.put(one, set);
        args.addAll(
            List.of(
                set.desk().folder().toString(),
                set.desk().url(),
                set.desk().account(),
                one.scene().act().name(),
                one.point(),
                Integer.toString(one.hit())));
      }
      try (ChildJvm child =
          Processes.start(CrashChild.class, List.of(), args.toArray(String[]::new))) {
        child.awaitLine(CrashChild.ALL_STAND);
        child.kill();
      }
    }
    return Objects.requireNonNull(killed.remove(kill));
  }

  @AfterAll
  void close() {
    killed.values().forEach(Scenery::close);
  }

  @Test
  void noWritePointIsLeftOut() throws ProblemException, IOException {
    Set<String> reached = new TreeSet<>();
    Set<String> killed = new TreeSet<>();
    for (CrashScene scene : CrashScene.values()) {
      List<String> points = undisturbed(scene).points();
      reached.addAll(points);
      scene.kills().forEach(kill -> killed.add(kill.point()));
      scene
          .kills()
          .forEach(kill ->
              assertThat(points.stream().filter(kill.point()::equals).count())
                  .as("%s is reached", kill)
                  .isGreaterThanOrEqualTo(kill.hit()));
    }
    Set<String> all = new TreeSet<>();
    for (HoldingWrite point : HoldingWrite.values()) {
      all.add(point.open());
      all.add(point.kept());
    }
    assertThat(killed).isEqualTo(reached);
    assertThat(killed).containsAll(all);
  }

  @Test
  void theScenesEndAsTheyAreMeantTo() throws ProblemException, IOException {
    Map<CrashScene, String> ends = new EnumMap<>(CrashScene.class);
    for (CrashScene scene : CrashScene.values()) {
      End end = undisturbed(scene).end();
      ends.put(scene, end.paid().toEther() + " paid, " + end.decisions() + " decided");
      assertThat(end.leaves()).hasSize(LEAVES);
    }
    assertThat(ends)
        .isEqualTo(
            Map.ofEntries(
                Map.entry(CrashScene.IMPORT, "0 paid, 0 decided"),
                Map.entry(CrashScene.RELEASE, "1 paid, 1 decided"),
                Map.entry(CrashScene.REFUSED, "0 paid, 0 decided"),
                Map.entry(CrashScene.SEND_AGAIN, "1 paid, 1 decided"),
                Map.entry(CrashScene.RAISE, "1 paid, 2 decided"),
                Map.entry(CrashScene.BURN, "0 paid, 3 decided"),
                Map.entry(CrashScene.INCLUDED, "1 paid, 1 decided"),
                Map.entry(CrashScene.REORGANISED, "1 paid, 1 decided"),
                Map.entry(CrashScene.FINAL, "0 paid, 2 decided"),
                Map.entry(CrashScene.ELSEWHERE, "0 paid, 1 decided"),
                Map.entry(CrashScene.EFFECT, "0 paid, 1 decided"),
                Map.entry(CrashScene.TAKEN_BACK, "0 paid, 0 decided"),
                Map.entry(CrashScene.UNANSWERED, "1 paid, 1 decided")));
    assertThat(undisturbed(CrashScene.EFFECT).end().leaves())
        .anyMatch(leaf -> leaf.contains("THERE"));
  }

  private Run undisturbed(CrashScene scene) throws ProblemException, IOException {
    Run known = undisturbed.get(scene);
    if (known != null) {
      return known;
    }
    try (Scenery set = prepare(scene)) {
      List<String> points = new ArrayList<>();
      set.desk().act(scene.act(), points::add);
      End end = set.desk().with(Checkpoint.NONE, open -> finish(set, open));
      Run run = new Run(List.copyOf(points), end);
      undisturbed.put(scene, run);
      return run;
    }
  }

  private Scenery prepare(CrashScene scene) throws ProblemException, IOException {
    PracticeChain practice =
        PracticeChain.builder()
            .network(Stage.NETWORK)
            .fund(vault.account(), Wei.parseEther("10"))
            .validators(List.of(CrashScene.VALIDATOR))
            .build()
            .start();
    practice.mine(16);
    CrashDesk desk = desk(folder.resolve(scene + "-" + folders++), practice);
    boolean imported = scene.act() != CrashScene.Act.IMPORT;
    Path kept = folder.resolve("kept-" + scene.operation().kind() + "-" + imported);
    if (!Files.exists(kept)) {
      makeDesk(desk(kept, practice), scene.operation(), imported);
    }
    copy(kept, desk.folder());
    scene.prepare(desk, practice);
    return new Scenery(desk, practice, vault);
  }

  private CrashDesk desk(Path place, PracticeChain practice) {
    return new CrashDesk(place, practice.url().toString(), vault.account().toString());
  }

  private void makeDesk(CrashDesk desk, Operation first, boolean imported)
      throws ProblemException, IOException {
    Files.createDirectory(desk.folder());
    desk.with(
        Checkpoint.NONE,
        open -> {
          open.desk().pair(vault);
          ExpandedBatch batch =
              open.desk()
                  .plan(
                      vault,
                      open.chain(),
                      BeaconView.none(),
                      List.of(PlannedSlot.of(first), PlannedSlot.of(Stage.pay("1"))));
          open.desk().export(batch);
          write(desk.result(), vault, batch, open.desk());
          return imported ? desk.act(open, CrashScene.Act.IMPORT, Checkpoint.NONE) : "";
        });
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> walk = Files.walk(from)) {
      for (Path path : walk.toList()) {
        Files.copy(path, to.resolve(from.relativize(path)), StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
  }

  private static Path write(Path file, TestVault vault, ExpandedBatch batch, TestDesk desk)
      throws ProblemException {
    try {
      return Files.write(file, vault.result(batch, desk.card()).bytes().toArray());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static void importIsWholeOrNothing(TestDesk desk) throws ProblemException {
    PlannedBatch.State state = desk.home().batches().all().getFirst().state();
    assertThat(desk.leaves().all()).hasSize(state == PlannedBatch.State.IMPORTED ? LEAVES : 0);
  }

  private static void saysWhatHappened(String point, List<RecoveryNote> notes) {
    if (MAY_BE_OUT.contains(point)) {
      assertThat(notes)
          .singleElement()
          .satisfies(note -> {
            assertThat(note.exposed()).isTrue();
            assertThat(LaneWords.of(note)).contains("may be anywhere");
          });
    } else if (TAKEN_BACK.contains(point)) {
      assertThat(notes)
          .singleElement()
          .satisfies(note -> {
            assertThat(note.exposed()).isFalse();
            assertThat(LaneWords.of(note)).contains("nothing of it was sent");
          });
    } else {
      assertThat(notes).isEmpty();
    }
  }

  /** No endpoint knows a leaf that this desk believes it never sent. */
  private static void holdsNothingThatIsOut(CrashDesk.Open open) throws ProblemException {
    for (HeldLeaf leaf : open.desk().leaves().all()) {
      if (leaf.state() == LeafState.HELD) {
        UnsignedTx tx = open.desk().leaves().transaction(leaf);
        byte[] raw = tx.tx().signedBytes(open.desk().leaves().signature(leaf)).toArray();
        assertThat(
                open.chain()
                    .ask(Moment.LATEST, Question.transaction(Digest32.of(Keccak.hash(raw))))
                    .toOptional())
            .as("leaf %d", leaf.id())
            .get()
            .isInstanceOf(TxPresence.Unseen.class);
      }
    }
  }

  /** Lets the chain go on, follows, and says how things stand. */
  private static End finish(Scenery set, CrashDesk.Open open) throws ProblemException {
    PracticeChain practice = set.practice();
    open.service().follow(open.lane());
    practice.mine(1);
    open.service().follow(open.lane());
    practice.mineUntilFinal();
    for (int epoch = 0; epoch < 8; epoch++) {
      open.service().follow(open.lane());
      practice.mine(4);
    }
    open.service().follow(open.lane());
    return end(set, open);
  }

  private static End end(Scenery set, CrashDesk.Open open) throws ProblemException {
    List<String> leaves = new ArrayList<>();
    for (HeldLeaf leaf : open.desk().leaves().all()) {
      UnsignedTx tx = open.desk().leaves().transaction(leaf);
      assertThat(open.desk().leaves().signature(leaf)).isEqualTo(set.vault().sign(tx));
      Fate fate = open.service().fate(leaf).orElse(Fate.none(leaf.id()));
      leaves.add(
          "%d/%d/%d %s %s %s"
              .formatted(
                  leaf.nonce(),
                  tx.alternative(),
                  tx.tier(),
                  leaf.state(),
                  fate.effect(),
                  FateWords.of(fate.reason())));
    }
    long decisions =
        open.desk()
            .home()
            .database()
            .read(sql -> sql.integer("SELECT COUNT(*) FROM decision WHERE state = 'exposed'"));
    return new End(leaves, set.practice().balance(Stage.FRIEND), decisions);
  }
}
