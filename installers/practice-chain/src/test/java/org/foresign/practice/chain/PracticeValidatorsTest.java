package org.foresign.practice.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.foresign.codec.Bytes;
import org.foresign.codec.Digest32;
import org.foresign.model.eth.Address;
import org.foresign.model.eth.GasUse;
import org.foresign.model.eth.Gwei;
import org.foresign.model.eth.Network;
import org.foresign.model.eth.Networks;
import org.foresign.model.eth.Wei;
import org.foresign.model.staking.BlsPublicKey;
import org.foresign.model.staking.DepositData;
import org.foresign.model.staking.DepositRoots;
import org.junit.jupiter.api.Test;

/** From deposits of the shared file to active validators, and what requests do to them. */
class PracticeValidatorsTest {
  private static final Network HOODI = Networks.HOODI;
  private static final String FILE = "deposit_data-hoodi-0x02-32eth.json";

  private final Payer payer = Payer.developer(HOODI.chain().reference());
  private final PracticeChain chain =
      PracticeChain.builder().network(HOODI).fund(payer.address(), Wei.parseEther("10000")).build();
  private long nonce;

  @Test
  void makesAHundredDepositsActiveValidators() throws RpcFault {
    List<DepositFile> file = DepositFile.read(FILE);
    assertThat(file).hasSize(100);
    for (DepositFile entry : file) {
      deposit(entry.data(), entry.root());
    }
    chain.mine(2);
    assertThat(chain.nonce(payer.address())).isEqualTo(100);
    assertThat(state().pendingDeposits).hasSize(100);
    assertThat(state().validators).isEmpty();
    mineUntilActive(100);
    for (DepositFile entry : file) {
      Validator v = validator(entry.data().publicKey());
      assertThat(v.credentials()).isEqualTo(entry.data().credentials());
      assertThat(v.balance()).isEqualTo(Gwei.ofEther(32));
    }
    assertThat(chain.droppedRequests()).isEmpty();
  }

  @Test
  void walksThroughTheStatesOfTheBeaconApi() throws RpcFault {
    DepositFile entry = DepositFile.read(FILE).getFirst();
    deposit(entry.data(), entry.root());
    List<String> states = new ArrayList<>();
    chain.mine(1);
    BlsPublicKey key = entry.data().publicKey();
    for (int i = 0; i < 100 && !states.contains("active_ongoing"); i++) {
      chain.mine(1);
      note(states, key);
    }
    chain.mine(4);
    withdraw(key, 0);
    Wei before = chain.balance(payer.address());
    for (int i = 0; i < 40; i++) {
      chain.mine(1);
      note(states, key);
    }
    assertThat(states)
        .containsExactly(
            "pending_initialized",
            "pending_queued",
            "active_ongoing",
            "active_exiting",
            "exited_unslashed",
            "withdrawal_done");
    Wei paid = chain.balance(payer.address()).minus(before.minus(Wei.parseEther("0.01")));
    assertThat(paid).isGreaterThan(Wei.parseEther("31.99"));
    assertThat(validator(key).balance()).isEqualTo(Gwei.ZERO);
  }

  /** The figures that docs/dev/practice-chain.md gives for the default clock. */
  @Test
  void keepsTheTimesThatTheDocumentNames() throws RpcFault {
    DepositFile entry = DepositFile.read(FILE).getFirst();
    for (int offset = 0; offset < 4; offset++) {
      try (PracticeChain fresh =
          PracticeChain.builder()
              .network(HOODI)
              .fund(payer.address(), Wei.parseEther("10000"))
              .build()) {
        fresh.mine(8 + offset);
        BlsPublicKey key = entry.data().publicKey();
        payer.send(fresh, depositDraft(0, entry.data(), entry.root()));
        fresh.mine(1);
        assertThat(blocksUntil(fresh, key, "active_ongoing")).isBetween(24, 28);
        fresh.mine(4);
        payer.send(fresh, request(payer, 1, HOODI.withdrawalRequests(), Calls.withdrawal(key, 0)));
        fresh.mine(1);
        assertThat(blocksUntil(fresh, key, "withdrawal_done")).isBetween(9, 12);
      }
    }
  }

  private static int blocksUntil(PracticeChain chain, BlsPublicKey key, String status) {
    for (int blocks = 0; blocks < 60; blocks++) {
      if (chain.validatorStatus(key).equals(Optional.of(status))) {
        return blocks;
      }
      chain.mine(1);
    }
    throw new AssertionError("never " + status);
  }

  private void note(List<String> states, BlsPublicKey key) {
    Optional<Validator> found = state().find(key);
    if (found.isPresent()) {
      String status = found.get().status(chain.ledger().beacon().epoch());
      if (states.isEmpty() || !states.getLast().equals(status)) {
        states.add(status);
      }
    }
  }

  @Test
  void losesAFirstDepositWithAWrongSignature() throws RpcFault {
    DepositData good = DepositFile.read(FILE).getFirst().data();
    DepositData other =
        new DepositData(good.publicKey(), good.credentials(), Gwei.ofEther(33), good.signature());
    deposit(other, DepositRoots.data(other));
    chain.mine(40);
    assertThat(state().validators).isEmpty();
    assertThat(chain.droppedRequests())
        .singleElement()
        .asString()
        .contains("signature of a first deposit is wrong");
  }

  @Test
  void takesALaterDepositWithoutASignatureAsATopUpThatAPartialTakesOutAgain() throws RpcFault {
    BlsPublicKey key = activate(1).getFirst();
    topUp(key, 8);
    chain.mine(1);
    mineUntilBalance(key, Gwei.ofEther(40));
    withdraw(key, 3_000_000_000L);
    chain.mine(1);
    assertThat(state().pendingPartials).hasSize(1);
    Wei before = chain.balance(payer.address());
    mineUntilBalance(key, Gwei.ofEther(37));
    assertThat(chain.balance(payer.address())).isEqualTo(before.plus(Wei.parseEther("3")));
    withdraw(key, 100_000_000_000L);
    mineUntilBalance(key, Gwei.ofEther(32));
    assertThat(validator(key).isLeaving()).isFalse();
  }

  @Test
  void dropsRequestsWithoutAWordToTheSender() throws RpcFault {
    BlsPublicKey key = activate(1).getFirst();
    BlsPublicKey unknown = BlsPublicKey.of(new byte[48]);
    Digest32 partial = withdraw(key, 1);
    withdraw(unknown, 0);
    Payer stranger = new Payer("01".repeat(32), HOODI.chain().reference());
    chain.setBalance(stranger.address(), Wei.ONE_ETHER);
    stranger.send(
        chain, request(stranger, 0, HOODI.withdrawalRequests(), Calls.withdrawal(key, 0)));
    consolidate(key, unknown);
    chain.mine(1);
    withdraw(key, 0);
    chain.mine(1);
    withdraw(key, 0);
    chain.mine(1);
    assertThat(chain.ledger().find(partial).orElseThrow().receipt().outcome().succeeded()).isTrue();
    assertThat(chain.droppedRequests())
        .map(line -> line.substring(line.lastIndexOf(": ") + 2))
        .containsExactlyInAnyOrder(
            "no balance above 32 ETH",
            "unknown validator",
            "request does not come from the withdrawal address",
            "unknown target validator",
            "exit has already begun");
  }

  @Test
  void dropsRequestsOfAValidatorThatIsNotActiveForLongEnough() throws RpcFault {
    DepositFile entry = DepositFile.read(FILE).getFirst();
    deposit(entry.data(), entry.root());
    chain.mine(1);
    BlsPublicKey key = entry.data().publicKey();
    while (state().find(key).isEmpty()) {
      chain.mine(1);
    }
    withdraw(key, 0);
    chain.mine(1);
    while (!validator(key).isActive(chain.ledger().beacon().epoch())) {
      chain.mine(1);
    }
    withdraw(key, 0);
    chain.mine(1);
    assertThat(chain.droppedRequests())
        .map(line -> line.substring(line.lastIndexOf(": ") + 2))
        .containsExactly(
            "validator is not active", "validator has not been active for long enough");
  }

  @Test
  void refusesAFullExitWhileAPartialIsPending() throws RpcFault {
    BlsPublicKey key = activate(1).getFirst();
    topUp(key, 4);
    mineUntilBalance(key, Gwei.ofEther(36));
    withdraw(key, 1_000_000_000L);
    withdraw(key, 0);
    chain.mine(1);
    assertThat(chain.droppedRequests())
        .singleElement()
        .asString()
        .contains("full exit while a partial withdrawal is pending");
    assertThat(validator(key).isLeaving()).isFalse();
  }

  @Test
  void movesTheStakeOfAConsolidation() throws RpcFault {
    List<BlsPublicKey> keys = activate(2);
    consolidate(keys.get(0), keys.get(1));
    chain.mine(1);
    assertThat(state().pendingConsolidations).hasSize(1);
    mineUntilBalance(keys.get(1), Gwei.ofEther(64));
    assertThat(validator(keys.get(0)).balance()).isEqualTo(Gwei.ZERO);
    chain.mine(4);
    assertThat(validator(keys.get(1)).effectiveBalance()).isEqualTo(Gwei.ofEther(64));
    assertThat(chain.droppedRequests()).isEmpty();
  }

  private List<BlsPublicKey> activate(int count) throws RpcFault {
    List<DepositFile> file = DepositFile.read(FILE).subList(0, count);
    for (DepositFile entry : file) {
      deposit(entry.data(), entry.root());
    }
    chain.mine(1);
    mineUntilActive(count);
    chain.mine(chain.ledger().settings().clock().slotsPerEpoch());
    return file.stream().map(f -> f.data().publicKey()).toList();
  }

  private void topUp(BlsPublicKey key, long ether) throws RpcFault {
    DepositData extra =
        new DepositData(
            key,
            validator(key).credentials(),
            Gwei.ofEther(ether),
            DepositFile.read(FILE).getFirst().data().signature());
    deposit(extra, DepositRoots.data(extra));
  }

  private void mineUntilActive(int count) {
    for (int i = 0; i < 60; i++) {
      long epoch = chain.ledger().beacon().epoch();
      long active = state().validators.stream().filter(v -> v.isActive(epoch)).count();
      if (active == count) {
        return;
      }
      chain.mine(1);
    }
    throw new AssertionError("not active after 60 blocks: " + chain.droppedRequests());
  }

  private void mineUntilBalance(BlsPublicKey key, Gwei balance) {
    for (int i = 0; i < 60 && !validator(key).balance().equals(balance); i++) {
      chain.mine(1);
    }
    assertThat(validator(key).balance()).isEqualTo(balance);
  }

  private void deposit(DepositData deposit, Digest32 root) throws RpcFault {
    payer.send(chain, depositDraft(nonce++, deposit, root));
  }

  private Payer.Draft depositDraft(long at, DepositData deposit, Digest32 root) {
    return payer
        .draft(at)
        .to(HOODI.depositContract())
        .value(deposit.amount().toWei())
        .gas(GasUse.DEPOSIT.recommendedLimit())
        .data(Calls.deposit(deposit, root));
  }

  private Digest32 withdraw(BlsPublicKey key, long gwei) throws RpcFault {
    return payer.send(
        chain, request(payer, nonce++, HOODI.withdrawalRequests(), Calls.withdrawal(key, gwei)));
  }

  private void consolidate(BlsPublicKey source, BlsPublicKey target) throws RpcFault {
    payer.send(
        chain,
        request(
            payer, nonce++, HOODI.consolidationRequests(), Calls.consolidation(source, target)));
  }

  private static Payer.Draft request(Payer from, long nonce, Address predeploy, Bytes data) {
    return from.draft(nonce)
        .to(predeploy)
        .value(Wei.of(1_000))
        .gas(GasUse.STAKING_REQUEST.recommendedLimit())
        .data(data);
  }

  private BeaconState state() {
    return chain.ledger().beacon().state();
  }

  private Validator validator(BlsPublicKey key) {
    return state().find(key).orElseThrow();
  }
}
