package org.foresign.practice.chain;

import java.util.List;
import org.foresign.codec.Bytes;
import org.foresign.codec.Digest32;
import org.foresign.model.eth.Address;

/** An event that a contract emitted. */
record LogEntry(Address address, List<Digest32> topics, Bytes data) {
  LogEntry {
    topics = List.copyOf(topics);
  }
}
