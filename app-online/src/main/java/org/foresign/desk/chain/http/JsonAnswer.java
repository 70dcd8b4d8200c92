package org.foresign.desk.chain.http;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.foresign.codec.Bytes;
import org.foresign.codec.Digest32;
import org.foresign.desk.chain.ChainProblem;
import org.foresign.model.eth.Address;
import org.foresign.model.eth.Wei;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;
import tools.jackson.databind.JsonNode;

/**
 * A JSON value from outside and the place where it stood. Every read is strict; what does not fit
 * is ANSWER_MALFORMED with the place, and never with the value, which is the endpoint's.
 */
public final class JsonAnswer {
  /**
   * The execution API has hex quantities without leading zeros and capitals; servers that pad them
   * mean the same number. An empty one is no number.
   */
  private static final Pattern QUANTITY = Pattern.compile("0x[0-9a-fA-F]{1,64}");

  private static final Pattern DATA = Pattern.compile("0x(?:[0-9a-fA-F]{2})*+");
  private static final Pattern DECIMAL = Pattern.compile("0|[1-9][0-9]{0,19}");
  private static final BigInteger MAX_UINT64 =
      BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);

  private final JsonNode node;
  private final String place;

  public JsonAnswer(JsonNode node, String place) {
    this.node = node;
    this.place = place;
  }

  public boolean isNull() {
    return node.isNull();
  }

  public JsonAnswer field(String name) throws ProblemException {
    return optional(name).orElseThrow(() -> at(place + "." + name, "is missing"));
  }

  /** Empty when the field is absent or null. */
  public Optional<JsonAnswer> optional(String name) throws ProblemException {
    if (!node.isObject()) {
      throw malformed("is no object");
    }
    JsonNode child = node.get(name);
    return child == null || child.isNull()
        ? Optional.empty()
        : Optional.of(new JsonAnswer(child, place + "." + name));
  }

  /** A field that is there, null or not, under a place of its own. */
  public JsonAnswer member(String name, String newPlace) {
    return new JsonAnswer(node.get(name), newPlace);
  }

  public List<String> names() throws ProblemException {
    if (!node.isObject()) {
      throw malformed("is no object");
    }
    return List.copyOf(node.propertyNames());
  }

  public List<JsonAnswer> items(int max) throws ProblemException {
    if (!node.isArray() || node.size() > max) {
      throw malformed("is no list of at most " + max);
    }
    List<JsonAnswer> items = new ArrayList<>(node.size());
    for (int i = 0; i < node.size(); i++) {
      items.add(new JsonAnswer(node.get(i), place + "[" + i + "]"));
    }
    return items;
  }

  public BigInteger quantity() throws ProblemException {
    String text = string();
    if (!QUANTITY.matcher(text).matches()) {
      throw malformed("is no hex quantity");
    }
    return new BigInteger(text.substring(2), 16);
  }

  private long inLong(BigInteger value) throws ProblemException {
    if (value.bitLength() > 63) {
      throw malformed("is out of range");
    }
    return value.longValueExact();
  }

  public long quantityLong() throws ProblemException {
    return inLong(quantity());
  }

  public Wei wei() throws ProblemException {
    return new Wei(quantity());
  }

  public Bytes data(int maxSize) throws ProblemException {
    String text = string();
    if (text.length() > 2 + 2L * maxSize || !DATA.matcher(text).matches()) {
      throw malformed("is no hex data of at most " + maxSize + " bytes");
    }
    return Bytes.parseHex(text);
  }

  public Bytes dataOf(int size) throws ProblemException {
    Bytes bytes = data(size);
    if (bytes.size() != size) {
      throw malformed("has not " + size + " bytes");
    }
    return bytes;
  }

  public Digest32 digest() throws ProblemException {
    return new Digest32(dataOf(32));
  }

  /** Twenty bytes in any case: endpoints disagree about checksums, and nobody typed this one. */
  public Address address() throws ProblemException {
    return new Address(dataOf(20));
  }

  /** A word of storage; some servers leave its leading zeros away. */
  public Bytes storageWord() throws ProblemException {
    String hex = quantity().toString(16);
    return Bytes.parseHex("0".repeat(64 - hex.length()) + hex);
  }

  /** A Beacon API uint64: decimal digits in a string; some servers leave the quotes away. */
  public BigInteger uint64() throws ProblemException {
    String text = node.isIntegralNumber() ? node.bigIntegerValue().toString() : string();
    if (!DECIMAL.matcher(text).matches()) {
      throw malformed("is no decimal number");
    }
    BigInteger value = new BigInteger(text);
    if (value.compareTo(MAX_UINT64) > 0) {
      throw malformed("is out of range");
    }
    return value;
  }

  /** A Beacon API uint64 below 2^63. */
  public long decimal() throws ProblemException {
    return inLong(uint64());
  }

  /** A JSON integer from 0 to 2^63 - 1, as EIP-7910 writes times. */
  public long number() throws ProblemException {
    if (!node.isIntegralNumber() || !node.canConvertToLong() || node.longValue() < 0) {
      throw malformed("is no number");
    }
    return node.longValue();
  }

  public boolean bool() throws ProblemException {
    if (!node.isBoolean()) {
      throw malformed("is neither true nor false");
    }
    return node.booleanValue();
  }

  public String string() throws ProblemException {
    if (!node.isString()) {
      throw malformed("is no string");
    }
    return node.stringValue();
  }

  public boolean isString() {
    return node.isString();
  }

  public boolean isObject() {
    return node.isObject();
  }

  public boolean isArray() {
    return node.isArray();
  }

  /** A whole number, or {@code otherwise} where it is none that a long holds. */
  public long numberOr(long otherwise) {
    return node.isIntegralNumber() && node.canConvertToLong() ? node.longValue() : otherwise;
  }

  public ProblemException malformed(String what) {
    return at(place, what);
  }

  public ProblemException mismatched(String what) {
    return Problem.of(ChainProblem.ANSWER_MISMATCHED, place + " " + what).asException();
  }

  private static ProblemException at(String where, String what) {
    return Problem.of(ChainProblem.ANSWER_MALFORMED, where + " " + what).asException();
  }
}
