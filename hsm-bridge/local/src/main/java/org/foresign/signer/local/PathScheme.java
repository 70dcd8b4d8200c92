package org.foresign.signer.local;

import java.util.List;

/** Ways in which wallets number the accounts of one list of seed words. */
public enum PathScheme {
  /** {@code m/44'/60'/0'/0/i}: most wallets. */
  STANDARD,
  /** {@code m/44'/60'/i'/0/0}: Ledger Live. */
  LEDGER_LIVE,
  /** {@code m/44'/60'/0'/i}: older Ledger programs. */
  LEDGER_LEGACY;

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
}
