package org.foresign.nativelib;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import org.foresign.crypto.EcdsaSignature;
import org.foresign.crypto.Secp256k1;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;

/**
 * libsecp256k1, which signs in constant time (include/secp256k1.h and secp256k1_recovery.h). The
 * context is blinded with fresh randomness once and only read afterwards, so any number of threads
 * may sign; each thread has its own scratch memory, and a key is wiped from it before a call
 * returns.
 */
public final class FfmSecp256k1 implements Secp256k1 {
  /** SECP256K1_CONTEXT_NONE. */
  private static final int CONTEXT_NONE = 1;

  /** SECP256K1_EC_UNCOMPRESSED. */
  private static final int UNCOMPRESSED = 2;

  private final MethodHandle signRecoverable;
  private final MethodHandle serializeSignature;
  private final MethodHandle parseSignature;
  private final MethodHandle recover;
  private final MethodHandle createPublicKey;
  private final MethodHandle serializePublicKey;
  private final MethodHandle verifyPrivateKey;
  private final MemorySegment context;
  private final ThreadLocal<Scratch> scratch = ThreadLocal.withInitial(Scratch::new);

  private FfmSecp256k1(NativeLibrary library) throws ProblemException {
    signRecoverable =
        library.function(
            "secp256k1_ecdsa_sign_recoverable", pointers(6)); // ctx sig msg key fn data
    serializeSignature =
        library.function("secp256k1_ecdsa_recoverable_signature_serialize_compact", pointers(4));
    parseSignature =
        library.function(
            "secp256k1_ecdsa_recoverable_signature_parse_compact",
            FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, ADDRESS, JAVA_INT));
    recover = library.function("secp256k1_ecdsa_recover", pointers(4));
    createPublicKey = library.function("secp256k1_ec_pubkey_create", pointers(3));
    serializePublicKey =
        library.function(
            "secp256k1_ec_pubkey_serialize",
            FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, ADDRESS, ADDRESS, JAVA_INT));
    verifyPrivateKey = library.function("secp256k1_ec_seckey_verify", pointers(2));
    context = createContext(library);
  }

  /**
   * Loads the library from {@code folder}.
   *
   * @throws ProblemException with a {@link NativeProblem}
   */
  public static FfmSecp256k1 load(Path folder) throws ProblemException {
    Platform platform =
        Platform.current()
            .orElseThrow(() -> Problem.of(NativeProblem.NATIVE_PLATFORM_UNSUPPORTED).asException());
    return new FfmSecp256k1(NativeLibrary.load(PinnedLibrary.secp256k1(platform), folder));
  }

  @Override
  public void signInto(byte[] privateKey32, byte[] digest32, byte[] out65) {
    requireLength(privateKey32, 32);
    requireLength(digest32, 32);
    requireLength(out65, 65);
    Scratch s = scratch.get();
    try {
      s.setKey(privateKey32);
      s.setDigest(digest32);
      int signed =
          (int)
              signRecoverable.invokeExact(
                  context, s.signature, s.digest, s.key, MemorySegment.NULL, MemorySegment.NULL);
      if (signed != 1) {
        throw new IllegalArgumentException("a private key is in 1 to n - 1");
      }
      int written = (int) serializeSignature.invokeExact(context, s.compact, s.number, s.signature);
      int recoveryId = s.number.get(JAVA_INT, 0);
      if (written != 1 || (recoveryId & ~1) != 0) {
        // 2 and 3 mean R.x at or above n, probability 2^-127; a transaction cannot carry them.
        throw new IllegalStateException("no usable signature came back");
      }
      MemorySegment.ofArray(out65).copyFrom(s.compact);
      out65[64] = (byte) recoveryId;
    } catch (Throwable e) {
      throw NativeLibrary.unexpected(e);
    } finally {
      s.wipe();
    }
  }

  @Override
  public byte[] publicKey(byte[] privateKey32) {
    requireLength(privateKey32, 32);
    Scratch s = scratch.get();
    try {
      s.setKey(privateKey32);
      if ((int) createPublicKey.invokeExact(context, s.publicKey, s.key) != 1) {
        throw new IllegalArgumentException("a private key is in 1 to n - 1");
      }
      return serialize(s);
    } catch (Throwable e) {
      throw NativeLibrary.unexpected(e);
    } finally {
      s.wipe();
    }
  }

  @Override
  public byte[] recover(byte[] digest32, EcdsaSignature signature) {
    requireLength(digest32, 32);
    Scratch s = scratch.get();
    try {
      s.setDigest(digest32);
      s.compact.copyFrom(MemorySegment.ofArray(signature.compact().toArray()));
      int parity = signature.yParity();
      if ((int) parseSignature.invokeExact(context, s.signature, s.compact, parity) != 1
          || (int) recover.invokeExact(context, s.publicKey, s.signature, s.digest) != 1) {
        throw new IllegalArgumentException("no key could have made this signature");
      }
      return serialize(s);
    } catch (Throwable e) {
      throw NativeLibrary.unexpected(e);
    }
  }

  @Override
  public boolean isValidPrivateKey(byte[] privateKey32) {
    if (privateKey32.length != 32) {
      return false;
    }
    Scratch s = scratch.get();
    try {
      s.setKey(privateKey32);
      return (int) verifyPrivateKey.invokeExact(context, s.key) == 1;
    } catch (Throwable e) {
      throw NativeLibrary.unexpected(e);
    } finally {
      s.wipe();
    }
  }

  @Override
  public String name() {
    return "libsecp256k1";
  }

  private byte[] serialize(Scratch s) throws Throwable {
    s.number.set(JAVA_LONG, 0, 65);
    int written =
        (int)
            serializePublicKey.invokeExact(context, s.encoded, s.number, s.publicKey, UNCOMPRESSED);
    if (written != 1 || s.number.get(JAVA_LONG, 0) != 65) {
      throw new IllegalStateException("no usable public key came back");
    }
    byte[] out = new byte[65];
    MemorySegment.ofArray(out).copyFrom(s.encoded);
    return out;
  }

  private static MemorySegment createContext(NativeLibrary library) throws ProblemException {
    MethodHandle create =
        library.function("secp256k1_context_create", FunctionDescriptor.of(ADDRESS, JAVA_INT));
    MethodHandle randomize = library.function("secp256k1_context_randomize", pointers(2));
    byte[] seed = new byte[32];
    new SecureRandom().nextBytes(seed);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment native32 = arena.allocate(32).copyFrom(MemorySegment.ofArray(seed));
      MemorySegment context = (MemorySegment) create.invokeExact(CONTEXT_NONE);
      boolean blinded =
          !context.equals(MemorySegment.NULL)
              && (int) randomize.invokeExact(context, native32) == 1;
      native32.fill((byte) 0);
      if (!blinded) {
        throw new IllegalStateException("libsecp256k1 gave no blinded context");
      }
      return context;
    } catch (Throwable e) {
      throw NativeLibrary.unexpected(e);
    } finally {
      Arrays.fill(seed, (byte) 0);
    }
  }

  private static FunctionDescriptor pointers(int count) {
    var arguments = new MemoryLayout[count];
    Arrays.fill(arguments, ADDRESS);
    return FunctionDescriptor.of(JAVA_INT, arguments);
  }

  private static void requireLength(byte[] value, int length) {
    if (value.length != length) {
      throw new IllegalArgumentException(value.length + " bytes, not " + length);
    }
  }

  /** One thread's memory; freed when the thread is gone. */
  private static final class Scratch {
    private final Arena arena = Arena.ofAuto();
    final MemorySegment key = arena.allocate(32);
    final MemorySegment digest = arena.allocate(32);
    final MemorySegment signature = arena.allocate(65);
    final MemorySegment compact = arena.allocate(64);
    final MemorySegment publicKey = arena.allocate(64);
    final MemorySegment encoded = arena.allocate(65);
    final MemorySegment number = arena.allocate(JAVA_LONG);

    void setKey(byte[] key32) {
      key.copyFrom(MemorySegment.ofArray(key32));
    }

    void setDigest(byte[] digest32) {
      digest.copyFrom(MemorySegment.ofArray(digest32));
    }

    void wipe() {
      key.fill((byte) 0);
    }
  }
}
