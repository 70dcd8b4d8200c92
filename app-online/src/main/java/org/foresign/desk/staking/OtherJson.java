package org.foresign.desk.staking;

import java.util.HashSet;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Tells what a JSON object is that somebody took for a deposit file, by the names in it. */
final class OtherJson {
  private static final int MOST_NAMES = 64;

  private OtherJson() {}

  /** What the object is whose first sign was read. */
  static String named(JsonParser parser) {
    Set<String> names = new HashSet<>();
    boolean complete = collect(parser, names);
    if (names.contains("distributed_validators") || names.contains("cluster_definition")) {
      return "a cluster lock of a distributed validator: use its deposit-data file";
    }
    if (names.contains("crypto") && names.contains("pubkey")) {
      return "a keystore: it holds a validator's key and belongs to the validator client";
    }
    if (names.contains("message") && names.contains("signature")) {
      return "a signed message, such as an exit, and no deposit";
    }
    if (names.contains("data")) {
      return "the answer of an interface: use the file that the staking tool wrote";
    }
    if (names.contains("pubkey") || names.contains("withdrawal_credentials")) {
      return complete && anotherFollows(parser)
          ? "one object a line: put them into one list, between [ and ], with commas"
          : "one entry without its list: put it between [ and ]";
    }
    return "an object and not a list of deposits";
  }

  /** Whether the object was read to its end; one that is too deep is known by its first names. */
  private static boolean collect(JsonParser parser, Set<String> names) {
    try {
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        if (names.size() == MOST_NAMES) {
          return false;
        }
        names.add(parser.currentName());
        parser.nextToken();
        parser.skipChildren();
      }
      return true;
    } catch (JacksonException e) {
      return false;
    }
  }

  private static boolean anotherFollows(JsonParser parser) {
    try {
      return parser.nextToken() == JsonToken.START_OBJECT;
    } catch (JacksonException e) {
      return false;
    }
  }
}
