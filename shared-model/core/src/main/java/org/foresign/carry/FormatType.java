package org.foresign.carry;

import java.util.Optional;
import org.foresign.model.card.CardProblem;
import org.foresign.model.card.IdentityCard;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;

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
  RECEIPT(7, 1, 60 << 10),
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

  /** The only version that this program writes. */
  private static final int WRITTEN = 1;

  /**
   * Checks that a party reads the version of this type that is written here.
   *
   * @throws ProblemException with {@link CardProblem#CARD_FORMAT_NOT_LISTED}
   */
  public void requireReadBy(IdentityCard receiver) throws ProblemException {
    if (receiver.formats().getOrDefault(code, 0) < WRITTEN) {
      throw Problem.of(CardProblem.CARD_FORMAT_NOT_LISTED, name() + " " + WRITTEN).asException();
    }
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
