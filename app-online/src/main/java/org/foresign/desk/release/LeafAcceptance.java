package org.foresign.desk.release;

import java.util.Optional;
import org.foresign.codec.Digest32;
import org.foresign.desk.chain.Fact;
import org.foresign.desk.chain.Moment;
import org.foresign.desk.chain.Question;
import org.foresign.desk.chain.TxPresence;
import org.foresign.desk.hold.Fate;
import org.foresign.desk.hold.HeldLeaf;
import org.foresign.model.problem.ProblemException;

/**
 * Whether a leaf that was sent has been taken by anybody: an endpoint said so, or its hash is in a
 * pool or a block. Until then the same leaf goes again, and no higher tier is spent on it.
 */
sealed interface LeafAcceptance {
  record Yes() implements LeafAcceptance {}

  record No() implements LeafAcceptance {}

  record Unknown(Finding.LeafPoolsMissing missing) implements LeafAcceptance {}

  static LeafAcceptance of(LaneParts parts, HeldLeaf leaf) throws ProblemException {
    Optional<Digest32> hash = parts.book().fate(leaf).flatMap(Fate::transactionHash);
    if (hash.isEmpty() || parts.book().accepted(leaf)) {
      return new Yes();
    }
    Fact<TxPresence> presence = parts.chain().ask(Moment.LATEST, Question.transaction(hash.get()));
    if (!presence.isKnown()) {
      return new Unknown(new Finding.LeafPoolsMissing(leaf.id(), presence));
    }
    return presence.holds(p -> p instanceof TxPresence.Unseen) ? new No() : new Yes();
  }
}
