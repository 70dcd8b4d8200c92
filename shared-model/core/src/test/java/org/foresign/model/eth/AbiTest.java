package org.foresign.model.eth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.foresign.codec.Bytes;
import org.foresign.codec.Digest32;
import org.foresign.crypto.Keccak;
import org.foresign.model.problem.ProblemException;
import org.foresign.testkit.Mutator;
import org.foresign.testkit.Seeds;
import org.junit.jupiter.api.Test;
import org.web3j.abi.FunctionEncoder;
import org.web3j.abi.datatypes.DynamicBytes;
import org.web3j.abi.datatypes.Function;
import org.web3j.abi.datatypes.generated.Bytes32;
import org.web3j.abi.datatypes.generated.Uint256;

class AbiTest {
  @Test
  void selectorsAreTheHashesOfTheSignatures() {
    assertThat(selector("transfer(address,uint256)")).isEqualTo(Abi.TRANSFER);
    assertThat(selector("deposit(bytes,bytes,bytes,bytes32)")).isEqualTo(Abi.DEPOSIT);
  }

  @Test
  void transfersAgreeWithWeb3j() {
    Seeds.check(
        100,
        random -> {
          Address to = Address.of(Seeds.bytes(random, 20));
          BigInteger amount = new BigInteger(1, Seeds.bytes(random, random.nextInt(33)));
          Abi.TransferCall call = new Abi.TransferCall(to, new Wei(amount));
          Function function =
              new Function(
                  "transfer",
                  List.of(
                      new org.web3j.abi.datatypes.Address(to.bytes().prefixedHex()),
                      new Uint256(amount)),
                  List.of());
          assertThat(call.encode().prefixedHex()).isEqualTo(FunctionEncoder.encode(function));
          assertThat(Abi.decodeTransfer(call.encode())).isEqualTo(call);
        });
  }

  @Test
  void depositsAgreeWithWeb3j() {
    Seeds.check(
        50,
        random -> {
          Abi.DepositCall call =
              new Abi.DepositCall(
                  Bytes.of(Seeds.bytes(random, 48)),
                  Bytes.of(Seeds.bytes(random, 32)),
                  Bytes.of(Seeds.bytes(random, 96)),
                  Digest32.of(Seeds.bytes(random, 32)));
          Function function =
              new Function(
                  "deposit",
                  List.of(
                      new DynamicBytes(call.publicKey().toArray()),
                      new DynamicBytes(call.credentials().toArray()),
                      new DynamicBytes(call.signature().toArray()),
                      new Bytes32(call.root().toArray())),
                  List.of());
          assertThat(call.encode().size()).isEqualTo(420);
          assertThat(call.encode().prefixedHex()).isEqualTo(FunctionEncoder.encode(function));
          assertThat(Abi.decodeDeposit(call.encode())).isEqualTo(call);
        });
  }

  @Test
  void damagedCallsAreRefusedOrMeanWhatTheySay() {
    byte[] transfer = new Abi.TransferCall(Address.ZERO, Wei.ONE_ETHER).encode().toArray();
    Mutator.of(
            transfer,
            bytes -> Abi.decodeTransfer(Bytes.of(bytes)),
            call -> call.encode().toArray(),
            ProblemException.class)
        .assertCanonical();
    byte[] deposit = deposit().encode().toArray();
    Mutator.of(
            deposit,
            bytes -> Abi.decodeDeposit(Bytes.of(bytes)),
            call -> call.encode().toArray(),
            ProblemException.class)
        .assertCanonical();
  }

  @Test
  void refusesDirtyAddressPadding() {
    byte[] data = new Abi.TransferCall(Address.ZERO, Wei.ZERO).encode().toArray();
    data[4] = 1;
    refuses(() -> Abi.decodeTransfer(Bytes.of(data)));
  }

  /** The contract would accept these: other offsets that point to the same or other bytes. */
  @Test
  void refusesDepositsInAnotherLayout() {
    for (int place : new int[] {4, 35, 36 + 31, 68 + 31, 4 + 0x80 + 31, 4 + 0x80 + 32 + 48}) {
      byte[] data = deposit().encode().toArray();
      data[place] ^= 0x20;
      refuses(() -> Abi.decodeDeposit(Bytes.of(data)));
    }
    refuses(() -> Abi.decodeDeposit(deposit().encode().concat(Bytes.of(new byte[32]))));
    refuses(() -> Abi.decodeDeposit(Bytes.EMPTY));
    refuses(() -> Abi.decodeTransfer(deposit().encode()));
  }

  @Test
  void refusesFieldsOfOtherLengths() {
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            new Abi.DepositCall(
                Bytes.of(new byte[47]),
                Bytes.of(new byte[32]),
                Bytes.of(new byte[96]),
                Digest32.ZERO));
  }

  @Test
  void looksAtSelectors() {
    assertThat(Abi.hasSelector(deposit().encode(), Abi.DEPOSIT)).isTrue();
    assertThat(Abi.hasSelector(deposit().encode(), Abi.TRANSFER)).isFalse();
    assertThat(Abi.hasSelector(Bytes.of(new byte[3]), Abi.TRANSFER)).isFalse();
  }

  private static Abi.DepositCall deposit() {
    return new Abi.DepositCall(
        Bytes.of(new byte[48]), Bytes.of(new byte[32]), Bytes.of(new byte[96]), Digest32.ZERO);
  }

  private static Bytes selector(String signature) {
    return Bytes.of(Keccak.hash(signature.getBytes(StandardCharsets.US_ASCII)), 0, 4);
  }

  private static void refuses(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problem().code()).isEqualTo(EthProblem.CALL_NOT_CANONICAL));
  }
}
