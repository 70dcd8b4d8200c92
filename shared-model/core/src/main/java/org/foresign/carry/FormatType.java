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
  IDENTITY_CARD(1, 2_048),
  ACCOUNT_CARD(2, 1_024),
  POLICY(3, 1_000 << 10),
  BATCH_DELIVERY(4, 300 << 10),
  APPROVAL(5, 1 << 10),
  SIGNED_BATCH(6, 1 << 20),
  RECEIPT(7, 60 << 10),
  JOURNAL_EXPORT(8, 16_000 << 10);

  private final int code;
  private final int maxPayload;

  FormatType(int code, int maxPayload) {
    this.code = code;
    this.maxPayload = maxPayload;
  }

  public int code() {
    return code;
  }

  /** The only version of every type that this program reads and writes. */
  private static final int VERSION = 1;

  public int version() {
    return VERSION;
  }

  /**
   * Checks that a party reads the version of this type that is written here.
   *
   * @throws ProblemException with {@link CardProblem#CARD_FORMAT_NOT_LISTED}
   */
  public void requireReadBy(IdentityCard receiver) throws ProblemException {
    if (receiver.formats().getOrDefault(code, 0) < VERSION) {
      throw Problem.of(CardProblem.CARD_FORMAT_NOT_LISTED, name() + " " + VERSION).asException();
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
