package org.foresign.practice.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.foresign.model.eth.Networks;
import org.foresign.model.problem.Problem;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class StoryReportTest {
  private static final List<String> WORDS = List.of("a", "b", "c", "d", "e", "f");

  private final StoryReport report = new StoryReport(Networks.HOODI);

  private JsonNode json() {
    String line = report.json(123L);
    assertThat(line).doesNotContain("\n");
    return JsonMapper.shared().readTree(line);
  }

  @Test
  void listsAllTenStepsInOrderWhateverWasReached() {
    report.add(StoryStep.PLANNED, 4, 10);
    report.add(StoryStep.RELEASED, 1, 2);
    report.add(StoryStep.RELEASED, 1, 3);
    report.fail(Problem.of(StoryProblem.STORY_STUCK, "a fact"));

    List<String> steps = new ArrayList<>();
    json()
        .path("steps")
        .forEach(
            step -> steps.add(step.path("step").asString() + " " + step.path("count").asLong()));
    assertThat(steps)
        .containsExactly(
            "planned 4",
            "judged 0",
            "signed 0",
            "imported 0",
            "released 2",
            "included 0",
            "final 0",
            "effect 0",
            "voided 0",
            "burned 0");
    assertThat(json().path("steps").get(4).path("ms").asLong()).isEqualTo(5);
    assertThat(json().path("ok").asBoolean()).isFalse();
    assertThat(json().path("problem").path("code").asString()).isEqualTo("story-stuck");
    assertThat(json().path("problem").path("happened").asString()).contains("a fact");
    assertThat(json().path("problem").propertyNames())
        .containsExactly("code", "happened", "safe", "next");
  }

  @Test
  void hasExactlyTheNamesThatScriptsReadInTheirOrder() {
    assertThat(json().propertyNames())
        .containsExactly("ok", "network", "chainId", "words", "steps", "rssMb", "problem");
    assertThat(json().path("words").propertyNames()).containsExactly("desk", "vault", "equal");
    assertThat(json().path("rssMb").propertyNames()).containsExactly("desk", "vault");
    assertThat(json().path("steps").get(0).propertyNames()).containsExactly("step", "count", "ms");
    assertThat(json().path("network").asString()).isEqualTo("hoodi");
    assertThat(json().path("chainId").asLong()).isEqualTo(560_048);
    assertThat(json().path("rssMb").path("desk").asLong()).isEqualTo(123);
  }

  @Test
  void isFineOnlyWhenItEndedWithEqualWordsAndNoProblem() {
    report.finish();
    assertThat(report.ok()).as("no words were compared").isFalse();
    report.words(WORDS, List.of("a", "b", "c", "d", "e", "g"));
    assertThat(report.ok()).as("words differ").isFalse();
    report.words(WORDS, WORDS);
    assertThat(report.ok()).isTrue();
    report.fail(Problem.of(StoryProblem.STORY_STUCK));
    assertThat(report.ok()).isFalse();
  }
}
