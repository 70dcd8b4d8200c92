package org.foresign.desk.words;

import java.util.List;
import java.util.stream.Stream;
import org.foresign.desk.chain.Fact;
import org.foresign.desk.release.Finding;
import org.foresign.desk.release.ReleaseAnswer;
import org.foresign.desk.release.Wanted;
import org.foresign.model.eth.NativeCoins;
import org.foresign.model.eth.Wei;
import org.foresign.model.problem.Problem;

/** What the checks before a release have found. */
public final class FindingWords {
  private static final int GWEI_DECIMALS = 9;

  private FindingWords() {}

  /** Why a leaf stays, with what the checks have found. */
  public static Problem problem(ReleaseAnswer.Stopped stopped) {
    List<String> details =
        Stream.concat(
                stopped.problem().details().stream(),
                stopped.reasons().stream().map(FindingWords::of))
            .toList();
    return new Problem(stopped.problem().code(), details);
  }

  public static String of(Finding found) {
    return switch (found) {
      case Finding.Refusal refusal -> of(refusal);
      case Finding.Wait wait -> of(wait);
      case Finding.Note note -> of(note);
    };
  }

  private static String of(Finding.Wait wait) {
    return switch (wait) {
      case Finding.FactMissing it -> waited(it.what(), it.fact());
      case Finding.LeafPoolsMissing it ->
          "waited for the pools, whether they have leaf " + it.leaf() + ": " + it.fact().words();
      case Finding.LaneFull it ->
          it.transactions() + " transactions of this account are on their way";
    };
  }

  private static String of(Finding.Note note) {
    return switch (note) {
      case Finding.GasAtRisk _ -> "its gas limit may not survive the next upgrade";
      case Finding.RecipientUnknown it ->
          "whether the recipient has code is not known: " + it.fact().words();
      case Finding.RecipientDelegated it ->
          "the recipient is delegated to "
              + it.target()
              + " (EIP-7702), whose code decides what becomes of the payment";
      case Finding.RecipientContract _ -> "the recipient is a contract";
      case Finding.NoPoolShown _ ->
          "no endpoint shows its pool, so what others have sent for this nonce is not seen";
      case Finding.PoolRace it -> inPool(it.nonce()) + ": this is a race";
      case Finding.PoolClaim it -> inPool(it.nonce()) + ", says one endpoint";
      case Finding.AnswerNotRecorded it ->
          "what the endpoints answered could not be recorded, and the next start will say so: "
              + it.problem().happened();
    };
  }

  private static String of(Finding.Refusal refusal) {
    return switch (refusal) {
      case Finding.GasTooLow _ -> "its gas limit is not enough under any known schedule";
      case Finding.UnderPriced it ->
          "under-priced: its cap is "
              + gwei(it.cap())
              + " gwei, the next base fee "
              + gwei(it.baseFee());
      case Finding.SenderDelegated it ->
          "the account is delegated to "
              + it.target()
              + " (EIP-7702): somebody else may move its coins and its nonce";
      case Finding.SenderHasCode _ -> "the account has code (EIP-3607)";
      case Finding.NonceUsed it ->
          "nonce " + it.nonce() + " is used, the account is at " + it.accountNonce();
      case Finding.NonceBefore it ->
          "nonce " + it.nonce() + " comes first, and nothing of it was released";
      case Finding.PoolTaken it -> inPool(it.nonce());
      case Finding.BalanceTooLow it ->
          "the account holds "
              + NativeCoins.amount(it.chain(), it.balance())
              + " and has to hold "
              + NativeCoins.amount(it.chain(), it.needed())
              + ": value and gas limit times cap, of what is on its way, too";
      case Finding.RequestFeeTooLow it ->
          "the request fee is "
              + it.now().toEther()
              + " ETH and the leaf brings "
              + it.attached().toEther()
              + " ETH: wait until it falls";
      case Finding.TokenRefuses _ -> "the token would refuse: its transfer does not answer true";
      case Finding.TokenMissing it -> "there is no token contract at " + it.token();
      case Finding.OutOfGas it ->
          "it would run out of gas: it needs " + it.needed() + " and has " + it.limit();
      case Finding.WouldFail it -> "it would be included and fail: " + it.reason();
      case Finding.WouldBeRefused it -> "it would not be included: " + it.reason();
      case Finding.StakeForeign it ->
          "validator " + it.validator() + " is somebody else's: the deposit would be a gift";
      case Finding.TopUpUnknown it ->
          "validator " + it.validator() + " is not known: a top-up would be lost";
      case Finding.TopUpForeign it -> "validator " + it.validator() + " is somebody else's";
      case Finding.ValidatorLeaving it -> "validator " + it.validator() + " is leaving or has left";
      case Finding.ValidatorUnknown it ->
          "validator " + it.validator() + " is not known: the request would be dropped";
      case Finding.ValidatorPaysElsewhere it ->
          "validator " + it.validator() + " does not pay to " + it.sender();
      case Finding.ValidatorNotActive it ->
          "validator " + it.validator() + " is not active, or leaves already";
      case Finding.ValidatorTooYoung it -> "the validator may not leave before epoch " + it.epoch();
      case Finding.WithdrawalWaits it ->
          switch (it.what()) {
                case FULL_EXIT -> "a full exit";
                case CONSOLIDATION -> "a consolidation";
              }
              + " is dropped while a partial withdrawal waits";
      case Finding.NotCompounding _ -> "only a compounding validator (0x02) pays out a part";
      case Finding.NothingToWithdraw _ ->
          "the validator holds nothing above 32 ETH that is not asked for already";
      case Finding.CompoundingAlready _ -> "the validator is compounding already";
      case Finding.TargetUnfit it ->
          "target " + it.target() + " is not an active compounding validator of ours";
    };
  }

  /** That something waited for a fact, and why that is not known. */
  static String waited(Wanted what, Fact<?> fact) {
    return "waited for " + of(what) + ": " + fact.words();
  }

  private static String of(Wanted what) {
    return switch (what) {
      case ACCOUNT_STATE -> "the account's state";
      case BASE_FEE -> "the next base fee";
      case PENDING_NONCE -> "the pending nonce";
      case FINALIZED_NONCE -> "the finalized nonce";
      case RECEIPT -> "a receipt";
      case FINALIZED_RECEIPT -> "a finalized receipt";
      case POOLS -> "the pools";
      case REQUEST_FEE -> "the request fee";
      case SIMULATION -> "the simulation";
      case TOKEN_CODE -> "the token's code";
      case REGISTRY -> "registry and deposit queue";
      case VALIDATOR_STATE -> "the validator's state";
      case TARGET_STATE -> "the target's state";
      case BEACON_CONSTANTS -> "the beacon chain's constants";
      case FINALITY -> "finality";
      case WAITING_WITHDRAWALS -> "waiting withdrawals";
      case PREDEPLOY_QUEUE -> "the queue of the predeploy";
    };
  }

  private static String inPool(long nonce) {
    return "a transaction of nonce " + nonce + " that this desk did not send is in a pool";
  }

  /** A price of gas in gwei, without its unit. */
  static String gwei(Wei perGas) {
    return perGas.toUnits(GWEI_DECIMALS);
  }
}
