package org.foresign.model.staking;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.foresign.codec.Bytes;
import org.foresign.codec.Digest32;
import org.foresign.crypto.Bls;
import org.foresign.crypto.BlsTriple;
import org.foresign.crypto.BouncyBls;
import org.foresign.model.eth.Address;
import org.foresign.model.eth.Gwei;
import org.foresign.model.eth.Network;
import org.foresign.model.eth.Networks;
import org.foresign.testkit.Seeds;
import org.junit.jupiter.api.Test;

class DepositCheckTest {
  private static final Address OWNER = Address.parse("0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266");
  private static final CredentialRule OURS = CredentialRule.paysTo(OWNER);

  private final DepositCheck check = new DepositCheck(new BouncyBls());

  @Test
  void acceptsGoodDepositsOfEachNetwork() throws IOException {
    for (Network network : Networks.all()) {
      List<DepositClaim> claims = DepositVectors.of(network);
      assertThat(claims).isNotEmpty();
      assertThat(check.check(claims, network, CredentialRule.anyKind())).isEmpty();
    }
  }

  @Test
  void namesTheFirstFaultInTheDocumentedOrder() throws IOException {
    DepositClaim good = DepositVectors.of(Networks.PRACTICE).getFirst();
    DepositClaim forged = with(good, key(good), credentials(good), amount(good), other());
    DepositClaim rooted = new DepositClaim(forged.data(), Digest32.ZERO, Digest32.ZERO);
    WithdrawalCredentials stranger = WithdrawalCredentials.compounding(Address.ZERO);
    DepositClaim strange =
        new DepositClaim(
            with(good, key(good), stranger, amount(good), other()).data(),
            Digest32.ZERO,
            Digest32.ZERO);
    DepositClaim small =
        new DepositClaim(
            with(good, key(good), stranger, new Gwei(999_999_999), other()).data(),
            Digest32.ZERO,
            Digest32.ZERO);
    BlsPublicKey infinity = BlsPublicKey.parseHex("c0" + "00".repeat(47));
    DepositClaim pointless =
        new DepositClaim(
            with(good, infinity, stranger, new Gwei(999_999_999), other()).data(),
            Digest32.ZERO,
            Digest32.ZERO);
    assertThat(code(forged)).isEqualTo(StakingProblem.DEPOSIT_SIGNATURE_WRONG);
    assertThat(code(rooted)).isEqualTo(StakingProblem.DEPOSIT_ROOT_WRONG);
    assertThat(code(strange)).isEqualTo(StakingProblem.DEPOSIT_CREDENTIALS_STRANGER);
    assertThat(code(small)).isEqualTo(StakingProblem.DEPOSIT_AMOUNT_TOO_SMALL);
    assertThat(code(pointless)).isEqualTo(StakingProblem.DEPOSIT_KEY_INFINITY);
  }

  @Test
  void namesThePointEvenWhereAllElseIsRight() throws IOException {
    DepositClaim good = DepositVectors.of(Networks.PRACTICE).getFirst();
    BlsPublicKey offCurve = BlsPublicKey.parseHex("8f" + "ff".repeat(47));
    DepositClaim bad = with(good, offCurve, credentials(good), amount(good), signature(good));
    assertThat(code(bad)).isEqualTo(StakingProblem.DEPOSIT_KEY_NOT_A_POINT);
  }

  @Test
  void boundsTheAmountByTheKindOfCredentials() throws IOException {
    DepositClaim good = DepositVectors.of(Networks.PRACTICE).getFirst();
    WithdrawalCredentials plain = WithdrawalCredentials.eth1(OWNER);
    Gwei over32 = new Gwei(DepositLimits.MAX_PLAIN.value() + 1);
    Gwei over2048 = new Gwei(DepositLimits.MAX_COMPOUNDING.value() + 1);
    assertThat(code(with(good, key(good), plain, over32, other())))
        .isEqualTo(StakingProblem.DEPOSIT_AMOUNT_TOO_LARGE);
    assertThat(code(with(good, key(good), credentials(good), over32, other())))
        .isEqualTo(StakingProblem.DEPOSIT_SIGNATURE_WRONG);
    assertThat(code(with(good, key(good), credentials(good), over2048, other())))
        .isEqualTo(StakingProblem.DEPOSIT_AMOUNT_TOO_LARGE);
  }

  @Test
  void refusesOldAndUnusableCredentialsWhereOwnersAreExpected() throws IOException {
    DepositClaim old = DepositVectors.of(Networks.HOLESKY).getFirst();
    assertThat(check.check(List.of(old), Networks.HOLESKY, OURS))
        .extracting(f -> f.problem().code())
        .containsExactly(StakingProblem.DEPOSIT_CREDENTIALS_BLS);
    byte[] builder = credentials(old).toArray();
    builder[0] = (byte) 0xb0;
    DepositClaim unusable =
        with(old, key(old), WithdrawalCredentials.of(builder), amount(old), signature(old));
    assertThat(check.check(List.of(unusable), Networks.HOLESKY, CredentialRule.anyKind()))
        .extracting(f -> f.problem().code())
        .containsExactly(StakingProblem.DEPOSIT_CREDENTIALS_UNUSABLE);
  }

  @Test
  void namesTheNetworkThatASignatureIsGoodFor() throws IOException {
    List<DepositClaim> mixed = new ArrayList<>(DepositVectors.of(Networks.PRACTICE));
    mixed.addAll(DepositVectors.of(Networks.HOODI));
    List<DepositFinding> findings = check.check(mixed, Networks.PRACTICE, OURS);
    assertThat(findings).extracting(DepositFinding::index).containsExactly(4, 5);
    assertThat(findings.getFirst().problem().code())
        .isEqualTo(StakingProblem.DEPOSIT_SIGNATURE_OTHER_NETWORK);
    assertThat(findings.getFirst().problem().happened())
        .contains("entry 5", "signed for hoodi, not for practice");
  }

  /** The search by halves against a judge that knows the answers. */
  @Test
  void findsExactlyTheCulpritsAmongMany() throws IOException {
    DepositData base = DepositVectors.of(Networks.PRACTICE).getFirst().data();
    Seeds.check(
        200,
        random -> {
          int size = 1 + random.nextInt(60);
          List<DepositData> deposits = new ArrayList<>();
          List<Integer> expected = new ArrayList<>();
          for (int i = 0; i < size; i++) {
            boolean bad = random.nextInt(8) == 0;
            byte[] signature = base.signature().toArray();
            signature[95] = (byte) (bad ? 1 : 0);
            if (bad) {
              expected.add(i);
            }
            deposits.add(
                new DepositData(
                    base.publicKey(),
                    base.credentials(),
                    base.amount(),
                    BlsSignature.of(signature)));
          }
          List<DepositFinding> found =
              new DepositCheck(new LastByteBls()).checkData(deposits, Networks.PRACTICE, OURS);
          assertThat(found).extracting(DepositFinding::index).isEqualTo(expected);
        });
  }

  @Test
  void asksOnceWhereAllIsGood() throws IOException {
    DepositData base = DepositVectors.of(Networks.PRACTICE).getFirst().data();
    byte[] signature = base.signature().toArray();
    signature[95] = 0;
    DepositData good =
        new DepositData(
            base.publicKey(), base.credentials(), base.amount(), BlsSignature.of(signature));
    LastByteBls bls = new LastByteBls();
    List<DepositData> many = Collections.nCopies(500, good);
    assertThat(new DepositCheck(bls).checkData(many, Networks.PRACTICE, OURS)).isEmpty();
    assertThat(bls.calls).hasValue(1);
  }

  private StakingProblem code(DepositClaim claim) throws IOException {
    List<DepositFinding> findings =
        check.check(List.of(claim), Networks.PRACTICE, new CredentialRule.PaysTo(Set.of(OWNER)));
    assertThat(findings).hasSize(1);
    return (StakingProblem) findings.getFirst().problem().code();
  }

  private static BlsSignature other() throws IOException {
    return DepositVectors.of(Networks.PRACTICE).get(1).data().signature();
  }

  private static BlsPublicKey key(DepositClaim claim) {
    return claim.data().publicKey();
  }

  private static WithdrawalCredentials credentials(DepositClaim claim) {
    return claim.data().credentials();
  }

  private static Gwei amount(DepositClaim claim) {
    return claim.data().amount();
  }

  private static BlsSignature signature(DepositClaim claim) {
    return claim.data().signature();
  }

  private static DepositClaim with(
      DepositClaim base,
      BlsPublicKey key,
      WithdrawalCredentials credentials,
      Gwei amount,
      BlsSignature signature) {
    assertThat(base).isNotNull();
    return DepositClaim.of(new DepositData(key, credentials, amount, signature));
  }

  /** Calls a signature right when its last byte is zero. */
  private static final class LastByteBls implements Bls {
    final AtomicInteger calls = new AtomicInteger();

    @Override
    public boolean isValidPublicKey(byte[] publicKey48) {
      return true;
    }

    @Override
    public boolean isValidSignature(byte[] signature96) {
      return true;
    }

    @Override
    public boolean verify(byte[] publicKey48, byte[] message32, byte[] signature96) {
      return verifyAll(
          List.of(
              new BlsTriple(Bytes.of(publicKey48), Bytes.of(message32), Bytes.of(signature96))));
    }

    @Override
    public boolean verifyAll(List<BlsTriple> triples) {
      calls.incrementAndGet();
      return triples.stream().allMatch(t -> t.signature().at(95) == 0);
    }

    @Override
    public String name() {
      return "last byte";
    }
  }
}
