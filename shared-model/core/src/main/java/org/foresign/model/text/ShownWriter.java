package org.foresign.model.text;

import java.io.PrintWriter;
import java.io.Writer;

/**
 * Passes a JSON document on piece by piece, so that no object is ever whole in memory, and makes
 * each piece harmless. Closing it closes nothing.
 */
public final class ShownWriter extends Writer {
  private final PrintWriter out;
  private char half; // first unit of a sign whose second one comes with the next piece, or 0

  public ShownWriter(PrintWriter out) {
    this.out = out;
  }

  @Override
  public void write(char[] signs, int from, int count) {
    if (count == 0) {
      return;
    }
    String piece = half == 0 ? "" : String.valueOf(half);
    half = 0;
    int end = from + count;
    if (Character.isHighSurrogate(signs[end - 1])) {
      end--;
      half = signs[end];
    }
    out.print(ShownText.json(piece + new String(signs, from, end - from)));
  }

  @Override
  public void flush() {
    out.flush();
  }

  @Override
  public void close() {
    out.flush();
  }
}
