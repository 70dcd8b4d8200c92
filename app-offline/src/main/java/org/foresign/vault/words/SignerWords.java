package org.foresign.vault.words;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.foresign.codec.Bytes;
import org.foresign.model.text.Spelling;
import org.foresign.signer.DevicePrompt;
import org.foresign.signer.PeerMessage;
import org.foresign.signer.SigningRun;
import org.foresign.vault.work.Signing;

/** What a signer waits for, in words and for scripts. */
public final class SignerWords {
  /** What people do with the messages of a group. */
  public static final String CARRY =
      "Carry these messages to the other members, as member/round/message:";

  private SignerWords() {}

  /** What a device wants, and below it what its own screen should show. */
  public static List<String> lines(DevicePrompt prompt) {
    List<String> lines = new ArrayList<>();
    lines.add(
        switch (prompt.step()) {
          case CONNECT -> "Connect the device that has the key.";
          case UNLOCK -> "Unlock the device.";
          case OPEN_APP -> "Open the app on the device.";
          case CONFIRM ->
              "Confirm on the device"
                  + (prompt.leafIndex() < 0
                      ? "."
                      : ": transaction " + (prompt.leafIndex() + 1) + " of the batch.");
        });
    if (!prompt.shown().isEmpty()) {
      lines.add("Its screen should show this; if it shows anything else, refuse there:");
      prompt.shown().forEach(line -> lines.add("  " + line));
    }
    return lines;
  }

  /** A message between members of a group, as it is typed and shown. */
  public static String line(PeerMessage message) {
    return message.party() + "/" + message.round() + "/" + message.payload().hex();
  }

  /**
   * Reads such a line.
   *
   * @throws IllegalArgumentException for anything else
   */
  public static PeerMessage message(String line) {
    String[] parts = line.strip().split("/", -1);
    if (parts.length != 3) {
      throw new IllegalArgumentException("member, round and message");
    }
    return new PeerMessage(
        Integer.parseInt(parts[0]), Integer.parseInt(parts[1]), Bytes.parseHex(parts[2]));
  }

  /** The batch waits for somebody. */
  public static List<String> lines(Signing.Outcome.Paused paused) {
    List<String> lines = new ArrayList<>();
    lines.add(
        paused.signed()
            + " of "
            + paused.leaves()
            + " transactions are signed; they are stored, and no signature left the vault.");
    switch (paused.why()) {
      case SigningRun.Outcome.AtDevice at -> lines.addAll(lines(at.prompt()));
      case SigningRun.Outcome.Carrying carrying -> {
        lines.add(CARRY);
        carrying.outgoing().forEach(message -> lines.add("  " + line(message)));
      }
      case SigningRun.Outcome.Cancelled _ -> lines.add("Stopped as asked.");
    }
    lines.add("Its nonces count as signed. Sign the same request again to continue with the rest.");
    return lines;
  }

  public static Map<String, Object> facts(Signing.Outcome.Paused paused) {
    Map<String, Object> facts = new LinkedHashMap<>();
    switch (paused.why()) {
      case SigningRun.Outcome.AtDevice at -> facts.put("device", facts(at.prompt()));
      case SigningRun.Outcome.Carrying carrying ->
          facts.put("messages", carrying.outgoing().stream().map(SignerWords::facts).toList());
      case SigningRun.Outcome.Cancelled _ -> {}
    }
    facts.put("batch", paused.judged().review().batch().batchDigest().bytes().hex());
    facts.put("signed", paused.signed());
    facts.put("leaves", paused.leaves());
    return facts;
  }

  private static Map<String, Object> facts(DevicePrompt prompt) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("step", Spelling.of(prompt.step()));
    if (prompt.leafIndex() >= 0) {
      facts.put("leaf", prompt.leafIndex());
    }
    facts.put("shown", prompt.shown());
    return facts;
  }

  private static Map<String, Object> facts(PeerMessage message) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("member", message.party());
    facts.put("round", message.round());
    facts.put("message", message.payload().hex());
    return facts;
  }
}
