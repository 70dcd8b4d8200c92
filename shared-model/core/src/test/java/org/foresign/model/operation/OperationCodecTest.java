package org.foresign.model.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.List;
import java.util.SplittableRandom;
import org.foresign.codec.Bytes;
import org.foresign.model.Samples;
import org.foresign.model.eth.Address;
import org.foresign.model.eth.Chain;
import org.foresign.model.eth.Gwei;
import org.foresign.model.eth.Networks;
import org.foresign.model.eth.Wei;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.staking.BlsSignature;
import org.foresign.model.staking.DepositData;
import org.foresign.model.staking.DepositRoots;
import org.foresign.model.staking.WithdrawalCredentials;
import org.foresign.testkit.Mutator;
import org.foresign.testkit.Seeds;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.web3j.abi.FunctionEncoder;
import org.web3j.abi.datatypes.DynamicBytes;
import org.web3j.abi.datatypes.Function;
import org.web3j.abi.datatypes.generated.Bytes32;
import org.web3j.abi.datatypes.generated.Uint256;

class OperationCodecTest {
  private static final Address SENDER = Samples.ACCOUNTS.getFirst();
  private static final Chain CHAIN = Samples.HOODI;

  @ParameterizedTest
  @EnumSource(OperationKind.class)
  void readsBackWhatItWrote(OperationKind kind) {
    Seeds.check(
        60,
        random -> {
          Operation operation = Samples.operation(kind, random);
          Call call = OperationEncoder.encode(operation, CHAIN, SENDER);
          assertThat(OperationDecoder.decode(call, CHAIN, SENDER)).isEqualTo(operation);
        });
  }

  @ParameterizedTest
  @EnumSource(
      value = OperationKind.class,
      names = {"NATIVE_TRANSFER", "CANCEL"},
      mode = EnumSource.Mode.EXCLUDE)
  void damagedCallDataIsRefusedOrAnotherOperation(OperationKind kind) throws Exception {
    Call call =
        OperationEncoder.encode(
            Samples.operation(kind, new SplittableRandom(kind.code())), CHAIN, SENDER);
    Mutator.of(
            call.data().toArray(),
            data ->
                OperationDecoder.decode(
                    new Call(call.to(), call.value(), Bytes.of(data)), CHAIN, SENDER),
            read -> OperationEncoder.encode(read, CHAIN, SENDER).data().toArray(),
            ProblemException.class)
        .oversize(64 << 10)
        .assertCanonical();
  }

  @Test
  void writesDepositsAsWeb3jDoes() {
    Seeds.check(
        50,
        random -> {
          Operation.Stake stake = (Operation.Stake) Samples.operation(OperationKind.STAKE, random);
          DepositData data =
              new DepositData(
                  stake.validator(), stake.credentials(), stake.amount(), stake.signature());
          Function function =
              new Function(
                  "deposit",
                  List.of(
                      new DynamicBytes(stake.validator().toArray()),
                      new DynamicBytes(stake.credentials().toArray()),
                      new DynamicBytes(stake.signature().toArray()),
                      new Bytes32(DepositRoots.data(data).toArray())),
                  List.of());
          Call call = OperationEncoder.encode(stake, CHAIN, SENDER);
          assertThat(call.data().prefixedHex()).isEqualTo(FunctionEncoder.encode(function));
          assertThat(call.to()).isEqualTo(Networks.HOODI.depositContract());
          assertThat(call.value().value())
              .isEqualTo(
                  BigInteger.valueOf(stake.amount().value()).multiply(BigInteger.TEN.pow(9)));
        });
  }

  @Test
  void writesTokenTransfersAsWeb3jDoes() {
    Seeds.check(
        50,
        random -> {
          Operation.TokenTransfer transfer =
              (Operation.TokenTransfer) Samples.operation(OperationKind.TOKEN_TRANSFER, random);
          Function function =
              new Function(
                  "transfer",
                  List.of(
                      new org.web3j.abi.datatypes.Address(
                          transfer.recipient().bytes().prefixedHex()),
                      new Uint256(transfer.amount().value())),
                  List.of());
          Call call = OperationEncoder.encode(transfer, CHAIN, SENDER);
          assertThat(call.data().prefixedHex()).isEqualTo(FunctionEncoder.encode(function));
          assertThat(call.value()).isEqualTo(Wei.ZERO);
          assertThat(call.to()).isEqualTo(transfer.token());
        });
  }

  @Test
  void writesRequestsAsTheirEipsSay() throws ProblemException {
    Bytes key = Samples.KEYS.getFirst().bytes();
    Operation partial =
        new Operation.UnstakePartial(Samples.KEYS.getFirst(), new Gwei(0x0102030405L), Wei.of(9));
    Call call = OperationEncoder.encode(partial, CHAIN, SENDER);
    assertThat(call.to()).hasToString("0x00000961Ef480Eb55e80D19ad83579A64c007002");
    assertThat(call.data().hex()).isEqualTo(key.hex() + "0000000102030405");
    assertThat(call.value()).isEqualTo(Wei.of(9));
    Operation full = new Operation.UnstakeFull(Samples.KEYS.getFirst(), Wei.of(8));
    assertThat(OperationEncoder.encode(full, CHAIN, SENDER).data().hex())
        .isEqualTo(key.hex() + "0000000000000000");
    Operation join =
        new Operation.Consolidate(Samples.KEYS.getFirst(), Samples.KEYS.getLast(), Wei.of(7));
    Call joined = OperationEncoder.encode(join, CHAIN, SENDER);
    assertThat(joined.to()).hasToString("0x0000BBdDc7CE488642fb579F8B00f3a590007251");
    assertThat(joined.data().hex()).isEqualTo(key.hex() + Samples.KEYS.getLast().bytes().hex());
  }

  @Test
  void writesTopUpsWithoutCredentialsAndWithTheInfinitySignature() throws ProblemException {
    Operation topUp = new Operation.TopUp(Samples.KEYS.getFirst(), Gwei.ofEther(5));
    String data = OperationEncoder.encode(topUp, CHAIN, SENDER).data().hex();
    // Heads: selector 8, four words; credentials at word 7 + 1, signature at word 9 + 1.
    assertThat(data.substring(8 + 64 * 8, 8 + 64 * 9)).isEqualTo("0".repeat(64));
    assertThat(data.substring(8 + 64 * 10, 8 + 64 * 13)).isEqualTo("c0" + "0".repeat(190));
  }

  @ParameterizedTest
  @EnumSource(
      value = OperationKind.class,
      names = {"STAKE", "TOP_UP", "UNSTAKE_FULL", "CONSOLIDATE", "TOKEN_TRANSFER"})
  void everyFlippedBitIsRefusedOrAnotherCanonicalCall(OperationKind kind) {
    Seeds.check(
        2,
        random -> {
          Call good = OperationEncoder.encode(Samples.operation(kind, random), CHAIN, SENDER);
          for (int bit = 0; bit < good.data().size() * 8; bit++) {
            byte[] data = good.data().toArray();
            data[bit / 8] ^= (byte) (1 << (bit % 8));
            Call changed = new Call(good.to(), good.value(), Bytes.of(data));
            Operation read;
            try {
              read = OperationDecoder.decode(changed, CHAIN, SENDER);
            } catch (ProblemException e) {
              assertThat(e.problem().code()).isEqualTo(OperationProblem.OPERATION_UNDECODABLE);
              continue;
            }
            assertThat(OperationEncoder.encode(read, CHAIN, SENDER)).isEqualTo(changed);
          }
        });
  }

  @ParameterizedTest
  @EnumSource(
      value = OperationKind.class,
      names = {"STAKE", "TOP_UP"})
  void everyFlippedBitOfADepositIsRefused(OperationKind kind) throws ProblemException {
    Call good =
        OperationEncoder.encode(Samples.operation(kind, new SplittableRandom(5)), CHAIN, SENDER);
    for (int bit = 0; bit < good.data().size() * 8; bit++) {
      byte[] data = good.data().toArray();
      data[bit / 8] ^= (byte) (1 << (bit % 8));
      refuses(new Call(good.to(), good.value(), Bytes.of(data)), CHAIN);
    }
    refuses(new Call(good.to(), good.value().plus(Wei.of(1)), good.data()), CHAIN);
    refuses(new Call(good.to(), good.value().plus(Wei.ONE_GWEI), good.data()), CHAIN);
    refuses(new Call(good.to(), Wei.ZERO, good.data()), CHAIN);
    refuses(new Call(good.to(), good.value(), Bytes.of(new byte[421])), CHAIN);
  }

  @Test
  void knowsStakingOnPinnedNetworksOnly() {
    for (OperationKind kind :
        List.of(
            OperationKind.STAKE,
            OperationKind.TOP_UP,
            OperationKind.UNSTAKE_FULL,
            OperationKind.UNSTAKE_PARTIAL,
            OperationKind.CONSOLIDATE)) {
      Operation operation = Samples.operation(kind, new SplittableRandom(1));
      assertThatThrownBy(() -> OperationEncoder.encode(operation, Samples.OTHER, SENDER))
          .isInstanceOfSatisfying(
              ProblemException.class,
              e ->
                  assertThat(e.problem().code())
                      .isEqualTo(OperationProblem.OPERATION_NOT_FOR_CHAIN));
    }
  }

  @Test
  void refusesWhatIsNoOperation() throws ProblemException {
    Address stranger = Samples.RECIPIENTS.getFirst();
    refuses(new Call(stranger, Wei.ZERO, Bytes.EMPTY), CHAIN);
    refuses(new Call(stranger, Wei.of(1), Bytes.of((byte) 1)), CHAIN);
    Bytes transfer =
        OperationEncoder.encode(
                new Operation.TokenTransfer(Samples.TOKENS.getFirst(), stranger, Wei.of(5)),
                CHAIN,
                SENDER)
            .data();
    refuses(new Call(Samples.TOKENS.getFirst(), Wei.of(1), transfer), CHAIN);
    // approve(address,uint256) in place of transfer
    byte[] approve = transfer.toArray();
    System.arraycopy(Bytes.parseHex("095ea7b3").toArray(), 0, approve, 0, 4);
    refuses(new Call(Samples.TOKENS.getFirst(), Wei.ZERO, Bytes.of(approve)), CHAIN);
    byte[] nothing = new byte[68];
    transfer.slice(0, 36).copyTo(nothing, 0);
    refuses(new Call(Samples.TOKENS.getFirst(), Wei.ZERO, Bytes.of(nothing)), CHAIN);
  }

  @ParameterizedTest
  @CsvSource({
    "0x0000000000000000000000000000000000000000",
    "0x00000961Ef480Eb55e80D19ad83579A64c007002",
    "0x0000BBdDc7CE488642fb579F8B00f3a590007251",
    "0x0000bFF46984e3725691FA540a8C7589300D8282",
    "0x000064D678505ad48F8cCb093BC65613800E8282",
    "0x000F3df6D732807Ef1319fB7B8bB8522d0Beac02",
    "0x0000F90827F1C53a10cb7A02335B175320002935",
    "0x00000000219ab540356cBB839Cbe05303d7705Fa"
  })
  void neverPaysContractsOfTheSystem(String address) throws ProblemException {
    Address system = Address.parse(address);
    refuses(new Call(system, Wei.of(5), Bytes.EMPTY), CHAIN);
    Bytes transfer =
        OperationEncoder.encode(
                new Operation.TokenTransfer(Samples.TOKENS.getFirst(), system, Wei.of(5)),
                CHAIN,
                SENDER)
            .data();
    refuses(new Call(Samples.TOKENS.getFirst(), Wei.ZERO, transfer), CHAIN);
    if (!address.endsWith("7705Fa")) {
      refuses(new Call(system, Wei.of(5), Bytes.EMPTY), Samples.OTHER);
    }
  }

  @Test
  void aStakeThatLooksLikeATopUpDoesNotReadBackAsStake() throws ProblemException {
    byte[] infinity = new byte[96];
    infinity[0] = (byte) 0xc0;
    Operation stake =
        new Operation.Stake(
            Samples.KEYS.getFirst(),
            WithdrawalCredentials.of(new byte[32]),
            Gwei.ofEther(1),
            BlsSignature.of(infinity));
    Call call = OperationEncoder.encode(stake, CHAIN, SENDER);
    assertThat(OperationDecoder.decode(call, CHAIN, SENDER))
        .isEqualTo(new Operation.TopUp(Samples.KEYS.getFirst(), Gwei.ofEther(1)));
  }

  @Test
  void refusesWithdrawalsBeyondTheRangeOfGwei() throws ProblemException {
    byte[] data = new byte[56];
    data[48] = (byte) 0x80;
    refuses(new Call(Networks.WITHDRAWAL_REQUESTS, Wei.of(1), Bytes.of(data)), CHAIN);
    refuses(new Call(Networks.WITHDRAWAL_REQUESTS, Wei.of(1), Bytes.of(new byte[55])), CHAIN);
    refuses(new Call(Networks.CONSOLIDATION_REQUESTS, Wei.of(1), Bytes.of(new byte[95])), CHAIN);
  }

  private static void refuses(Call call, Chain chain) {
    assertThatThrownBy(() -> OperationDecoder.decode(call, chain, SENDER))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problem().code()).isEqualTo(OperationProblem.OPERATION_UNDECODABLE));
  }
}
