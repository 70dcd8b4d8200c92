package org.foresign.practice.story;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/**
 * Where a practice run lies: both homes, the folder that goes between them, passphrase files and
 * input files. Closing deletes all of it unless it is to be kept. The passphrases are published
 * here, so that somebody who kept the homes can open them; they protect nothing.
 */
final class StoryFolders implements AutoCloseable {
  static final String DESK_PASSPHRASE = "practice desk, nothing of value";
  static final String VAULT_PASSPHRASE = "practice vault, nothing of value";

  private final Path root;
  private final boolean kept;

  private StoryFolders(Path root, boolean kept) {
    this.root = root;
    this.kept = kept;
  }

  /**
   * Makes the folders.
   *
   * @param keep the folder to make them in, or null for a temporary one
   */
  static StoryFolders make(@Nullable Path keep) throws ProblemException {
    try {
      Path root =
          keep == null
              ? Files.createTempDirectory("foresign-practice-")
              : emptyFolder(keep.toAbsolutePath().normalize());
      StoryFolders folders = new StoryFolders(root, keep != null);
      if (keep == null) {
        // Ctrl-C ends the program without closing anything.
        Runtime.getRuntime().addShutdownHook(new Thread(folders::deleteQuietly));
      }
      Files.createDirectory(folders.carry());
      folders.write("desk.passphrase", DESK_PASSPHRASE + "\n");
      folders.write("vault.passphrase", VAULT_PASSPHRASE + "\n");
      return folders;
    } catch (IOException e) {
      throw new ProblemException(
          Problem.of(StoryProblem.STORY_FOLDER_FAILED, String.valueOf(e.getMessage())), e);
    }
  }

  Path root() {
    return root;
  }

  Path desk() {
    return root.resolve("desk");
  }

  Path vault() {
    return root.resolve("vault");
  }

  /** The stick between the machines. */
  Path carry() {
    return root.resolve("carry");
  }

  Path deskPassphrase() {
    return root.resolve("desk.passphrase");
  }

  Path vaultPassphrase() {
    return root.resolve("vault.passphrase");
  }

  /** Writes a new file beside the homes. */
  Path write(String name, String content) throws ProblemException {
    Path file = root.resolve(name);
    try {
      Files.createFile(file, ownerOnly("rw-------"));
      return Files.writeString(file, content, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new ProblemException(Problem.of(StoryProblem.STORY_FOLDER_FAILED, file.toString()), e);
    }
  }

  @Override
  public void close() throws ProblemException {
    if (kept) {
      return;
    }
    try {
      delete();
    } catch (IOException e) {
      throw new ProblemException(Problem.of(StoryProblem.STORY_FOLDER_FAILED, root.toString()), e);
    }
  }

  private void delete() throws IOException {
    if (Files.exists(root)) {
      Files.walkFileTree(root, new Deleting());
    }
  }

  private void deleteQuietly() {
    try {
      delete();
    } catch (IOException e) {
      // The vault may still be writing; the system clears its temporary folder.
    }
  }

  private static Path emptyFolder(Path folder) throws IOException, ProblemException {
    if (!Files.exists(folder)) {
      if (folder.getParent() != null) {
        Files.createDirectories(folder.getParent());
      }
      return Files.createDirectory(folder, ownerOnly("rwx------"));
    }
    try (Stream<Path> entries = Files.list(folder)) {
      if (entries.findAny().isPresent()) {
        throw Problem.of(StoryProblem.STORY_FOLDER_NOT_EMPTY, folder.toString()).asException();
      }
    }
    return folder;
  }

  private static FileAttribute<?>[] ownerOnly(String rights) {
    return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(rights))
        }
        : new FileAttribute<?>[0];
  }

  private static final class Deleting extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Files.delete(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failed)
        throws IOException {
      if (failed != null) {
        throw failed;
      }
      Files.delete(folder);
      return FileVisitResult.CONTINUE;
    }
  }
}
