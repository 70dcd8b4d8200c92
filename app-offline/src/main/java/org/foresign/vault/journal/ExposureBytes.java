package org.foresign.vault.journal;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.TreeMap;
import org.foresign.codec.Bytes;
import org.foresign.model.eth.Address;
import org.foresign.model.eth.Asset;
import org.foresign.model.eth.Chain;
import org.foresign.model.eth.Wei;
import org.foresign.model.policy.Exposure;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;
import org.foresign.store.StoreProblem;

/** An exposure as the ledger stores and hashes it (docs/spec/journal.md). */
final class ExposureBytes {
  private static final int ASSET = 20 + 32;

  private ExposureBytes() {}

  /** The assets after their count: contract and amount each. */
  static Bytes encode(Exposure exposure) {
    ByteBuffer out = ByteBuffer.allocate(2 + exposure.amounts().size() * ASSET);
    out.putShort((short) exposure.amounts().size());
    for (Map.Entry<Asset, Wei> entry : exposure.amounts().entrySet()) {
      out.put(entry.getKey().token().orElse(Address.ZERO).toArray());
      byte[] amount = entry.getValue().value().toByteArray();
      int sign = amount.length > 32 ? 1 : 0;
      out.put(new byte[32 - amount.length + sign]).put(amount, sign, amount.length - sign);
    }
    return Bytes.of(out.array());
  }

  static Exposure decode(Chain chain, Bytes bytes) throws ProblemException {
    ByteBuffer in = ByteBuffer.wrap(bytes.toArray());
    if (bytes.size() < 2 || bytes.size() != 2 + in.getShort() * ASSET) {
      throw Problem.of(StoreProblem.STORE_CORRUPT, "an exposure").asException();
    }
    TreeMap<Asset, Wei> amounts = new TreeMap<>();
    byte[] contract = new byte[20];
    byte[] amount = new byte[32];
    while (in.hasRemaining()) {
      in.get(contract).get(amount);
      Address address = Address.of(contract);
      Asset asset =
          address.equals(Address.ZERO) ? Asset.nativeOf(chain) : Asset.token(chain, address);
      amounts.put(asset, new Wei(new BigInteger(1, amount)));
    }
    return new Exposure(amounts);
  }
}
