package org.foresign.vault.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.foresign.crypto.CryptoChoice;

/** What a command has to say: lines for a person, one object for a script, and an exit code. */
final class Answer {
  private final List<String> lines = new ArrayList<>();
  private final Map<String, Object> facts = new LinkedHashMap<>();
  private int exitCode = ExitCode.DONE;

  Answer line(String line) {
    lines.add(line);
    return this;
  }

  Answer lines(List<String> more) {
    lines.addAll(more);
    return this;
  }

  Answer fact(String name, Object value) {
    facts.put(name, value);
    return this;
  }

  Answer facts(Map<String, ?> more) {
    facts.putAll(more);
    return this;
  }

  /** Says which cryptography does the work, and why when it is not the native one. */
  Answer crypto(List<CryptoChoice> choices) {
    choices.forEach(choice -> lines.add(choice.words()));
    return fact("crypto", choices.stream().map(CryptoChoice::facts).toList());
  }

  Answer exit(int code) {
    exitCode = code;
    return this;
  }

  int exitCode() {
    return exitCode;
  }

  List<String> lines() {
    return lines;
  }

  String json() {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("ok", exitCode == ExitCode.DONE);
    all.putAll(facts);
    return JsonText.of(all);
  }
}
