package org.foresign.words;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.foresign.codec.Bytes;
import org.foresign.codec.Digest32;
import org.foresign.model.batch.LaneId;
import org.foresign.model.batch.ReleaseClass;
import org.foresign.model.batch.SlotId;
import org.foresign.model.eth.Address;
import org.foresign.model.eth.Asset;
import org.foresign.model.eth.Chain;
import org.foresign.model.eth.Eip1559Tx;
import org.foresign.model.eth.FeeCaps;
import org.foresign.model.eth.Gwei;
import org.foresign.model.eth.Networks;
import org.foresign.model.eth.Wei;
import org.foresign.model.operation.Call;
import org.foresign.model.operation.Operation;
import org.foresign.model.operation.OperationEncoder;
import org.foresign.model.policy.Finding;
import org.foresign.model.policy.FindingCode;
import org.foresign.model.policy.Policy;
import org.foresign.model.policy.PolicyWords;
import org.foresign.model.policy.Review;
import org.foresign.model.policy.ReviewedTx;
import org.foresign.model.policy.Verdict;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.review.BatchReview;
import org.foresign.model.review.Missing;
import org.foresign.model.staking.BlsPublicKey;
import org.foresign.model.staking.BlsSignature;
import org.foresign.model.staking.WithdrawalCredentials;
import org.foresign.model.tx.ExpandedBatch;
import org.foresign.model.tx.UnsignedTx;
import org.junit.jupiter.api.Test;

class ReviewLinesTest {
  private static final Chain CHAIN = Networks.HOODI.chain();
  private static final Address SENDER = Address.parse("0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266");
  private static final Address BANK = Address.parse("0x70997970C51812dc3A010C7d01b50e0d17dc79C8");
  private static final Address TOKEN = Address.parse("0x" + "11".repeat(20));

  private final List<UnsignedTx> leaves = new ArrayList<>();

  @Test
  void namesEveryValidatorWithItsNoncesAndTheCredentialsOfStakes() throws Exception {
    for (int nonce = 4; nonce < 9; nonce++) {
      add(nonce, stake(nonce));
      add(nonce, stake(nonce));
      add(nonce, new Operation.Cancel());
    }
    add(12, new Operation.UnstakeFull(key(0xee), Wei.of(1)));
    assertThat(content(false))
        .containsExactly(
            "  " + SENDER + " on hoodi, nonces 4 to 8, 12",
            "    10 x stake of 32 ETH with credentials "
                + WithdrawalCredentials.compounding(SENDER)
                + ", nonces 4 to 8",
            "      0x040404040404…04040404 (4)  0x050505050505…05050505 (5)"
                + "  0x060606060606…06060606 (6)",
            "      0x070707070707…07070707 (7)  0x080808080808…08080808 (8)",
            "    5 x cancel, nonces 4 to 8",
            "    1 x unstake-full, nonce 12",
            "      0xeeeeeeeeeeee…eeeeeeee (12)");
  }

  @Test
  void showsWholeKeysWhenAsked() throws Exception {
    add(4, stake(4));
    add(5, new Operation.Consolidate(key(5), key(6), Wei.of(1)));
    assertThat(content(true))
        .contains(
            "      " + key(4) + " (4)",
            "    1 x consolidate into " + key(6) + ", nonce 5",
            "      " + key(5) + " (5)");
  }

  @Test
  void keepsRecipientsApartByTheirAddressWhateverTheirNames() throws Exception {
    Address other = Address.parse("0x" + "22".repeat(20));
    add(0, new Operation.NativeTransfer(BANK, Wei.parseEther("1.5")));
    add(1, new Operation.NativeTransfer(other, Wei.parseEther("1.5")));
    add(2, new Operation.TokenTransfer(TOKEN, BANK, Wei.of(2_500_000)));
    assertThat(content(false))
        .contains(
            "    1 x native-transfer of 1.5 ETH to Bank (" + BANK + "), nonce 0",
            "    1 x native-transfer of 1.5 ETH to UNKNOWN (" + other + "), nonce 1",
            "    1 x token-transfer of 2.5 TOK (contract "
                + TOKEN
                + ") to Bank ("
                + BANK
                + "), nonce 2");
  }

  @Test
  void countsARecipientWithTheDearestLeafOfEachNonce() throws Exception {
    add(0, 0, new Operation.NativeTransfer(BANK, Wei.parseEther("1.5")));
    add(0, 1, new Operation.NativeTransfer(BANK, Wei.parseEther("2")));
    add(1, 0, new Operation.NativeTransfer(BANK, Wei.parseEther("1")));
    add(2, 0, new Operation.TokenTransfer(TOKEN, BANK, Wei.of(2_500_000)));
    assertThat(new ReviewLines(review(), new PolicyWords(policy())).plan())
        .contains("  Bank (" + BANK + ") on hoodi, at most 3 ETH and 2.5 TOK");
    assertThat(new ReviewLines(review(), new PolicyWords(null)).page(false))
        .contains(
            "  " + BANK + " on hoodi, at most 3 ETH and 2500000 smallest units of token " + TOKEN);
  }

  @Test
  void foldsOnlyNoncesThatOfferTheSameForTheSame() throws Exception {
    for (int nonce = 3; nonce < 6; nonce++) {
      add(nonce, 0, new Operation.Cancel());
    }
    add(7, 0, new Operation.Cancel());
    add(8, 0, new Operation.NativeTransfer(BANK, Wei.ONE_ETHER), "March");
    add(9, 0, new Operation.NativeTransfer(BANK, Wei.ONE_ETHER), "April");
    assertThat(new ReviewLines(review(), new PolicyWords(policy())).plan())
        .containsSubsequence(
            SENDER + " on hoodi",
            "  nonces 3 to 5, each",
            "    1  cancel; 1 tier, cap 20 gwei",
            "  nonce 7",
            "  nonce 8",
            "    1  pay 1 ETH to Bank (" + BANK + "), reference \"March\"; 1 tier, cap 20 gwei",
            "  nonce 9");
  }

  @Test
  void saysThatAmountsOfOneKeyInOneNonceExcludeEachOther() throws Exception {
    add(7, 0, stake(1, 1));
    add(7, 1, stake(1, 31));
    add(8, 0, stake(2, 32));
    add(8, 1, stake(2, 32));
    assertThat(new ReviewLines(review(), new PolicyWords(policy())).plan())
        .filteredOn(line -> line.startsWith("Nonce "))
        .singleElement()
        .asString()
        .startsWith("Nonce 7: 1 or 31 ETH for " + key(1) + ", not both.")
        .contains("--top-up");
  }

  @Test
  void saysWhatThisMachineDoesNotKnow() throws Exception {
    add(3, new Operation.Cancel());
    PolicyWords none = new PolicyWords(null);
    String policy = "The policy it was planned under is not here: no name of it is shown.";
    BatchReview without = BatchReview.of(batch(), false);
    assertThat(new ReviewLines(without, none).plan()).contains(policy);
    assertThat(without.missing()).containsExactly(Missing.POLICY, Missing.JUDGEMENT);
    assertThat(new ReviewLines(review(), none).plan())
        .doesNotContain(policy)
        .anyMatch(line -> line.startsWith("No rule was compared here"));
    BatchReview judged = BatchReview.of(judged(Verdict.of(List.of())));
    assertThat(judged.missing()).isEmpty();
    assertThat(new ReviewLines(judged, none).plan())
        .noneMatch(line -> line.startsWith("No rule was compared here"));
  }

  @Test
  void saysTheWorstFirstWithThePlacesOfEachReason() throws Exception {
    for (int nonce = 0; nonce < 7; nonce++) {
      add(nonce, new Operation.Cancel());
    }
    Verdict leaf =
        Verdict.of(
            List.of(
                Finding.warn(FindingCode.NONCE_USED_ON_CHAIN, "next is 9"),
                Finding.consent(FindingCode.PURPOSE_REPEATED, "again")));
    Review review =
        judged(Verdict.of(List.of(Finding.refuse(FindingCode.APPROVALS_MISSING, "0 of 1"))), leaf);
    List<String> lines = new ReviewLines(BatchReview.of(review), new PolicyWords(null)).page(false);
    assertThat(lines)
        .containsSubsequence(
            "Refused because:",
            "  " + FindingCode.APPROVALS_MISSING.sentence(),
            "    whole batch: 0 of 1",
            "Signed only if you say so, by the code in brackets:",
            "  " + FindingCode.PURPOSE_REPEATED.sentence() + " [purpose-repeated]",
            "    nonce 6 of " + SENDER + " on hoodi: again",
            "Be warned:",
            "    leaf 4 (nonce 4): next is 9",
            "    and 2 more",
            "Most that can leave by this batch:",
            "Most that can leave by everything signed, this batch included:",
            "It can go to:",
            "What is signed:");
    Map<String, Object> facts = new LinkedHashMap<>();
    BatchReview.of(review)
        .findings()
        .forEach(found -> facts.put(found.code().id(), found.places().size()));
    assertThat(facts)
        .isEqualTo(Map.of("approvals-missing", 1, "purpose-repeated", 7, "nonce-used-on-chain", 7));
  }

  private Review judged(Verdict whole) {
    return judged(whole, Verdict.of(List.of()));
  }

  private Review judged(Verdict whole, Verdict ofEachLeaf) {
    return new Review(
        batch(),
        leaves.stream().map(leaf -> new ReviewedTx(leaf, ofEachLeaf)).toList(),
        whole,
        new TreeMap<>(),
        new TreeMap<>(),
        Set.of());
  }

  private ExpandedBatch batch() {
    return new ExpandedBatch(null, Bytes.EMPTY, leaves, Digest32.ZERO);
  }

  private List<String> content(boolean wholeKeys) {
    return new ReviewLines(review(), new PolicyWords(policy()))
        .content(wholeKeys).stream()
            .skip(1) // the title
            .toList();
  }

  /** Of the leaves alone: what is tested here looks at no request. */
  private BatchReview review() {
    return BatchReview.of(batch(), true);
  }

  private static Operation stake(int key) {
    return stake(key, 32);
  }

  private static Operation stake(int key, long ether) {
    return new Operation.Stake(
        key(key),
        WithdrawalCredentials.compounding(SENDER),
        Gwei.ofEther(ether),
        BlsSignature.of(new byte[96]));
  }

  private static BlsPublicKey key(int fill) {
    return new BlsPublicKey(Bytes.parseHex(String.format("%02x", fill).repeat(48)));
  }

  private void add(long nonce, Operation operation) throws ProblemException {
    add(nonce, 0, operation);
  }

  private void add(long nonce, int alternative, Operation operation) throws ProblemException {
    add(nonce, alternative, operation, "");
  }

  private void add(long nonce, int alternative, Operation operation, String reference)
      throws ProblemException {
    Call call = OperationEncoder.encode(operation, CHAIN, SENDER);
    Eip1559Tx tx =
        new Eip1559Tx(
            CHAIN,
            nonce,
            new FeeCaps(Wei.ofGwei(20), Wei.ofGwei(2)),
            200_000,
            call.to(),
            call.value(),
            call.data());
    leaves.add(
        new UnsignedTx(
            leaves.size(),
            new SlotId(new LaneId(CHAIN, SENDER), nonce),
            alternative,
            0,
            operation,
            ReleaseClass.SPEND,
            tx,
            tx.signingDigest(),
            reference));
  }

  private static Policy policy() {
    return new Policy(
        1,
        null,
        Bytes.of(new byte[16]),
        0,
        false,
        0,
        0,
        List.of(),
        List.of(new Policy.AddressBookEntry(CHAIN, BANK, "Bank")),
        List.of(new Policy.Token(Asset.token(CHAIN, TOKEN), "TOK", 6)),
        List.of(),
        List.of(),
        List.of(),
        List.of());
  }
}
