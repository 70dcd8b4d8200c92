package org.foresign.desk.settings;

import org.foresign.codec.Bytes;
import org.foresign.codec.Digest32;
import org.foresign.model.eth.Address;
import org.foresign.store.Sealer;

/** Keyed hashes by which the desk's rows are found (docs/spec/sealed-value.md, "Keyed hashes"). */
public final class LookupHash {
  private LookupHash() {}

  public static Bytes account(Sealer sealer, Address account) {
    return sealer.lookup("account", account.bytes());
  }

  /** Of what a leaf's signature is over. */
  public static Bytes leaf(Sealer sealer, Digest32 signingDigest) {
    return sealer.lookup("leaf", signingDigest.bytes());
  }
}
