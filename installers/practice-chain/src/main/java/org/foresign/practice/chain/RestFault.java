package org.foresign.practice.chain;

/** A Beacon API error: HTTP status and message. */
final class RestFault extends Exception {
  private static final long serialVersionUID = 1;

  private final int status;

  RestFault(int status, String message) {
    super(message, null, false, false);
    this.status = status;
  }

  static RestFault badRequest(String message) {
    return new RestFault(400, message);
  }

  static RestFault notFound(String message) {
    return new RestFault(404, message);
  }

  int status() {
    return status;
  }

  String text() {
    return String.valueOf(getMessage());
  }
}
