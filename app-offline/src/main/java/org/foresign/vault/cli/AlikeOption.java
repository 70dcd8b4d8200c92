package org.foresign.vault.cli;

import java.util.List;
import org.foresign.model.eth.Address;
import org.foresign.vault.officers.PolicyDraft;
import picocli.CommandLine.Option;

/** Addresses that look like the one that is entered, and are wanted all the same. */
final class AlikeOption {
  @Option(names = "--looks-like", paramLabel = "ADDRESS")
  private List<Address> looksLike = List.of();

  void say(PolicyDraft draft, Address entered) {
    looksLike.forEach(other -> draft.wantsAlike(entered, other));
  }
}
