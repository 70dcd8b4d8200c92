package org.foresign.practice.chain;

import org.foresign.codec.Bytes;
import org.foresign.codec.Digest32;
import org.foresign.model.staking.BlsPublicKey;
import org.foresign.model.staking.DepositData;

/** Calldata for the built-in contracts, written out by hand from the ABI specification. */
final class Calls {
  private Calls() {}

  static Bytes deposit(DepositData deposit, Digest32 root) {
    return deposit(
        deposit.publicKey().bytes(),
        deposit.credentials().bytes(),
        deposit.signature().bytes(),
        root);
  }

  static Bytes deposit(Bytes key, Bytes credentials, Bytes signature, Digest32 root) {
    Bytes keyTail = ContractAbi.dynamic(key);
    Bytes credentialsTail = ContractAbi.dynamic(credentials);
    return Bytes.parseHex("22895118")
        .concat(ContractAbi.word(128))
        .concat(ContractAbi.word(128L + keyTail.size()))
        .concat(ContractAbi.word(128L + keyTail.size() + credentialsTail.size()))
        .concat(root.bytes())
        .concat(keyTail)
        .concat(credentialsTail)
        .concat(ContractAbi.dynamic(signature));
  }

  static Bytes withdrawal(BlsPublicKey key, long gwei) {
    return key.bytes().concat(ContractAbi.word(gwei).slice(24, 8));
  }

  static Bytes consolidation(BlsPublicKey source, BlsPublicKey target) {
    return source.bytes().concat(target.bytes());
  }
}
