package org.foresign.carry;

/** A parcel that was offered, and how that ended. */
public record Sent(ParcelName parcel, Delivery delivery) {}
