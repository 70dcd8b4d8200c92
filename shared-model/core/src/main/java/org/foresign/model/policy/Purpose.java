package org.foresign.model.policy;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.foresign.codec.Bytes;
import org.foresign.codec.Digest32;
import org.foresign.crypto.DomainTag;
import org.foresign.crypto.Sha256;
import org.foresign.model.batch.SlotId;
import org.foresign.model.eth.Address;
import org.foresign.model.eth.Chain;
import org.foresign.model.eth.Gwei;
import org.foresign.model.eth.Wei;
import org.foresign.model.operation.Operation;
import org.foresign.model.staking.BlsPublicKey;
import org.foresign.model.tx.UnsignedTx;

/**
 * What a transaction is for. Two transactions with the same purpose on two nonces do the same thing
 * twice, whatever their account, fees and batch (docs/spec/policy.md, "Purposes"). The id is what a
 * ledger keeps of it.
 */
public final class Purpose {
  private static final int STAKE = 1;
  private static final int TOP_UP = 2;
  private static final int LEAVE = 3;
  private static final int WITHDRAW = 4;
  private static final int SWITCH = 5;
  private static final int PAY_COIN = 6;
  private static final int PAY_TOKEN = 7;
  private static final int WORD = 32;

  private Purpose() {}

  /** The purpose's id; a cancel has none. */
  public static Optional<Digest32> of(UnsignedTx leaf) {
    Chain chain = leaf.tx().chain();
    return switch (leaf.operation()) {
      case Operation.Stake stake -> id(STAKE, chain, key(stake.validator()));
      case Operation.TopUp topUp -> id(TOP_UP, chain, key(topUp.validator()), gwei(topUp.amount()));
      // Whichever comes first takes the whole stake; the chain drops the other one.
      case Operation.UnstakeFull full -> id(LEAVE, chain, key(full.validator()));
      case Operation.UnstakePartial part -> id(WITHDRAW, chain, key(part.validator()));
      case Operation.Consolidate move ->
          id(move.source().equals(move.target()) ? SWITCH : LEAVE, chain, key(move.source()));
      case Operation.NativeTransfer pay ->
          id(PAY_COIN, chain, pay.recipient().bytes(), wei(pay.amount()), reference(leaf));
      case Operation.TokenTransfer pay ->
          id(
              PAY_TOKEN,
              chain,
              address(pay.token()),
              pay.recipient().bytes(),
              wei(pay.amount()),
              reference(leaf));
      case Operation.Cancel _ -> Optional.empty();
    };
  }

  /**
   * What a transaction takes out of a validator's balance, so that several together can be too
   * much; zero for all but partial withdrawals.
   */
  public static Gwei withdrawn(UnsignedTx leaf) {
    return leaf.operation() instanceof Operation.UnstakePartial part ? part.amount() : Gwei.ZERO;
  }

  /**
   * The purposes of each nonce, in ascending order, with the most that is withdrawn there; nonces
   * that only cancel are left out.
   */
  public static SortedMap<SlotId, SortedMap<Digest32, Gwei>> bySlot(List<UnsignedTx> leaves) {
    TreeMap<SlotId, SortedMap<Digest32, Gwei>> slots = new TreeMap<>();
    for (UnsignedTx leaf : leaves) {
      of(leaf)
          .ifPresent(id ->
              slots
                  .computeIfAbsent(leaf.slot(), s -> new TreeMap<>())
                  .merge(id, withdrawn(leaf), Purpose::larger));
    }
    return Collections.unmodifiableSortedMap(slots);
  }

  /** The nonces of each purpose, with the most that is withdrawn there. */
  public static Map<Digest32, Map<SlotId, Gwei>> slots(List<UnsignedTx> leaves) {
    Map<Digest32, Map<SlotId, Gwei>> found = new TreeMap<>();
    bySlot(leaves)
        .forEach((slot, purposes) ->
            purposes.forEach(
                (id, gwei) -> found.computeIfAbsent(id, i -> new HashMap<>()).put(slot, gwei)));
    return found;
  }

  /** Of what one nonce can withdraw at most one happens. */
  public static Gwei larger(Gwei one, Gwei other) {
    return one.compareTo(other) >= 0 ? one : other;
  }

  private static Optional<Digest32> id(int kind, Chain chain, Bytes... parts) {
    List<byte[]> all = new ArrayList<>();
    all.add(DomainTag.of("purpose"));
    all.add(
        ByteBuffer.allocate(2 + Long.BYTES)
            .put((byte) kind)
            .put((byte) chain.family().code())
            .putLong(chain.reference())
            .array());
    for (Bytes part : parts) {
      all.add(part.toArray());
    }
    return Optional.of(Digest32.of(Sha256.hash(all.toArray(byte[][]::new))));
  }

  private static Bytes key(BlsPublicKey key) {
    return key.bytes();
  }

  private static Bytes address(Address address) {
    return address.bytes();
  }

  private static Bytes reference(UnsignedTx leaf) {
    return Bytes.of(leaf.reference().getBytes(StandardCharsets.US_ASCII));
  }

  private static Bytes gwei(Gwei amount) {
    return Bytes.of(ByteBuffer.allocate(Long.BYTES).putLong(amount.value()).array());
  }

  private static Bytes wei(Wei amount) {
    byte[] shortest = amount.value().toByteArray();
    byte[] word = new byte[WORD];
    int length = Math.min(shortest.length, WORD); // a sign byte in front of 32 is dropped
    System.arraycopy(shortest, shortest.length - length, word, WORD - length, length);
    assert new BigInteger(1, word).equals(amount.value());
    return Bytes.of(word);
  }
}
