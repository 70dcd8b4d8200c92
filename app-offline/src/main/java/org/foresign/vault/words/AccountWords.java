package org.foresign.vault.words;

import java.util.LinkedHashMap;
import java.util.Map;
import org.foresign.model.text.Spelling;
import org.foresign.vault.keys.SigningAccounts;

/** An account, as a line and as facts. */
public final class AccountWords {
  private AccountWords() {}

  public static String line(SigningAccounts.Row row) {
    return row.address()
        + "  "
        + row.place().reference()
        + "  "
        + (row.seed().isPresent() ? "seed " + row.seed().getAsLong() : Spelling.of(row.signer()))
        + ", "
        + Spelling.of(row.provenance());
  }

  public static Map<String, Object> facts(SigningAccounts.Row row) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("address", row.address().toString());
    facts.put("signer", Spelling.of(row.signer()));
    facts.put("path", row.place().reference());
    row.seed().ifPresent(seed -> facts.put("seed", seed));
    facts.put("provenance", Spelling.of(row.provenance()));
    facts.put("card", row.card().digest().bytes().hex());
    return facts;
  }
}
