package org.foresign.model.policy;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.foresign.codec.Bytes;
import org.foresign.codec.Digest32;
import org.foresign.model.Samples;
import org.foresign.model.batch.LaneId;
import org.foresign.model.batch.SlotId;
import org.foresign.model.eth.Address;
import org.foresign.model.eth.Asset;
import org.foresign.model.eth.Chain;
import org.foresign.model.eth.FeeCaps;
import org.foresign.model.eth.Gwei;
import org.foresign.model.eth.Wei;
import org.foresign.model.operation.OperationKind;
import org.foresign.model.policy.Policy.AccountRule;
import org.foresign.model.policy.Policy.AddressBookEntry;
import org.foresign.model.policy.Policy.Approver;
import org.foresign.model.policy.Policy.AssetLimit;
import org.foresign.model.policy.Policy.CustomChain;
import org.foresign.model.policy.Policy.KnownValidator;
import org.foresign.model.policy.Policy.Token;
import org.foresign.model.problem.Problem;
import org.foresign.model.staking.StakingProblem;
import org.foresign.model.staking.WithdrawalCredentials;

/** Policies, ledgers and contexts for the pools of {@link Samples}. */
public final class PolicySamples {
  static final Digest32 APPROVER = Samples.digest(0xa9);
  static final Wei HUGE = new Wei(BigInteger.ONE.shiftLeft(250));

  private PolicySamples() {}

  /** A policy that allows nearly everything, or with {@code strictness} above 0 ever less. */
  public static Policy random(SplittableRandom random, int strictness) {
    List<AccountRule> accounts = new ArrayList<>();
    List<AddressBookEntry> book = new ArrayList<>();
    List<Token> tokens = new ArrayList<>();
    List<KnownValidator> validators = new ArrayList<>();
    for (Chain chain : List.of(Samples.HOODI, Samples.OTHER)) {
      for (Address account : Samples.ACCOUNTS) {
        if (keeps(random, strictness)) {
          accounts.add(rule(new LaneId(chain, account), random, strictness));
        }
      }
      for (Address recipient : Samples.RECIPIENTS) {
        if (keeps(random, strictness)) {
          book.add(new AddressBookEntry(chain, recipient, "Bank " + recipient.bytes().at(0)));
        }
      }
      for (Address token : Samples.TOKENS) {
        if (keeps(random, strictness)) {
          tokens.add(
              new Token(
                  Asset.token(chain, token),
                  "TOK" + Integer.toHexString(token.bytes().at(0) & 0xff),
                  6));
        }
      }
    }
    Samples.KEYS.forEach(key -> {
      if (keeps(random, strictness)) {
        Address account = Samples.one(Samples.ACCOUNTS, random);
        validators.add(
            new KnownValidator(
                Samples.HOODI,
                key,
                random.nextInt(3) == 0
                    ? WithdrawalCredentials.eth1(account)
                    : WithdrawalCredentials.compounding(account),
                "officer one",
                Samples.NOW - 9_999,
                random.nextInt(3) > 0));
      }
    });
    return new Policy(
        4,
        Samples.digest(0x60),
        Samples.VAULT,
        Samples.NOW - 5_000,
        false,
        keeps(random, strictness) ? 1 : 2,
        1_000_000,
        accounts,
        book,
        tokens,
        List.of(new CustomChain(Samples.OTHER, "polygon", "POL")),
        validators,
        List.of(
            new Approver(APPROVER, Samples.fill(32, 3), "Ada"),
            new Approver(Samples.digest(0xaa), Samples.fill(32, 4), "Ben")),
        List.of());
  }

  private static boolean keeps(SplittableRandom random, int strictness) {
    return random.nextInt(12) >= strictness;
  }

  static AccountRule rule(LaneId lane, SplittableRandom random, int strictness) {
    TreeSet<OperationKind> kinds = new TreeSet<>(EnumSet.allOf(OperationKind.class));
    kinds.removeIf(kind -> !keeps(random, strictness));
    List<AssetLimit> limits = new ArrayList<>();
    limits.add(limit(lane.nativeAsset(), random, strictness));
    Samples.TOKENS.forEach(token -> {
      if (keeps(random, strictness)) {
        limits.add(limit(Asset.token(lane.chain(), token), random, strictness));
      }
    });
    return new AccountRule(
        lane,
        kinds,
        limits,
        keeps(random, strictness) ? 3_000_000 : 500_000,
        Wei.ofGwei(keeps(random, strictness) ? 10_000 : 20),
        Wei.ofGwei(keeps(random, strictness) ? 1_000 : 2),
        keeps(random, strictness) ? Wei.ONE_ETHER : Wei.ONE_GWEI,
        random.nextInt(12) < strictness,
        keeps(random, strictness),
        1 + random.nextInt(4));
  }

  private static AssetLimit limit(Asset asset, SplittableRandom random, int strictness) {
    return keeps(random, strictness)
        ? new AssetLimit(asset, HUGE, HUGE, HUGE)
        : new AssetLimit(
            asset, Samples.anyAmount(random), Samples.anyAmount(random), Samples.anyAmount(random));
  }

  /** A ledger that remembers random slots. */
  static LedgerView ledger(SplittableRandom random) {
    Map<SlotId, Exposure> before = new HashMap<>();
    for (Address account : Samples.ACCOUNTS) {
      LaneId lane = new LaneId(Samples.HOODI, account);
      int slots = random.nextInt(2) == 0 ? 0 : random.nextInt(12);
      for (int nonce = 0; nonce < slots; nonce++) {
        before.put(
            new SlotId(lane, nonce), Exposure.of(lane.nativeAsset(), Samples.anyAmount(random)));
      }
    }
    return ledger(before);
  }

  static LedgerView ledger(Map<SlotId, Exposure> before) {
    return new LedgerView() {
      @Override
      public Exposure outstanding(LaneId lane) {
        return before.entrySet().stream()
            .filter(entry -> entry.getKey().lane().equals(lane))
            .map(Map.Entry::getValue)
            .reduce(Exposure.NONE, Exposure::plus);
      }

      @Override
      public Optional<Exposure> signedBefore(SlotId slot) {
        return Optional.ofNullable(before.get(slot));
      }

      @Override
      public Optional<FeeCaps> highestSpend(SlotId slot) {
        return Optional.empty();
      }

      @Override
      public Exposure lifetime(LaneId lane, long sincePolicy) {
        return outstanding(lane);
      }

      @Override
      public Map<SlotId, Gwei> signedFor(Digest32 purpose) {
        return Map.of();
      }

      @Override
      public boolean wasSigned(LaneId lane, Digest32 signingDigest) {
        return false;
      }
    };
  }

  /** Nothing but that every purpose was signed for this nonce. */
  static LedgerView signedFor(SlotId slot) {
    return signedFor(slot, Gwei.ZERO);
  }

  /** The same, with so much withdrawn there. */
  static LedgerView signedFor(SlotId slot, Gwei withdrawn) {
    LedgerView none = ledger(Map.of());
    return new LedgerView() {
      @Override
      public Exposure outstanding(LaneId lane) {
        return none.outstanding(lane);
      }

      @Override
      public Optional<Exposure> signedBefore(SlotId other) {
        return none.signedBefore(other);
      }

      @Override
      public Optional<FeeCaps> highestSpend(SlotId other) {
        return none.highestSpend(other);
      }

      @Override
      public Exposure lifetime(LaneId lane, long sincePolicy) {
        return none.lifetime(lane, sincePolicy);
      }

      @Override
      public boolean wasSigned(LaneId lane, Digest32 signingDigest) {
        return false;
      }

      @Override
      public Map<SlotId, Gwei> signedFor(Digest32 purpose) {
        return Map.of(slot, withdrawn);
      }
    };
  }

  /** As {@code ledger}, and it knows every digest it is asked for. */
  static LedgerView everythingSigned(LedgerView ledger) {
    return new LedgerView() {
      @Override
      public Exposure outstanding(LaneId lane) {
        return ledger.outstanding(lane);
      }

      @Override
      public Optional<Exposure> signedBefore(SlotId slot) {
        return ledger.signedBefore(slot);
      }

      @Override
      public Optional<FeeCaps> highestSpend(SlotId slot) {
        return ledger.highestSpend(slot);
      }

      @Override
      public Exposure lifetime(LaneId lane, long sincePolicy) {
        return ledger.lifetime(lane, sincePolicy);
      }

      @Override
      public Map<SlotId, Gwei> signedFor(Digest32 purpose) {
        return ledger.signedFor(purpose);
      }

      @Override
      public boolean wasSigned(LaneId lane, Digest32 signingDigest) {
        return true;
      }
    };
  }

  static EvaluationContext context(Map<Integer, DepositOutcome> deposits) {
    return new EvaluationContext(
        Samples.VAULT,
        false,
        Samples.NOW,
        Samples.DESK,
        EvaluationContext.Sequence.START,
        Set.copyOf(Samples.ACCOUNTS),
        Set.of(APPROVER, Samples.digest(0xaa)),
        deposits);
  }

  static EvaluationContext context(SplittableRandom random, int leaves, int strictness) {
    Map<Integer, DepositOutcome> deposits = new HashMap<>();
    for (int i = 0; i < leaves; i++) {
      if (keeps(random, strictness)) {
        deposits.put(i, new DepositOutcome.Good());
      } else if (random.nextBoolean()) {
        deposits.put(
            i,
            new DepositOutcome.Faulty(Problem.of(StakingProblem.DEPOSIT_SIGNATURE_WRONG, "leaf")));
      }
    }
    EvaluationContext base = context(deposits);
    if (keeps(random, strictness)) {
      return base;
    }
    return new EvaluationContext(
        random.nextBoolean() ? base.vaultInstance() : Bytes.of(new byte[16]),
        random.nextInt(3) == 0,
        base.now() + random.nextLong(200_000),
        base.sender(),
        new EvaluationContext.Sequence(
            random.nextInt(4),
            random.nextBoolean() ? Samples.digest(1) : null,
            Set.of(Samples.digest(2))),
        Set.of(Samples.ACCOUNTS.getFirst()),
        Set.of(APPROVER),
        deposits);
  }
}
