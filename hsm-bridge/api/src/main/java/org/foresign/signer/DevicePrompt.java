package org.foresign.signer;

import java.util.List;

/**
 * What to ask of the person at a device.
 *
 * @param leafIndex place of the leaf that it is about, or -1 when it is about none
 * @param shown what the device's own screen should show, line by line
 */
public record DevicePrompt(Step step, int leafIndex, List<String> shown) {
  /** What has to be done. */
  public enum Step {
    CONNECT,
    UNLOCK,
    OPEN_APP,
    CONFIRM
  }

  public DevicePrompt {
    shown = List.copyOf(shown);
    if (leafIndex < -1) {
      throw new IllegalArgumentException("a leaf index, or -1");
    }
  }
}
