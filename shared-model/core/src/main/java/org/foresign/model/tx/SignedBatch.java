package org.foresign.model.tx;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.foresign.codec.Bytes;
import org.foresign.codec.Digest32;
import org.foresign.model.batch.BatchRequest;
import org.foresign.model.batch.ReleaseClass;
import org.jspecify.annotations.Nullable;

/**
 * What comes back from the vault: a public header and one sealed section a release class
 * (docs/spec/signed-batch.md).
 */
public record SignedBatch(Header header, List<Section> sections) {
  public static final int VERSION = 1;
  public static final int MAX_BYTES = 1024 * 1024;

  /** Most recipients of one section. */
  public static final int MAX_WRAPS = 16;

  public SignedBatch {
    sections = List.copyOf(sections);
    long signatures = 0;
    for (int i = 0; i < sections.size(); i++) {
      if (i > 0
          && sections.get(i).releaseClass().compareTo(sections.get(i - 1).releaseClass()) <= 0) {
        throw new IllegalArgumentException("sections ascend by release class");
      }
      signatures += sections.get(i).signatureCount();
    }
    if (signatures != header.signedCount()) {
      throw new IllegalArgumentException("sections hold one signature for each signed leaf");
    }
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
   * @param signedBits one bit a leaf, least significant first, or null when all are signed; no bit
   *     is set when the vault's officers closed the claim without a result
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
      @Nullable Bytes signedBits) {
    public Header {
      if (batchId.size() != 16 || vaultInstance.size() != 16) {
        throw new IllegalArgumentException("batch id and vault instance have 16 bytes");
      }
      if (incarnation < 1 || ceremony < 1 || sequence < 1 || signedAt < 0 || reviewBy < 0) {
        throw new IllegalArgumentException("a number or time of a result is out of range");
      }
      if (leafCount < 1 || leafCount > BatchRequest.MAX_LEAVES) {
        throw new IllegalArgumentException("a result is about 1 to 10,000 leaves");
      }
      if (signedBits != null) {
        requireBits(signedBits, leafCount);
      }
    }

    /** A bitmap of full length whose spare bits are zero, with some leaves not signed. */
    private static void requireBits(Bytes bits, int leafCount) {
      if (bits.size() != (leafCount + 7) / 8) {
        throw new IllegalArgumentException("the bitmap has one bit a leaf");
      }
      int spare = bits.size() * 8 - leafCount;
      if ((bits.at(bits.size() - 1) & 0xff) >>> (8 - spare) != 0) {
        throw new IllegalArgumentException("spare bits of the bitmap are zero");
      }
      if (count(bits) == leafCount) {
        throw new IllegalArgumentException("a bitmap is there when some leaves are not signed");
      }
    }

    private static int count(Bytes bits) {
      int count = 0;
      for (int i = 0; i < bits.size(); i++) {
        count += Integer.bitCount(bits.at(i) & 0xff);
      }
      return count;
    }

    /** Leaves whose signature is in the sections. */
    public int signedCount() {
      return signedBits == null ? leafCount : count(signedBits);
    }

    /** Whether the claim was closed: signatures may exist, and none is here. */
    public boolean closed() {
      return signedCount() == 0;
    }

    /** Whether the leaf with this index is signed. */
    public boolean isSigned(int leaf) {
      if (leaf < 0 || leaf >= leafCount) {
        throw new IllegalArgumentException("leaf " + leaf + " of " + leafCount);
      }
      return signedBits == null || (signedBits.at(leaf / 8) >> (leaf % 8) & 1) == 1;
    }

    public Optional<Bytes> bitmap() {
      return Optional.ofNullable(signedBits);
    }
  }

  /**
   * The signatures of one release class under a random key of their own.
   *
   * @param signatureCount signatures inside
   * @param wraps the section key, wrapped to each recipient; kept ascending by recipient
   * @param ciphertext AES-256-GCM over packed signatures
   */
  public record Section(
      ReleaseClass releaseClass, int signatureCount, List<KeyWrap> wraps, Bytes ciphertext) {
    /** Length of an AES-256-GCM tag. */
    private static final int TAG = 16;

    public Section {
      wraps = wraps.stream().sorted(Comparator.comparing(KeyWrap::recipient)).toList();
      if (wraps.stream().map(KeyWrap::recipient).distinct().count() != wraps.size()) {
        throw new IllegalArgumentException("a section is wrapped once to each recipient");
      }
      if (signatureCount < 1 || wraps.isEmpty() || wraps.size() > MAX_WRAPS) {
        throw new IllegalArgumentException("a section has signatures and 1 to 16 recipients");
      }
      if (ciphertext.size() != sealedSize(signatureCount)) {
        throw new IllegalArgumentException("a section's length follows from its signatures");
      }
    }

    /** 64 bytes a signature, one parity bit each, and the tag. */
    public static int sealedSize(int signatureCount) {
      return 64 * signatureCount + (signatureCount + 7) / 8 + TAG;
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
