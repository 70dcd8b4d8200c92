package org.foresign.practice.story;

import org.foresign.model.text.Spelling;

/** The steps of the practice story, in the order in which {@code --json} lists them. */
enum StoryStep {
  /** Leaves that the desk planned. */
  PLANNED,
  /** Leaves that the vault judged. */
  JUDGED,
  /** Leaves that the vault signed. */
  SIGNED,
  /** Signatures that the desk checked and stored. */
  IMPORTED,
  /** Nonces of which one leaf was sent. */
  RELEASED,
  /** Nonces whose leaf is in a block. */
  INCLUDED,
  /** Nonces whose block is final. */
  FINAL,
  /** Nonces whose operation did what it was meant to, proven in finalized state. */
  EFFECT,
  /** Leaves that can never land any more. */
  VOIDED,
  /** Reserve nonces used up by their cancel leaves. */
  BURNED;

  String word() {
    return Spelling.of(this);
  }
}
