package org.foresign.practice.chain;

import java.math.BigInteger;
import org.foresign.codec.Bytes;
import org.foresign.codec.Digest32;
import org.foresign.model.eth.Address;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** The positional arguments of a call, read strictly. */
final class RpcParams {
  private final JsonNode params;

  RpcParams(JsonNode params) {
    this.params = params;
  }

  boolean has(int index) {
    return !at(index).isMissingNode() && !at(index).isNull();
  }

  JsonNode at(int index) {
    JsonNode node = params.isArray() ? params.get(index) : null;
    return node == null ? MissingNode.getInstance() : node;
  }

  String text(int index) throws RpcFault {
    return text(at(index), index);
  }

  String tag(int index) throws RpcFault {
    return has(index) ? text(index) : "latest";
  }

  Address address(int index) throws RpcFault {
    return address(text(index), index);
  }

  BigInteger quantity(int index) throws RpcFault {
    return Quantity.parse(text(index));
  }

  /** A small count, given as a hex quantity or, as some tools do, as a JSON number. */
  long count(int index, long most) throws RpcFault {
    BigInteger value = at(index).isIntegralNumber() ? at(index).bigIntegerValue() : quantity(index);
    if (value.signum() < 0 || value.compareTo(BigInteger.valueOf(most)) > 0) {
      throw RpcFault.invalidParams("argument " + index + " lies outside 0 to " + most);
    }
    return value.longValueExact();
  }

  boolean flag(int index) throws RpcFault {
    if (!at(index).isBoolean()) {
      throw RpcFault.invalidParams("invalid argument " + index + ": expected true or false");
    }
    return at(index).booleanValue();
  }

  Digest32 hash(int index) throws RpcFault {
    Bytes bytes = data(text(index), index);
    if (bytes.size() != 32) {
      throw RpcFault.invalidParams("invalid argument " + index + ": hash has 32 bytes");
    }
    return new Digest32(bytes);
  }

  Bytes data(int index) throws RpcFault {
    return data(text(index), index);
  }

  static String text(JsonNode node, int index) throws RpcFault {
    if (node.isMissingNode() || node.isNull()) {
      throw RpcFault.invalidParams("missing value for required argument " + index);
    }
    if (!node.isString()) {
      throw RpcFault.invalidParams("invalid argument " + index + ": expected a string");
    }
    return node.stringValue();
  }

  static Address address(String text, int index) throws RpcFault {
    Bytes bytes = data(text, index);
    if (bytes.size() != 20) {
      throw RpcFault.invalidParams("invalid argument " + index + ": address has 20 bytes");
    }
    return new Address(bytes);
  }

  static Bytes data(String text, int index) throws RpcFault {
    if (!text.startsWith("0x")) {
      throw RpcFault.invalidParams("invalid argument " + index + ": hex string without 0x prefix");
    }
    try {
      return Bytes.parseHex(text);
    } catch (IllegalArgumentException e) {
      throw RpcFault.invalidParams("invalid argument " + index + ": invalid hex string");
    }
  }
}
