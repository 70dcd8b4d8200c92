package org.foresign.desk.chain.beacon;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.foresign.desk.chain.ChainProblem;
import org.foresign.desk.chain.http.JsonAnswer;
import org.foresign.desk.chain.http.StrictJson;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads a queue of the beacon state item by item and keeps what matters, so that a queue of any
 * length costs no memory. It counts only when it was read to its end.
 *
 * @param <T> what an item becomes
 */
final class BeaconQueue<T> {
  /** Fields of one item; the largest kind has five. */
  private static final int MAX_FIELDS = 16;

  /** Kept items: more would mean that somebody floods the queue in the name of our keys. */
  private static final int MAX_KEPT = 100_000;

  private final String place;
  private final ItemReader<T> reader;
  private final List<T> kept = new ArrayList<>();
  private final ObjectNode flags = JsonNodeFactory.instance.objectNode();
  private boolean dataSeen;

  BeaconQueue(String place, ItemReader<T> reader) {
    this.place = place;
    this.reader = reader;
  }

  /** Reads one item; empty when it does not matter. */
  interface ItemReader<T> {
    Optional<T> read(JsonAnswer item) throws ProblemException;
  }

  List<T> read(InputStream body) throws IOException, ProblemException {
    try (JsonParser parser = StrictJson.STREAMING.createParser(body)) {
      expect(parser.nextToken(), JsonToken.START_OBJECT);
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        field(parser, parser.currentName());
      }
      expect(parser.currentToken(), JsonToken.END_OBJECT);
      if (parser.nextToken() != null) {
        throw malformed("goes on after its end");
      }
    } catch (JacksonException e) {
      if (e.getCause() instanceof IOException io) {
        throw io;
      }
      throw StrictJson.notJson(place, e);
    }
    if (!dataSeen) {
      throw malformed("has no data");
    }
    BeaconAnswers.checkVerified(new JsonAnswer(flags, place));
    return List.copyOf(kept);
  }

  private void field(JsonParser parser, String name) throws ProblemException {
    JsonToken value = parser.nextToken();
    switch (name) {
      case "data" -> {
        dataSeen = true;
        expect(value, JsonToken.START_ARRAY);
        while (parser.nextToken() == JsonToken.START_OBJECT) {
          reader.read(item(parser)).ifPresent(kept::add);
          if (kept.size() > MAX_KEPT) {
            throw malformed("holds too many entries of ours");
          }
        }
        expect(parser.currentToken(), JsonToken.END_ARRAY);
      }
      case "execution_optimistic" -> {
        if (value == JsonToken.VALUE_TRUE || value == JsonToken.VALUE_FALSE) {
          flags.put(name, value == JsonToken.VALUE_TRUE);
        } else {
          parser.skipChildren();
        }
      }
      default -> parser.skipChildren();
    }
  }

  /** One flat object of texts; anything nested or long is refused before it takes memory. */
  private JsonAnswer item(JsonParser parser) throws ProblemException {
    ObjectNode item = JsonNodeFactory.instance.objectNode();
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = parser.currentName();
      // Numbers belong in quotes here; some servers leave them away.
      if (parser.nextToken() != JsonToken.VALUE_NUMBER_INT) {
        expect(parser.currentToken(), JsonToken.VALUE_STRING);
      }
      item.put(name, parser.getString());
      if (item.size() > MAX_FIELDS) {
        throw malformed("has an entry with too many fields");
      }
    }
    expect(parser.currentToken(), JsonToken.END_OBJECT);
    return new JsonAnswer(item, place);
  }

  private void expect(JsonToken found, JsonToken wanted) throws ProblemException {
    if (found != wanted) {
      throw malformed("is not in the form of the Beacon API");
    }
  }

  private ProblemException malformed(String what) {
    return Problem.of(ChainProblem.ANSWER_MALFORMED, place + " " + what).asException();
  }
}
