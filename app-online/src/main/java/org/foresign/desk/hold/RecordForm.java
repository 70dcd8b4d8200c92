package org.foresign.desk.hold;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import org.foresign.codec.Bytes;
import org.foresign.codec.CborReader;
import org.foresign.codec.CborWriter;
import org.foresign.codec.CodecProblem;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.text.Spelling;

/**
 * The records of a closed choice as a code and arguments: never as a sentence, which is made only
 * where it is read. The code is the record's name and the arguments are its components in their
 * order (docs/spec/sealed-value.md, "Codes and arguments").
 *
 * @param <T> a sealed interface of records whose components are numbers from 0, truth values, words
 *     of enums, codes, and lists of those
 */
public final class RecordForm<T> {
  private static final int MAX_CODE = 64;
  private static final int MAX_LIST = 1_000;

  private final Map<String, Class<?>> kinds = new LinkedHashMap<>();
  private final Class<T> choice;

  public RecordForm(Class<T> choice) {
    this.choice = choice;
    for (Class<?> kind : choice.getPermittedSubclasses()) {
      kinds.put(code(kind), kind);
    }
  }

  /** Such as {@code validator-left} of {@code ValidatorLeft}. */
  public static String code(Object record) {
    return code(record.getClass());
  }

  private static String code(Class<?> kind) {
    return kind.getSimpleName().replaceAll("(?<=.)([A-Z])", "-$1").toLowerCase(Locale.ROOT);
  }

  /** The components by their names. */
  public static SequencedMap<String, Object> arguments(Object record) {
    SequencedMap<String, Object> arguments = new LinkedHashMap<>();
    for (RecordComponent component : record.getClass().getRecordComponents()) {
      arguments.put(component.getName(), value(record, component));
    }
    return arguments;
  }

  /** Every code with the names of its arguments. */
  SequencedMap<String, List<String>> table() {
    SequencedMap<String, List<String>> table = new LinkedHashMap<>();
    kinds.forEach((code, kind) ->
        table.put(
            code,
            Arrays.stream(kind.getRecordComponents()).map(RecordComponent::getName).toList()));
    return table;
  }

  public Bytes write(T record) {
    RecordComponent[] components = record.getClass().getRecordComponents();
    CborWriter writer = new CborWriter().array(1 + components.length).text(code(record));
    for (RecordComponent component : components) {
      write(writer, value(record, component));
    }
    return writer.toBytes();
  }

  private static void write(CborWriter writer, Object value) {
    switch (value) {
      case Long number -> writer.uint(number);
      case Boolean truth -> writer.bool(truth);
      case Enum<?> constant -> writer.text(Spelling.of(constant));
      case String code -> writer.text(requireCode(code));
      case List<?> items -> {
        writer.array(items.size());
        items.forEach(item -> write(writer, item));
      }
      default -> throw new IllegalArgumentException("no stored form: " + value.getClass());
    }
  }

  private static String requireCode(String text) {
    if (!isCode(text)) {
      throw new IllegalArgumentException("no code, and a sentence is never stored");
    }
    return text;
  }

  private static boolean isCode(String text) {
    return text.length() <= MAX_CODE && text.matches("[a-z0-9]+(-[a-z0-9]+)*");
  }

  /** Reads one record that lies alone. */
  public T read(Bytes bytes) throws ProblemException {
    CborReader reader = new CborReader(bytes, 1 << 20);
    T record = read(reader);
    reader.end();
    return record;
  }

  /**
   * Reads one record.
   *
   * @throws ProblemException with a {@link CodecProblem}
   */
  public T read(CborReader reader) throws ProblemException {
    int items = reader.array(MAX_LIST);
    String code = items == 0 ? "" : reader.text(MAX_CODE);
    Class<?> kind = kinds.get(code);
    if (kind == null || kind.getRecordComponents().length != items - 1) {
      throw outOfRange(code);
    }
    List<Object> values = new ArrayList<>();
    for (RecordComponent component : kind.getRecordComponents()) {
      values.add(read(reader, component.getGenericType()));
    }
    return make(kind, values);
  }

  private static Object read(CborReader reader, Type type) throws ProblemException {
    if (type == long.class) {
      return reader.uint();
    }
    if (type == boolean.class) {
      return reader.bool();
    }
    if (type instanceof ParameterizedType list) {
      int items = reader.array(MAX_LIST);
      List<Object> values = new ArrayList<>();
      for (int i = 0; i < items; i++) {
        values.add(read(reader, list.getActualTypeArguments()[0]));
      }
      return values;
    }
    String word = reader.text(MAX_CODE);
    if (type == String.class && isCode(word)) {
      return word;
    }
    if (type instanceof Class<?> constants && constants.isEnum()) {
      for (Object constant : constants.getEnumConstants()) {
        if (Spelling.of((Enum<?>) constant).equals(word)) {
          return constant;
        }
      }
    }
    throw outOfRange(word);
  }

  private static ProblemException outOfRange(String word) {
    return Problem.of(CodecProblem.CBOR_OUT_OF_RANGE, word).asException();
  }

  private static Object value(Object record, RecordComponent component) {
    try {
      return component.getAccessor().invoke(record);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException(e);
    }
  }

  private T make(Class<?> kind, List<Object> values) {
    Class<?>[] types =
        Arrays.stream(kind.getRecordComponents())
            .map(RecordComponent::getType)
            .toArray(Class<?>[]::new);
    try {
      return choice.cast(kind.getDeclaredConstructor(types).newInstance(values.toArray()));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
