package org.foresign.desk.release;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.foresign.desk.hold.Checkpoint;
import org.foresign.model.problem.ProblemException;

/**
 * A process of several desks, each of which does one thing and stands still at one write of it,
 * until the process is killed. They share nothing but the process, and one starts when the one
 * before stands.
 */
public final class CrashChild {
  static final String ALL_STAND = "@@every desk stands at its point";
  static final int ARGUMENTS = 6;

  private CrashChild() {}

  /** For each desk: its folder, the chain's address, the account, what to do, point and time. */
  public static void main(String[] args) throws InterruptedException {
    for (int at = 0; at < args.length; at += ARGUMENTS) {
      CrashDesk desk = new CrashDesk(Path.of(args[at]), args[at + 1], args[at + 2]);
      CrashScene.Act act = CrashScene.Act.valueOf(args[at + 3]);
      String wanted = args[at + 4];
      AtomicInteger left = new AtomicInteger(Integer.parseInt(args[at + 5]));
      CountDownLatch stands = new CountDownLatch(1);
      Checkpoint checkpoint =
          point -> {
            if (point.equals(wanted) && left.decrementAndGet() == 0) {
              stands.countDown();
              standStill();
            }
          };
      new Thread(() -> run(desk, act, checkpoint, wanted)).start();
      stands.await();
    }
    System.out.println(ALL_STAND);
    System.out.flush();
    standStill();
  }

  /** An act that ends, in whatever way, did not come to its point. */
  private static void run(
      CrashDesk desk, CrashScene.Act act, Checkpoint checkpoint, String wanted) {
    try {
      desk.act(act, checkpoint);
    } catch (ProblemException | RuntimeException e) {
      System.out.println(e);
    }
    System.out.println("never came to " + wanted);
    System.out.flush();
    Runtime.getRuntime().halt(1);
  }

  private static void standStill() {
    CountDownLatch never = new CountDownLatch(1);
    while (true) {
      try {
        never.await();
      } catch (InterruptedException e) {
        System.out.println("interrupted"); // only SIGKILL ends it
      }
    }
  }
}
