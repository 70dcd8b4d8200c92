package org.foresign.words;

import org.foresign.model.eth.Asset;
import org.foresign.model.eth.Chain;
import org.foresign.model.eth.Wei;
import org.foresign.model.operation.Operation;
import org.foresign.model.policy.PolicyWords;
import org.foresign.model.text.Spelling;
import org.foresign.model.tx.UnsignedTx;

/** What an operation does, in one phrase. */
public final class OperationWords {
  private final PolicyWords names;

  public OperationWords(PolicyWords names) {
    this.names = names;
  }

  /** One leaf on a line of its own; alternatives and tiers are counted from 1. */
  public static String line(UnsignedTx leaf) {
    PolicyWords pinned = new PolicyWords(null); // what is held may have been planned under many
    return "%s %s nonce %d alternative %d tier %d: %s, cap %s, tip %s"
        .formatted(
            pinned.chain(leaf.tx().chain()),
            leaf.slot().lane().account(),
            leaf.slot().nonce(),
            leaf.alternative() + 1,
            leaf.tier() + 1,
            new OperationWords(pinned)
                .phrase(leaf.tx().chain(), leaf.operation(), leaf.reference()),
            PolicyWords.gwei(leaf.tx().fees().maxFeePerGas()),
            PolicyWords.gwei(leaf.tx().fees().maxPriorityFeePerGas()));
  }

  /** Such as {@code pay 2 ETH to Custodian (0x…), reference "March"}. */
  public String phrase(Chain chain, Operation operation, String reference) {
    return switch (operation) {
          case Operation.Stake stake ->
              "stake "
                  + coins(chain, stake.amount().toWei())
                  + " for "
                  + names.validator(chain, stake.validator());
          case Operation.TopUp topUp ->
              "top up "
                  + coins(chain, topUp.amount().toWei())
                  + " for "
                  + names.validator(chain, topUp.validator());
          case Operation.UnstakeFull exit ->
              "exit " + names.validator(chain, exit.validator()) + fee(chain, exit.requestFee());
          case Operation.UnstakePartial part ->
              "withdraw "
                  + coins(chain, part.amount().toWei())
                  + " from "
                  + names.validator(chain, part.validator())
                  + fee(chain, part.requestFee());
          case Operation.Consolidate move ->
              (move.source().equals(move.target())
                      ? "switch " + names.validator(chain, move.source()) + " to compounding"
                      : "consolidate "
                          + names.validator(chain, move.source())
                          + " into "
                          + names.validator(chain, move.target()))
                  + fee(chain, move.requestFee());
          case Operation.NativeTransfer pay ->
              "pay "
                  + coins(chain, pay.amount())
                  + " to "
                  + names.recipient(chain, pay.recipient());
          case Operation.TokenTransfer pay ->
              "pay "
                  + names.amount(Asset.token(chain, pay.token()), pay.amount())
                  + " to "
                  + names.recipient(chain, pay.recipient());
          case Operation.Cancel _ -> "cancel";
        }
        + reference(reference);
  }

  /** What the leaves of a group have in common: like {@link #phrase} without the validator. */
  String ofGroup(Chain chain, Operation operation, String reference) {
    String kind = Spelling.of(operation.kind());
    return switch (operation) {
          case Operation.Stake stake ->
              kind
                  + " of "
                  + coins(chain, stake.amount().toWei())
                  + " with credentials "
                  + stake.credentials();
          case Operation.TopUp topUp -> kind + " of " + coins(chain, topUp.amount().toWei());
          case Operation.UnstakePartial part -> kind + " of " + coins(chain, part.amount().toWei());
          case Operation.Consolidate move ->
              move.source().equals(move.target())
                  ? kind + ", a switch to compounding"
                  : kind + " into " + move.target();
          case Operation.NativeTransfer pay ->
              kind
                  + " of "
                  + coins(chain, pay.amount())
                  + " to "
                  + names.payee(chain, pay.recipient());
          case Operation.TokenTransfer pay ->
              kind
                  + " of "
                  + names.amount(Asset.token(chain, pay.token()), pay.amount())
                  + " (contract "
                  + pay.token()
                  + ") to "
                  + names.payee(chain, pay.recipient());
          case Operation.UnstakeFull _, Operation.Cancel _ -> kind;
        }
        + reference(reference);
  }

  private String coins(Chain chain, Wei amount) {
    return names.amount(Asset.nativeOf(chain), amount);
  }

  private String fee(Chain chain, Wei fee) {
    return ", request fee " + coins(chain, fee);
  }

  private static String reference(String reference) {
    return reference.isEmpty() ? "" : ", reference \"" + reference + "\"";
  }
}
