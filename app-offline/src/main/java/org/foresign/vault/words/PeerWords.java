package org.foresign.vault.words;

import java.util.LinkedHashMap;
import java.util.Map;
import org.foresign.crypto.WordCode;
import org.foresign.model.text.Spelling;
import org.foresign.vault.officers.Peer;

/** An accepted or revoked card, as a line and as facts. */
public final class PeerWords {
  private PeerWords() {}

  public static String line(Peer peer) {
    return peer.name()
        + "  "
        + Spelling.of(peer.card().card().role())
        + "  "
        + peer.card().digest()
        + (peer.revoked() ? "  revoked" : "");
  }

  public static Map<String, Object> facts(Peer peer) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("card", peer.card().digest().bytes().hex());
    facts.put("role", Spelling.of(peer.card().card().role()));
    facts.put("name", peer.name());
    facts.put("revoked", peer.revoked());
    facts.put("words", WordCode.words(peer.card().digest()));
    return facts;
  }
}
