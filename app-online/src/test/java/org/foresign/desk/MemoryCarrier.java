package org.foresign.desk;

import java.util.List;
import java.util.TreeMap;
import org.foresign.carry.Carrier;
import org.foresign.carry.Parcel;
import org.foresign.carry.ParcelKind;
import org.foresign.carry.ParcelName;

/** A stick that is never pulled out. */
public final class MemoryCarrier implements Carrier {
  private final TreeMap<String, Parcel> parcels = new TreeMap<>();

  @Override
  public String describe() {
    return "memory";
  }

  @Override
  public ParcelName send(Parcel parcel) {
    parcels.put(parcel.name().toString(), parcel);
    return parcel.name();
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
  public Parcel receive(ParcelName name) {
    return parcels.get(name.toString());
  }

  @Override
  public void remove(ParcelName name) {
    parcels.remove(name.toString());
  }
}
