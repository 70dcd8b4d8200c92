package org.foresign.desk.release;

import java.nio.file.Path;
import org.foresign.model.problem.ProblemException;
import org.foresign.testkit.CrashPoints;

/** A desk process that does one thing and can be stopped at each write of it. */
public final class CrashChild {
  private CrashChild() {}

  /** Arguments: the folder, the chain's address, the account, and what to do. */
  public static void main(String[] args) throws ProblemException {
    CrashPoints points = CrashPoints.fromProperties();
    CrashDesk desk = new CrashDesk(Path.of(args[0]), args[1], args[2]);
    desk.act(CrashScene.Act.valueOf(args[3]), points::reach);
  }
}
