package org.foresign.model.tx;

import java.util.List;
import org.foresign.codec.Bytes;
import org.foresign.codec.Digest32;
import org.foresign.model.batch.ReleaseClass;
import org.jspecify.annotations.Nullable;

/**
 * What comes back from the vault: a public header and one sealed section a release class
 * (docs/spec/signed-batch.md).
 */
public record SignedBatch(Header header, List<Section> sections) {
  public static final int VERSION = 1;
  public static final int MAX_BYTES = 1024 * 1024;

  public SignedBatch {
    sections = List.copyOf(sections);
  }

  /**
   * @param vaultInstance 16 bytes; with incarnation it names the vault's state of memory
   * @param incarnation 1 for a new vault, one more after each restore
   * @param ceremony number of this signing ceremony at the vault, from 1
   * @param journalHead journal hash after the entry that claimed this batch
   * @param sequence the request's sequence number
   * @param signedAt vault time in seconds since 1970
   * @param reviewBy the request's review date
   * @param leafCount leaves of the request
   * @param signedBits one bit a leaf, least significant first, or null when all are signed
   */
  public record Header(
      Bytes batchId,
      Digest32 batchDigest,
      Bytes vaultInstance,
      long incarnation,
      long ceremony,
      Digest32 journalHead,
      long sequence,
      Digest32 policyHash,
      Digest32 deskCard,
      Digest32 vaultCard,
      long signedAt,
      long reviewBy,
      int leafCount,
      @Nullable Bytes signedBits) {}

  /**
   * The signatures of one release class under a random key of their own.
   *
   * @param signatureCount signatures inside
   * @param wraps the section key, wrapped to each recipient
   * @param ciphertext AES-256-GCM over packed signatures
   */
  public record Section(
      ReleaseClass releaseClass, int signatureCount, List<KeyWrap> wraps, Bytes ciphertext) {
    public Section {
      wraps = List.copyOf(wraps);
    }
  }

  /**
   * A section or leaf key wrapped to one recipient.
   *
   * @param kind how it is wrapped
   * @param recipient digest of the recipient's identity card, or of the slot that opens it
   * @param parameters what the kind needs: for X25519 the 32-byte ephemeral public key
   * @param wrapped AES-256-GCM ciphertext of the 32-byte key, 48 bytes
   */
  public record KeyWrap(WrapKind kind, Digest32 recipient, Bytes parameters, Bytes wrapped) {}
}
