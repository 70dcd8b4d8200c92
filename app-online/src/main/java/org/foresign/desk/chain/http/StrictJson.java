package org.foresign.desk.chain.http;

import org.foresign.desk.chain.ChainProblem;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/**
 * JSON from strangers: bounded depth, names, numbers and tokens, no duplicate names, nothing behind
 * the end. 8 MiB of empty lists would become gigabytes of objects, hence the token limit.
 */
public final class StrictJson {
  private static final int MAX_DEPTH = 32;
  private static final int MAX_NAME = 200;
  private static final int MAX_NUMBER = 100;
  private static final long MAX_TOKENS = 400_000;

  private static final int MAX_TEXT = 9 << 20;

  /** For answers that are read whole; their size is bounded before. */
  public static final JsonMapper MAPPER = mapper(MAX_TOKENS, MAX_TEXT);

  /** For answers that are read item by item: short texts, many tokens. */
  public static final JsonMapper STREAMING = mapper(50_000_000, 1000);

  private StrictJson() {}

  private static JsonMapper mapper(long maxTokens, int maxText) {
    JsonFactory factory =
        JsonFactory.builder()
            .streamReadConstraints(
                StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxNameLength(MAX_NAME)
                    .maxNumberLength(MAX_NUMBER)
                    .maxTokenCount(maxTokens)
                    .maxStringLength(maxText)
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();
    return JsonMapper.builder(factory)
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
        .build();
  }

  public static JsonNode read(byte[] json, String from) throws ProblemException {
    try {
      JsonNode node = MAPPER.readTree(json);
      if (node == null || node instanceof MissingNode) {
        throw Problem.of(ChainProblem.ANSWER_MALFORMED, from + ", empty answer").asException();
      }
      return node;
    } catch (JacksonException e) {
      throw notJson(from, e);
    }
  }

  /** Names the kind of failure only: the parser's text quotes what it read. */
  public static ProblemException notJson(String from, JacksonException cause) {
    return Problem.of(
            ChainProblem.ANSWER_MALFORMED,
            from + ", not JSON as allowed here: " + cause.getClass().getSimpleName())
        .asException();
  }

  public static byte[] write(JsonNode node) {
    return MAPPER.writeValueAsBytes(node);
  }
}
