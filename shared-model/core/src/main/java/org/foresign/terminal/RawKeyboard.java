package org.foresign.terminal;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.foresign.model.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/**
 * The terminal of this process with the system's echo off from {@link #quiet} to {@link #restore}:
 * lines that may be seen are shown by ourselves, so that not a key beyond them is. However the
 * program ends, short of SIGKILL, the terminal is given back as it was. Keys are read from the
 * system one by one: what was not asked for stays there until it is dropped.
 */
final class RawKeyboard implements Keyboard {
  private static final int IN = 0;
  private static final int OUT = 1;

  // struct termios of Linux, x86-64 and AArch64.
  private static final int SIZE = 64;
  private static final int INPUT_FLAGS = 0;
  private static final int LOCAL_FLAGS = 12;
  private static final int KEYS = 17;
  private static final int ENTER_IS_NEWLINE = 0x100; // ICRNL
  private static final int SIGNAL_KEYS = 0x1; // ISIG
  private static final int BY_LINES = 0x2; // ICANON
  private static final int ECHO = 0x8 | 0x40; // ECHO, ECHONL
  private static final int LEAST_BYTES = KEYS + 6; // VMIN
  private static final int LONGEST_WAIT = KEYS + 5; // VTIME
  private static final int SUSPEND = KEYS + 10; // VSUSP

  private static final byte[] TAKE_BACK = {'\b', ' ', '\b'};

  private final TerminalCalls calls;
  private final FileOutputStream screen = new FileOutputStream(FileDescriptor.out);
  private final Charset charset =
      Charset.forName(System.getProperty("stdout.encoding", "UTF-8"), StandardCharsets.UTF_8);
  private @Nullable MemorySegment before;
  private @Nullable Thread atExit;
  private boolean asked;
  private boolean over;

  RawKeyboard(TerminalCalls calls) {
    this.calls = calls;
  }

  @Override
  public boolean isThere() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment settings = arena.allocate(SIZE);
      return calls.settings(IN, settings) && calls.settings(OUT, settings);
    }
  }

  @Override
  public synchronized void quiet() {
    // A program in the background would be stopped for trying; it is when it has to ask.
    if (before == null && !over && isThere() && calls.inForeground(IN)) {
      change();
    }
  }

  private void change() {
    MemorySegment kept = Arena.ofAuto().allocate(SIZE);
    if (!calls.settings(IN, kept)) {
      return;
    }
    Thread hook = new Thread(this::programEnds);
    try {
      Runtime.getRuntime().addShutdownHook(hook);
    } catch (IllegalStateException e) {
      return; // the program is ending, and asks nothing more
    }
    before = kept;
    atExit = hook;
    calls.change(IN, quieted(kept));
  }

  private static MemorySegment quieted(MemorySegment kept) {
    MemorySegment quiet = Arena.ofAuto().allocate(SIZE).copyFrom(kept);
    ValueLayout.OfInt flags = ValueLayout.JAVA_INT;
    quiet.set(flags, INPUT_FLAGS, kept.get(flags, INPUT_FLAGS) | ENTER_IS_NEWLINE);
    quiet.set(flags, LOCAL_FLAGS, (kept.get(flags, LOCAL_FLAGS) | SIGNAL_KEYS) & ~BY_LINES & ~ECHO);
    quiet.set(ValueLayout.JAVA_BYTE, LEAST_BYTES, (byte) 1);
    quiet.set(ValueLayout.JAVA_BYTE, LONGEST_WAIT, (byte) 0);
    // Not every shell sets the echo right when a program is suspended.
    quiet.set(ValueLayout.JAVA_BYTE, SUSPEND, (byte) 0);
    return quiet;
  }

  @Override
  public synchronized void restore() {
    MemorySegment kept = before;
    if (kept == null) {
      return;
    }
    if (calls.inForeground(IN)) {
      if (asked) {
        calls.dropTyped(IN); // or a shell would show it, run it and keep it
      }
      calls.change(IN, kept);
    }
    before = null;
    asked = false;
    forgetHook();
  }

  private void forgetHook() {
    Thread hook = atExit;
    atExit = null;
    if (hook != null && !over) {
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException e) {
        // The program is ending: the hook runs and finds nothing to do.
      }
    }
  }

  private synchronized void programEnds() {
    over = true;
    restore();
  }

  /** What is asked last before the answer is read; what was typed before it is gone. */
  private synchronized void dropAndWrite(String question) {
    if (before == null && !over) {
      change(); // stops a program in the background, which is what the system does for a reader
    }
    asked = true;
    calls.dropTyped(IN);
    write(question.toCharArray());
  }

  @Override
  public char @Nullable [] ask(String question, boolean visible) throws ProblemException {
    dropAndWrite(question);
    try (TypedLine line = new TypedLine(visible ? new OnScreen() : TypedLine.Echo.NONE);
        Arena arena = Arena.ofConfined()) {
      MemorySegment one = arena.allocate(1);
      TypedLine.State state = TypedLine.State.OPEN;
      while (state == TypedLine.State.OPEN) {
        int key = calls.readByte(IN, one);
        state = key < 0 ? TypedLine.State.INPUT_ENDED : line.key(key);
      }
      one.fill((byte) 0);
      write(new char[] {'\n'});
      return state == TypedLine.State.COMPLETE ? line.text() : null;
    }
  }

  @Override
  public void write(char[] text) {
    ByteBuffer bytes = ByteBuffer.allocate(text.length * 4 + 8);
    try {
      charset
          .newEncoder()
          .onUnmappableCharacter(CodingErrorAction.REPLACE)
          .onMalformedInput(CodingErrorAction.REPLACE)
          .encode(CharBuffer.wrap(text), bytes, true);
      put(bytes.array(), 0, bytes.position());
    } finally {
      Arrays.fill(bytes.array(), (byte) 0);
    }
  }

  private void put(byte[] bytes, int from, int to) {
    try {
      screen.write(bytes, from, to - from);
    } catch (IOException e) {
      // The terminal is gone: the next read says that the input has ended.
    }
  }

  /** A line that may be seen. */
  private final class OnScreen implements TypedLine.Echo {
    @Override
    public void character(byte[] bytes, int from, int to) {
      put(bytes, from, to);
    }

    @Override
    public void takenBack() {
      put(TAKE_BACK, 0, TAKE_BACK.length);
    }
  }

  @Override
  public List<String> weaknesses() {
    return List.of();
  }
}
