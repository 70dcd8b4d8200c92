package org.foresign.practice.chain;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.foresign.codec.Bytes;
import org.foresign.codec.Digest32;
import org.foresign.crypto.Keccak;
import org.foresign.model.eth.Address;
import org.foresign.model.eth.Network;
import org.foresign.model.eth.Wei;

/** The contracts and accounts that the chain begins with, and how its blocks are named. */
final class Genesis {
  /** Gets the tips. */
  static final Address FEE_RECIPIENT = Address.parse("0x70726163746963652d6665652d74616b65722020");

  private final PracticeSettings settings;
  private final DepositContract deposits;
  private final RequestPredeploy withdrawals;
  private final RequestPredeploy consolidations;
  private final List<PracticeToken> tokens;

  Genesis(PracticeSettings settings) {
    this.settings = settings;
    Network network = settings.network();
    this.deposits = new DepositContract(network.depositContract());
    this.withdrawals = RequestPredeploy.withdrawals(network.withdrawalRequests());
    this.consolidations = RequestPredeploy.consolidations(network.consolidationRequests());
    this.tokens = settings.tokens().stream().map(PracticeToken::new).toList();
  }

  DepositContract deposits() {
    return deposits;
  }

  RequestPredeploy withdrawals() {
    return withdrawals;
  }

  RequestPredeploy consolidations() {
    return consolidations;
  }

  Map<Address, BuiltIn> contracts() {
    Map<Address, BuiltIn> all = new LinkedHashMap<>();
    for (BuiltIn contract : List.of(deposits, withdrawals, consolidations)) {
      all.put(contract.address(), contract);
    }
    for (PracticeToken token : tokens) {
      if (all.put(token.address(), token) != null) {
        throw new IllegalArgumentException("two contracts at " + token.address());
      }
    }
    return all;
  }

  WorldState world() {
    WorldState world = new WorldState();
    settings.balances().forEach(world::credit);
    contracts()
        .values()
        .forEach(c -> world.put(c.address(), world.account(c.address()).withCode(c.code())));
    tokens.forEach(token -> token.issue(world));
    return world;
  }

  Block block(long worldMark) {
    Digest32 hash =
        Digest32.of(
            Keccak.hash(ContractAbi.word(settings.network().chain().reference()).toArray()));
    return new Block(
        0,
        hash,
        Digest32.ZERO,
        settings.timestampAt(0),
        settings.baseFee(),
        0,
        settings.blockGasLimit(),
        settings.scheduleAt(0),
        FEE_RECIPIENT,
        List.of(),
        List.of(),
        worldMark);
  }

  /**
   * Name of a block: a hash over what tells it apart. It is not the hash of a real header, which
   * would need state and receipt tries that nobody reads here.
   *
   * @param branch counts reorganisations, so that a block on another branch has another name
   */
  static Digest32 blockHash(
      Block parent, long timestamp, Wei baseFee, long branch, List<MinedReceipt> receipts) {
    Bytes body =
        parent
            .hash()
            .bytes()
            .concat(ContractAbi.word(parent.number() + 1))
            .concat(ContractAbi.word(timestamp))
            .concat(ContractAbi.word(baseFee.value()))
            .concat(ContractAbi.word(branch));
    for (MinedReceipt receipt : receipts) {
      body = body.concat(receipt.transaction().hash().bytes());
    }
    return Keccak.hash(body);
  }
}
