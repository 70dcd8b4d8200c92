package org.foresign.vault.keys;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.util.Arrays;
import org.foresign.vault.lock.VaultLock;

/**
 * The unlock process: stretches one passphrase and ends. It has its own heap, so that the vault
 * itself stays small and the memory that Argon2id filled goes back to the system at once. It
 * inherits the vault's locks and knows nothing but what comes through its pipe.
 */
public final class UnlockMain {
  private UnlockMain() {}

  public static void main(String[] args) throws IOException {
    VaultLock.denyDumps();
    try (DataInputStream in = new DataInputStream(new FileInputStream(FileDescriptor.in));
        DataOutputStream out = new DataOutputStream(new FileOutputStream(FileDescriptor.out))) {
      answer(in, out);
    }
  }

  static void answer(DataInputStream in, DataOutputStream out) throws IOException {
    StretchMessage.Question question;
    try {
      question = StretchMessage.read(in);
    } catch (IOException e) {
      out.writeByte(StretchMessage.REFUSED);
      return;
    }
    byte[] stretched = new byte[0];
    try {
      long start = System.nanoTime();
      stretched = question.stretch();
      out.writeByte(StretchMessage.DONE);
      out.writeLong((System.nanoTime() - start) / 1_000_000);
      out.write(stretched);
    } catch (OutOfMemoryError e) {
      out.writeByte(StretchMessage.NO_MEMORY);
    } finally {
      question.wipe();
      Arrays.fill(stretched, (byte) 0);
    }
  }
}
