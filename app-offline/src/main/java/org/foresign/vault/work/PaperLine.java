package org.foresign.vault.work;

import java.util.List;
import org.foresign.codec.Digest32;
import org.foresign.crypto.WordCode;

/**
 * A line that belongs on the paper sheet now.
 *
 * @param head hash of the journal entry that it names
 */
public record PaperLine(long ceremony, Digest32 head) {
  /** The head words, ten. */
  public List<String> words() {
    return WordCode.words(head);
  }
}
