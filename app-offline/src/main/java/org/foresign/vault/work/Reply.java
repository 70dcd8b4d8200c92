package org.foresign.vault.work;

import java.util.List;

/** How a person answered what was to be read. */
public sealed interface Reply {
  /** The two words that were asked for, as they were typed. */
  record Words(List<String> two) implements Reply {
    public Words {
      two = List.copyOf(two);
    }
  }

  /** All ten words, typed beforehand from the paper sheet. */
  record TenWords(List<String> ten) implements Reply {
    public TenWords {
      ten = List.copyOf(ten);
    }
  }

  /** Yes, where there are no words to ask for. */
  record Yes() implements Reply {}

  /** No, or nothing. */
  record No() implements Reply {}

  /** Yes by a script that read nothing: practice vaults only. */
  record Unread() implements Reply {}
}
