package org.foresign.model.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.foresign.codec.Bytes;
import org.foresign.model.batch.LaneId;
import org.foresign.model.eth.Address;
import org.foresign.model.eth.Asset;
import org.foresign.model.eth.Chain;
import org.foresign.model.eth.Networks;
import org.foresign.model.eth.Wei;
import org.foresign.model.staking.BlsPublicKey;
import org.foresign.model.staking.WithdrawalCredentials;
import org.junit.jupiter.api.Test;

/** How amounts, names and times read. */
class PolicyWordsTest {
  private static final Chain HOODI = Networks.HOODI.chain();
  private static final Chain OWN = Chain.evm(4_242);
  private static final Address ALICE = Address.parse("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed");
  private static final Address USDX = Address.parse("0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359");
  private static final BlsPublicKey KEY = BlsPublicKey.parseHex("0x" + "ab".repeat(48));

  private final PolicyWords words =
      new PolicyWords(
          new Policy(
              1,
              null,
              Bytes.of(new byte[16]),
              0,
              true,
              1,
              0,
              List.of(),
              List.of(new Policy.AddressBookEntry(HOODI, ALICE, "Custodian")),
              List.of(new Policy.Token(Asset.token(HOODI, USDX), "USDX", 6)),
              List.of(new Policy.CustomChain(OWN, "ourchain", "OUR")),
              List.of(
                  new Policy.KnownValidator(
                      HOODI, KEY, WithdrawalCredentials.eth1(ALICE), "Officer A", 0, false)),
              List.of(),
              List.of()));
  private final PolicyWords nobody = new PolicyWords(null);

  @Test
  void countsInWholeCoinsAndTokens() {
    Wei amount = Wei.of(1_250_000_000L);
    assertThat(words.amount(Asset.nativeOf(HOODI), Wei.parseEther("330.5"))).isEqualTo("330.5 ETH");
    assertThat(words.amount(Asset.nativeOf(OWN), Wei.parseEther("2"))).isEqualTo("2 OUR");
    assertThat(words.amount(Asset.token(HOODI, USDX), amount)).isEqualTo("1,250 USDX");
    assertThat(words.amount(Asset.token(OWN, USDX), amount))
        .isEqualTo("1250000000 smallest units of token " + USDX);
    assertThat(nobody.amount(Asset.token(HOODI, USDX), amount))
        .isEqualTo("1250000000 smallest units of token " + USDX);
  }

  @Test
  void callsNoCoinByAnothersName() {
    Asset gnosis = Asset.nativeOf(Chain.evm(100));
    Asset unknown = Asset.nativeOf(Chain.evm(4_243));
    assertThat(words.amount(gnosis, Wei.parseEther("2000"))).isEqualTo("2,000 xDAI");
    assertThat(words.readBack(gnosis, Wei.parseEther("2000")))
        .isEqualTo("2,000 xDAI: two thousand");
    assertThat(words.asset(gnosis)).isEqualTo("xDAI");
    assertThat(words.amount(unknown, Wei.parseEther("2"))).isEqualTo("2 of the native coin");
    assertThat(words.asset(unknown)).isEqualTo("native coin");
    assertThat(nobody.asset(Asset.nativeOf(OWN))).isEqualTo("native coin");
  }

  @Test
  void namesOnlyWhatThePolicyNamesOnThatChain() {
    assertThat(words.recipient(HOODI, ALICE)).isEqualTo("Custodian (" + ALICE + ")");
    assertThat(words.recipient(OWN, ALICE)).isEqualTo(ALICE.toString());
    assertThat(nobody.recipient(HOODI, ALICE)).isEqualTo(ALICE.toString());
    assertThat(words.lane(new LaneId(OWN, ALICE))).isEqualTo(ALICE + " on ourchain");
    assertThat(nobody.lane(new LaneId(HOODI, ALICE))).isEqualTo(ALICE + " on hoodi");
    assertThat(words.validator(HOODI, KEY)).isEqualTo(KEY + " (ours, says Officer A)");
    assertThat(words.validator(OWN, KEY)).isEqualTo(KEY.toString());
  }

  @Test
  void writesTimesAsDatesWhateverTheNumber() {
    assertThat(PolicyWords.time(1_790_000_000L)).isEqualTo("2026-09-21 14:13:20 UTC");
    assertThat(PolicyWords.time(0)).isEqualTo("1970-01-01 00:00:00 UTC");
    assertThat(PolicyWords.time(253_402_300_799L)).isEqualTo("9999-12-31 23:59:59 UTC");
    assertThat(PolicyWords.time(253_402_300_800L)).isEqualTo("253402300800 s since 1970");
    assertThat(PolicyWords.time(Long.MAX_VALUE)).isEqualTo(Long.MAX_VALUE + " s since 1970");
  }

  @Test
  void writesSpansInDays() {
    assertThat(PolicyWords.span(31 * 86_400)).isEqualTo("31 days");
    assertThat(PolicyWords.span(86_400)).isEqualTo("1 day");
    assertThat(PolicyWords.span(31 * 86_400 + 3_661)).isEqualTo("31 days 01:01:01 h");
    assertThat(PolicyWords.span(Long.MAX_VALUE)).startsWith("106751991167300 days");
  }
}
