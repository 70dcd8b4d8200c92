package org.foresign.desk.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.foresign.carry.Parcel;
import org.foresign.carry.ParcelKind;
import org.foresign.desk.TestStick;
import org.foresign.desk.TestVault;
import org.foresign.desk.cli.TypedDesk.Said;
import org.foresign.desk.settings.Pairings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What somebody meets who never used a desk before. */
class FirstUseTest {
  @TempDir private Path folder;

  @Test
  void aCardIsShownWithTheCommandThatAcceptsIt() throws Exception {
    TypedDesk typed = new TypedDesk(folder);
    typed.create().close();
    TestVault vault = new TestVault(true);
    Path stick = Files.createDirectory(folder.resolve("stick"));
    new TestStick(stick).send(Parcel.of(ParcelKind.IDENTITY_CARD, vault.card().bytes()));
    Said shown = typed.run("pair", "show", "--carry", stick.toString());
    String start = "  ./foresign desk ";
    String next =
        shown.out().lines().filter(line -> line.startsWith(start)).findFirst().orElseThrow();
    List<String> words =
        new ArrayList<>(
            List.of(
                next.substring(start.length(), next.indexOf(" --words \"ten words\"")).split(" ")));
    words.addAll(List.of("--words", String.join(" ", Pairings.words(vault.card().digest()))));
    Said accepted = typed.run(words.toArray(String[]::new));
    assertThat(accepted.code()).as(accepted.err()).isZero();
  }

  @Test
  void noFileOfArgumentsIsRead() throws Exception {
    Path file = Files.writeString(folder.resolve("arguments"), "--help");
    Said said = new TypedDesk(folder).alone("batch", "list", "@" + file);
    assertThat(said.code()).isEqualTo(DeskExitCode.USAGE);
    assertThat(said.err()).contains("@" + file);
  }

  @Test
  void theHelpOfPlanSaysWhatAFileOfPaymentsBeginsWith() throws Exception {
    String help = new TypedDesk(folder).alone("plan", "--help").out().replaceAll("\\s+", " ");
    assertThat(help)
        .contains("recipient,amount,asset,times,reference", "such as hoodi")
        .contains("--chain=CHAIN", "--account=ADDRESS");
  }
}
