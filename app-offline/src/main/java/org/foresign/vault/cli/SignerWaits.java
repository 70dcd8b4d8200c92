package org.foresign.vault.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.foresign.codec.Bytes;
import org.foresign.command.Answer;
import org.foresign.model.text.Spelling;
import org.foresign.signer.DevicePrompt;
import org.foresign.signer.PeerMessage;
import org.foresign.signer.SigningRun;
import org.foresign.vault.work.Signing;

/** What a signer waits for, in words and for scripts. */
final class SignerWaits {
  private SignerWaits() {}

  /** What a device wants, and below it what its own screen should show. */
  static List<String> lines(DevicePrompt prompt) {
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
  static String line(PeerMessage message) {
    return message.party() + "/" + message.round() + "/" + message.payload().hex();
  }

  /**
   * Reads such a line.
   *
   * @throws IllegalArgumentException for anything else
   */
  static PeerMessage message(String line) {
    String[] parts = line.strip().split("/", -1);
    if (parts.length != 3) {
      throw new IllegalArgumentException("member, round and message");
    }
    return new PeerMessage(
        Integer.parseInt(parts[0]), Integer.parseInt(parts[1]), Bytes.parseHex(parts[2]));
  }

  /** The batch waits for somebody. */
  static Answer answer(Signing.Outcome.Paused paused) {
    Answer answer =
        new Answer()
            .line(
                paused.signed()
                    + " of "
                    + paused.leaves()
                    + " transactions are signed; they are stored, and no signature left the vault.");
    switch (paused.why()) {
      case SigningRun.Outcome.AtDevice at ->
          answer.lines(lines(at.prompt())).fact("device", facts(at.prompt()));
      case SigningRun.Outcome.Carrying carrying -> {
        answer.line("Carry these messages to the other members, as member/round/message:");
        carrying.outgoing().forEach(message -> answer.line("  " + line(message)));
        answer.fact("messages", carrying.outgoing().stream().map(SignerWaits::facts).toList());
      }
      case SigningRun.Outcome.Cancelled _ -> answer.line("Stopped as asked.");
    }
    return answer
        .line("Its nonces count as signed. Sign the same request again to continue with the rest.")
        .fact("batch", paused.judged().review().batch().batchDigest().bytes().hex())
        .fact("signed", paused.signed())
        .fact("leaves", paused.leaves())
        .with(SheetText.of(paused.line()))
        .exit(VaultExitCode.WAITS);
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
