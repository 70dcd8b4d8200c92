package org.foresign.model.batch;

import org.foresign.model.eth.Asset;
import org.foresign.model.eth.Wei;

/** The most of one asset that the desk says this batch can cost a lane; the vault recomputes it. */
public record AskedLimit(LaneId lane, Asset asset, Wei amount) {
  public AskedLimit {
    if (!asset.chain().equals(lane.chain())) {
      throw new IllegalArgumentException("a limit names an asset of its lane's chain");
    }
  }
}
