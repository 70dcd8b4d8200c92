package org.foresign.desk.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.foresign.codec.Bytes;
import org.foresign.codec.Digest32;
import org.foresign.crypto.EcdsaSignature;
import org.foresign.desk.TestDesk;
import org.foresign.desk.TestVault;
import org.foresign.desk.app.DeskMain;
import org.foresign.desk.settings.Batches;
import org.foresign.desk.settings.PlannedBatch;
import org.foresign.model.batch.Alternative;
import org.foresign.model.batch.BatchRequest;
import org.foresign.model.batch.BatchRequestCodec;
import org.foresign.model.batch.Lane;
import org.foresign.model.batch.LaneId;
import org.foresign.model.batch.ReleaseClass;
import org.foresign.model.batch.Run;
import org.foresign.model.eth.Address;
import org.foresign.model.eth.FeeCaps;
import org.foresign.model.eth.GasSchedule;
import org.foresign.model.eth.Networks;
import org.foresign.model.eth.Wei;
import org.foresign.model.operation.Operation;
import org.foresign.model.operation.OperationKind;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.tx.BatchExpander;
import org.foresign.model.tx.ExpandedBatch;
import org.foresign.model.tx.SignedBatch;
import org.foresign.testkit.LaunchedRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Lists of a desk that holds very much, by a process with the launcher's memory: the answer is
 * whole, and what it takes does not grow with it.
 */
class LongListsTest {
  /** As many as one batch can have. */
  private static final int LEAVES = BatchRequest.MAX_LEAVES;

  private static final int NONCES = BatchRequest.MAX_SLOTS;
  private static final int TIERS = LEAVES / NONCES / 2;

  @TempDir private Path folder;
  private final TestVault vault = new TestVault(true);
  private Path home;
  private Path passphrase;
  private int batches;

  @BeforeEach
  void create() throws IOException, ProblemException {
    home = folder.resolve("desk");
    passphrase = Files.writeString(folder.resolve("passphrase"), TestDesk.PASSPHRASE + "\n");
    try (TestDesk desk = TestDesk.create(home)) {
      desk.pair(vault);
    }
  }

  @Test
  void fortyAndAHundredThousandLeavesAreListedWhole() throws IOException, ProblemException {
    List<String> launched = LaunchedRun.flags("run_online");
    holdUpTo(40_000);
    assertListed(40_000, run(launched, "leaves", "--offline", "--json"));
    holdUpTo(100_000);
    // Less than what 40,000 leaves take that are held beside each other.
    List<String> narrow = withHeap(launched, "72m");
    assertListed(100_000, run(narrow, "leaves", "--offline", "--json"));
    LaunchedRun text = run(narrow, "leaves", "--offline");
    assertThat(text.exitCode()).as(text.errors()).isZero();
    try (Stream<String> lines = Files.lines(text.out())) {
      assertThat(lines.filter(line -> line.startsWith("  #")).count()).isEqualTo(100_000);
    }
  }

  @Test
  void manyLargeBatchesAreListedWithoutTheirRequests() throws IOException, ProblemException {
    List<String> launched = withHeap(LaunchedRun.flags("run_online"), "32m");
    fillWithPlans(400);
    LaunchedRun run = run(launched, "batch", "list");
    assertThat(run.exitCode()).as(run.errors()).isZero();
    try (Stream<String> lines = Files.lines(run.out())) {
      assertThat(lines.filter(line -> line.contains("  planned  request ")).count()).isEqualTo(400);
    }
  }

  private static List<String> withHeap(List<String> flags, String most) {
    List<String> changed = new ArrayList<>(flags);
    changed.removeIf(flag -> flag.startsWith("-Xms") || flag.startsWith("-Xmx"));
    changed.add("-Xmx" + most);
    return changed;
  }

  private LaunchedRun run(List<String> flags, String... words) {
    List<String> all = new ArrayList<>(List.of(words));
    all.addAll(List.of("--home", home.toString(), "--passphrase-file", passphrase.toString()));
    return LaunchedRun.of(folder, flags, DeskMain.class.getName(), all.toArray(String[]::new));
  }

  private static void assertListed(int leaves, LaunchedRun json) throws IOException {
    assertThat(json.exitCode()).as(json.errors()).isZero();
    assertThat(leavesIn(json.out())).isEqualTo(leaves);
    Files.delete(json.out());
  }

  /** Reads one whole object and counts its leaves. */
  private static int leavesIn(Path file) throws IOException {
    int depth = 0;
    int leaves = 0;
    try (InputStream in = Files.newInputStream(file);
        JsonParser parser =
            JsonFactory.builder().build().createParser(ObjectReadContext.empty(), in)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
        if (token == JsonToken.PROPERTY_NAME && parser.getString().equals("signingDigest")) {
          leaves++;
        }
      }
    }
    assertThat(depth).isZero();
    return leaves;
  }

  private void holdUpTo(int leaves) throws ProblemException {
    // Its value is not looked at here; opening it for a release would be refused.
    EcdsaSignature any = new EcdsaSignature(Bytes.of(filled()), 0);
    Map<Integer, EcdsaSignature> signatures = new HashMap<>();
    for (int leaf = 0; leaf < LEAVES; leaf++) {
      signatures.put(leaf, any);
    }
    try (TestDesk desk = TestDesk.open(home)) {
      for (; batches < leaves / LEAVES; batches++) {
        ExpandedBatch batch = plan(desk, batches);
        desk.home().batches().add(batch);
        desk.home()
            .database()
            .update(sql -> {
              Batches.move(
                  sql,
                  batch.request().batchId(),
                  List.of(PlannedBatch.State.PLANNED),
                  PlannedBatch.State.IMPORTED);
              desk.leaves().keep(sql, batch, header(batch), signatures);
            });
      }
    }
  }

  private void fillWithPlans(int count) throws ProblemException {
    try (TestDesk desk = TestDesk.open(home)) {
      ExpandedBatch batch = plan(desk, 0);
      desk.home().batches().add(batch);
      desk.home()
          .database()
          .update(sql -> {
            for (int copy = 1; copy < count; copy++) {
              sql.updateOne(
                  "INSERT INTO batch SELECT randomblob(16), randomblob(32), vault, sequence, state,"
                      + " planned_at, randomblob(200000) FROM batch LIMIT 1");
            }
          });
    }
  }

  private static byte[] filled() {
    byte[] compact = new byte[64];
    compact[31] = 1;
    compact[63] = 1;
    return compact;
  }

  private SignedBatch.Header header(ExpandedBatch batch) {
    BatchRequest request = batch.request();
    return new SignedBatch.Header(
        request.batchId(),
        batch.batchDigest(),
        request.vaultInstance(),
        1,
        1,
        Digest32.ZERO,
        request.sequence(),
        request.policyHash(),
        request.deskCard(),
        vault.card().digest(),
        1_790_000_000L,
        request.reviewBy(),
        batch.leaves().size(),
        null);
  }

  private ExpandedBatch plan(TestDesk desk, int number) throws ProblemException {
    Operation pay =
        new Operation.NativeTransfer(
            Address.parse("0x1111111111111111111111111111111111111111"), Wei.ONE_ETHER);
    Run run =
        new Run(
            (long) number * NONCES,
            NONCES,
            List.of(
                alternative(OperationKind.NATIVE_TRANSFER, ReleaseClass.SPEND, pay, 20, 1),
                alternative(
                    OperationKind.CANCEL, ReleaseClass.CANCEL, new Operation.Cancel(), 400, 20)));
    byte[] id = new byte[16];
    id[0] = (byte) number;
    BatchRequest request =
        new BatchRequest(
            Bytes.of(id),
            desk.card().digest(),
            vault.instance(),
            number + 1L,
            Digest32.ZERO,
            Digest32.ZERO,
            1_790_000_000L + number,
            1_800_000_000L,
            List.of(),
            List.of(),
            List.of(
                new Lane(
                    new LaneId(Networks.HOODI.chain(), vault.account()),
                    GasSchedule.OSAKA.id(),
                    List.of(run))));
    return BatchExpander.expand(request, BatchRequestCodec.encode(request));
  }

  private static Alternative alternative(
      OperationKind kind, ReleaseClass releaseClass, Operation operation, long gwei, long tip) {
    List<FeeCaps> tiers = new ArrayList<>();
    for (int tier = 0; tier < TIERS; tier++) {
      tiers.add(new FeeCaps(Wei.ofGwei(gwei << tier), Wei.ofGwei(tip << tier)));
    }
    return new Alternative(
        kind, releaseClass, 300_000, tiers, Collections.nCopies(NONCES, operation));
  }
}
