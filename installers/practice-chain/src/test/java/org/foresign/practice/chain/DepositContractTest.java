package org.foresign.practice.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.foresign.codec.Bytes;
import org.foresign.codec.Digest32;
import org.foresign.crypto.Sha256;
import org.foresign.model.eth.Address;
import org.foresign.model.eth.GasSchedule;
import org.foresign.model.eth.GasUse;
import org.foresign.model.eth.Gwei;
import org.foresign.model.eth.Networks;
import org.foresign.model.eth.Wei;
import org.foresign.model.staking.BlsPublicKey;
import org.foresign.model.staking.BlsSignature;
import org.foresign.model.staking.DepositData;
import org.foresign.model.staking.DepositRoots;
import org.foresign.model.staking.WithdrawalCredentials;
import org.junit.jupiter.api.Test;

class DepositContractTest {
  private static final Address SENDER = Address.parse("0x00000000000000000000000000000000000000bb");
  private static final Bytes GET_ROOT = Bytes.parseHex("c5f2892f");
  private static final Bytes GET_COUNT = Bytes.parseHex("621fd130");

  private final WorldState world = new WorldState();
  private final DepositContract contract = new DepositContract(Networks.HOODI.depositContract());

  /** Published by the contract's deployment: the root of the empty tree. */
  @Test
  void startsWithTheKnownRootOfTheEmptyTree() throws Halt {
    assertThat(root())
        .isEqualTo(
            Digest32.parseHex("d70a234731285c6804c2a4f56711ddb8c82c99740f207854891028af34e27e5e"));
    assertThat(count()).isZero();
  }

  @Test
  void keepsTheRootOfTheWholeTree() throws Halt {
    List<byte[]> leaves = new ArrayList<>();
    for (int i = 0; i < 21; i++) {
      DepositData deposit = deposit(i, 32_000_000_000L + i);
      run(deposit.amount().toWei(), Calls.deposit(deposit, DepositRoots.data(deposit)));
      leaves.add(DepositRoots.data(deposit).toArray());
      assertThat(root()).as("after %d", i + 1).isEqualTo(wholeTree(leaves));
      assertThat(count()).isEqualTo(i + 1);
    }
  }

  @Test
  void acceptsRootsMadeByAnotherTool() throws Halt {
    for (DepositFile entry : DepositFile.read("deposit_data-hoodi-0x02-mixed-amounts.json")) {
      Frame frame = run(entry.data().amount().toWei(), Calls.deposit(entry.data(), entry.root()));
      LogEntry log = frame.logs().getFirst();
      assertThat(log.topics()).containsExactly(DepositContract.DEPOSIT_EVENT);
      assertThat(DepositContract.fromEvent(log)).isEqualTo(entry.data());
      assertThat(log.data().size()).isEqualTo(576);
    }
  }

  @Test
  void refusesEachArgumentThatDoesNotFit() {
    DepositData good = deposit(1, 32_000_000_000L);
    Digest32 root = DepositRoots.data(good);
    Bytes key = good.publicKey().bytes();
    Bytes credentials = good.credentials().bytes();
    Bytes signature = good.signature().bytes();
    Wei value = good.amount().toWei();
    refuses(
        value,
        Calls.deposit(key.slice(0, 47), credentials, signature, root),
        "invalid pubkey length");
    refuses(
        value,
        Calls.deposit(key, credentials.slice(0, 31), signature, root),
        "invalid withdrawal_credentials length");
    refuses(
        value,
        Calls.deposit(key, credentials, signature.slice(0, 95), root),
        "invalid signature length");
    Bytes call = Calls.deposit(good, root);
    refuses(Wei.ONE_ETHER.minus(Wei.of(1)), call, "deposit value too low");
    refuses(value.plus(Wei.of(1)), call, "deposit value not multiple of gwei");
    refuses(Wei.ONE_ETHER, call, "does not match supplied deposit_data_root");
    refuses(value, Calls.deposit(good, Digest32.ZERO), "does not match supplied deposit_data_root");
    refuses(value, Bytes.EMPTY, "");
    refuses(value, call.slice(0, call.size() - 32), "");
    refuses(value, Bytes.parseHex("01020304"), "");
    refuses(Wei.ONE_ETHER, GET_ROOT, "");
  }

  @Test
  void staysWithinTheRecommendedGasUnderBothSchedules() throws Halt {
    for (GasSchedule schedule : GasSchedule.values()) {
      WorldState fresh = new WorldState();
      for (int i = 0; i < 40; i++) {
        DepositData deposit = deposit(i, 32_000_000_000L);
        Bytes call = Calls.deposit(deposit, DepositRoots.data(deposit));
        Frame frame = frame(fresh, schedule, deposit.amount().toWei(), call);
        contract.run(frame);
        assertThat(schedule.intrinsicGas(call, false, true) + frame.gasUsed())
            .isBetween(40_000L, GasUse.DEPOSIT.recommendedLimit() - 100_000);
      }
    }
  }

  private void refuses(Wei value, Bytes data, String words) {
    assertThatThrownBy(() -> run(value, data))
        .isInstanceOf(Halt.Reverted.class)
        .hasMessageContaining(words);
  }

  private Frame run(Wei value, Bytes data) throws Halt {
    Frame frame = frame(world, GasSchedule.OSAKA, value, data);
    long mark = world.mark();
    try {
      contract.run(frame);
      return frame;
    } catch (Halt halt) {
      world.rollback(mark);
      throw halt;
    }
  }

  private Frame frame(WorldState in, GasSchedule schedule, Wei value, Bytes data) {
    return new Frame(
        in,
        schedule,
        new Executor.Call(SENDER, contract.address(), value, data, 10_000_000),
        10_000_000);
  }

  private Digest32 root() throws Halt {
    return new Digest32(contract.run(frame(world, GasSchedule.OSAKA, Wei.ZERO, GET_ROOT)));
  }

  private int count() throws Halt {
    Bytes answer = contract.run(frame(world, GasSchedule.OSAKA, Wei.ZERO, GET_COUNT));
    assertThat(answer.size()).isEqualTo(96);
    return answer.at(64) & 0xff;
  }

  private static DepositData deposit(int seed, long gwei) {
    byte[] key = new byte[48];
    key[47] = (byte) seed;
    byte[] signature = new byte[96];
    signature[1] = (byte) seed;
    return new DepositData(
        BlsPublicKey.of(key),
        WithdrawalCredentials.compounding(SENDER),
        new Gwei(gwei),
        BlsSignature.of(signature));
  }

  /** hash_tree_root of List[DepositData, 2**32]: the whole tree, zero subtrees filled in. */
  private static Digest32 wholeTree(List<byte[]> leaves) {
    List<byte[]> level = new ArrayList<>(leaves);
    byte[] zero = new byte[32];
    for (int depth = 0; depth < 32; depth++) {
      if (level.size() % 2 == 1) {
        level.add(zero);
      }
      List<byte[]> above = new ArrayList<>();
      for (int i = 0; i < level.size(); i += 2) {
        above.add(Sha256.hash(level.get(i), level.get(i + 1)));
      }
      level = above;
      zero = Sha256.hash(zero, zero);
    }
    byte[] length = new byte[32];
    length[0] = (byte) leaves.size();
    return Digest32.of(Sha256.hash(level.getFirst(), length));
  }
}
