package org.foresign.desk.chain.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.foresign.desk.chain.ChainProblem;
import org.foresign.model.problem.ProblemException;

/** Damaged answers read as something or fail with a ChainProblem; nothing else comes out. */
public final class DamagedAnswers {
  private DamagedAnswers() {}

  /** Reads an answer. */
  public interface Reader {
    Object read(byte[] json) throws ProblemException, IOException;
  }

  /** Cuts {@code good} at each byte and turns each of its bits. */
  public static void mutate(String good, Reader reader) throws Exception {
    byte[] bytes = good.getBytes(StandardCharsets.UTF_8);
    reader.read(bytes);
    int refused = 0;
    for (int cut = 0; cut < bytes.length; cut++) {
      byte[] shorter = Arrays.copyOf(bytes, cut);
      assertThat(outcome(reader, shorter)).as("cut at %d", cut).isFalse();
    }
    for (int bit = 0; bit < bytes.length * 8; bit++) {
      byte[] flipped = bytes.clone();
      flipped[bit / 8] ^= (byte) (1 << (bit % 8));
      if (!outcome(reader, flipped)) {
        refused++;
      }
    }
    assertThat(refused).isPositive();
  }

  private static boolean outcome(Reader reader, byte[] json) throws IOException {
    try {
      reader.read(json);
      return true;
    } catch (ProblemException e) {
      assertThat(e.problem().code()).isInstanceOf(ChainProblem.class);
      return false;
    }
  }

  public static JsonAnswer answer(byte[] json) throws ProblemException {
    return new JsonAnswer(StrictJson.read(json, "test"), "answer");
  }
}
