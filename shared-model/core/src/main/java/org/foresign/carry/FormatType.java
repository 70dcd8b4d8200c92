package org.foresign.carry;

import java.util.Optional;

/**
 * What travels, with its code in identity cards and envelopes (docs/spec/identity-card.md). Codes
 * are stable.
 */
public enum FormatType {
  IDENTITY_CARD(1, 1, 2_048),
  ACCOUNT_CARD(2, 1, 1_024),
  POLICY(3, 1, 1_000 << 10),
  BATCH_DELIVERY(4, 1, 300 << 10),
  APPROVAL(5, 1, 1 << 10),
  SIGNED_BATCH(6, 1, 1 << 20),
  RECEIPT(7, 1, 1 << 10),
  JOURNAL_EXPORT(8, 1, 16_000 << 10);

  private final int code;
  private final int version;
  private final int maxPayload;

  FormatType(int code, int version, int maxPayload) {
    this.code = code;
    this.version = version;
    this.maxPayload = maxPayload;
  }

  public int code() {
    return code;
  }

  /** Highest version that this program reads. */
  public int version() {
    return version;
  }

  /** Largest payload of this type in an envelope, in bytes. */
  public int maxPayload() {
    return maxPayload;
  }

  /** The parcel that carries it. */
  public ParcelKind parcel() {
    return switch (this) {
      case IDENTITY_CARD -> ParcelKind.IDENTITY_CARD;
      case ACCOUNT_CARD -> ParcelKind.ACCOUNT_CARD;
      case POLICY -> ParcelKind.POLICY;
      case BATCH_DELIVERY -> ParcelKind.BATCH_REQUEST;
      case APPROVAL -> ParcelKind.APPROVAL;
      case SIGNED_BATCH -> ParcelKind.SIGNED_BATCH;
      case RECEIPT -> ParcelKind.RECEIPT;
      case JOURNAL_EXPORT -> ParcelKind.JOURNAL_EXPORT;
    };
  }

  /** The type with this code. */
  public static Optional<FormatType> ofCode(long code) {
    for (FormatType type : values()) {
      if (type.code == code) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }
}
