package org.foresign.vault.work;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.foresign.codec.Digest32;
import org.foresign.crypto.DomainTag;
import org.foresign.crypto.Sha256;
import org.foresign.crypto.WordCode;
import org.foresign.model.card.SignedIdentityCard;
import org.foresign.model.policy.PolicyCodec;
import org.foresign.model.tx.SettledSlot;
import org.foresign.vault.journal.Journal;
import org.foresign.vault.journal.Ledger;
import org.foresign.vault.journal.PaperSheet;
import org.foresign.vault.judge.JudgedBatch;
import org.foresign.vault.officers.OfficerPolicies;
import org.foresign.vault.officers.Peer;

/**
 * What a person must have read before it happens. A face shows it whole and asks for two of its
 * words, by which the vault sees that it was read.
 */
public sealed interface Reading {
  /** Ten words that stand for what is read; none where there is nothing to compare. */
  List<String> words();

  /**
   * Whether the words stand on another screen or on paper too: then the answer comes from there.
   */
  default boolean elsewhere() {
    return false;
  }

  /** A judged batch that is to be signed; the desk shows the same words. */
  record Batch(JudgedBatch judged) implements Reading {
    @Override
    public List<String> words() {
      return WordCode.words(judged.review().batch().batchDigest());
    }

    @Override
    public boolean elsewhere() {
      return true;
    }
  }

  /**
   * The last line of the paper sheet.
   *
   * @param newest the newest lines that it must have, newest first; none before anything was
   *     decided
   */
  record Sheet(long ceremony, List<PaperSheet> newest) implements Reading {
    public Sheet {
      newest = List.copyOf(newest);
    }

    @Override
    public List<String> words() {
      return newest.isEmpty() ? List.of() : WordCode.words(newest.getFirst().head());
    }

    @Override
    public boolean elsewhere() {
      return true;
    }
  }

  /** The card of a desk or an approver; its own screen shows the same words. */
  record Card(SignedIdentityCard card, String name) implements Reading {
    @Override
    public List<String> words() {
      return WordCode.words(card.digest());
    }

    @Override
    public boolean elsewhere() {
      return true;
    }
  }

  /** A card that is to be revoked. */
  record Revocation(Peer peer) implements Reading {
    @Override
    public List<String> words() {
      return WordCode.words(peer.card().digest());
    }
  }

  /** A draft that is to be the policy. */
  record Policy(OfficerPolicies.Shown shown) implements Reading {
    @Override
    public List<String> words() {
      return WordCode.words(PolicyCodec.hash(shown.draft()));
    }
  }

  /**
   * This machine's clock beside vault time, both in seconds since 1970.
   *
   * @param setsBack whether vault time is to go back to it; else it is a step forward
   * @param interrupted batches that can't be gone on with after that
   */
  record Clock(Journal.State state, long clock, boolean setsBack, int interrupted)
      implements Reading {
    @Override
    public List<String> words() {
      return of("clock", state.time() + " " + clock + " " + setsBack + " " + interrupted);
    }
  }

  /**
   * A claim that is to be closed without signatures.
   *
   * @param desk that gets an empty result; empty if its card is revoked
   */
  record Claim(Ledger.Entry claim, Optional<Peer> desk) implements Reading {
    @Override
    public List<String> words() {
      return WordCode.words(claim.batchDigest());
    }
  }

  /**
   * Nonces that are to be written off.
   *
   * @param desk that says so; empty if the officers do
   */
  record UsedNonces(Optional<Peer> desk, String source, List<SettledSlot> settled) {
    public UsedNonces {
      settled = List.copyOf(settled);
    }
  }

  /** Everything that one write-off takes out. */
  record WriteOff(List<UsedNonces> all) implements Reading {
    public WriteOff {
      all = List.copyOf(all);
    }

    @Override
    public List<String> words() {
      return of(
          "writeoff",
          all.stream()
              .map(used -> used.source() + used.settled())
              .collect(Collectors.joining("\n")));
    }
  }

  /** Parcels that are to be removed from a stick. */
  record Parcels(List<org.foresign.carry.StickItem> done) implements Reading {
    public Parcels {
      done = List.copyOf(done);
    }

    @Override
    public List<String> words() {
      return List.of();
    }
  }

  /** The words of a seed, which whoever is in the room will be able to read. */
  record Seed(long seed) implements Reading {
    @Override
    public List<String> words() {
      return List.of();
    }
  }

  private static List<String> of(String what, String content) {
    byte[] text = (what + "\n" + content).getBytes(StandardCharsets.UTF_8);
    return WordCode.words(Digest32.of(Sha256.hash(DomainTag.of("page"), text)));
  }
}
