package org.foresign.practice.chain;

import java.math.BigInteger;
import java.util.Optional;
import java.util.function.Function;
import org.foresign.codec.Bytes;
import org.foresign.codec.Digest32;
import org.foresign.model.eth.Address;
import org.foresign.model.eth.Wei;

/** The chain as one endpoint tells it: the ledger through that endpoint's faults. */
record NodeView(PracticeLedger ledger, EndpointFaults faults) {
  /** A block that a caller names. */
  sealed interface BlockRef {}

  /** The block that would be made now. */
  record Pending() implements BlockRef {}

  /** A mined block. */
  record Mined(Block block) implements BlockRef {}

  Block head() {
    Block newest = ledger.head();
    return ledger.block(Math.max(0, newest.number() - faults.lag())).orElse(newest);
  }

  /** A tag of the JSON-RPC specification or a hex number; empty if there is no such block. */
  Optional<BlockRef> resolve(String tag) throws RpcFault {
    return switch (tag) {
      case "latest" -> Optional.of(new Mined(head()));
      case "pending" -> Optional.of(new Pending());
      case "earliest" -> at(0);
      case "safe" -> at(Math.min(ledger.safeNumber(), head().number()));
      case "finalized" -> at(Math.min(ledger.finalizedNumber(), head().number()));
      default -> {
        BigInteger number = Quantity.parse(tag);
        yield number.bitLength() > 62 ? Optional.empty() : at(number.longValueExact());
      }
    };
  }

  Optional<Block> byHash(Digest32 hash) {
    return ledger.block(hash).filter(this::isKnown);
  }

  Optional<PracticeLedger.Location> find(Digest32 transaction) {
    return ledger.find(transaction).filter(l -> isKnown(l.block()));
  }

  /** Asks a question to the state after that block. */
  <T> T inState(BlockRef ref, Function<WorldState, T> question) throws RpcFault {
    return ledger.exclusively(() ->
        switch (ref) {
          case Pending p -> ledger.onPending(receipts -> question.apply(ledger.world()));
          case Mined mined -> question.apply(worldAfter(mined.block()));
        });
  }

  WorldState worldAfter(Block block) throws RpcFault {
    return ledger
        .worldAfter(block.number())
        .orElseThrow(() ->
            RpcFault.rejected(
                "missing trie node: state of block " + block.number() + " is not available"));
  }

  long nonce(Address address, BlockRef ref) throws RpcFault {
    long truth =
        ledger.exclusively(() ->
            switch (ref) {
              case Pending p ->
                  ledger.pool().pendingNonce(address, ledger.world().account(address).nonce());
              case Mined mined -> worldAfter(mined.block()).account(address).nonce();
            });
    return faults.nonce(truth);
  }

  Wei balance(Address address, BlockRef ref) throws RpcFault {
    return faults.balanceOr(inState(ref, world -> world.account(address).balance()));
  }

  Bytes code(Address address, BlockRef ref) throws RpcFault {
    return inState(ref, world -> world.code(address));
  }

  private Optional<BlockRef> at(long number) {
    return ledger.block(number).filter(this::isKnown).map(Mined::new);
  }

  private boolean isKnown(Block block) {
    return block.number() <= head().number();
  }
}
