package org.foresign.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.foresign.model.eth.Address;
import org.foresign.model.eth.Gwei;
import org.foresign.model.staking.WithdrawalCredentials;
import org.foresign.rehearsal.CeremonyGuide.Step;
import org.foresign.rehearsal.CeremonyPerson.Ended;
import org.foresign.testkit.EmptyNetwork;
import org.foresign.testkit.LoopbackMachine;
import org.foresign.testkit.PseudoTerminal;
import org.foresign.testkit.SharedData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The operator's guide to a first ceremony, typed as it is written: a real vault and a real desk
 * with the cost of real ones, each command its own process by the launcher and at a terminal, on a
 * machine whose only interface is lo. The chain says that it is mainnet and nobody else is there.
 */
class CeremonyIT {
  private static final String RECIPIENT = "0x00000000000000000000000000000000000f0e51";
  private static final String DEPOSITS = "deposit_data-1700000000.json";
  private static final Pattern WANTED = Pattern.compile("(?:\\(|; )([a-z-]+): ");

  /** All that the screens showed, for whoever changes the guide or a screen. */
  private static final Path TRANSCRIPT = Path.of("target", "first-ceremony.txt");

  /** Steps of a later ceremony, which the first has no use for. */
  private static final String LATER_CEREMONIES = "6. ";

  @TempDir Path folder;
  private CeremonyPerson person;
  private Path stick;
  private final Map<String, Deque<String>> notes = new HashMap<>();

  @Test
  @Timeout(1800)
  void theGuideLeadsFromNothingToTheEffectOnTheChain() throws Exception {
    Path launcher = Launched.launcherOrSkip();
    PseudoTerminal.orSkip();
    List<Step> steps =
        CeremonyGuide.steps(SharedData.projectRoot().resolve("docs/operator/first-ceremony.md"));
    stick = Files.createDirectory(folder.resolve("stick"));
    List<String> third = EmptyNetwork.commandPrefixOrSkip();
    Instant began = Instant.now();
    try (LoopbackMachine machine = LoopbackMachine.startOrSkip()) {
      person =
          new CeremonyPerson(
              launcher,
              Files.createDirectory(folder.resolve("user")),
              folder,
              Map.of(
                  "vault", machine.commandPrefix(),
                  "desk", machine.commandPrefix(),
                  "third", third),
              Map.of("vault", "six words of the officer alone", "desk", "six of the treasurer"));
      walk(machine, steps);
    }
    System.out.printf(
        "a first ceremony: %d commands, %d passphrases, %d times two words, %d seconds%n",
        person.commands(),
        person.secrets(),
        person.readings(),
        Duration.between(began, Instant.now()).toSeconds());
  }

  /** The chain starts when its account is known, which is long before the guide asks about it. */
  private void walk(LoopbackMachine machine, List<Step> steps) throws IOException {
    try {
      List<Step> account = new ArrayList<>();
      List<Step> rest = new ArrayList<>();
      steps.stream()
          .filter(step -> !step.section().startsWith(LATER_CEREMONIES))
          .forEach(step -> (step.section().matches("[123]\\. .*") ? account : rest).add(step));
      account.forEach(this::take);
      Process chain = startChain(machine, last("ADDRESS"));
      try {
        rest.forEach(this::take);
      } finally {
        chain.destroyForcibly();
      }
    } finally {
      Files.createDirectories(TRANSCRIPT.getParent());
      Files.writeString(TRANSCRIPT, person.transcript());
    }
  }

  /** Types one step of the guide and looks at what came of it. */
  private void take(Step step) {
    List<String> words = step.filled(this::fill);
    if (step.is("desk plan")) {
      plan(words);
      return;
    }
    Ended ended = person.type(step.machine(), words).fine();
    if (step.is("vault create") || step.is("vault pair show")) {
      note("ten words", ended.found("words: +([a-z- ]+)"));
    } else if (step.is("desk pair show")) {
      assertThat(ended.screen()).contains(last("ten words"));
      note("CARD", ended.found("Vault card (0x\\w{64})"));
    } else if (step.is("desk pair send")) {
      cards(ended.screen());
    } else if (step.is("vault pair accept")) {
      seeNextCard();
    } else if (step.is("vault account new")) {
      note("ADDRESS", ended.found("account: +(0x\\w{40})"));
      prepareFiles(Address.parse(last("ADDRESS")));
    } else if (step.is("desk account import")) {
      assertThat(ended.screen()).contains(last("ADDRESS"));
    } else if (step.is("desk endpoints status")) {
      assertThat(ended.screen()).contains("up ").doesNotContain("part ", "down ");
    } else if (step.is("desk batch show")) {
      assertThat(ended.screen()).contains(last("batch words"));
    } else if (step.is("desk review")) {
      assertThat(ended.screen()).contains(last("batch words"));
    } else if (step.is("desk batch export")) {
      person.seesElsewhere(ended.found("Words: ([a-z- ]+)"));
    } else if (step.is("desk batch import")) {
      assertThat(ended.screen()).contains("Stored 54 signatures");
    } else if (step.is("desk follow")) {
      assertThat(ended.screen()).contains("is final in block", "the validator leaves");
    } else if (step.is("desk burn")) {
      assertThat(ended.screen()).contains("Nothing is left to burn here.");
    }
  }

  /**
   * What wants a consent is said, with its code, and planned again with it, as the guide says. Of
   * the plans that the guide shows the first is carried on.
   */
  private void plan(List<String> words) {
    Ended refused = person.type("desk", words).with(1);
    assertThat(refused.screen()).contains("(consent-missing)");
    List<String> again = new ArrayList<>(words);
    Matcher wanted = WANTED.matcher(refused.screen());
    while (wanted.find()) {
      again.addAll(List.of("--consent", wanted.group(1)));
    }
    Ended planned = person.type("desk", again).fine();
    if (!notes.containsKey("BATCH")) {
      note("BATCH", planned.found("Planned batch ([0-9a-f]+)"));
      note("batch words", planned.found("Words: ([a-z- ]+)"));
    }
  }

  private void cards(String screen) {
    Matcher card =
        Pattern.compile("(DESK|APPROVER) card (0x\\w+), parcel (\\w+)\\n +([a-z- ]+)")
            .matcher(screen);
    while (card.find()) {
      note("TAG", card.group(3));
      note("card words", card.group(4));
      notes.remove("CARD"); // the last one, the approver's, is needed again
      note("CARD", card.group(2));
    }
    seeNextCard();
  }

  private void seeNextCard() {
    person.seesElsewhere(fill("card words"));
  }

  private void prepareFiles(Address account) {
    try {
      Files.writeString(
          folder.resolve(DEPOSITS),
          LoopbackChain.deposits()
              .file(
                  LoopbackChain.deposits()
                      .signed(
                          10, 13, WithdrawalCredentials.compounding(account), Gwei.ofEther(32))));
      Files.writeString(
          folder.resolve("payments.csv"),
          "recipient,amount,asset,times,reference\nCustodian,1.5,ETH,1,invoice 7\n"
              + "Custodian,2,ETH,1,invoice 8\n");
      Files.writeString(
          folder.resolve("standby.csv"), "recipient,amount,asset,times\nCustodian,12.5,ETH,3\n");
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    note("RECIPIENT", RECIPIENT);
    note("KEY", LoopbackChain.ownKey(account, 0).toString());
    note("KEY", LoopbackChain.ownKey(account, 1).toString());
    note("KEY", LoopbackChain.ownKey(account, 0).toString());
  }

  private Process startChain(LoopbackMachine machine, String account) throws IOException {
    List<String> command = new ArrayList<>(machine.commandPrefix());
    command.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin/java").toString(),
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "--enable-native-access=ALL-UNNAMED",
            "-Dforesign.natives=" + folder.resolve("natives"),
            "-cp",
            absoluteClassPath(),
            LoopbackChain.class.getName(),
            account));
    Process chain =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    BufferedReader said =
        new BufferedReader(new InputStreamReader(chain.getInputStream(), StandardCharsets.UTF_8));
    List<String> urls = new ArrayList<>();
    for (int i = 0; i < LoopbackChain.ENDPOINTS; i++) {
      urls.add(said.readLine());
    }
    urls.forEach(url -> note("URL", url));
    urls.subList(0, 2).forEach(url -> note("URL", url)); // the Beacon API of the same nodes
    return chain;
  }

  private static String absoluteClassPath() {
    List<String> entries = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      entries.add(Path.of(entry).toAbsolutePath().toString());
    }
    return String.join(File.pathSeparator, entries);
  }

  private void note(String name, String value) {
    notes.computeIfAbsent(name, n -> new ArrayDeque<>()).add(value);
  }

  private String last(String name) {
    return notes.get(name).getLast();
  }

  /** What is put for a blank: the next of its notes, the last one again and again. */
  private String fill(String name) {
    if (name.equals("STICK")) {
      return stick.toString();
    }
    Deque<String> values = notes.get(name);
    assertThat(values).as("a reader knows no " + name).isNotNull();
    return values.size() > 1 ? values.removeFirst() : values.getFirst();
  }
}
