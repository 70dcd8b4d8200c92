package org.foresign.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/**
 * Holds a home folder for one process. The system releases the lock when the process ends, however
 * it ends; the text in the file only names the holder.
 */
public final class HomeLock implements AutoCloseable {
  private static final String FILE = "foresign.lock";
  // Beyond the text: where locks are mandatory the holder's name must stay readable.
  private static final long LOCKED_BYTE = Long.MAX_VALUE - 1;
  private static final int TEXT_CAP = 200;

  private final FileChannel channel;

  private HomeLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Takes the lock, making the folder when it is not there.
   *
   * @param program who asks, for the other side's message, such as {@code vault}
   * @throws ProblemException with {@link StoreProblem#STORE_IN_USE} naming the holder, or another
   *     {@link StoreProblem}
   */
  public static HomeLock take(Path home, String program, Instant now) throws ProblemException {
    HomeFolder.prepare(home);
    Path file = home.resolve(FILE);
    @Nullable FileChannel channel = null;
    boolean held = false;
    try {
      HomeFolder.createFile(file);
      channel =
          FileChannel.open(
              file, StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
      if (!locked(channel)) {
        throw Problem.of(StoreProblem.STORE_IN_USE, home.toString(), holder(channel)).asException();
      }
      String text = program + ", process " + ProcessHandle.current().pid() + ", since " + now;
      channel.truncate(0);
      channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), 0);
      held = true;
      return new HomeLock(channel);
    } catch (IOException e) {
      throw HomeFolder.unwritable(file, e);
    } finally {
      if (!held && channel != null) {
        closeQuietly(channel);
      }
    }
  }

  /** Releases the lock; the file stays, empty. */
  @Override
  public void close() {
    try {
      channel.truncate(0);
    } catch (IOException e) {
      // The lock is what counts, and closing the channel releases it.
      assert channel.isOpen();
    }
    closeQuietly(channel);
  }

  private static boolean locked(FileChannel channel) throws IOException {
    try {
      @Nullable FileLock lock = channel.tryLock(LOCKED_BYTE, 1, false);
      return lock != null;
    } catch (OverlappingFileLockException e) {
      return false; // this process holds it already
    }
  }

  private static String holder(FileChannel channel) throws IOException {
    ByteBuffer text = ByteBuffer.allocate(TEXT_CAP);
    channel.read(text, 0);
    String name = StandardCharsets.UTF_8.decode(text.flip()).toString();
    String printable = name.replaceAll("[^ -~]", "?");
    return printable.isEmpty() ? "an unknown process" : "held by " + printable;
  }

  private static void closeQuietly(FileChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      throw new IllegalStateException("a lock file does not close", e);
    }
  }
}
