package org.foresign.model.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.TreeMap;
import org.foresign.codec.CodecProblem;
import org.foresign.model.text.OwnFile;
import org.junit.jupiter.api.Test;

/** A table that can't explain a code is a bug that shows, never an empty line. */
class ProblemSentencesTest {
  private static final String CODE = "cbor-malformed";

  private static ProblemTable table(String... rows) {
    Map<String, String> map = new TreeMap<>();
    for (String row : rows) {
      map.put(row.split("=", 2)[0], row.split("=", 2)[1]);
    }
    return new ProblemTable(map);
  }

  @Test
  void givesThreeSentences() {
    ProblemTable table =
        table(CODE + ".happened=It broke.", CODE + ".safe=No risk.", CODE + ".next=Again.");
    assertThat(table.of(CodecProblem.CBOR_MALFORMED))
        .isEqualTo(new ProblemTable.Sentences("It broke.", "No risk.", "Again."));
    assertThat(table.codes()).containsExactly(CODE);
  }

  @Test
  void refusesATableThatLacksASentence() {
    assertThatThrownBy(() -> table(CODE + ".happened=It broke.", CODE + ".next=Again."))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(CODE + ".safe");
    assertThatThrownBy(
            () -> table(CODE + ".happened=It broke.", CODE + ".safe= ", CODE + ".next=Again."))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(CODE + ".safe");
  }

  @Test
  void refusesARowOfAnotherName() {
    assertThatThrownBy(() ->
            table(
                CODE + ".happened=It broke.",
                CODE + ".safe=No risk.",
                CODE + ".next=Again.",
                CODE + ".nxt=Again."))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> table("happened=It broke.")).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void refusesACodeThatIsNotInTheTable() {
    assertThatThrownBy(() -> table().of(CodecProblem.CBOR_MALFORMED))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(CODE);
  }

  @Test
  void aFileThatIsMissingIsNoEmptyOne() {
    assertThatThrownBy(() -> OwnFile.rows(ProblemSentencesTest.class, "problems.none"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("problems.none");
  }

  @Test
  void anExceptionTellsItsProblemWithTheCause() {
    ProblemException cause = Problem.of(CodecProblem.CBOR_MALFORMED, "at 3").asException();
    ProblemException told = cause.as(CodecProblem.CBOR_TOO_LARGE);
    assertThat(told).hasCause(cause);
    assertThat(told.problem())
        .isEqualTo(Problem.of(CodecProblem.CBOR_TOO_LARGE, cause.problem().happened()));
    assertThat(told.getMessage()).startsWith("cbor-too-large: ").contains("(at 3)");
  }
}
