package org.foresign.desk.hold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.util.List;
import org.foresign.codec.Bytes;
import org.foresign.desk.TestDesk;
import org.foresign.desk.TestVault;
import org.foresign.model.problem.ProblemCode;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.tx.ExpandedBatch;
import org.foresign.store.SealedColumn;
import org.foresign.store.StoreProblem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Rows of the store changed or moved by somebody who can write the file and knows no passphrase:
 * two results are held, and every row is one that this desk once wrote.
 */
class LeafBindingTest {
  @TempDir private Path folder;
  private final TestVault vault = new TestVault(true);
  private TestDesk desk;

  @BeforeEach
  void start() throws ProblemException {
    desk = TestDesk.create(folder.resolve("desk"));
    desk.pair(vault);
    for (long first : new long[] {5, 15}) {
      ExpandedBatch batch = desk.planPayments(vault, first, 4);
      desk.export(batch);
      desk.take(vault.result(batch, desk.card()));
    }
  }

  @AfterEach
  void stop() throws ProblemException {
    desk.close();
  }

  private void change(String statement, Object... values) throws ProblemException {
    desk.home().database().update(sql -> sql.update(statement, values));
  }

  private List<byte[]> digests() throws ProblemException {
    return desk.home()
        .database()
        .read(sql -> sql.query("SELECT digest FROM batch ORDER BY sequence", r -> r.blobArray(1)));
  }

  /** What opening this leaf's signature, without which nothing can be sent, ends with. */
  private void assertRefused(long leaf, ProblemCode code) {
    ProblemException refused =
        catchThrowableOfType(
            ProblemException.class, () -> desk.leaves().signature(desk.leaves().leaf(leaf)));
    assertThat(refused).isNotNull();
    assertThat(refused.problem().code()).isEqualTo(code);
  }

  @Test
  void opensEveryLeafAsItWasStored() throws ProblemException {
    for (HeldLeaf leaf : desk.leaves().all()) {
      assertThat(desk.leaves().signature(leaf))
          .isEqualTo(vault.sign(desk.leaves().transaction(leaf)));
    }
  }

  @Test
  void refusesTheSealedRequestOfAnotherBatch() throws ProblemException {
    change(
        "UPDATE batch SET sealed_request = (SELECT b.sealed_request FROM batch b WHERE b.digest = ?)"
            + " WHERE digest = ?",
        digests().getLast(),
        digests().getFirst());
    assertRefused(1, StoreProblem.STORE_SEAL_BROKEN);
  }

  @Test
  void refusesLeavesThatWereMovedToAnotherBatch() throws ProblemException {
    change("UPDATE leaf SET batch = 3 - batch, leaf_index = leaf_index + 100");
    change("UPDATE leaf SET leaf_index = leaf_index - 100");
    for (HeldLeaf leaf : desk.leaves().all()) {
      assertRefused(leaf.id(), HoldProblem.LEAF_NOT_AS_SIGNED);
    }
  }

  @Test
  void refusesALeafAtAnotherPlaceOfItsBatch() throws ProblemException {
    change("UPDATE leaf SET leaf_index = 900 WHERE id = 1");
    change("UPDATE leaf SET leaf_index = 0 WHERE id = 3");
    assertRefused(1, HoldProblem.LEAF_NOT_AS_SIGNED);
    assertRefused(3, HoldProblem.LEAF_NOT_AS_SIGNED);
  }

  @Test
  void refusesALeafOfAnotherNonceOrClass() throws ProblemException {
    change("UPDATE leaf SET nonce = nonce + 1 WHERE id = 1");
    assertRefused(1, HoldProblem.LEAF_NOT_AS_SIGNED);
    change("UPDATE leaf SET release_class = 1 - release_class WHERE id = 4");
    assertRefused(4, HoldProblem.LEAF_NOT_AS_SIGNED);
    change("UPDATE leaf SET release_class = 9 WHERE id = 5");
    assertRefused(5, HoldProblem.LEAF_NOT_AS_SIGNED);
    change("PRAGMA ignore_check_constraints = 1");
    change("UPDATE leaf SET state = 'nine' WHERE id = 6");
    assertRefused(6, HoldProblem.LEAF_NOT_AS_SIGNED);
  }

  @Test
  void refusesALeafWhoseDigestWasChanged() throws ProblemException {
    change("UPDATE leaf SET signing_hash = zeroblob(32) WHERE id = 1");
    assertRefused(1, HoldProblem.LEAF_NOT_AS_SIGNED);
  }

  @Test
  void refusesALeafOfAnotherAccount() throws ProblemException {
    Bytes hash =
        desk.home()
            .database()
            .read(sql -> sql.one("SELECT account_hash FROM lane", row -> row.blob(1)))
            .orElseThrow();
    try (SealedColumn accounts = desk.home().sealer().column("lane", "sealed_account")) {
      change("UPDATE lane SET sealed_account = ?", accounts.seal(hash, new byte[20]));
    }
    assertRefused(1, HoldProblem.LEAF_NOT_AS_SIGNED);
  }
}
