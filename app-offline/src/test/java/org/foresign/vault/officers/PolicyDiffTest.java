package org.foresign.vault.officers;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.foresign.codec.Bytes;
import org.foresign.codec.Digest32;
import org.foresign.model.batch.LaneId;
import org.foresign.model.eth.Address;
import org.foresign.model.eth.Asset;
import org.foresign.model.eth.Chain;
import org.foresign.model.eth.Networks;
import org.foresign.model.eth.Wei;
import org.foresign.model.operation.OperationKind;
import org.foresign.model.policy.Policy;
import org.foresign.model.policy.Policy.AccountRule;
import org.foresign.model.policy.Policy.AddressBookEntry;
import org.foresign.model.policy.Policy.AlikePair;
import org.foresign.model.policy.Policy.Approver;
import org.foresign.model.policy.Policy.AssetLimit;
import org.foresign.model.policy.Policy.CustomChain;
import org.foresign.model.policy.Policy.KnownValidator;
import org.foresign.model.policy.Policy.Token;
import org.foresign.model.staking.BlsPublicKey;
import org.foresign.model.staking.WithdrawalCredentials;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every component of a policy has a rule which way it widens, and words without wei. */
class PolicyDiffTest {
  private static final Chain ETHEREUM = Networks.PRACTICE.chain();
  private static final Chain GNOSIS = Chain.evm(4_242);
  private static final Address ONE = Address.parse("0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266");
  private static final Address TWO = Address.parse("0x70997970C51812dc3A010C7d01b50e0d17dc79C8");

  /** What names a policy, and is not what officers decide about. */
  private static final Set<String> IDENTITY =
      Set.of(
          "Policy.number",
          "Policy.previous",
          "Policy.vaultInstance",
          "Policy.madeAt",
          "Policy.practice");

  /** The changed value widens, its way back narrows. */
  private static final Map<String, Object> WIDER =
      Map.ofEntries(
          Map.entry("Policy.approvalsRequired", 0),
          Map.entry("Policy.maxReviewSeconds", 90L * 86_400 + 1),
          Map.entry("Policy.accounts", List.of(rule(ETHEREUM), rule(GNOSIS))),
          Map.entry("Policy.addressBook", List.of(entry(ONE, "Alpha"), entry(TWO, "Bravo"))),
          Map.entry("Policy.tokens", List.of(token(ONE, "AAA"), token(TWO, "BBB"))),
          Map.entry("Policy.chains", List.of(chain(4_242, "gno"), chain(4_243, "other"))),
          Map.entry("Policy.validators", List.of(validator(1), validator(2))),
          Map.entry("Policy.approvers", List.of(approver(1, "Ann"), approver(2, "Ben"))),
          Map.entry("Policy.alike", List.of(pair(0x0a, 0x0b), pair(0x0a, 0x0c))),
          Map.entry(
              "AccountRule.operations",
              new TreeSet<>(Set.of(OperationKind.CANCEL, OperationKind.NATIVE_TRANSFER))),
          Map.entry(
              "AccountRule.limits",
              List.of(limit(Asset.nativeOf(ETHEREUM)), limit(Asset.token(ETHEREUM, ONE)))),
          Map.entry("AccountRule.maxGasLimit", 100_001L),
          Map.entry("AccountRule.maxFeePerGas", Wei.ofGwei(501)),
          Map.entry("AccountRule.maxTipPerGas", Wei.ofGwei(51)),
          Map.entry("AccountRule.maxRequestFee", Wei.ofGwei(2_000_000)),
          Map.entry("AccountRule.cancelRequired", false),
          Map.entry("AccountRule.mayReopenNonce", true),
          Map.entry("AccountRule.renewedAt", 2L),
          Map.entry("AssetLimit.perBatch", Wei.parseEther("2000000")),
          Map.entry("AssetLimit.outstanding", Wei.parseEther("2000000")),
          Map.entry("AssetLimit.lifetime", Wei.parseEther("2000000")),
          Map.entry("KnownValidator.onChain", true));

  /** A changed entry means another thing: it widens both ways. */
  private static final Map<String, Object> OTHER =
      Map.ofEntries(
          Map.entry("AccountRule.lane", new LaneId(ETHEREUM, TWO)),
          Map.entry("AssetLimit.asset", Asset.token(ETHEREUM, TWO)),
          Map.entry("AddressBookEntry.chain", GNOSIS),
          Map.entry("AddressBookEntry.address", TWO),
          Map.entry("AddressBookEntry.name", "Zulu"),
          Map.entry("Token.asset", Asset.token(ETHEREUM, TWO)),
          Map.entry("Token.symbol", "ZZZ"),
          Map.entry("Token.decimals", 7),
          Map.entry("CustomChain.chain", Chain.evm(4_244)),
          Map.entry("CustomChain.name", "another"),
          Map.entry("CustomChain.nativeSymbol", "XDAI"),
          Map.entry("KnownValidator.chain", GNOSIS),
          Map.entry("KnownValidator.key", validator(3).key()),
          Map.entry("KnownValidator.credentials", WithdrawalCredentials.compounding(TWO)),
          Map.entry("KnownValidator.attester", "Zoe"),
          Map.entry("KnownValidator.since", 8L),
          Map.entry("Approver.card", Digest32.of(new byte[32])),
          Map.entry("Approver.publicKey", Bytes.of(new byte[32])),
          Map.entry("Approver.name", "Zoe"),
          Map.entry("AlikePair.one", lookalike(0x09)),
          Map.entry("AlikePair.other", lookalike(0x0d)));

  @TestFactory
  Stream<DynamicTest> everyComponentHasItsRule() {
    Policy before = policy();
    Map<String, Policy> changed = new TreeMap<>();
    for (Record part : parts(before)) {
      for (RecordComponent component : part.getClass().getRecordComponents()) {
        String name = part.getClass().getSimpleName() + "." + component.getName();
        Object value = WIDER.getOrDefault(name, OTHER.get(name));
        changed.put(
            name, IDENTITY.contains(name) ? before : replaced(before, part, component, value));
      }
    }
    return changed.entrySet().stream()
        .map(one -> DynamicTest.dynamicTest(one.getKey(), () -> check(before, one)));
  }

  private static void check(Policy before, Map.Entry<String, Policy> one) {
    List<PolicyChange> there = PolicyDiff.between(before, one.getValue());
    List<PolicyChange> back = PolicyDiff.between(one.getValue(), before);
    if (IDENTITY.contains(one.getKey())) {
      assertThat(there).isEmpty();
      return;
    }
    assertThat(WIDER.containsKey(one.getKey()) || OTHER.containsKey(one.getKey()))
        .as("a rule for " + one.getKey())
        .isTrue();
    assertThat(there).anyMatch(PolicyChange::widens);
    if (WIDER.containsKey(one.getKey())) {
      assertThat(there).allMatch(PolicyChange::widens);
      assertThat(back).isNotEmpty().noneMatch(PolicyChange::widens);
    } else {
      assertThat(back).anyMatch(PolicyChange::widens);
    }
    Stream.concat(there.stream(), back.stream())
        .forEach(change -> assertThat(change.words()).doesNotContainPattern("\\bwei\\b"));
  }

  @Test
  void amountsAreInTheChainsOwnCoinAndInTokens() {
    Policy before = policy();
    AccountRule rule = before.accounts().getFirst();
    Policy after =
        replaced(
            before,
            rule,
            AccountRule.class.getRecordComponents()[2],
            List.of(
                new AssetLimit(
                    Asset.nativeOf(ETHEREUM),
                    Wei.parseEther("2000000"),
                    Wei.parseEther("200"),
                    Wei.parseEther("200"))));
    assertThat(PolicyDiff.between(before, after))
        .extracting(PolicyChange::words)
        .singleElement()
        .asString()
        .endsWith(": most a batch: 200 ETH becomes 2,000,000 ETH: two million");
    PolicyText text = new PolicyText(before);
    assertThat(text.amount(Asset.nativeOf(GNOSIS), Wei.ONE_ETHER)).isEqualTo("1 GNO");
    assertThat(text.amount(Asset.token(ETHEREUM, ONE), Wei.of(1_500_000))).isEqualTo("1.5 AAA");
  }

  /** The policy itself and one entry of each of its lists, with what they hold. */
  private static List<Record> parts(Policy policy) {
    List<Record> parts = new ArrayList<>(List.of(policy));
    AccountRule rule = policy.accounts().getFirst();
    parts.add(rule);
    parts.add(rule.limits().getFirst());
    parts.add(policy.addressBook().getFirst());
    parts.add(policy.tokens().getFirst());
    parts.add(policy.chains().getFirst());
    parts.add(policy.validators().getFirst());
    parts.add(policy.approvers().getFirst());
    parts.add(policy.alike().getFirst());
    Set<Class<?>> known = new java.util.HashSet<>();
    parts.forEach(part -> known.add(part.getClass()));
    assertThat(known)
        .as("every record that a policy is made of")
        .containsAll(Stream.of(Policy.class.getDeclaredClasses()).filter(Class::isRecord).toList());
    return parts;
  }

  /** The policy with one component of one part replaced. */
  private static Policy replaced(
      Policy policy, Record part, RecordComponent component, Object value) {
    if (value == null) {
      return policy; // no rule: the check says so
    }
    Record changed = copy(part, component.getName(), value);
    if (changed instanceof Policy whole) {
      return whole;
    }
    return (Policy) swap(policy, part, changed);
  }

  private static Record swap(Record in, Record old, Record fresh) {
    for (RecordComponent component : in.getClass().getRecordComponents()) {
      if (get(in, component) instanceof List<?> list) {
        List<Object> swapped = new ArrayList<>();
        for (Object element : list) {
          swapped.add(
              element.equals(old)
                  ? fresh
                  : element instanceof AccountRule rule ? swap(rule, old, fresh) : element);
        }
        if (!swapped.equals(list)) {
          return copy(in, component.getName(), swapped);
        }
      }
    }
    return in;
  }

  private static Record copy(Record of, String name, Object value) {
    RecordComponent[] components = of.getClass().getRecordComponents();
    Class<?>[] types = Stream.of(components).map(RecordComponent::getType).toArray(Class[]::new);
    Object[] values =
        Stream.of(components).map(c -> c.getName().equals(name) ? value : get(of, c)).toArray();
    try {
      return of.getClass().getDeclaredConstructor(types).newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(of.getClass() + "." + name, e);
    }
  }

  private static Object get(Record record, RecordComponent component) {
    try {
      return component.getAccessor().invoke(record);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }

  private static Policy policy() {
    return new Policy(
        2,
        Digest32.ZERO,
        Bytes.of(new byte[16]),
        7,
        true,
        1,
        90L * 86_400,
        List.of(rule(ETHEREUM)),
        List.of(entry(ONE, "Alpha")),
        List.of(token(ONE, "AAA")),
        List.of(chain(4_242, "gno")),
        List.of(validator(1)),
        List.of(approver(1, "Ann")),
        List.of(pair(0x0a, 0x0b)));
  }

  private static AlikePair pair(int one, int other) {
    return new AlikePair(lookalike(one), lookalike(other));
  }

  /** Differs from the others in the middle only. */
  private static Address lookalike(int middle) {
    byte[] address = new byte[20];
    address[10] = (byte) middle;
    address[19] = 0x77;
    return new Address(Bytes.of(address));
  }

  private static AccountRule rule(Chain chain) {
    return new AccountRule(
        new LaneId(chain, ONE),
        new TreeSet<>(Set.of(OperationKind.CANCEL)),
        List.of(limit(Asset.nativeOf(chain))),
        100_000,
        Wei.ofGwei(500),
        Wei.ofGwei(50),
        Wei.ofGwei(1_000_000),
        true,
        false,
        1);
  }

  private static AssetLimit limit(Asset asset) {
    Wei most = Wei.parseEther("200");
    return new AssetLimit(asset, most, most, most);
  }

  private static AddressBookEntry entry(Address address, String name) {
    return new AddressBookEntry(ETHEREUM, address, name);
  }

  private static Token token(Address contract, String symbol) {
    return new Token(Asset.token(ETHEREUM, contract), symbol, 6);
  }

  private static CustomChain chain(long id, String name) {
    return new CustomChain(Chain.evm(id), name, id == 4_242 ? "GNO" : "OTH");
  }

  private static KnownValidator validator(int number) {
    byte[] key = new byte[48];
    key[0] = (byte) 0x80;
    key[47] = (byte) number;
    return new KnownValidator(
        ETHEREUM,
        BlsPublicKey.parseHex(java.util.HexFormat.of().formatHex(key)),
        WithdrawalCredentials.compounding(ONE),
        "Ann",
        7,
        false);
  }

  private static Approver approver(int number, String name) {
    byte[] key = new byte[32];
    key[0] = (byte) number;
    return new Approver(Digest32.of(key), Bytes.of(key), name);
  }
}
