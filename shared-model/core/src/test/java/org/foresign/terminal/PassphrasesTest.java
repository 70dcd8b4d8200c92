package org.foresign.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.foresign.files.FileProblem;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemCode;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.wrap.UnlockProblem;
import org.foresign.secret.Passphrase;
import org.foresign.secret.SecretAccess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PassphrasesTest {
  private static final SecretAccess ACCESS = SecretAccess.grant();

  @TempDir private Path folder;

  private static String text(Passphrase passphrase) {
    return passphrase.useChars(ACCESS, chars -> new String(chars));
  }

  private static Passphrases.Opening<String> opensWith(String right, List<Passphrase> tried) {
    return passphrase -> {
      tried.add(passphrase);
      if (!text(passphrase).equals(right)) {
        throw Problem.of(UnlockProblem.UNLOCK_PASSPHRASE_WRONG).asException();
      }
      return "open";
    };
  }

  @Test
  void aPersonMayMistypeTwice() throws Exception {
    List<Passphrase> tried = new ArrayList<>();
    Passphrases passphrases = new Passphrases(new ScriptedPrompt("a", "b", "right"), null);
    assertThat(passphrases.open("Passphrase", opensWith("right", tried))).isEqualTo("open");
    assertThat(tried).hasSize(3).allMatch(Passphrase::isClosed);

    ScriptedPrompt prompt = new ScriptedPrompt("a", "b", "c", "right");
    assertProblem(
        () -> new Passphrases(prompt, null).open("Passphrase", opensWith("right", tried)),
        UnlockProblem.UNLOCK_PASSPHRASE_WRONG);
    assertThat(prompt.asked).hasSize(3);
  }

  @Test
  void anotherProblemIsNotTriedAgain() {
    ScriptedPrompt prompt = new ScriptedPrompt("a", "b");
    assertProblem(
        () ->
            new Passphrases(prompt, null)
                .open(
                    "Passphrase",
                    passphrase -> {
                      throw Problem.of(UnlockProblem.UNLOCK_DAMAGED).asException();
                    }),
        UnlockProblem.UNLOCK_DAMAGED);
    assertThat(prompt.asked).hasSize(1);
  }

  @Test
  void aFileIsTriedOnce() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "wrong\n");
    List<Passphrase> tried = new ArrayList<>();
    ScriptedPrompt prompt = new ScriptedPrompt("right");
    assertProblem(
        () -> new Passphrases(prompt, file).open("Passphrase", opensWith("right", tried)),
        UnlockProblem.UNLOCK_PASSPHRASE_FILE_WRONG);
    assertThat(tried).hasSize(1);
    assertThat(prompt.asked).isEmpty();
  }

  @Test
  void twelveCharactersAreCountedAsPeopleCountThem() throws Exception {
    // 11 characters in 22 bytes of UTF-8, composed or not; 11 keys of 4 bytes each.
    for (String eleven :
        List.of("\u00e4".repeat(11), "a\u0308".repeat(11), "\ud83d\udd11".repeat(11))) {
      Path file = Files.writeString(folder.resolve("file"), eleven);
      assertProblem(
          () -> new Passphrases(new ScriptedPrompt(), file).fresh("New"),
          TerminalProblem.PASSPHRASE_TOO_SHORT);
      Files.writeString(file, eleven + "b");
      try (Passphrase twelve = new Passphrases(new ScriptedPrompt(), file).fresh("New")) {
        assertThat(twelve.characters()).isEqualTo(12);
      }
    }
  }

  @Test
  void aNewOneIsTypedTwiceAndSlipsAreAskedAgain() throws Exception {
    String good = "vacuum ostrich lantern";
    ScriptedPrompt prompt = new ScriptedPrompt("short", good, "other than that", good, good);
    try (Passphrase fresh = new Passphrases(prompt, null).fresh("New")) {
      assertThat(text(fresh)).isEqualTo(good);
    }
    assertThat(prompt.asked)
        .containsExactly("New", "New", "The same again", "New", "The same again");
    assertProblem(
        () ->
            new Passphrases(new ScriptedPrompt(good, "a", good, "b", good, "c", good, good), null)
                .fresh("New"),
        TerminalProblem.PASSPHRASES_DIFFER);
    assertProblem(
        () -> new Passphrases(new ScriptedPrompt(), null).fresh("New"),
        TerminalProblem.INPUT_ENDED);
  }

  @Test
  void onlyAPlainFileIsTaken() throws Exception {
    Path real = Files.writeString(folder.resolve("real"), "vacuum ostrich lantern\n");
    Path link = Files.createSymbolicLink(folder.resolve("link"), real);
    assertProblem(
        () -> new Passphrases(new ScriptedPrompt(), link).fresh("New"), FileProblem.FILE_IS_LINK);
  }

  static void assertProblem(ThrowingCallable call, ProblemCode code) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.problem().code()).isEqualTo(code));
  }
}
