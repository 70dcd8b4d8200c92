package org.foresign.desk.chain.http;

import java.io.IOException;

/** More came than may be read. */
final class AnswerTooLargeException extends IOException {
  private static final long serialVersionUID = 1;

  AnswerTooLargeException(long limit) {
    super("more than " + limit + " bytes");
  }
}
