package org.foresign.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import org.foresign.crypto.Sha256;
import org.foresign.files.Writers;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteJDBCLoader;

/**
 * The driver's native library, loaded by absolute path from the application's own folder after its
 * SHA-256 was compared with a pinned one. The driver's own loader would unpack into the temporary
 * folder; it never gets that far.
 */
public final class SqliteNative {
  /** Names the folder where native libraries lie; set by the launcher and the installer. */
  public static final String FOLDER_PROPERTY = "foresign.natives";

  private static final int MAX_BYTES = 8 << 20;
  private static final String VERSION = "3.54.1.0";

  /** SHA-256 of the libraries inside org.xerial:sqlite-jdbc:3.54.1.0, by folder in its jar. */
  private static final Map<String, String> PINNED =
      Map.of(
          "Linux/x86_64", "9149f234a03da04caba72ce534dfa0f0e5b999ae8d03d630034be65f24c7b44c",
          "Linux/aarch64", "2deb508458a39049204b0e92db5d82e53598eb4e2d34dff3ee29cc47a38f83ee",
          "Linux-Musl/x86_64", "b21aac0da3a80a0c4cee035d5919021c991ee17c8284a76b38ab7b62e68bab52",
          "Linux-Musl/aarch64", "126521645e72d05b57442583ab33b2c8494fd04d60d1be442a15536723e26861",
          "Mac/aarch64", "47fa68b43f34552fbfedeed25e82875a42cfd53e81c33c7cee20ac3f729c060e",
          "Mac/x86_64", "51d30fe476f0170cd42102baabb82c4b39d43996c9209cdc60876a4b928d85f7",
          "Windows/x86_64", "4896f8ba8824a85f10f31383e38b9542b6043886a0c834e0d6c8606b02f82308",
          "Windows/aarch64", "59ec28822968199a7a94feb62a44357ab201c7bc3c55ebdf0e3e5ece840a45b6");

  private final Path library;

  private SqliteNative(Path library) {
    this.library = library;
  }

  /**
   * Loads from the folder in the system property {@value #FOLDER_PROPERTY}.
   *
   * @throws ProblemException with a {@link StoreProblem}
   */
  public static SqliteNative load() throws ProblemException {
    @Nullable String folder = System.getProperty(FOLDER_PROPERTY);
    if (folder == null || folder.isBlank()) {
      throw Problem.of(
              StoreProblem.STORE_NATIVE_MISSING, "the property " + FOLDER_PROPERTY + " is not set")
          .asException();
    }
    return load(Path.of(folder));
  }

  /**
   * Loads from {@code folder}, where the library is first put from the driver's jar if it is not
   * there yet.
   *
   * @throws ProblemException with a {@link StoreProblem}
   */
  public static SqliteNative load(Path folder) throws ProblemException {
    String platform = platform();
    @Nullable String pinned = PINNED.get(platform);
    if (pinned == null) {
      throw Problem.of(StoreProblem.STORE_NATIVE_MISSING, platform).asException();
    }
    String inJar = System.mapLibraryName("sqlitejdbc");
    Path library =
        folder.toAbsolutePath().normalize().resolve(System.mapLibraryName("sqlitejdbc-" + VERSION));
    try {
      if (!Files.exists(library, LinkOption.NOFOLLOW_LINKS)) {
        unpack("/org/sqlite/native/" + platform + "/" + inJar, library, pinned);
      }
      boolean plain = Files.isRegularFile(library, LinkOption.NOFOLLOW_LINKS);
      if (Writers.includeOthers(library.resolveSibling("").normalize())
          || (plain && Writers.includeOthers(library))) {
        throw Problem.of(StoreProblem.STORE_NATIVE_UNSAFE, library.toString()).asException();
      }
      if (!plain || !matches(read(library), pinned)) {
        throw Problem.of(StoreProblem.STORE_NATIVE_MISMATCH, library.toString()).asException();
      }
    } catch (IOException e) {
      throw new ProblemException(
          Problem.of(StoreProblem.STORE_NATIVE_REFUSED, library.toString()), e);
    }
    bind(library);
    return new SqliteNative(library);
  }

  /** Where the loaded library lies. */
  public Path library() {
    return library;
  }

  @SuppressWarnings("restricted") // loading a library by path is what this class is for
  private static void bind(Path library) throws ProblemException {
    try {
      System.load(library.toString());
    } catch (UnsatisfiedLinkError e) {
      throw new ProblemException(
          Problem.of(StoreProblem.STORE_NATIVE_REFUSED, library.toString()), e);
    }
    // With the library loaded from here the driver finds it by these names and unpacks nothing.
    System.setProperty("org.sqlite.lib.path", String.valueOf(library.getParent()));
    System.setProperty("org.sqlite.lib.name", String.valueOf(library.getFileName()));
    System.setProperty("org.sqlite.tmpdir", String.valueOf(library.getParent()));
    boolean loaded;
    try {
      loaded = SQLiteJDBCLoader.initialize();
    } catch (Exception e) { // declared so by the driver
      throw new ProblemException(
          Problem.of(StoreProblem.STORE_NATIVE_REFUSED, library.toString()), e);
    }
    if (!loaded) {
      throw Problem.of(StoreProblem.STORE_NATIVE_REFUSED, library.toString()).asException();
    }
  }

  private static void unpack(String resource, Path library, String pinned)
      throws IOException, ProblemException {
    byte[] content;
    try (InputStream in = SQLiteJDBCLoader.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw Problem.of(StoreProblem.STORE_NATIVE_MISSING, resource).asException();
      }
      content = in.readAllBytes();
    }
    if (!matches(content, pinned)) {
      throw Problem.of(StoreProblem.STORE_NATIVE_MISMATCH, resource).asException();
    }
    Path folder = library.resolveSibling("").toAbsolutePath().normalize();
    HomeFolder.create(folder);
    Path part = Files.createTempFile(folder, "sqlitejdbc", ".part");
    try {
      Files.write(part, content);
      Files.move(part, library, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  /** Its bytes, or as many of a longer file as show that it is another. */
  private static byte[] read(Path library) throws IOException {
    try (InputStream in = Files.newInputStream(library, LinkOption.NOFOLLOW_LINKS)) {
      return in.readNBytes(MAX_BYTES);
    }
  }

  private static boolean matches(byte[] content, String pinned) {
    return MessageDigest.isEqual(Sha256.hash(content), HexFormat.of().parseHex(pinned));
  }

  /** The driver's name for this system, such as {@code Linux/x86_64}. */
  private static String platform() {
    String os = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    String arch =
        switch (System.getProperty("os.arch", "").toLowerCase(Locale.ROOT)) {
          case "amd64", "x86_64" -> "x86_64";
          case "aarch64", "arm64" -> "aarch64";
          case String other -> other;
        };
    if (os.startsWith("linux")) {
      boolean musl = Files.exists(Path.of("/lib/ld-musl-" + arch + ".so.1"));
      boolean glibc =
          Files.exists(Path.of("/lib64/ld-linux-x86-64.so.2"))
              || Files.exists(Path.of("/lib/ld-linux-aarch64.so.1"));
      return (musl && !glibc ? "Linux-Musl/" : "Linux/") + arch;
    }
    if (os.startsWith("mac")) {
      return "Mac/" + arch;
    }
    return (os.startsWith("windows") ? "Windows/" : os + "/") + arch;
  }
}
