package org.foresign.vault.keys;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import org.foresign.crypto.Argon2Parameters;
import org.foresign.crypto.Argon2id;

/**
 * What the vault and its unlock process say to each other over two pipes: one question, one answer.
 * Plain bytes in arrays of our own, so that both sides can wipe them.
 */
final class StretchMessage {
  static final int DONE = 0;
  static final int NO_MEMORY = 1;
  static final int REFUSED = 2;
  static final int OUTPUT = 32;

  private static final int VERSION = 1;
  private static final int SALT = 16;
  private static final int KEY_FILE = 32;
  private static final int MAX_PASSPHRASE = 1_024;

  private StretchMessage() {}

  /** A question; whoever holds it wipes it. */
  static final class Question {
    private final byte[] passphrase;
    private final byte[] keyFile;
    private final byte[] salt;
    private final Argon2Parameters cost;

    Question(byte[] passphrase, byte[] keyFile, byte[] salt, Argon2Parameters cost) {
      this.passphrase = passphrase;
      this.keyFile = keyFile;
      this.salt = salt;
      this.cost = cost;
    }

    byte[] stretch() {
      return Argon2id.derive(passphrase, salt, keyFile, cost, OUTPUT);
    }

    void wipe() {
      Arrays.fill(passphrase, (byte) 0);
      Arrays.fill(keyFile, (byte) 0);
    }
  }

  static void write(DataOutputStream out, Question question) throws IOException {
    out.writeByte(VERSION);
    out.writeInt(question.cost.memoryKib());
    out.writeInt(question.cost.passes());
    out.writeInt(question.cost.lanes());
    out.write(question.salt);
    out.writeBoolean(question.keyFile.length > 0);
    out.write(question.keyFile);
    out.writeShort(question.passphrase.length);
    out.write(question.passphrase);
    out.flush();
  }

  /**
   * @throws IOException if the question is cut off or outside the limits
   */
  static Question read(DataInputStream in) throws IOException {
    if (in.readUnsignedByte() != VERSION) {
      throw new IOException("another version");
    }
    Argon2Parameters cost;
    try {
      cost = new Argon2Parameters(in.readInt(), in.readInt(), in.readInt());
    } catch (IllegalArgumentException e) {
      throw new IOException("cost outside the limits", e);
    }
    byte[] salt = in.readNBytes(SALT);
    byte[] keyFile = in.readBoolean() ? in.readNBytes(KEY_FILE) : new byte[0];
    int length = in.readUnsignedShort();
    if (length > MAX_PASSPHRASE) {
      throw new IOException("a passphrase this long");
    }
    byte[] passphrase = in.readNBytes(length);
    if (salt.length != SALT || passphrase.length != length) {
      throw new IOException("cut off");
    }
    return new Question(passphrase, keyFile, salt, cost);
  }
}
