package org.foresign.desk.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import org.foresign.desk.work.ChainNames;
import org.foresign.model.eth.Wei;
import org.foresign.model.policy.PolicyWords;
import org.foresign.model.tx.UnsignedTx;

/**
 * Leaves as a person reads them: nonce, what it does, fees. Alternatives and tiers are counted from
 * 1 wherever a person or a script meets them, on the command line, in lines and as facts.
 */
final class LeafPage {
  private static final int GWEI_DECIMALS = 9;

  /** Without a policy: what is held may have been planned under many. */
  private static final BatchTree PLAIN = new BatchTree(new PolicyWords(null));

  private LeafPage() {}

  static String line(UnsignedTx leaf) {
    return "%s %s nonce %d alternative %d tier %d: %s, cap %s gwei, tip %s gwei"
        .formatted(
            ChainNames.name(leaf.tx().chain()),
            leaf.slot().lane().account(),
            leaf.slot().nonce(),
            leaf.alternative() + 1,
            leaf.tier() + 1,
            PLAIN.words(leaf),
            gwei(leaf.tx().fees().maxFeePerGas()),
            gwei(leaf.tx().fees().maxPriorityFeePerGas()));
  }

  static Map<String, Object> facts(UnsignedTx leaf) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("index", leaf.index());
    facts.put("chain", leaf.tx().chain().reference());
    facts.put("account", leaf.slot().lane().account().toString());
    facts.put("nonce", leaf.slot().nonce());
    facts.put("alternative", leaf.alternative() + 1);
    facts.put("tier", leaf.tier() + 1);
    facts.put("operation", PLAIN.words(leaf));
    facts.put("to", leaf.tx().to().toString());
    facts.put("value", leaf.tx().value().toString());
    facts.put("gasLimit", leaf.tx().gasLimit());
    facts.put("maxFeePerGas", leaf.tx().fees().maxFeePerGas().toString());
    facts.put("maxPriorityFeePerGas", leaf.tx().fees().maxPriorityFeePerGas().toString());
    facts.put("signingDigest", leaf.signingDigest().toString());
    return facts;
  }

  private static String gwei(Wei perGas) {
    return perGas.toUnits(GWEI_DECIMALS);
  }
}
