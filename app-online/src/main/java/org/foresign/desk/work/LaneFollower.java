package org.foresign.desk.work;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.foresign.desk.hold.RecordForm;
import org.foresign.desk.release.ChainLook;
import org.foresign.desk.release.LaneEvent;
import org.foresign.desk.release.RecoveryNote;
import org.foresign.desk.settings.DeskHome;
import org.foresign.desk.settings.Endpoints;
import org.foresign.model.batch.LaneId;
import org.foresign.model.eth.Chain;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows lanes to finality, or to their effect on the consensus layer, over as many looks as it
 * takes. Each chain is opened once, and one look at it serves all of its lanes.
 */
public final class LaneFollower implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LaneFollower.class);

  /** Hears what happens while lanes are followed, as it happens. */
  public interface Listener {
    /** Something that the user has to hear about endpoints. */
    void warned(String words);

    /** Something that the last process did not see the end of. */
    void recovered(RecoveryNote note);

    /** News of a lane, each once. */
    void happened(LaneId lane, LaneEvent event);
  }

  private final Map<Chain, ReleaseDesk> desks = new LinkedHashMap<>();
  private final List<LaneWatch> watches = new ArrayList<>();
  private final boolean mayRaise;

  private LaneFollower(boolean mayRaise) {
    this.mayRaise = mayRaise;
  }

  /**
   * Opens the lanes' chains. One that can't be opened ends it only if it is the only one.
   *
   * @param effects whether to wait for consensus effects, where a Beacon API can show them
   * @param mayRaise whether a higher tier may be sent by itself
   */
  public static LaneFollower open(
      DeskHome home, DeskTools tools, List<LaneId> lanes, boolean effects, boolean mayRaise)
      throws ProblemException {
    LaneFollower follower = new LaneFollower(mayRaise);
    boolean whole = false;
    try {
      follower.watch(home, tools, lanes, effects);
      whole = true;
      return follower;
    } finally {
      if (!whole) {
        follower.close();
      }
    }
  }

  private void watch(DeskHome home, DeskTools tools, List<LaneId> lanes, boolean effects)
      throws ProblemException {
    boolean alone = lanes.stream().map(LaneId::chain).distinct().count() == 1;
    Map<Chain, Problem> closed = new HashMap<>();
    for (LaneId lane : lanes) {
      Chain chain = lane.chain();
      if (!desks.containsKey(chain) && !closed.containsKey(chain)) {
        try {
          desks.put(chain, ReleaseDesk.open(home, tools, chain));
        } catch (ProblemException e) {
          if (alone) {
            throw e;
          }
          closed.put(chain, e.problem());
        }
      }
      ReleaseDesk desk = desks.get(chain);
      boolean shown = effects && !new Endpoints(home).get(chain, Endpoints.Kind.BEACON).isEmpty();
      watches.add(
          desk == null
              ? LaneWatch.closed(lane, Objects.requireNonNull(closed.get(chain)))
              : LaneWatch.of(lane, shown, desk));
    }
  }

  /** The lanes with what is known of them. */
  public List<LaneWatch> watches() {
    return List.copyOf(watches);
  }

  /** What the last process did not see the end of. */
  public List<RecoveryNote> recovered() {
    return desks.values().stream().flatMap(desk -> desk.service().recovered().stream()).toList();
  }

  /** What has to be heard about the endpoints. */
  public List<String> warnings() {
    return desks.values().stream().flatMap(desk -> desk.chains().warnings().stream()).toList();
  }

  /**
   * Looks until nothing more can come, or somebody wants it to stop.
   *
   * @param once whether to look once only
   */
  public void run(boolean once, Duration pause, LoopControl control, Listener listener) {
    for (ReleaseDesk desk : desks.values()) {
      desk.chains().warnings().forEach(listener::warned);
      desk.service().recovered().forEach(listener::recovered);
    }
    while (!control.asked()) {
      Map<ReleaseDesk, List<LaneWatch>> open = new LinkedHashMap<>();
      for (LaneWatch watch : watches) {
        watch.desk().ifPresent(d -> open.computeIfAbsent(d, x -> new ArrayList<>()).add(watch));
      }
      open.forEach((desk, lanes) -> look(desk, lanes, control, listener));
      if (once || watches.stream().allMatch(LaneWatch::done)) {
        return;
      }
      control.pause(pause);
    }
  }

  /** One look at a chain, and each of its lanes in turn, so that none waits for another's end. */
  private void look(
      ReleaseDesk desk, List<LaneWatch> lanes, LoopControl control, Listener listener) {
    if (control.asked()) {
      return;
    }
    ChainLook look = desk.service().look(lanes.stream().map(LaneWatch::lane).toList());
    for (LaneWatch watch : lanes) {
      if (!control.asked()) {
        for (LaneEvent event : watch.look(look, mayRaise, control.token())) {
          LOG.info("lane {}: {} of leaf {}", watch.lane(), RecordForm.code(event), event.leaf());
          listener.happened(watch.lane(), event);
        }
      }
    }
  }

  @Override
  public void close() {
    desks.values().forEach(ReleaseDesk::close);
  }
}
