package org.foresign.model.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.upokecenter.cbor.CBORObject;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import org.foresign.codec.Bytes;
import org.foresign.codec.CborWriter;
import org.foresign.codec.CodecProblem;
import org.foresign.crypto.Ed25519;
import org.foresign.model.Samples;
import org.foresign.model.eth.Address;
import org.foresign.model.eth.Asset;
import org.foresign.model.eth.Chain;
import org.foresign.model.policy.Policy.AddressBookEntry;
import org.foresign.model.policy.Policy.CustomChain;
import org.foresign.model.policy.Policy.Token;
import org.foresign.model.problem.ProblemException;
import org.foresign.testkit.Mutator;
import org.foresign.testkit.Seeds;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyCodecTest {
  @Test
  void readsBackWhatItWroteInAnyOrderOfLists() {
    Seeds.check(
        60,
        random -> {
          Policy policy = PolicySamples.random(random, random.nextInt(6));
          Bytes body = PolicyCodec.encode(policy);
          assertThat(PolicyCodec.decode(body)).isEqualTo(policy);
          List<AddressBookEntry> shuffled = new ArrayList<>(policy.addressBook());
          Collections.reverse(shuffled);
          assertThat(PolicyCodec.encode(withBook(policy, shuffled))).isEqualTo(body);
        });
  }

  @Test
  void damagedPoliciesAreRefusedOrOtherCanonicalOnes() {
    Policy policy = PolicySamples.random(new SplittableRandom(4), 3);
    Mutator.of(
            PolicyCodec.encode(policy).toArray(),
            bytes -> PolicyCodec.decode(Bytes.of(bytes)),
            value -> PolicyCodec.encode(value).toArray(),
            ProblemException.class)
        .flips(8_000)
        .assertCanonical();
  }

  @Test
  void damagedDocumentsAreRefusedOrOtherCanonicalOnes() {
    Bytes body = PolicyCodec.encode(PolicySamples.random(new SplittableRandom(4), 9));
    SignedPolicy document =
        new SignedPolicy(
            body,
            List.of(
                new SignedPolicy.Signature(Samples.digest(9), Samples.fill(64, 1)),
                new SignedPolicy.Signature(Samples.digest(8), Samples.fill(64, 2))));
    Mutator.of(
            document.encode().toArray(),
            bytes -> SignedPolicy.decode(Bytes.of(bytes)),
            value -> value.encode().toArray(),
            ProblemException.class)
        .flips(4_000)
        .assertCanonical();
  }

  @Test
  void refusesADocumentOfAnotherVersion() {
    Bytes document =
        new SignedPolicy(
                Bytes.parseHex("00"),
                List.of(new SignedPolicy.Signature(Samples.digest(9), Samples.fill(64, 1))))
            .encode();
    assertThat(document.hex()).startsWith("83014100" + "8182" + "5820");
    Bytes other = Bytes.parseHex("8302" + document.hex().substring(4));
    assertThatThrownBy(() -> SignedPolicy.decode(other))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problem().code()).isEqualTo(CodecProblem.FORMAT_UNKNOWN_VERSION));
  }

  @Test
  void hashIsTheTaggedHashOfTheBody() throws Exception {
    Policy policy = PolicySamples.random(new SplittableRandom(4), 3);
    MessageDigest sha = MessageDigest.getInstance("SHA-256");
    sha.update("foresign/policy-digest/v1\0".getBytes(StandardCharsets.US_ASCII));
    assertThat(PolicyCodec.hash(policy).toArray())
        .isEqualTo(sha.digest(PolicyCodec.encode(policy).toArray()));
  }

  @Test
  void committedPoliciesKeepBytesAndHash() throws Exception {
    try (InputStream in =
        Objects.requireNonNull(getClass().getResourceAsStream("/vectors/policy/policies.txt"))) {
      List<String> lines =
          new String(in.readAllBytes(), StandardCharsets.US_ASCII).lines().toList();
      assertThat(lines).hasSizeGreaterThanOrEqualTo(3);
      for (String line : lines) {
        String[] parts = line.split(" ", 2);
        Bytes body = Bytes.parseHex(parts[0]);
        assertThat(PolicyCodec.encode(PolicyCodec.decode(body))).isEqualTo(body);
        MessageDigest sha = MessageDigest.getInstance("SHA-256");
        sha.update("foresign/policy-digest/v1\0".getBytes(StandardCharsets.US_ASCII));
        assertThat(Bytes.of(sha.digest(body.toArray())).hex()).isEqualTo(parts[1]);
        assertThat(PolicyCodec.hash(body).bytes().hex()).isEqualTo(parts[1]);
      }
    }
  }

  @Test
  void anotherLibraryReadsTheSameFields() {
    Policy policy = PolicySamples.random(new SplittableRandom(4), 0);
    CBORObject read = CBORObject.DecodeFromBytes(PolicyCodec.encode(policy).toArray());
    assertThat(read.size()).isEqualTo(14);
    assertThat(read.get(CBORObject.FromObject(2)).AsInt64Value()).isEqualTo(policy.number());
    assertThat(read.get(CBORObject.FromObject(9)).size()).isEqualTo(policy.accounts().size());
    CBORObject rule = read.get(CBORObject.FromObject(9)).get(0);
    assertThat(rule.get(2).GetByteString())
        .isEqualTo(policy.accounts().getFirst().lane().account().toArray());
    assertThat(rule.get(3).size()).isEqualTo(8);
    CBORObject entry = read.get(CBORObject.FromObject(10)).get(0);
    assertThat(entry.get(3).AsString()).isEqualTo(policy.addressBook().getFirst().name());
  }

  @Test
  void onlyTheKeyOfTheNamedSignerVerifies() {
    byte[] secret = new byte[32];
    secret[0] = 7;
    Bytes body = PolicyCodec.encode(PolicySamples.random(new SplittableRandom(4), 3));
    Bytes signature = Bytes.of(Ed25519.sign(secret, SignedPolicy.signedBytes(body)));
    Bytes key = Bytes.of(Ed25519.publicKey(secret));
    SignedPolicy document =
        new SignedPolicy(body, List.of(new SignedPolicy.Signature(Samples.digest(9), signature)));
    assertThat(document.signedBy(Samples.digest(9), key)).isTrue();
    assertThat(document.signedBy(Samples.digest(8), key)).isFalse();
    Bytes other = PolicyCodec.encode(PolicySamples.random(new SplittableRandom(5), 3));
    assertThat(new SignedPolicy(other, document.signatures()).signedBy(Samples.digest(9), key))
        .isFalse();
  }

  @Test
  void saysEachThingOnce() {
    Policy policy = PolicySamples.random(new SplittableRandom(4), 0);
    List<AddressBookEntry> twice = new ArrayList<>(policy.addressBook());
    AddressBookEntry first = twice.getFirst();
    twice.add(new AddressBookEntry(first.chain(), first.address(), "other name"));
    assertThatIllegalArgumentException().isThrownBy(() -> withBook(policy, twice));
  }

  @Test
  void refusesOneKeyAsTwoApprovers() {
    Policy policy = new Scene().policy();
    Policy.Approver first = policy.approvers().getFirst();
    Policy.Approver again =
        new Policy.Approver(Samples.digest(0x77), first.publicKey(), "new card");
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            new Policy(
                policy.number(),
                policy.previous(),
                policy.vaultInstance(),
                policy.madeAt(),
                policy.practice(),
                2,
                policy.maxReviewSeconds(),
                policy.accounts(),
                policy.addressBook(),
                policy.tokens(),
                policy.chains(),
                policy.validators(),
                List.of(first, again),
                List.of()));
  }

  @Test
  void refusesDisorderAndOtherVersions() {
    Policy policy = PolicySamples.random(new SplittableRandom(4), 0);
    byte[] version = PolicyCodec.encode(policy).toArray();
    version[2] = 2;
    refuses(Bytes.of(version), CodecProblem.FORMAT_UNKNOWN_VERSION);
    CborWriter writer = new CborWriter().map(13);
    writer.key(1).uint(1).key(2).uint(1).key(4).bytes(new byte[16]).key(5).uint(1);
    writer.key(6).bool(false).key(7).uint(0).key(8).uint(0).key(9).array(0);
    writer.key(10).array(2);
    for (int i = 1; i >= 0; i--) {
      writer.array(4).uint(0).uint(1).bytes(Samples.RECIPIENTS.get(i).bytes()).text("a" + i);
    }
    writer.key(11).array(0).key(12).array(0).key(13).array(0).key(14).array(0);
    refuses(writer.toBytes(), CodecProblem.CBOR_NOT_CANONICAL);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " a",
        "a ",
        "a  b",
        "a\tb",
        "a\u202eb",
        "a\u200bb",
        "a\u00adb",
        "a\u00a0b",
        "\u05d0",
        "e\u0301",
        "12345678901234567890123456789012345678901",
        "ä234567890ä234567890ä234567890ä234567890",
        "\ue000",
        "\u0bbe",
        "a\u0903",
        "\u3164",
        "a\u2800b",
        "\u115f",
        "\uffa0",
        "\ud834\udd59",
        "a\u2028b"
      })
  void refusesNamesThatCouldMislead(String name) {
    assertThat(PolicyNames.allowed(name)).isFalse();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new AddressBookEntry(Samples.HOODI, Samples.RECIPIENTS.getFirst(), name));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "Kraken deposit 3", "Zürcher Kantonalbank", "銀行", "A-1 (main)"})
  void acceptsOrdinaryNames(String name) {
    assertThat(PolicyNames.allowed(name)).isTrue();
  }

  @Test
  void refusesANameThatStandsForTwoThings() {
    Address one = Samples.RECIPIENTS.get(0);
    Address two = Samples.RECIPIENTS.get(1);
    for (String alike : List.of("Bank", "BANK", "\uff22ank", "ban\u212a")) {
      refusesTwice(p ->
          withBook(
              p,
              List.of(
                  new AddressBookEntry(Samples.HOODI, one, "Bank"),
                  new AddressBookEntry(Samples.OTHER, two, alike))));
    }
    Asset first = Asset.token(Samples.HOODI, Samples.TOKENS.get(0));
    Asset second = Asset.token(Samples.HOODI, Samples.TOKENS.get(1));
    refusesTwice(
        p -> with(p, List.of(new Token(first, "TOK", 6), new Token(second, "tok", 6)), p.chains()));
    refusesTwice(p -> with(p, List.of(new Token(first, "eth", 18)), p.chains()));
    refusesTwice(p ->
        with(
            p,
            List.of(new Token(Asset.token(Samples.OTHER, Samples.TOKENS.get(0)), "POL", 18)),
            List.of(new CustomChain(Samples.OTHER, "polygon", "POL"))));
    refusesTwice(p ->
        with(
            p,
            List.of(),
            List.of(
                new CustomChain(Chain.evm(12), "polygon", "POL"),
                new CustomChain(Chain.evm(11), "polygon", "POL"))));
  }

  @Test
  void takesOnePartyOnTwoChainsAndASymbolOnEach() {
    Policy base = PolicySamples.random(new SplittableRandom(4), 9);
    Address bank = Samples.RECIPIENTS.getFirst();
    assertThat(
            withBook(
                    base,
                    List.of(
                        new AddressBookEntry(Samples.HOODI, bank, "Bank"),
                        new AddressBookEntry(Samples.OTHER, bank, "Bank")))
                .addressBook())
        .hasSize(2);
    assertThat(
            with(
                    base,
                    List.of(
                        new Token(Asset.token(Samples.HOODI, Samples.TOKENS.get(0)), "USDC", 6),
                        new Token(Asset.token(Samples.OTHER, Samples.TOKENS.get(1)), "USDC", 6)),
                    base.chains())
                .tokens())
        .hasSize(2);
  }

  private static void refusesTwice(UnaryOperator<Policy> change) {
    Policy base = PolicySamples.random(new SplittableRandom(4), 9);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> change.apply(base))
        .withMessageMatching("the .* (is named twice|looks like .*)");
  }

  private static Policy with(Policy policy, List<Token> tokens, List<CustomChain> chains) {
    return new Policy(
        policy.number(),
        policy.previous(),
        policy.vaultInstance(),
        policy.madeAt(),
        policy.practice(),
        policy.approvalsRequired(),
        policy.maxReviewSeconds(),
        policy.accounts(),
        policy.addressBook(),
        tokens,
        chains,
        policy.validators(),
        policy.approvers(),
        List.of());
  }

  @Test
  void refusesChainsThatImitatePinnedOnes() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CustomChain(Chain.evm(1), "other", "ETH"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CustomChain(Chain.evm(5), "mainnet", "ETH"));
  }

  private static Policy withBook(Policy policy, List<AddressBookEntry> book) {
    return new Policy(
        policy.number(),
        policy.previous(),
        policy.vaultInstance(),
        policy.madeAt(),
        policy.practice(),
        policy.approvalsRequired(),
        policy.maxReviewSeconds(),
        policy.accounts(),
        book,
        policy.tokens(),
        policy.chains(),
        policy.validators(),
        policy.approvers(),
        List.of());
  }

  private static void refuses(Bytes body, CodecProblem code) {
    assertThatThrownBy(() -> PolicyCodec.decode(body))
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.problem().code()).isEqualTo(code));
  }
}
