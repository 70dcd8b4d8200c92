package org.foresign.nativelib;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.foresign.codec.Digest32;
import org.foresign.crypto.Bls;
import org.foresign.crypto.Secp256k1;
import org.foresign.model.problem.ProblemException;
import org.foresign.testkit.Skips;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativeLibraryTest {
  @TempDir private Path temp;
  private Path folder;
  private PinnedLibrary blst;

  @BeforeEach
  void prepare() {
    Natives.folder();
    folder = temp.resolve("natives");
    blst = PinnedLibrary.blst(Platform.current().orElseThrow());
  }

  @Test
  void unpacksOnceForTheOwnerOnlyAndLeavesNothingElse() throws Exception {
    Path file = NativeLibrary.prepare(blst, folder);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("r-x------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
        .isEqualTo("rwx------");
    var written = Files.getLastModifiedTime(file);
    assertThat(NativeLibrary.prepare(blst, folder)).isEqualTo(file);
    assertThat(Files.getLastModifiedTime(file)).isEqualTo(written);
    try (Stream<Path> all = Files.list(folder)) {
      assertThat(all).containsExactly(file);
    }
  }

  @Test
  void manyMayUnpackAtOnce() throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      for (int round = 0; round < 5; round++) {
        Path fresh = temp.resolve("parent").resolve("natives" + round);
        List<Callable<Path>> jobs =
            Collections.nCopies(8, () -> NativeLibrary.prepare(blst, fresh));
        for (Future<Path> job : threads.invokeAll(jobs)) {
          assertThat(job.get()).hasParent(fresh);
        }
        try (Stream<Path> all = Files.list(fresh)) {
          assertThat(all).hasSize(1);
        }
      }
    }
  }

  @Test
  void everyPinnedHashIsThatOfTheFileInTheJar() throws Exception {
    for (Platform platform : Platform.values()) {
      NativeLibrary.prepare(PinnedLibrary.blst(platform), folder);
      NativeLibrary.prepare(PinnedLibrary.secp256k1(platform), folder);
    }
    try (Stream<Path> all = Files.list(folder)) {
      assertThat(all).hasSize(7); // one secp256k1 file serves both Macs
    }
  }

  @Test
  void refusesAFileThatWasChangedAndKeepsItForInspection() throws Exception {
    Path file = NativeLibrary.prepare(blst, folder);
    byte[] content = Files.readAllBytes(file);
    content[content.length / 2] ^= 1;
    replace(file, content);
    refuses(NativeProblem.NATIVE_FILE_CHANGED, () -> NativeLibrary.load(blst, folder));
    assertThat(Files.readAllBytes(file)).isEqualTo(content);
  }

  @Test
  void refusesAFileThatIsTruncatedEmptyOrTooLong() throws Exception {
    Path file = NativeLibrary.prepare(blst, folder);
    byte[] content = Files.readAllBytes(file);
    for (int length : new int[] {0, 1, content.length - 1, content.length + 1, 9 << 20}) {
      replace(file, java.util.Arrays.copyOf(content, length));
      refuses(NativeProblem.NATIVE_FILE_CHANGED, () -> NativeLibrary.load(blst, folder));
    }
  }

  @Test
  void refusesALinkInPlaceOfTheFile() throws Exception {
    Path file = NativeLibrary.prepare(blst, folder);
    Path elsewhere = temp.resolve("elsewhere.so");
    Files.move(file, elsewhere);
    Files.createSymbolicLink(file, elsewhere);
    refuses(NativeProblem.NATIVE_FILE_CHANGED, () -> NativeLibrary.load(blst, folder));
  }

  @Test
  void refusesAFolderThatOthersCanWriteOrThatIsALink() throws Exception {
    Path open = Files.createDirectory(temp.resolve("open"));
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
    refuses(NativeProblem.NATIVE_FOLDER_UNSAFE, () -> NativeLibrary.load(blst, open));
    Path real = Files.createDirectory(temp.resolve("real"));
    Path link = Files.createSymbolicLink(temp.resolve("link"), real);
    refuses(NativeProblem.NATIVE_FOLDER_UNSAFE, () -> NativeLibrary.load(blst, link));
    Path file = Files.writeString(temp.resolve("file"), "no folder");
    refuses(NativeProblem.NATIVE_FOLDER_UNSAFE, () -> NativeLibrary.load(blst, file));
  }

  @Test
  void refusesAFolderOrAFileOfAnotherUser() throws Exception {
    Skips.unlessRoot();
    Path file = NativeLibrary.prepare(blst, folder);
    Files.setAttribute(file, "unix:uid", 12_345);
    refuses(NativeProblem.NATIVE_FILE_CHANGED, () -> NativeLibrary.load(blst, folder));
    Files.setAttribute(file, "unix:uid", 0);
    Files.setAttribute(folder, "unix:uid", 12_345);
    refuses(NativeProblem.NATIVE_FOLDER_UNSAFE, () -> NativeLibrary.load(blst, folder));
  }

  @Test
  void refusesAFolderThatCannotBeMade() throws Exception {
    Path file = Files.writeString(temp.resolve("file"), "no folder");
    refuses(
        NativeProblem.NATIVE_FOLDER_UNUSABLE,
        () -> NativeLibrary.load(blst, file.resolve("natives")));
  }

  @Test
  void refusesAResourceThatIsAbsentOrNotThePinnedOne() {
    PinnedLibrary absent = new PinnedLibrary("/absent.so", blst.sha256());
    refuses(NativeProblem.NATIVE_RESOURCE_WRONG, () -> NativeLibrary.load(absent, folder));
    PinnedLibrary other = new PinnedLibrary(blst.resource(), Digest32.ZERO);
    refuses(NativeProblem.NATIVE_RESOURCE_WRONG, () -> NativeLibrary.load(other, folder));
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void saysWhichFunctionIsMissing() throws Exception {
    NativeLibrary library = NativeLibrary.load(blst, folder);
    assertThatThrownBy(() ->
            library.function("no_such_function", java.lang.foreign.FunctionDescriptor.ofVoid()))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("no_such_function");
  }

  @Test
  void knowsThePlatformsAndNoOther() {
    assertThat(Platform.of("Linux", "amd64")).contains(Platform.LINUX_X64);
    assertThat(Platform.of("Linux", "aarch64")).contains(Platform.LINUX_ARM64);
    assertThat(Platform.of("Mac OS X", "aarch64")).contains(Platform.MAC_ARM64);
    assertThat(Platform.of("Mac OS X", "x86_64")).contains(Platform.MAC_X64);
    assertThat(Platform.of("Windows 11", "amd64")).isEmpty();
    assertThat(Platform.of("Linux", "riscv64")).isEmpty();
  }

  @Test
  void theServiceLoaderFindsTheNativeOnes() {
    assertThat(Secp256k1.best().name()).isEqualTo("libsecp256k1");
    assertThat(Bls.best().name()).isEqualTo("blst");
    assertThat(new NativeCryptoProvider().secp256k1Problem()).isEmpty();
    assertThat(new NativeCryptoProvider().blsProblem()).isEmpty();
  }

  /** A real noexec mount in a namespace of its own. */
  @Test
  void fallsBackWithAProblemWhereTheFolderIsMountedNoexec() throws Exception {
    Skips.unlessLinux();
    Path mount = Files.createDirectory(temp.resolve("mount"));
    String script =
        "mount -t tmpfs -o noexec,mode=700,size=16m tmpfs " + mount + " || exit 99; exec \"$@\"";
    Process child =
        new ProcessBuilder(
                "unshare",
                "-m",
                "sh",
                "-c",
                script,
                "sh",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-Dforesign.natives=" + mount.resolve("natives"),
                "-cp",
                System.getProperty("java.class.path"),
                NoexecProbe.class.getName())
            .redirectErrorStream(true)
            .start();
    String out = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(child.waitFor(60, TimeUnit.SECONDS)).isTrue();
    Skips.unless(child.exitValue() != 99 && child.exitValue() != 1, "may not mount: " + out);
    assertThat(out).contains("secp256k1 Bouncy Castle", "bls Bouncy Castle");
    assertThat(out).contains("native-load-refused");
  }

  /** Runs in the child. */
  static final class NoexecProbe {
    public static void main(String[] args) {
      System.out.println("secp256k1 " + Secp256k1.best().name());
      System.out.println("bls " + Bls.best().name());
      System.out.println(new NativeCryptoProvider().blsProblem().orElseThrow());
    }
  }

  private static void replace(Path file, byte[] content) throws IOException {
    Files.delete(file);
    Files.write(file, content);
  }

  private static void refuses(NativeProblem code, ThrowingCallable action) {
    assertThatThrownBy(action)
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.problem().code()).isEqualTo(code));
    assertThat(List.of(code.happened(), code.safe(), code.next())).noneMatch(String::isBlank);
  }
}
