package org.foresign.desk.work;

import java.security.SecureRandom;
import java.time.Clock;
import org.foresign.carry.CarryFolders;
import org.foresign.crypto.Secp256k1;
import org.foresign.desk.settings.DeskHome;
import org.foresign.model.problem.ProblemException;
import org.foresign.secret.SecretAccess;
import org.foresign.store.SqliteNative;

/**
 * What the services of a desk are made of; each program wires it once.
 *
 * @param access the right to look at raw secrets, granted by the wiring
 */
public record DeskTools(
    SecretAccess access, SecureRandom random, Clock clock, Secp256k1 curve, CarryFolders folders) {
  /** What opening a home needs. */
  public DeskHome.Machine machine() throws ProblemException {
    return new DeskHome.Machine(SqliteNative.load(), access, random, clock);
  }
}
