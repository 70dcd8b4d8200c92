package org.foresign.desk.hold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.reflect.Constructor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.foresign.codec.Bytes;
import org.foresign.codec.CodecProblem;
import org.foresign.model.problem.ProblemException;
import org.junit.jupiter.api.Test;

class RecordFormTest {
  private static final RecordForm<FateReason> REASONS = new RecordForm<>(FateReason.class);

  private static final Pattern LINE =
      Pattern.compile("\\| `(?<code>[a-z-]+)` \\| (?<arguments>[^|]*) \\|.*");

  /** Something that is stored. */
  sealed interface Sample {
    record Listed(List<String> codes, List<LeafState> states) implements Sample {}
  }

  @Test
  void readsBackEachReason() throws ReflectiveOperationException, ProblemException {
    for (Class<?> kind : FateReason.class.getPermittedSubclasses()) {
      FateReason reason = sample(kind);
      assertThat(REASONS.read(REASONS.write(reason))).isEqualTo(reason);
    }
  }

  @Test
  void readsBackLists() throws ProblemException {
    RecordForm<Sample> form = new RecordForm<>(Sample.class);
    Sample sample = new Sample.Listed(List.of("gas-at-risk", "no-pool"), List.of(LeafState.FINAL));
    assertThat(form.read(form.write(sample))).isEqualTo(sample);
    // [ "listed", [ "no-pool" ], [] ] of RFC 8949
    assertThat(form.write(new Sample.Listed(List.of("no-pool"), List.of())).hex())
        .isEqualTo("83" + "666c6973746564" + "81676e6f2d706f6f6c" + "80");
  }

  /** The codes are in homes: a record that is renamed is another one. */
  @Test
  void hasTheCodesOfThePage() throws IOException {
    Path page = Path.of(System.getProperty("foresign.root"), "docs", "spec", "sealed-value.md");
    Map<String, List<String>> listed = new LinkedHashMap<>();
    for (String line : Files.readAllLines(page)) {
      Matcher matcher = LINE.matcher(line);
      if (matcher.matches()) {
        String arguments = matcher.group("arguments").strip();
        listed.put(
            matcher.group("code"),
            arguments.isEmpty() ? List.of() : List.of(arguments.split(", ")));
      }
    }
    assertThat(listed).isEqualTo(REASONS.table());
  }

  @Test
  void storesNoSentence() {
    RecordForm<Sample> form = new RecordForm<>(Sample.class);
    for (String text : List.of("the desk stopped", "", "Code", "a--b", "x".repeat(65))) {
      assertThatThrownBy(() -> form.write(new Sample.Listed(List.of(text), List.of())))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void refusesWhatItDoesNotKnow() {
    for (String bytes :
        List.of(
            "80", // no code
            "8166666f7265766572", // another code
            "82646e6f6e6500", // an argument more
            "816e6465706f7369742d717565756564", // an argument less
            "826d73746174652d61776169746564" + "6466756c6c")) { // no such word
      assertThatThrownBy(() -> REASONS.read(Bytes.parseHex(bytes)))
          .isInstanceOfSatisfying(
              ProblemException.class,
              e -> assertThat(e.problem().code()).isInstanceOf(CodecProblem.class));
    }
  }

  private static FateReason sample(Class<?> kind) throws ReflectiveOperationException {
    Constructor<?> constructor = kind.getDeclaredConstructors()[0];
    Object[] values =
        Stream.of(constructor.getParameterTypes())
            .map(type ->
                type == long.class
                    ? (Object) 1_000_000_007L
                    : type == boolean.class ? (Object) true : type.getEnumConstants()[1])
            .toArray();
    return (FateReason) constructor.newInstance(values);
  }
}
