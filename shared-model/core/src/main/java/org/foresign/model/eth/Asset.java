package org.foresign.model.eth;

import java.util.Comparator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What can leave an account: a chain's native coin, or a token named by its contract. */
public record Asset(Chain chain, @Nullable Address contract) implements Comparable<Asset> {
  private static final Comparator<Asset> ORDER =
      Comparator.comparing(Asset::chain)
          .thenComparing(Asset::contract, Comparator.nullsFirst(Comparator.naturalOrder()));

  public static Asset nativeOf(Chain chain) {
    return new Asset(chain, null);
  }

  public static Asset token(Chain chain, Address contract) {
    return new Asset(chain, contract);
  }

  public Optional<Address> token() {
    return Optional.ofNullable(contract);
  }

  public boolean isNative() {
    return contract == null;
  }

  @Override
  public int compareTo(Asset other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return chain + "/" + (contract == null ? "native" : contract);
  }
}
