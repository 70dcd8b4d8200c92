package org.foresign.desk.release;

import org.foresign.desk.hold.Fate;
import org.foresign.desk.hold.HeldLeaf;
import org.foresign.model.tx.UnsignedTx;

/** One leaf with where it stands and what became of it. */
public record LeafStatus(HeldLeaf leaf, UnsignedTx transaction, LeafStanding standing, Fate fate) {}
