package org.foresign.model.journal;

/** What a journal line can tell. Codes are stable. */
public enum JournalEvent {
  VAULT_CREATED(1),
  VAULT_UNLOCKED(2),
  UNLOCK_REFUSED(3),
  ACCOUNT_CREATED(4),
  ACCOUNT_IMPORTED(5),
  SEED_SHOWN(6),
  CARD_ACCEPTED(7),
  CARD_REVOKED(8),
  POLICY_CHANGED(9),
  VALIDATORS_ENROLLED(10),
  BATCH_OPENED(11),
  BATCH_REFUSED(12),
  BATCH_CLAIMED(13),
  BATCH_SIGNED(14),
  BATCH_INTERRUPTED(15),
  RESULT_EXPORTED(16),
  RECEIPT_TAKEN(17),
  SLOT_WRITTEN_OFF(18),
  CLOCK_ACCEPTED(19),
  JOURNAL_EXPORTED(20),
  BACKUP_MADE(21),
  INCARNATION_STARTED(22),
  POLICY_EXPORTED(23),
  CEREMONY_BEGUN(24),
  BATCH_CLOSED(25),
  CONSENT_GIVEN(26),
  CLOCK_SET_BACK(27),
  SEED_ADDED(28),
  ACCOUNT_ENROLLED(29),
  SIGNING_STORED(30);

  private final int code;

  JournalEvent(int code) {
    this.code = code;
  }

  public int code() {
    return code;
  }

  /**
   * @throws IllegalArgumentException for a code this version does not know
   */
  public static JournalEvent ofCode(long code) {
    for (JournalEvent event : values()) {
      if (event.code == code) {
        return event;
      }
    }
    throw new IllegalArgumentException("unknown journal event " + code);
  }
}
