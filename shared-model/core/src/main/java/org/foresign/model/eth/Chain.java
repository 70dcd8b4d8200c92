package org.foresign.model.eth;

/** A chain: its family and the family's own reference (for EVM the EIP-155 chain id). */
public record Chain(ChainFamily family, long reference) implements Comparable<Chain> {
  public Chain {
    if (reference <= 0) {
      throw new IllegalArgumentException("a chain id is positive");
    }
  }

  public static Chain evm(long chainId) {
    return new Chain(ChainFamily.EVM, chainId);
  }

  @Override
  public int compareTo(Chain other) {
    int byFamily = family.compareTo(other.family);
    return byFamily != 0 ? byFamily : Long.compare(reference, other.reference);
  }

  @Override
  public String toString() {
    return "eip155:" + reference;
  }
}
