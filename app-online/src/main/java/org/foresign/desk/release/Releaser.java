package org.foresign.desk.release;

import java.util.List;
import java.util.Optional;
import org.foresign.codec.Bytes;
import org.foresign.codec.Digest32;
import org.foresign.crypto.Keccak;
import org.foresign.desk.chain.Broadcast;
import org.foresign.desk.hold.Fate;
import org.foresign.desk.hold.HeldLeaf;
import org.foresign.desk.hold.LeafState;
import org.foresign.desk.release.ReleaseCandidate.Held;
import org.foresign.model.eth.Wei;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.text.Spelling;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets one leaf out, in an order that a crash at any point cannot turn into a loss or a second
 * decision: decide, check, expose, send, record. Runs on its lane's thread only.
 */
final class Releaser {
  private static final Logger LOG = LoggerFactory.getLogger(Releaser.class);

  private final LaneParts parts;

  Releaser(LaneParts parts) {
    this.parts = parts;
  }

  ReleaseAnswer release(HeldLeaf asked, ReleaseCause cause) throws ProblemException {
    HeldLeaf leaf = parts.leaves().leaf(asked.id());
    ReleaseCandidate candidate = ReleaseCandidate.of(parts.leaves(), leaf);
    Optional<ReleaseAnswer> again =
        cause == ReleaseCause.RELEASE ? untaken(candidate) : Optional.empty();
    if (again.isPresent()) {
      return again.get();
    }
    Optional<Problem> objection = candidate.objection();
    if (objection.isPresent()) {
      return new ReleaseAnswer.Stopped(leaf.id(), objection.get());
    }
    if (!candidate.isDecided() && parts.book().reviewPassed(leaf)) {
      return new ReleaseAnswer.Stopped(
          leaf.id(),
          Problem.of(
              ReleaseProblem.RELEASE_REVIEW_PASSED, ReleaseCandidate.words(candidate.leaf())));
    }
    long decision = parts.book().decide(leaf, cause);
    LOG.info("decision {} on leaf {}: {}", decision, leaf.id(), Spelling.of(cause));
    boolean exposed = false;
    DecisionEnd end = new DecisionEnd.Failed();
    try {
      Findings found =
          parts.preflight().check(candidate, LaneFacts.read(parts.chain(), candidate.lane()));
      parts.checkpoint().reached("release-checked");
      if (!found.clear()) {
        ReleaseAnswer.Stopped stopped = found.stop(leaf.id());
        end = new DecisionEnd.Refused(stopped.problem().code().id());
        return stopped;
      }
      Bytes raw = signed(candidate.leaf());
      Digest32 transaction = Digest32.of(Keccak.hash(raw.toArray()));
      long sending = parts.book().expose(decision, leaf, transaction, found);
      exposed = true;
      return send(sending, leaf, raw, found);
    } finally {
      if (!exposed) {
        LOG.info("decision {} ends: {}", decision, end);
        parts.book().stop(decision, end);
      }
    }
  }

  /**
   * What is to be done about a leaf of this nonce that was sent and that nobody took: it goes again
   * when it is meant, and no higher tier of it goes before that.
   */
  private Optional<ReleaseAnswer> untaken(ReleaseCandidate candidate) throws ProblemException {
    Optional<Held> sent = candidate.sentBefore();
    Held leaf = candidate.leaf();
    boolean same = sent.isPresent() && sent.get().leaf().id() == leaf.leaf().id();
    boolean higher =
        sent.isPresent()
            && leaf.leaf().state() == LeafState.HELD
            && leaf.sameAlternative(sent.get());
    if (!same && !higher) {
      return Optional.empty();
    }
    return switch (LeafAcceptance.of(parts, sent.get().leaf())) {
      case LeafAcceptance.Yes yes -> Optional.empty();
      case LeafAcceptance.Unknown(Finding.LeafPoolsMissing missing) ->
          Optional.of(
              ReleaseAnswer.Stopped.by(
                  leaf.leaf().id(), ReleaseProblem.RELEASE_FACT_UNKNOWN, List.of(missing)));
      case LeafAcceptance.No no -> {
        LaneFacts chainFacts = LaneFacts.read(parts.chain(), candidate.lane());
        Wei cap = sent.get().tx().tx().fees().maxFeePerGas();
        if (same) {
          yield Optional.of(sendAgain(leaf.leaf(), chainFacts));
        }
        yield chainFacts.baseFee().holds(fee -> cap.compareTo(fee) < 0)
            ? Optional.empty()
            : Optional.of(
                new ReleaseAnswer.Stopped(
                    leaf.leaf().id(),
                    Problem.of(
                        ReleaseProblem.RELEASE_TIER_BEFORE_OPEN,
                        ReleaseCandidate.words(sent.get()))));
      }
    };
  }

  /**
   * Sends a leaf again that is exposed and that no endpoint has; no new decision, but the same
   * checks.
   */
  ReleaseAnswer sendAgain(HeldLeaf leaf, LaneFacts chainFacts) throws ProblemException {
    ReleaseCandidate candidate = ReleaseCandidate.of(parts.leaves(), leaf);
    Findings found = parts.preflight().check(candidate, chainFacts);
    if (!found.clear()) {
      return found.stop(leaf.id());
    }
    Bytes raw = signed(candidate.leaf());
    long sending = parts.book().sendAgain(leaf);
    return send(sending, leaf, raw, found);
  }

  /** The bytes as they go to the endpoints; never kept. */
  Bytes signed(Held held) throws ProblemException {
    return held.tx().tx().signedBytes(parts.leaves().signature(held.leaf()));
  }

  /** The leaf's hash, as it was recorded when it was sent; else its signature is opened for it. */
  Digest32 transaction(Held held) throws ProblemException {
    Optional<Digest32> known = parts.book().fate(held.leaf()).flatMap(Fate::transactionHash);
    return known.isPresent() ? known.get() : Digest32.of(Keccak.hash(signed(held).toArray()));
  }

  private ReleaseAnswer.Sent send(long sending, HeldLeaf leaf, Bytes raw, Findings found) {
    Broadcast broadcast = parts.chain().sendRaw(raw);
    parts.checkpoint().reached("release-sent");
    SendingEnd end = SendingEnd.of(broadcast);
    LOG.info(
        "sending {} of leaf {}, transaction {}: {}",
        sending,
        leaf.id(),
        broadcast.transaction(),
        end);
    try {
      parts.book().answered(sending, end);
    } catch (ProblemException e) {
      // The bytes are out and recorded as exposed. A failure here must not read as "not sent".
      found.add(new Finding.AnswerNotRecorded(broadcast.transaction(), e.problem()));
    }
    return new ReleaseAnswer.Sent(leaf.id(), broadcast, found.notes());
  }
}
