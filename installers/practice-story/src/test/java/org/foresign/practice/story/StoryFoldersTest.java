package org.foresign.practice.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.foresign.model.problem.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoryFoldersTest {
  @TempDir Path temp;

  @Test
  void deletesEverythingAtTheEnd() throws Exception {
    Path root;
    try (StoryFolders folders = StoryFolders.make(null)) {
      root = folders.root();
      Files.createDirectories(folders.desk().resolve("deep"));
      Files.writeString(folders.desk().resolve("deep/file"), "x");
      assertThat(folders.deskPassphrase()).exists();
    }
    assertThat(root).doesNotExist();
  }

  @Test
  void keepsWhatIsToBeKept() throws Exception {
    try (StoryFolders folders = StoryFolders.make(temp.resolve("a/b"))) {
      folders.write("file", "x");
    }
    assertThat(temp.resolve("a/b/file")).hasContent("x");
    assertThat(temp.resolve("a/b/carry")).isDirectory();
  }

  @Test
  void refusesAFolderThatHoldsSomething() throws IOException {
    Files.writeString(temp.resolve("mine"), "x");

    ProblemException refused =
        catchThrowableOfType(ProblemException.class, () -> StoryFolders.make(temp));

    assertThat(refused.problem().code()).isEqualTo(StoryProblem.STORY_FOLDER_NOT_EMPTY);
    assertThat(temp.resolve("mine")).hasContent("x");
    assertThat(temp).isDirectoryContaining("glob:**/mine");
  }
}
