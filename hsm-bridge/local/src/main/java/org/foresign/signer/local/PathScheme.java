package org.foresign.signer.local;

import java.util.List;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;

/** Ways in which wallets number the accounts of one list of seed words. */
public enum PathScheme {
  /** {@code m/44'/60'/0'/0/i}: most wallets. */
  STANDARD,
  /** {@code m/44'/60'/i'/0/0}: Ledger Live. */
  LEDGER_LIVE,
  /** {@code m/44'/60'/0'/i}: older Ledger programs. */
  LEDGER_LEGACY;

  private static final int HARDENED = 3;

  // BIP-44 purpose, and Ethereum's coin type of SLIP-44.
  private static final DerivationPath.Step PURPOSE = new DerivationPath.Step(44, true);
  private static final DerivationPath.Step ETHEREUM = new DerivationPath.Step(60, true);

  /** The path of account {@code index}, counted from 0. */
  public DerivationPath path(int index) {
    DerivationPath.Step zero = new DerivationPath.Step(0, false);
    DerivationPath.Step plain = new DerivationPath.Step(index, false);
    DerivationPath.Step first = new DerivationPath.Step(0, true);
    return new DerivationPath(
        switch (this) {
          case STANDARD -> List.of(PURPOSE, ETHEREUM, first, zero, plain);
          case LEDGER_LIVE ->
              List.of(PURPOSE, ETHEREUM, new DerivationPath.Step(index, true), zero, zero);
          case LEDGER_LEGACY -> List.of(PURPOSE, ETHEREUM, first, plain);
        });
  }

  /** As a person knows it. */
  public String wallets() {
    return switch (this) {
      case STANDARD -> "most wallets";
      case LEDGER_LIVE -> "Ledger Live";
      case LEDGER_LEGACY -> "older Ledger programs";
    };
  }

  /**
   * Reads a path of Ethereum accounts: {@code m/44'/60'/A'/0/N} or {@code m/44'/60'/0'/N}. Paths of
   * other chains and purposes are refused: a key must be found again by any wallet that has the
   * words, and one that another chain uses is not ours.
   *
   * @throws ProblemException with {@link KeyProblem#KEY_PATH_INVALID} or {@link
   *     KeyProblem#KEY_PATH_FOREIGN}
   */
  public static DerivationPath parse(String text) throws ProblemException {
    DerivationPath path = DerivationPath.parse(text);
    List<DerivationPath.Step> steps = path.steps();
    boolean ethereum =
        steps.size() > HARDENED && steps.get(0).equals(PURPOSE) && steps.get(1).equals(ETHEREUM);
    boolean bip44 =
        ethereum && steps.size() == 5 && steps.get(3).equals(new DerivationPath.Step(0, false));
    boolean legacy =
        ethereum && steps.size() == 4 && steps.get(2).equals(new DerivationPath.Step(0, true));
    if (!(bip44 || legacy) || !steps.get(2).hardened() || steps.getLast().hardened()) {
      throw new ProblemException(
          new Problem(KeyProblem.KEY_PATH_FOREIGN, List.of(path.toString(), reason(steps))));
    }
    return path;
  }

  private static String reason(List<DerivationPath.Step> steps) {
    if (steps.size() < 2) {
      return "it stops above every account";
    }
    if (!steps.get(0).hardened() || !steps.get(1).hardened()) {
      return "its first steps need an apostrophe: m/44'/60'/...";
    }
    if (steps.get(0).number() != PURPOSE.number()) {
      return "it begins with " + steps.get(0).number() + "', not with 44'";
    }
    return steps.get(1).equals(ETHEREUM)
        ? "its end is not 0 and a number without apostrophe"
        : "coin number " + steps.get(1).number() + " is that of another chain; Ethereum's is 60";
  }
}
