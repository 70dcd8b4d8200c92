package org.foresign.desk;

import java.util.List;
import java.util.TreeMap;
import org.foresign.carry.Delivery;
import org.foresign.carry.Outbox;
import org.foresign.carry.Parcel;
import org.foresign.carry.ParcelKind;
import org.foresign.carry.ParcelName;
import org.foresign.carry.Sent;
import org.foresign.carry.Stick;
import org.foresign.model.work.JobEnd;

/** A stick that is never pulled out, or whatever else ends an offer as the test says. */
public final class MemoryStick implements Outbox, Stick {
  private final TreeMap<String, Parcel> parcels = new TreeMap<>();
  private final Delivery end;
  private boolean stopped;

  public MemoryStick() {
    this(Delivery.DELIVERED);
  }

  /**
   * @param end how each offer ends
   */
  public MemoryStick(Delivery end) {
    this.end = end;
  }

  /** From now on reading is stopped before it begins. */
  public void stop() {
    stopped = true;
  }

  @Override
  public Sent offer(Parcel parcel) {
    if (end.wasOffered()) {
      parcels.put(parcel.name().toString(), parcel);
    }
    return new Sent(parcel.name(), end);
  }

  @Override
  public void requireRoom(ParcelKind kind, int bytes) {}

  @Override
  public List<ParcelName> waiting(ParcelKind kind) {
    return parcels.values().stream()
        .filter(parcel -> parcel.kind() == kind)
        .map(Parcel::name)
        .toList();
  }

  @Override
  public JobEnd<Parcel> receive(ParcelName name) {
    return stopped ? new JobEnd.Cancelled<>() : new JobEnd.Done<>(parcels.get(name.toString()));
  }

  @Override
  public void remove(ParcelName name) {
    parcels.remove(name.toString());
  }
}
