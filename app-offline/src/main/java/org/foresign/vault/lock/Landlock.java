package org.foresign.vault.lock;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Restricts a thread, and what it starts, to named files and folders (landlock(7), {@code
 * linux/landlock.h}). Where the kernel knows how, also to no TCP port, no abstract local socket and
 * no signal out of the process. Other threads go on as before, so the program has to be started
 * once more by the restricted thread.
 */
final class Landlock {
  static final long EXECUTE = 1;
  static final long WRITE_FILE = 1L << 1;
  static final long READ_FILE = 1L << 2;
  static final long READ_DIR = 1L << 3;
  static final long REMOVE_DIR = 1L << 4;
  static final long REMOVE_FILE = 1L << 5;
  static final long MAKE_REG = 1L << 8;
  static final long TRUNCATE = 1L << 14;
  static final long IOCTL_DEV = 1L << 15;

  /** Lists and reads, and starts nothing. */
  static final long READ = READ_FILE | READ_DIR;

  /** Makes, fills and removes plain files; no folders, links, sockets, pipes or devices. */
  static final long WRITE = READ | WRITE_FILE | MAKE_REG | REMOVE_FILE | TRUNCATE;

  /** Those that a rule about something else than a folder may hold. */
  private static final long OF_FILES = EXECUTE | WRITE_FILE | READ_FILE | TRUNCATE | IOCTL_DEV;

  private static final int CREATE_RULESET_VERSION = 1;
  private static final int RULE_PATH_BENEATH = 1;
  private static final int ATTRIBUTE_BYTES = 24;
  private static final int PATH_BENEATH_BYTES = 12;
  private static final int EINVAL = 22;

  /** Rights below a path; what is not there is left out. */
  record Rule(Path path, long rights) {}

  private final LinuxKernel kernel;
  private final int abi;

  Landlock(LinuxKernel kernel) {
    this.kernel = kernel;
    this.abi = (int) kernel.call(LinuxCall.LANDLOCK_CREATE_RULESET, 0, 0, CREATE_RULESET_VERSION);
  }

  /** The version that this kernel offers, or minus an error number when it offers none. */
  int abi() {
    return abi;
  }

  /** What a version can refuse, in words. */
  static List<String> kinds(int abi) {
    List<String> kinds = new ArrayList<>(List.of("files"));
    if (abi >= 3) {
      kinds.add("truncation");
    }
    if (abi >= 4) {
      kinds.add("TCP ports");
    }
    if (abi >= 5) {
      kinds.add("device controls");
    }
    if (abi >= 6) {
      kinds.addAll(List.of("abstract sockets", "signals"));
    }
    return kinds;
  }

  /** All rights on files that a version knows: what no rule gives is refused. */
  static long handled(int abi) {
    int known =
        switch (abi) {
          case 1 -> 13;
          case 2 -> 14;
          case 3, 4 -> 15;
          default -> 16;
        };
    return (1L << known) - 1;
  }

  /** {@code struct landlock_ruleset_attr}: files, TCP (bind and connect), scopes. */
  static byte[] attribute(int abi) {
    return ByteBuffer.allocate(ATTRIBUTE_BYTES)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(handled(abi))
        .putLong(abi >= 4 ? 0b11 : 0)
        .putLong(abi >= 6 ? 0b11 : 0)
        .array();
  }

  /**
   * Restricts the calling thread for good. no_new_privs has to be set.
   *
   * @return 0, or minus an error number
   */
  long restrict(Collection<Rule> rules) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment attribute = arena.allocateFrom(ValueLayout.JAVA_BYTE, attribute(abi));
      long ruleset =
          kernel.call(LinuxCall.LANDLOCK_CREATE_RULESET, attribute.address(), ATTRIBUTE_BYTES, 0);
      if (ruleset < 0) {
        return ruleset;
      }
      try {
        rules.forEach(rule -> add(arena, ruleset, rule));
        return kernel.call(LinuxCall.LANDLOCK_RESTRICT_SELF, ruleset, 0);
      } finally {
        kernel.call(LinuxCall.CLOSE, ruleset);
      }
    }
  }

  /**
   * What cannot be opened needs no rule, and what is in no folder, such as a pipe, can have none: a
   * rule that is left out closes more, not less.
   */
  private void add(Arena arena, long ruleset, Rule rule) {
    long opened = kernel.open(rule.path(), LinuxKernel.O_PATH);
    if (opened >= 0) {
      long rights = rule.rights() & handled(abi);
      if (add(arena, ruleset, opened, rights) == -EINVAL) { // it is no folder
        add(arena, ruleset, opened, rights & OF_FILES);
      }
      kernel.call(LinuxCall.CLOSE, opened);
    }
  }

  /** {@code struct landlock_path_beneath_attr} is packed: rights, then the descriptor. */
  private long add(Arena arena, long ruleset, long opened, long rights) {
    ByteBuffer beneath =
        ByteBuffer.allocate(PATH_BENEATH_BYTES)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putLong(rights)
            .putInt((int) opened);
    MemorySegment segment = arena.allocateFrom(ValueLayout.JAVA_BYTE, beneath.array());
    return kernel.call(
        LinuxCall.LANDLOCK_ADD_RULE, ruleset, RULE_PATH_BENEATH, segment.address(), 0);
  }
}
