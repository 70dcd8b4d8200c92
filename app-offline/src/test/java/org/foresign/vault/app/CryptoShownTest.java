package org.foresign.vault.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.foresign.testkit.EmptyNetwork;
import org.foresign.testkit.Skips;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A vault whose native library was changed on disk does its work without it, and says so. */
class CryptoShownTest {
  @TempDir Path folder;
  private Path natives;
  private TerminalVault vault;

  @BeforeEach
  void unpackTheLibraries() throws Exception {
    Skips.unlessLinux();
    natives = folder.resolve("natives");
    vault = new TerminalVault(List.of(), folder).withNatives(natives);
    String page = vault.runPiped("lock", "status").screen();
    Skips.unless(page.contains("cryptography of signatures: libsecp256k1"), "no native library");
    assertThat(page).contains("cryptography of deposit checks: blst");
  }

  @Test
  void aFallbackIsSaidWithItsReasonAndTheVaultGoesOn() throws Exception {
    changeLibrary("secp256k1");
    JsonNode locks = vault.runPiped("lock", "status", "--json").json().path("crypto");
    assertChanged(use(locks, "signatures"));
    assertThat(use(locks, "deposit-checks").path("library").asString()).isEqualTo("blst");
    assertThat(vault.runPiped("lock", "status").screen())
        .contains("Bouncy Castle in place of libsecp256k1")
        .contains("(native-file-changed)")
        .containsPattern("red +the native libraries are those of this release");
    assertThat(vault.runPiped("lock", "status").exit()).isEqualTo(1);

    String file = Files.writeString(folder.resolve("passphrase"), "vacuum ostrich\n").toString();
    vault.runPiped("create", "--practice", "--passphrase-file", file).fine();
    vault.runPiped("account", "new", "--passphrase-file", file).fine();
    assertChanged(
        use(vault.runPiped("status", "--json").fine().json().path("crypto"), "signatures"));
    assertThat(vault.runPiped("status").fine().screen()).contains("(native-file-changed)");
  }

  @Test
  void aRealVaultDoesNotGoOn() throws Exception {
    List<String> apart = EmptyNetwork.commandPrefixOrSkip();
    TerminalVault real = vault.with(apart);
    JsonNode before = real.runPiped("lock", "status", "--json").json();
    assertThat(before.path("signs").asBoolean()).isTrue();
    changeLibrary("secp256k1");

    JsonNode page = real.runPiped("lock", "status", "--json").json();
    String refused = real.runPiped("create", "--real", "--json").screen();

    assertThat(page.path("signs").asBoolean()).isFalse();
    assertThat(page.path("signsForPractice").asBoolean()).isTrue();
    assertThat(refused).contains("lock-native-suspect").contains(natives.toString());
    assertThat(real.home()).doesNotExist();
  }

  private static void assertChanged(JsonNode choice) {
    assertThat(choice.path("library").asString()).isEqualTo("Bouncy Castle");
    assertThat(choice.path("fallback").asBoolean()).isTrue();
    assertThat(choice.path("problem").path("code").asString()).isEqualTo("native-file-changed");
    assertThat(choice.path("problem").path("next").asString()).contains("Find out who changed it");
  }

  private void changeLibrary(String name) throws IOException {
    try (Stream<Path> all = Files.list(natives)) {
      Path library =
          all.filter(path -> path.getFileName().toString().contains(name))
              .findFirst()
              .orElseThrow();
      assertThat(library.toFile().setWritable(true)).isTrue();
      Files.write(library, new byte[1], StandardOpenOption.APPEND);
    }
  }

  private static JsonNode use(JsonNode crypto, String use) {
    for (JsonNode choice : crypto) {
      if (choice.path("use").asString().equals(use)) {
        return choice;
      }
    }
    throw new AssertionError("nothing about " + use + " in " + crypto);
  }
}
