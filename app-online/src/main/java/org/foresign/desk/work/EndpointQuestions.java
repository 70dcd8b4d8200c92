package org.foresign.desk.work;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.foresign.codec.Bytes;
import org.foresign.codec.Digest32;
import org.foresign.desk.chain.AccountState;
import org.foresign.desk.chain.BeaconView;
import org.foresign.desk.chain.CallRequest;
import org.foresign.desk.chain.ChainPoll;
import org.foresign.desk.chain.ChainView;
import org.foresign.desk.chain.Fact;
import org.foresign.desk.chain.Moment;
import org.foresign.desk.chain.Question;
import org.foresign.model.eth.Address;
import org.foresign.model.eth.Network;
import org.foresign.model.eth.Networks;
import org.foresign.model.eth.Wei;
import org.foresign.model.staking.BlsPublicKey;

/** Asks an endpoint what plan, release and follow will ask, by the same questions. */
final class EndpointQuestions {
  private static final int BLOCKS = 8;

  /** Any key will do: the generator of the group is a valid one that nobody stakes with. */
  private static final BlsPublicKey ANY_KEY =
      BlsPublicKey.parseHex(
          "0x97f1d3a73197d7942695638c4fa9ac0fc3688c4f9774b905a14e3a3f171bac58"
              + "6c55e83ff97a1aeffb3af00adb22c6bb");

  private EndpointQuestions() {}

  /** What an execution client is asked, each with what came back. */
  static Map<String, Fact<?>> execution(ChainView chain, Address account) {
    Map<String, Fact<?>> facts = new LinkedHashMap<>();
    ChainPoll poll = chain.poll();
    facts.put("newest block", poll.head());
    facts.put("finalized block", poll.finalized());
    Fact<AccountState> state = poll.ask(Moment.LATEST, Question.account(account));
    facts.put("account", state);
    facts.put("finalized nonce", poll.ask(Moment.FINALIZED, Question.nonce(account)));
    facts.put("pending nonce", poll.pendingNonce(account, state.map(AccountState::nonce)));
    facts.put("fees and tips", poll.ask(Moment.LATEST, Question.feeHistory(BLOCKS, List.of(50))));
    facts.put(
        "simulation",
        poll.ask(
            Moment.PENDING,
            Question.simulate(
                new CallRequest(account, account, Wei.ZERO, Bytes.EMPTY, 21_000L, null))));
    facts.put("receipt", poll.ask(Moment.FINALIZED, Question.receipt(Digest32.ZERO)));
    facts.put("transaction", poll.ask(Moment.LATEST, Question.transaction(Digest32.ZERO)));
    Optional<Network> staking = Networks.byChain(chain.chain()).filter(Network::plannable);
    if (staking.isPresent()) {
      Address deposits = staking.get().depositContract();
      facts.put("deposit contract", poll.ask(Moment.LATEST, Question.code(deposits)));
      for (Address predeploy :
          List.of(Networks.WITHDRAWAL_REQUESTS, Networks.CONSOLIDATION_REQUESTS)) {
        String kind =
            predeploy.equals(Networks.WITHDRAWAL_REQUESTS) ? "withdrawal" : "consolidation";
        facts.put(
            "contract of " + kind + " requests", poll.ask(Moment.LATEST, Question.code(predeploy)));
        facts.put(
            "fee of a " + kind + " request",
            poll.ask(Moment.LATEST, Question.requestFee(predeploy)));
        facts.put("queue of " + kind + " requests", poll.requestQueue(predeploy, Moment.FINALIZED));
      }
    }
    return facts;
  }

  /** What a consensus client is asked. */
  static Map<String, Fact<?>> beacon(BeaconView beacon) {
    Map<String, Fact<?>> facts = new LinkedHashMap<>();
    facts.put("constants", beacon.spec());
    facts.put("finality", beacon.finality());
    facts.put("registry", beacon.validators(Set.of(ANY_KEY)));
    facts.put("deposit queue", beacon.pendingDeposits(Set.of(ANY_KEY)));
    facts.put("waiting withdrawals", beacon.pendingPartialWithdrawals(Set.of()));
    facts.put("waiting consolidations", beacon.pendingConsolidations(Set.of()));
    return facts;
  }
}
