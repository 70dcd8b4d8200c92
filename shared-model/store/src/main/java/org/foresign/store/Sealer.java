package org.foresign.store;

import java.security.SecureRandom;
import java.util.Arrays;
import org.foresign.codec.Bytes;
import org.foresign.crypto.DomainTag;
import org.foresign.crypto.HkdfSha256;
import org.foresign.crypto.HmacSha256;
import org.foresign.secret.SecretAccess;
import org.foresign.secret.SecretBytes;

/**
 * Gives each column that holds secrets a key of its own, derived from a home's store key
 * (docs/spec/sealed-value.md). Owns the store key and wipes it at close; columns live on with keys
 * of their own and are closed by whoever asked for them.
 */
public final class Sealer implements AutoCloseable {
  private static final int KEY_SIZE = 32;

  private final SecretBytes storeKey;
  private final SecretAccess access;
  private final SecureRandom random;

  /**
   * @param storeKey 32 bytes; ownership passes to this sealer
   */
  public Sealer(SecretBytes storeKey, SecretAccess access, SecureRandom random) {
    if (storeKey.size() != KEY_SIZE) {
      throw new IllegalArgumentException("a store key has 32 bytes");
    }
    this.storeKey = storeKey;
    this.access = access;
    this.random = random;
  }

  /** The column's sealed form. */
  public SealedColumn column(String table, String column) {
    byte[] place = SealedColumn.place(table, column);
    byte[] info = SealedColumn.joined(DomainTag.of("column-key"), place);
    SecretBytes key =
        storeKey.use(
            access, raw -> SecretBytes.take(HkdfSha256.derive(raw, new byte[0], info, KEY_SIZE)));
    return new SealedColumn(key, access, random, place);
  }

  /**
   * What stands for a value where rows are looked up by it and it must not lie in clear: equal for
   * equal values of one kind, and nothing that anybody without the store key could compare a guess
   * with.
   *
   * @param kind what the value is, as the spec page lists it
   */
  public Bytes lookup(String kind, Bytes value) {
    byte[] info = SealedColumn.joined(DomainTag.of("lookup-key"), SealedColumn.name(kind));
    return storeKey.use(
        access,
        raw -> {
          byte[] key = HkdfSha256.derive(raw, new byte[0], info, KEY_SIZE);
          try {
            return Bytes.of(new HmacSha256(key).of(value.toArray()));
          } finally {
            Arrays.fill(key, (byte) 0);
          }
        });
  }

  /** What binds the rows of this home's database to each other; the database closes it. */
  public RowBinding rows() {
    SecretBytes key =
        storeKey.use(
            access,
            raw ->
                SecretBytes.take(
                    HkdfSha256.derive(raw, new byte[0], DomainTag.of("row-key"), KEY_SIZE)));
    return new RowBinding(key, access, column(RowBinding.TABLE, RowBinding.COLUMN));
  }

  @Override
  public void close() {
    storeKey.close();
  }

  @Override
  public String toString() {
    return "Sealer(hidden)";
  }
}
