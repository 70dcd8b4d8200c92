package org.foresign.desk.release;

import java.util.List;
import java.util.stream.Stream;
import org.foresign.desk.hold.Checkpoint;
import org.foresign.desk.plan.RequestFees;
import org.foresign.model.eth.Address;
import org.foresign.model.eth.FeeCaps;
import org.foresign.model.eth.Gwei;
import org.foresign.model.eth.Wei;
import org.foresign.model.operation.Operation;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.staking.DepositData;
import org.foresign.model.staking.WithdrawalCredentials;
import org.foresign.practice.chain.PracticeChain;
import org.foresign.practice.chain.PracticeDeposits;

/**
 * What a desk does when it is killed, how it came to that, and the points at which it is killed.
 */
enum CrashScene {
  /** A result of two nonces with three tiers each is taken in. */
  IMPORT(
      Act.IMPORT, "import-checked", "import-moved", "import-sealed", "import-open", "import-kept"),

  /** A payment leaves. */
  RELEASE(
      Act.RELEASE,
      "decide-open",
      "decide-kept",
      "release-checked",
      "expose-open",
      "expose-kept",
      "release-sent",
      "answer-open",
      "answer-kept",
      "give-back-open",
      "give-back-kept"),

  /** A payment does not leave, for its cap is under the base fee. */
  REFUSED(Act.RELEASE, "stop-open", "stop-kept") {
    @Override
    void prepare(CrashDesk desk, PracticeChain practice) throws ProblemException {
      practice.spikeBaseFee(above(desk));
    }
  },

  /** A payment that no endpoint has is sent again. */
  SEND_AGAIN(Act.FOLLOW, "send-again-open", "send-again-kept", "release-sent", "answer-open") {
    @Override
    void prepare(CrashDesk desk, PracticeChain practice) throws ProblemException {
      practice.faults().swallowSubmissions(true);
      desk.act(Act.RELEASE, Checkpoint.NONE);
      practice.faults().clear();
    }
  },

  /** A payment waits under the base fee and its next tier takes its place. */
  RAISE(
      Act.FOLLOW,
      "decide-open",
      "decide-kept",
      "expose-open",
      "expose-kept",
      "answer-open",
      "answer-kept") {
    @Override
    void prepare(CrashDesk desk, PracticeChain practice) throws ProblemException {
      Wei above = above(desk);
      desk.act(Act.RELEASE, Checkpoint.NONE);
      practice.spikeBaseFee(above);
    }
  },

  /** A nonce with a payment on its way and one that was never touched are burned, in this order. */
  BURN(
      Act.BURN,
      "expose-kept",
      "decide-open#2",
      "decide-kept#2",
      "expose-open#2",
      "expose-kept#2",
      "answer-open#2",
      "answer-kept#2") {
    @Override
    void prepare(CrashDesk desk, PracticeChain practice) throws ProblemException {
      desk.act(Act.RELEASE, Checkpoint.NONE);
    }
  },

  /** A payment is seen in a block. */
  INCLUDED(Act.FOLLOW, "include-open", "include-kept") {
    @Override
    void prepare(CrashDesk desk, PracticeChain practice) throws ProblemException {
      desk.act(Act.RELEASE, Checkpoint.NONE);
      practice.mine(1);
    }
  },

  /** The block of a payment is gone, and the payment with it. */
  REORGANISED(Act.FOLLOW, "reorganise-open", "reorganise-kept") {
    @Override
    void prepare(CrashDesk desk, PracticeChain practice) throws ProblemException {
      INCLUDED.prepare(desk, practice);
      desk.act(Act.FOLLOW, Checkpoint.NONE);
      practice.reorganise(1, false);
    }
  },

  /** Two burned nonces are final, and the payments of both are void. */
  FINAL(Act.FOLLOW, "settle-open", "settle-kept", "settle-open#2") {
    @Override
    void prepare(CrashDesk desk, PracticeChain practice) throws ProblemException {
      desk.act(Act.BURN, Checkpoint.NONE);
      practice.mine(1);
      practice.mineUntilFinal();
    }
  },

  /** A nonce is final by something else; all its leaves are void, the one that was sent, too. */
  ELSEWHERE(Act.FOLLOW, "settle-open", "settle-kept") {
    @Override
    void prepare(CrashDesk desk, PracticeChain practice) throws ProblemException {
      SEND_AGAIN.prepare(desk, practice);
      practice.setNonce(desk.lane().account(), 1);
      practice.mine(1);
      practice.mineUntilFinal();
    }
  },

  /** A final withdrawal is looked for in the consensus layer. */
  EFFECT(Act.FOLLOW, "effect-open", "effect-kept") {
    @Override
    void prepare(CrashDesk desk, PracticeChain practice) throws ProblemException {
      desk.act(Act.RELEASE, Checkpoint.NONE);
      practice.mine(1);
      practice.mineUntilFinal();
    }

    @Override
    Operation operation() {
      return new Operation.UnstakePartial(VALIDATOR.publicKey(), Gwei.ofEther(10), RequestFees.LOW);
    }
  },

  /** A desk that had stopped between decision and exposure tidies up. */
  TAKEN_BACK(Act.OPEN, "stop-open", "stop-kept") {
    @Override
    void prepare(CrashDesk desk, PracticeChain practice) {
      dieAt(desk, "decide-kept");
    }
  },

  /** A desk that had stopped before the endpoints answered tidies up. */
  UNANSWERED(Act.OPEN, "answer-open", "answer-kept") {
    @Override
    void prepare(CrashDesk desk, PracticeChain practice) {
      dieAt(desk, "release-sent");
    }
  };

  /** One command's worth of work. */
  enum Act {
    IMPORT,
    RELEASE,
    FOLLOW,
    BURN,
    OPEN
  }

  static final Address OWNER = Address.parse("0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266");
  static final DepositData VALIDATOR =
      new PracticeDeposits(Stage.NETWORK)
          .atGenesis(100, WithdrawalCredentials.compounding(OWNER), Gwei.ofEther(100));

  private final Act act;
  private final List<String> kills;

  CrashScene(Act act, String... kills) {
    this.act = act;
    this.kills = List.of(kills);
  }

  Act act() {
    return act;
  }

  /** Where this scene is killed, in the order in which it comes there. */
  Stream<Kill> kills() {
    return kills.stream()
        .map(text -> {
          int hash = text.indexOf('#');
          return hash < 0
              ? new Kill(this, text, 1)
              : new Kill(this, text.substring(0, hash), Integer.parseInt(text.substring(hash + 1)));
        });
  }

  /** The first of the two nonces; the second one is always a payment. */
  Operation operation() {
    return Stage.pay("1");
  }

  /** Brings desk and chain to where the act begins. The result is imported, but for an import. */
  void prepare(CrashDesk desk, PracticeChain practice) throws ProblemException {}

  /** One wei above the cap of the first tier. */
  private static Wei above(CrashDesk desk) throws ProblemException {
    FeeCaps fees =
        desk.with(
            Checkpoint.NONE,
            open -> {
              var leaves = open.desk().leaves();
              return leaves.transaction(leaves.ofNonce(open.lane(), 0).getFirst()).tx().fees();
            });
    return fees.maxFeePerGas().plus(Wei.of(1));
  }

  private static void dieAt(CrashDesk desk, String wanted) {
    try {
      desk.act(
          Act.RELEASE,
          point -> {
            if (point.equals(wanted)) {
              throw new IllegalStateException(wanted);
            }
          });
    } catch (IllegalStateException e) {
      return;
    } catch (ProblemException e) {
      throw new AssertionError(e);
    }
    throw new AssertionError("never came to " + wanted);
  }

  /** A point of a scene, at its n-th time. */
  record Kill(CrashScene scene, String point, int hit) {
    @Override
    public String toString() {
      return scene + " at " + point + (hit == 1 ? "" : ", time " + hit);
    }
  }
}
