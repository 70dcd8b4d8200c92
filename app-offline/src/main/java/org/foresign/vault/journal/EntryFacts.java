package org.foresign.vault.journal;

import java.util.function.Function;
import org.foresign.codec.Bytes;
import org.foresign.codec.Digest32;
import org.foresign.model.journal.JournalEntry;
import org.foresign.model.problem.ProblemException;

/** The facts of one entry, each of which must be there in its form. */
record EntryFacts(JournalEntry entry) {
  String text(String name) throws ProblemException {
    return entry.fact(name).orElseThrow(this::wrong);
  }

  long number(String name) throws ProblemException {
    return of(name, Long::parseLong);
  }

  Bytes bytes(String name) throws ProblemException {
    return digest(name).bytes();
  }

  Digest32 digest(String name) throws ProblemException {
    return of(name, Digest32::parseHex);
  }

  <T> T of(String name, Function<String, T> parse) throws ProblemException {
    try {
      return parse.apply(text(name));
    } catch (IllegalArgumentException e) {
      throw new ProblemException(wrong().problem(), e);
    }
  }

  ProblemException wrong() {
    return JournalReplay.differs("entry " + entry.number());
  }
}
