package org.foresign.desk.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.foresign.desk.chain.BeaconSpec;
import org.foresign.desk.chain.BeaconStatus;
import org.foresign.desk.chain.KeyStanding;
import org.foresign.desk.chain.PendingConsolidation;
import org.foresign.desk.chain.PendingDeposit;
import org.foresign.desk.chain.PendingPartialWithdrawal;
import org.foresign.desk.chain.Registration;
import org.foresign.desk.hold.Effect;
import org.foresign.desk.hold.Fate;
import org.foresign.desk.hold.FateReason;
import org.foresign.desk.hold.HeldLeaf;
import org.foresign.desk.hold.LeafState;
import org.foresign.desk.hold.PartialMark;
import org.foresign.desk.plan.RequestFees;
import org.foresign.desk.release.OpenEffect.Stage;
import org.foresign.desk.words.FateWords;
import org.foresign.model.batch.ReleaseClass;
import org.foresign.model.eth.Address;
import org.foresign.model.eth.Gwei;
import org.foresign.model.eth.Networks;
import org.foresign.model.operation.Operation;
import org.foresign.model.staking.BlsPublicKey;
import org.foresign.model.staking.BlsSignature;
import org.foresign.model.staking.WithdrawalCredentials;
import org.junit.jupiter.api.Test;

/**
 * What proves an effect, with the delays of a real chain. Expected outcomes follow from
 * consensus-specs electra: process_deposit_request, apply_pending_deposit,
 * process_withdrawal_request, get_expected_withdrawals and process_consolidation_request.
 */
class EffectProofTest {
  private static final long EPOCH = 32;
  private static final long SLOT = 1000 * EPOCH + 5;
  private static final Address OWNER = Address.parse("0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266");
  private static final WithdrawalCredentials OURS = WithdrawalCredentials.compounding(OWNER);
  private static final WithdrawalCredentials THEIRS =
      WithdrawalCredentials.compounding(
          Address.parse("0x1111111111111111111111111111111111111111"));

  private static final BlsPublicKey KEY = key(1);
  private static final BlsPublicKey TARGET = key(2);
  private static final BlsSignature SIGNATURE = BlsSignature.of(filled(BlsSignature.SIZE, 7));
  private static final Gwei AMOUNT = Gwei.ofEther(32);
  private static final Operation.Stake STAKE = new Operation.Stake(KEY, OURS, AMOUNT, SIGNATURE);
  private static final Operation.TopUp TOP_UP = new Operation.TopUp(KEY, Gwei.ofEther(5));
  private static final Operation.UnstakePartial PARTIAL =
      new Operation.UnstakePartial(KEY, Gwei.ofEther(10), RequestFees.LOW);
  private static final Operation.Consolidate MOVE =
      new Operation.Consolidate(KEY, TARGET, RequestFees.LOW);

  private static final BeaconSpec SPEC =
      new BeaconSpec(
          12,
          EPOCH,
          256,
          261,
          Networks.HOODI.chain().reference(),
          Networks.HOODI.depositContract(),
          Networks.HOODI.genesisFork(),
          Networks.HOODI.genesisFork());

  private final DepositEffects deposits = new DepositEffects(OURS::equals);
  private final RequestEffects requests = new RequestEffects();

  private static byte[] filled(int size, int value) {
    byte[] bytes = new byte[size];
    Arrays.fill(bytes, (byte) value);
    return bytes;
  }

  private static BlsPublicKey key(int number) {
    return BlsPublicKey.of(filled(BlsPublicKey.SIZE, number));
  }

  private static OpenEffect open(long nonce, Operation operation, Fate.Trace trace) {
    HeldLeaf leaf = new HeldLeaf(100 + nonce, 1, 0, 1, nonce, ReleaseClass.SPEND, LeafState.FINAL);
    Fate fate = Fate.none(leaf.id()).with(Effect.AWAITED, FateReason.NONE, trace);
    return new OpenEffect(leaf, operation, fate);
  }

  private static OpenEffect open(Operation operation, Long slot, Long leftSlot) {
    return open(0, operation, new Fate.Trace(slot, leftSlot, List.of(), null));
  }

  private static Registration.Validator validator(
      int index, WithdrawalCredentials owner, String gwei, long exitEpoch) {
    return new Registration.Validator(
        index,
        key(index),
        owner,
        new Gwei(Long.parseLong(gwei)),
        AMOUNT,
        false,
        exitEpoch == Registration.NEVER ? BeaconStatus.ACTIVE_ONGOING : BeaconStatus.ACTIVE_EXITING,
        0,
        exitEpoch,
        exitEpoch == Registration.NEVER ? Registration.NEVER : exitEpoch + 256);
  }

  private static ConsensusFacts chainFacts(
      long slot, Registration first, PendingDeposit... pending) {
    return new ConsensusFacts(
        slot, SPEC, Map.of(KEY, new KeyStanding(first, List.of(pending))), List.of(), List.of());
  }

  private static ConsensusFacts withPartials(long slot, PendingPartialWithdrawal... partials) {
    Registration validator = validator(1, OURS, "90000000000", Registration.NEVER);
    return new ConsensusFacts(
        slot,
        SPEC,
        Map.of(KEY, new KeyStanding(validator, List.of())),
        List.of(partials),
        List.of());
  }

  private static PendingPartialWithdrawal partial(long gwei, long epoch) {
    return new PendingPartialWithdrawal(1, new Gwei(gwei), epoch);
  }

  private static PendingDeposit deposit(WithdrawalCredentials owner, Gwei amount, long slot) {
    return new PendingDeposit(KEY, owner, amount, SIGNATURE.bytes(), slot);
  }

  private Stage staked(OpenEffect one, ConsensusFacts chainFacts) {
    return deposits.staked(one, STAKE, List.of(one), chainFacts);
  }

  private Stage toppedUp(ConsensusFacts chainFacts, OpenEffect one, OpenEffect... all) {
    return deposits.toppedUp(
        one, TOP_UP, all.length == 0 ? List.of(one) : List.of(all), chainFacts);
  }

  private Stage paid(OpenEffect one, ConsensusFacts chainFacts) {
    return requests.paid(one, PARTIAL, List.of(one), chainFacts);
  }

  @Test
  void aStrangersWaitingDepositIsNotOurs() {
    OpenEffect one = open(STAKE, SLOT, null);
    PendingDeposit theirs = deposit(THEIRS, AMOUNT, SLOT + 1);
    Registration none = new Registration.Absent();
    assertThat(staked(one, chainFacts(SLOT, none, theirs)).effect()).isEqualTo(Effect.AWAITED);
    assertThat(staked(one, chainFacts(SLOT + EPOCH, none, theirs)).effect()).isEqualTo(Effect.LOST);
    Stage both = staked(one, chainFacts(SLOT + EPOCH, none, theirs, deposit(OURS, AMOUNT, SLOT)));
    assertThat(both.effect()).isEqualTo(Effect.QUEUED);
    assertThat(FateWords.of(both.reason())).contains("somebody else's");
  }

  @Test
  void aStakeIsNeitherThereNorLostBeforeAStateHasItsBlock() {
    Registration ours = validator(1, OURS, "32000000000", Registration.NEVER);
    for (OpenEffect one : List.of(open(STAKE, SLOT, null), open(STAKE, null, null))) {
      assertThat(staked(one, chainFacts(SLOT, new Registration.Absent())).effect())
          .isEqualTo(Effect.AWAITED);
      assertThat(staked(one, chainFacts(SLOT, ours)).effect()).isEqualTo(Effect.AWAITED);
    }
    assertThat(staked(open(STAKE, SLOT, null), chainFacts(SLOT + EPOCH, ours)).effect())
        .isEqualTo(Effect.THERE);
  }

  @Test
  void aTopUpIsCreditedWhenItHasLeftTheQueueWhateverTheBalanceDoes() {
    OpenEffect one = open(TOP_UP, SLOT, null);
    // Rewards of weeks before, penalties after: the balance proves nothing.
    for (String gwei : List.of("31000000000", "37000000000", "60000000000")) {
      Registration ours = validator(1, OURS, gwei, Registration.NEVER);
      PendingDeposit own = deposit(OURS, TOP_UP.amount(), SLOT);
      assertThat(toppedUp(chainFacts(SLOT, ours), one).effect()).isEqualTo(Effect.AWAITED);
      assertThat(toppedUp(chainFacts(SLOT + EPOCH, ours, own), one).effect())
          .isEqualTo(Effect.QUEUED);
      assertThat(toppedUp(chainFacts(SLOT + EPOCH, ours), one).effect()).isEqualTo(Effect.THERE);
    }
  }

  @Test
  void ofTwoEqualTopUpsTheEarlierIsCreditedFirst() {
    OpenEffect first = open(0, TOP_UP, new Fate.Trace(SLOT, null, List.of(), null));
    OpenEffect second = open(1, TOP_UP, new Fate.Trace(SLOT, null, List.of(), null));
    Registration ours = validator(1, OURS, "32000000000", Registration.NEVER);
    PendingDeposit one = deposit(OURS, TOP_UP.amount(), SLOT);
    ConsensusFacts both = chainFacts(SLOT + EPOCH, ours, one, one);
    assertThat(toppedUp(both, first, first, second).effect()).isEqualTo(Effect.QUEUED);
    ConsensusFacts last = chainFacts(SLOT + EPOCH, ours, one);
    assertThat(toppedUp(last, first, first, second).effect()).isEqualTo(Effect.THERE);
    assertThat(toppedUp(last, second, first, second).effect()).isEqualTo(Effect.QUEUED);
  }

  @Test
  void aTopUpOfAKeyThatIsNotOursOrNotRegisteredIsLost() {
    OpenEffect one = open(TOP_UP, SLOT, null);
    Registration theirs = validator(1, THEIRS, "32000000000", Registration.NEVER);
    assertThat(toppedUp(chainFacts(SLOT, theirs), one).effect()).isEqualTo(Effect.LOST);
    assertThat(toppedUp(chainFacts(SLOT + EPOCH, new Registration.Absent()), one).effect())
        .isEqualTo(Effect.LOST);
  }

  @Test
  void penaltiesPayNoWithdrawal() {
    OpenEffect awaited = open(PARTIAL, SLOT, null);
    // 90 of what once were 100 ETH: an offline validator. Nothing waits, nothing is known.
    assertThat(paid(awaited, withPartials(SLOT + 100 * EPOCH)).effect()).isEqualTo(Effect.AWAITED);
    OpenEffect left = open(PARTIAL, SLOT, SLOT);
    assertThat(paid(left, withPartials(SLOT)).effect()).isEqualTo(Effect.AWAITED);
    assertThat(paid(left, withPartials(SLOT + EPOCH)).effect()).isEqualTo(Effect.LOST);
  }

  @Test
  void aWithdrawalThatNobodySawWaitIsUnknownOnceItCanBePaid() {
    OpenEffect left = open(PARTIAL, SLOT, SLOT);
    assertThat(paid(left, withPartials((1000 + 261) * EPOCH)).effect()).isEqualTo(Effect.UNKNOWN);
    assertThat(paid(left, withPartials((1000 + 260) * EPOCH)).effect()).isEqualTo(Effect.LOST);
  }

  @Test
  void onlyAWithdrawalOfTheAmountThatCameAfterwardsIsOurs() {
    long due = 1000 + 261;
    OpenEffect left = open(PARTIAL, SLOT, SLOT);
    ConsensusFacts tooEarly = withPartials(SLOT + EPOCH, partial(10_000_000_000L, due - 1));
    assertThat(paid(left, tooEarly).effect()).isEqualTo(Effect.LOST);
    ConsensusFacts tooMuch = withPartials(SLOT + EPOCH, partial(11_000_000_000L, due));
    assertThat(paid(left, tooMuch).effect()).isEqualTo(Effect.LOST);
    PartialMark earlier = new PartialMark(10_000_000_000L, due);
    OpenEffect behind = open(0, PARTIAL, new Fate.Trace(SLOT, SLOT, List.of(earlier), null));
    PendingPartialWithdrawal like = partial(10_000_000_000L, due);
    assertThat(paid(behind, withPartials(SLOT + EPOCH, like)).effect()).isEqualTo(Effect.LOST);
    Stage stage = paid(behind, withPartials(SLOT + EPOCH, like, like));
    assertThat(stage.effect()).isEqualTo(Effect.QUEUED);
    assertThat(stage.trace().own()).isEqualTo(earlier);
  }

  @Test
  void aWithdrawalIsPaidOnlyAfterItWasSeenWaiting() {
    PartialMark own = new PartialMark(10_000_000_000L, 1300);
    OpenEffect seen = open(0, PARTIAL, new Fate.Trace(SLOT, SLOT, List.of(), own));
    assertThat(paid(seen, withPartials(SLOT + EPOCH, partial(own.gwei(), 1300))).effect())
        .isEqualTo(Effect.QUEUED);
    assertThat(paid(seen, withPartials(SLOT + 400 * EPOCH)).effect()).isEqualTo(Effect.THERE);
    Registration leaving = validator(1, OURS, "90000000000", 1200);
    assertThat(paid(seen, chainFacts(SLOT + 400 * EPOCH, leaving)).effect())
        .isEqualTo(Effect.QUEUED);
  }

  private static ConsensusFacts moving(long slot, long exitEpoch, boolean pending) {
    return new ConsensusFacts(
        slot,
        SPEC,
        Map.of(
            KEY, new KeyStanding(validator(1, OURS, "32000000000", exitEpoch), List.of()),
            TARGET,
                new KeyStanding(validator(2, OURS, "32000000000", Registration.NEVER), List.of())),
        List.of(),
        pending ? List.of(new PendingConsolidation(1, 2)) : List.of());
  }

  @Test
  void anExitForAnotherReasonIsNoConsolidation() {
    OpenEffect left = open(MOVE, SLOT, SLOT);
    long later = SLOT + EPOCH;
    assertThat(requests.moved(left, MOVE, moving(later, 1100, true)).effect())
        .isEqualTo(Effect.THERE);
    assertThat(requests.moved(left, MOVE, moving(later, 1100, false)).effect())
        .isEqualTo(Effect.LOST);
    OpenEffect waiting = open(MOVE, SLOT, null);
    assertThat(requests.moved(waiting, MOVE, moving(later, 1100, false)).effect())
        .isEqualTo(Effect.AWAITED);
    assertThat(requests.moved(left, MOVE, moving(1356 * EPOCH, 1100, false)).effect())
        .isEqualTo(Effect.UNKNOWN);
  }

  @Test
  void anExitIsDroppedOnlyAfterItLeftThePredeploy() {
    Operation.UnstakeFull full = new Operation.UnstakeFull(KEY, RequestFees.LOW);
    Registration staying = validator(1, OURS, "32000000000", Registration.NEVER);
    for (long epochs : List.of(1L, 100L, 1000L)) {
      ConsensusFacts chainFacts = chainFacts(SLOT + epochs * EPOCH, staying);
      assertThat(requests.left(open(full, SLOT, null), full, chainFacts).effect())
          .isEqualTo(Effect.AWAITED);
      assertThat(requests.left(open(full, SLOT, SLOT), full, chainFacts).effect())
          .isEqualTo(Effect.LOST);
    }
  }
}
