package org.foresign.desk.release;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.foresign.carry.Parcel;
import org.foresign.carry.ParcelKind;
import org.foresign.codec.Bytes;
import org.foresign.desk.TestDesk;
import org.foresign.desk.TestVault;
import org.foresign.desk.chain.BeaconView;
import org.foresign.desk.chain.EndpointUrl;
import org.foresign.desk.chain.Patience;
import org.foresign.desk.chain.Quorum;
import org.foresign.desk.chain.QuorumChain;
import org.foresign.model.problem.ProblemException;
import org.foresign.testkit.CrashPoints;

/** A desk process that imports, releases or follows and can be stopped at each write. */
public final class CrashChild {
  private CrashChild() {}

  public static void main(String[] args) throws ProblemException, IOException {
    CrashPoints points = CrashPoints.fromProperties();
    try (TestDesk desk = TestDesk.open(Path.of(args[0]))) {
      if (args[1].equals("import")) {
        Bytes parcel = Bytes.of(Files.readAllBytes(Path.of(args[2])));
        desk.results(points::reach).take(Parcel.of(ParcelKind.SIGNED_BATCH, parcel));
        return;
      }
      try (QuorumChain chain =
              QuorumChain.open(
                  Stage.NETWORK.chain(),
                  List.of(EndpointUrl.parse(args[2])),
                  Quorum.majority(1),
                  Patience.LOOPBACK,
                  InstantSource.system());
          ReleaseService service =
              ReleaseService.open(
                  desk.home(),
                  desk.leaves(),
                  new ReleaseService.Sources(
                      chain, BeaconView.none(), Set.of(new TestVault(true).account())),
                  Clock.systemUTC(),
                  points::reach)) {
        if (args[1].equals("release")) {
          service.release(Long.parseLong(args[3]));
        } else {
          service.follow(service.lanes().getFirst());
        }
      }
    }
  }
}
