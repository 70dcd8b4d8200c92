package org.foresign.vault.keys;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.foresign.model.eth.Address;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;
import org.foresign.store.HomeFolder;

/**
 * A list in the user's home of the addresses that vaults on this machine held, and of which kind
 * those vaults are, so that no key is in a practice vault and in a real one. A seed is in it by the
 * address of its master key, which holds nothing. It knows only this machine and this user.
 */
public final class KnownAccounts {
  private static final String FILE = "known-accounts";
  private static final int MAX_BYTES = 4 << 20;

  private final Path folder;

  /**
   * @param folder such as {@code ~/.foresign}
   */
  public KnownAccounts(Path folder) {
    this.folder = folder;
  }

  /**
   * Makes the list, empty, where there is none.
   *
   * @return its file
   */
  public static Path prepare(Path folder) throws IOException, ProblemException {
    HomeFolder.prepare(folder);
    Path file = folder.resolve(FILE);
    if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      Files.createFile(file);
    }
    return file;
  }

  /**
   * Notes an address before its key is stored.
   *
   * @throws ProblemException with an {@link AccountProblem} if a vault of the other kind held it
   */
  public void register(Address address, boolean practice) throws ProblemException {
    HomeFolder.prepare(folder);
    Path file = folder.resolve(FILE);
    try (FileChannel channel =
            FileChannel.open(
                file,
                StandardOpenOption.CREATE,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE,
                LinkOption.NOFOLLOW_LINKS);
        FileLock lock = channel.lock()) {
      String known = read(channel);
      String other = line(address, !practice);
      if (known.contains(other)) {
        throw Problem.of(
                practice
                    ? AccountProblem.ACCOUNT_HELD_BY_REAL_VAULT
                    : AccountProblem.ACCOUNT_SEEN_IN_PRACTICE,
                address.toString())
            .asException();
      }
      if (lock.isValid() && !known.contains(line(address, practice))) {
        channel.write(
            ByteBuffer.wrap(line(address, practice).getBytes(StandardCharsets.US_ASCII)),
            channel.size());
        channel.force(true);
      }
    } catch (IOException e) {
      throw new ProblemException(
          Problem.of(AccountProblem.ACCOUNT_REGISTER_UNUSABLE, file.toString()), e);
    }
  }

  private static String line(Address address, boolean practice) {
    return (practice ? "practice " : "real ") + address + "\n";
  }

  private static String read(FileChannel channel) throws IOException {
    if (channel.size() > MAX_BYTES) {
      throw new IOException("the list is larger than expected");
    }
    ByteBuffer content = ByteBuffer.allocate((int) channel.size());
    while (content.hasRemaining() && channel.read(content, content.position()) > 0) {
      // read until the end
    }
    return StandardCharsets.US_ASCII.decode(content.flip()).toString();
  }
}
