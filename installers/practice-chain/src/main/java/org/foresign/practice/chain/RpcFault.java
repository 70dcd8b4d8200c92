package org.foresign.practice.chain;

import org.foresign.codec.Bytes;
import org.jspecify.annotations.Nullable;

/** A JSON-RPC error, with codes and texts as geth gives them. */
final class RpcFault extends Exception {
  private static final long serialVersionUID = 1;

  static final int PARSE_ERROR = -32700;
  static final int INVALID_REQUEST = -32600;
  static final int METHOD_NOT_FOUND = -32601;
  static final int INVALID_PARAMS = -32602;
  static final int SERVER_ERROR = -32000;

  /** geth's code for a revert, with the output as data. */
  static final int REVERTED = 3;

  private final int code;
  private final transient @Nullable Bytes data;

  RpcFault(int code, String message, @Nullable Bytes data) {
    super(message, null, false, false);
    this.code = code;
    this.data = data;
  }

  static RpcFault rejected(String message) {
    return new RpcFault(SERVER_ERROR, message, null);
  }

  static RpcFault invalidParams(String message) {
    return new RpcFault(INVALID_PARAMS, message, null);
  }

  static RpcFault reverted(Halt.Reverted revert) {
    String reason = revert.reason().isEmpty() ? "" : ": " + revert.reason();
    return new RpcFault(REVERTED, "execution reverted" + reason, revert.data());
  }

  int code() {
    return code;
  }

  @Nullable Bytes data() {
    return data;
  }

  String text() {
    return String.valueOf(getMessage());
  }
}
