package org.foresign.nativelib;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BOOLEAN;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.foresign.codec.Bytes;
import org.foresign.crypto.Bls;
import org.foresign.crypto.BlsTriple;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;

/**
 * blst (bindings/blst.h), called directly. It sees public data only. A batch is cut into blocks;
 * each block's pairings are accumulated on whichever core is free and the blocks are merged before
 * the one final exponentiation. The accumulated blocks are kept for the search when that fails.
 */
public final class FfmBls implements Bls {
  private static final String SUITE = "BLS_SIG_BLS12381G2_XMD:SHA-256_SSWU_RO_POP_";
  private static final int AFFINE_G1 = 96;
  private static final int AFFINE_G2 = 192;
  private static final int SUCCESS = 0;
  private static final int FACTOR_BITS = 64;
  private static final int CONTEXT_ALIGNMENT = 64;

  /** A multiple of the 8 pairs that blst accumulates in one Miller loop. */
  private static final int BLOCK = 16;

  private final MethodHandle uncompressG1;
  private final MethodHandle uncompressG2;
  private final MethodHandle infiniteG1;
  private final MethodHandle infiniteG2;
  private final MethodHandle inGroupG1;
  private final MethodHandle inGroupG2;
  private final MethodHandle initialise;
  private final MethodHandle accumulate;
  private final MethodHandle commit;
  private final MethodHandle merge;
  private final MethodHandle finish;
  private final long contextBytes;
  private final MemorySegment suite;
  private final SecureRandom random = new SecureRandom();

  private FfmBls(NativeLibrary library) throws ProblemException {
    FunctionDescriptor decode = FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS);
    FunctionDescriptor test = FunctionDescriptor.of(JAVA_BOOLEAN, ADDRESS);
    uncompressG1 = library.function("blst_p1_uncompress", decode);
    uncompressG2 = library.function("blst_p2_uncompress", decode);
    infiniteG1 = library.function("blst_p1_affine_is_inf", test);
    infiniteG2 = library.function("blst_p2_affine_is_inf", test);
    inGroupG1 = library.function("blst_p1_affine_in_g1", test);
    inGroupG2 = library.function("blst_p2_affine_in_g2", test);
    initialise =
        library.function(
            "blst_pairing_init",
            FunctionDescriptor.ofVoid(ADDRESS, JAVA_BOOLEAN, ADDRESS, JAVA_LONG));
    accumulate =
        library.function(
            "blst_pairing_chk_n_mul_n_aggr_pk_in_g1",
            FunctionDescriptor.of(
                JAVA_INT,
                ADDRESS, // context
                ADDRESS, // key
                JAVA_BOOLEAN, // check its group
                ADDRESS, // signature
                JAVA_BOOLEAN, // check its group
                ADDRESS, // factor, little-endian
                JAVA_LONG, // bits of the factor
                ADDRESS, // message
                JAVA_LONG,
                ADDRESS, // augmentation: none
                JAVA_LONG));
    commit = library.function("blst_pairing_commit", FunctionDescriptor.ofVoid(ADDRESS));
    merge = library.function("blst_pairing_merge", decode);
    finish =
        library.function(
            "blst_pairing_finalverify", FunctionDescriptor.of(JAVA_BOOLEAN, ADDRESS, ADDRESS));
    contextBytes = contextBytes(library);
    suite = Arena.global().allocateFrom(SUITE, StandardCharsets.US_ASCII);
  }

  /**
   * Loads the library from {@code folder}.
   *
   * @throws ProblemException with a {@link NativeProblem}
   */
  public static FfmBls load(Path folder) throws ProblemException {
    Platform platform =
        Platform.current()
            .orElseThrow(() -> Problem.of(NativeProblem.NATIVE_PLATFORM_UNSUPPORTED).asException());
    return new FfmBls(NativeLibrary.load(PinnedLibrary.blst(platform), folder));
  }

  @Override
  public boolean isValidPublicKey(byte[] publicKey48) {
    if (publicKey48.length != 48) {
      return false;
    }
    try (Arena arena = Arena.ofConfined()) {
      Point key = new Point(arena, 48, AFFINE_G1);
      return decodeKey(key, publicKey48) && (boolean) inGroupG1.invokeExact(key.affine);
    } catch (Throwable e) {
      throw NativeLibrary.unexpected(e);
    }
  }

  @Override
  public boolean isValidSignature(byte[] signature96) {
    if (signature96.length != 96) {
      return false;
    }
    try (Arena arena = Arena.ofConfined()) {
      Point signature = new Point(arena, 96, AFFINE_G2);
      return decodeSignature(signature, signature96)
          && (boolean) inGroupG2.invokeExact(signature.affine);
    } catch (Throwable e) {
      throw NativeLibrary.unexpected(e);
    }
  }

  @Override
  public boolean verify(byte[] publicKey48, byte[] message32, byte[] signature96) {
    if (publicKey48.length != 48 || message32.length != 32 || signature96.length != 96) {
      return false;
    }
    return verifyAll(
        List.of(new BlsTriple(Bytes.of(publicKey48), Bytes.of(message32), Bytes.of(signature96))));
  }

  @Override
  public boolean verifyAll(List<BlsTriple> triples) {
    if (triples.isEmpty()) {
      return true;
    }
    AtomicBoolean good = new AtomicBoolean(true);
    try (Arena arena = Arena.ofShared()) {
      List<Block> blocks = blocks(arena, triples);
      blocks.parallelStream()
          .filter(block -> good.get())
          .filter(block -> !accumulate(block))
          .forEach(block -> good.set(false));
      return good.get() && finish(arena, blocks);
    }
  }

  @Override
  public List<Integer> findWrong(List<BlsTriple> triples) {
    if (triples.isEmpty()) {
      return List.of();
    }
    try (Arena arena = Arena.ofShared()) {
      List<Block> blocks = blocks(arena, triples);
      Map<Boolean, List<Block>> byUse =
          blocks.parallelStream().collect(Collectors.partitioningBy(this::accumulate));
      List<Block> suspects = new ArrayList<>(byUse.getOrDefault(false, List.of()));
      search(arena, byUse.getOrDefault(true, List.of()), false, suspects);
      return suspects.parallelStream()
          .flatMap(Block::places)
          .filter(place -> !triples.get(place).verifiesWith(this))
          .sorted()
          .toList();
    }
  }

  @Override
  public String name() {
    return "blst";
  }

  /** Adds the blocks whose product fails; {@code known} when at least one is known to fail. */
  private void search(Arena arena, List<Block> blocks, boolean known, List<Block> suspects) {
    if (blocks.isEmpty() || (!known && finish(arena, blocks))) {
      return;
    }
    if (blocks.size() == 1) {
      suspects.add(blocks.getFirst());
      return;
    }
    int middle = blocks.size() / 2;
    int before = suspects.size();
    search(arena, blocks.subList(0, middle), false, suspects);
    boolean leftIsGood = suspects.size() == before;
    search(arena, blocks.subList(middle, blocks.size()), leftIsGood, suspects);
  }

  private List<Block> blocks(Arena arena, List<BlsTriple> triples) {
    List<Block> blocks = new ArrayList<>();
    for (int start = 0; start < triples.size(); start += BLOCK) {
      int end = Math.min(triples.size(), start + BLOCK);
      MemorySegment context = arena.allocate(contextBytes, CONTEXT_ALIGNMENT);
      blocks.add(new Block(context, start, triples.subList(start, end)));
    }
    return blocks;
  }

  /** False when a point is unusable, whatever the pairing would say. */
  private boolean accumulate(Block block) {
    try (Arena arena = Arena.ofConfined()) {
      Point key = new Point(arena, 48, AFFINE_G1);
      Point signature = new Point(arena, 96, AFFINE_G2);
      MemorySegment message = arena.allocate(32);
      MemorySegment factor = arena.allocate(JAVA_LONG);
      initialise.invokeExact(block.context, true, suite, (long) SUITE.length());
      for (BlsTriple triple : block.triples) {
        if (!decodeKey(key, triple.publicKey().toArray())
            || !decodeSignature(signature, triple.signature().toArray())) {
          return false;
        }
        message.copyFrom(MemorySegment.ofArray(triple.message().toArray()));
        factor.set(JAVA_LONG, 0, factor());
        if (accumulate(block.context, key, signature, factor, message) != SUCCESS) {
          return false;
        }
      }
      commit.invokeExact(block.context);
      return true;
    } catch (Throwable e) {
      throw NativeLibrary.unexpected(e);
    }
  }

  /** One pair of points, both checked for their group. */
  private int accumulate(
      MemorySegment context,
      Point key,
      Point signature,
      MemorySegment factor,
      MemorySegment message)
      throws Throwable {
    return (int)
        accumulate.invokeExact(
            context,
            key.affine,
            true,
            signature.affine,
            true,
            factor,
            (long) FACTOR_BITS,
            message,
            message.byteSize(),
            MemorySegment.NULL,
            0L);
  }

  /** Whether the product over all pairs of these blocks is one; the blocks stay as they are. */
  private boolean finish(Arena arena, List<Block> blocks) {
    MemorySegment product = arena.allocate(contextBytes, CONTEXT_ALIGNMENT);
    product.copyFrom(blocks.getFirst().context);
    try {
      for (Block other : blocks.subList(1, blocks.size())) {
        if ((int) merge.invokeExact(product, other.context) != SUCCESS) {
          throw new IllegalStateException("blst refused to merge two blocks");
        }
      }
      return (boolean) finish.invokeExact(product, MemorySegment.NULL);
    } catch (Throwable e) {
      throw NativeLibrary.unexpected(e);
    }
  }

  private boolean decodeKey(Point key, byte[] bytes) throws Throwable {
    key.compressed.copyFrom(MemorySegment.ofArray(bytes));
    return (int) uncompressG1.invokeExact(key.affine, key.compressed) == SUCCESS
        && !(boolean) infiniteG1.invokeExact(key.affine);
  }

  private boolean decodeSignature(Point signature, byte[] bytes) throws Throwable {
    signature.compressed.copyFrom(MemorySegment.ofArray(bytes));
    return (int) uncompressG2.invokeExact(signature.affine, signature.compressed) == SUCCESS
        && !(boolean) infiniteG2.invokeExact(signature.affine);
  }

  /** Never zero, and unknown to whoever made the signatures. */
  private long factor() {
    long factor;
    do {
      factor = random.nextLong();
    } while (factor == 0);
    return factor;
  }

  private static long contextBytes(NativeLibrary library) throws ProblemException {
    MethodHandle size = library.function("blst_pairing_sizeof", FunctionDescriptor.of(JAVA_LONG));
    try {
      return (long) size.invokeExact();
    } catch (Throwable e) {
      throw NativeLibrary.unexpected(e);
    }
  }

  /**
   * Some of the triples with their accumulated pairings.
   *
   * @param start place of the first one in the whole list
   */
  private record Block(MemorySegment context, int start, List<BlsTriple> triples) {
    Stream<Integer> places() {
      return IntStream.range(start, start + triples.size()).boxed();
    }
  }

  /** A point as it travels and as blst computes with it. */
  private static final class Point {
    final MemorySegment compressed;
    final MemorySegment affine;

    Point(Arena arena, int compressedBytes, int affineBytes) {
      compressed = arena.allocate(compressedBytes);
      affine = arena.allocate(affineBytes, 8);
    }
  }
}
