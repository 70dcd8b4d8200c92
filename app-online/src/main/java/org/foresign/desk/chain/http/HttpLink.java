package org.foresign.desk.chain.http;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpTimeoutException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.zip.GZIPInputStream;
import org.foresign.desk.chain.ChainProblem;
import org.foresign.model.problem.Errors;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * HTTP/1.1 to one endpoint: no redirects, no cookies, one deadline over the whole answer, a bounded
 * body, and no URL in any problem. A failed connection is tried once more, since servers drop idle
 * connections.
 */
public final class HttpLink {
  private static final Logger LOG = LoggerFactory.getLogger(HttpLink.class);
  private static final int STATUS_BODY_LIMIT = 64 << 10;

  private final HttpClient client;
  private final EndpointUrl url;
  private final Patience patience;

  HttpLink(HttpClient client, EndpointUrl url, Patience patience) {
    this.client = client;
    this.url = url;
    this.patience = patience;
  }

  /** A whole answer; its body belongs to the one that asked. */
  public static final class Answer {
    private final int status;
    private final byte[] body;
    private final HttpHeaders headers;

    Answer(int status, byte[] body, HttpHeaders headers) {
      this.status = status;
      this.body = body;
      this.headers = headers;
    }

    public int status() {
      return status;
    }

    public byte[] body() {
      return body;
    }

    public Optional<String> header(String name) {
      return headers.firstValue(name);
    }
  }

  /** Reads a body as it comes. */
  public interface StreamReader<T> {
    T read(InputStream body) throws IOException, ProblemException;
  }

  /** Posts to the endpoint's own address. */
  public Answer post(byte[] json) throws ProblemException {
    return post(url.target(), json);
  }

  /** Posts to an interface below the endpoint's address. */
  public Answer post(String path, byte[] json) throws ProblemException {
    return post(url.below(path), json);
  }

  private Answer post(URI uri, byte[] json) throws ProblemException {
    return whole(
        builder(uri)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofByteArray(json))
            .build());
  }

  /** Gets what lies below the endpoint's address. */
  public Answer get(String path) throws ProblemException {
    return whole(builder(url.below(path)).GET().build());
  }

  private HttpRequest.Builder builder(URI uri) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri)
            .timeout(patience.answer())
            .header("Accept", "application/json")
            .header("User-Agent", "Foresign-desk");
    url.authorization().ifPresent(a -> request.header("Authorization", a));
    return request;
  }

  private Answer whole(HttpRequest request) throws ProblemException {
    HttpResponse<byte[]> response = send(request, info -> new BoundedBody(patience.maxBytes()));
    byte[] body = response.body();
    if (isPacked(response.headers())) {
      try (InputStream packed = unpacked(new ByteArrayInputStream(body), patience.maxBytes())) {
        body = packed.readAllBytes();
      } catch (AnswerTooLargeException e) {
        throw tooLarge(e);
      } catch (IOException e) {
        throw unreachable(e);
      }
    }
    return new Answer(response.statusCode(), body, response.headers());
  }

  /** Some servers pack although nobody asked for it. */
  private static boolean isPacked(HttpHeaders headers) {
    return headers.firstValue("Content-Encoding").filter("gzip"::equalsIgnoreCase).isPresent();
  }

  /** The limit is on what comes out, so that a small answer can't become a large one. */
  private static InputStream unpacked(InputStream packed, long maxBytes) throws IOException {
    return new Bounded(new GZIPInputStream(packed), maxBytes);
  }

  /**
   * Reads an answer that may be too large for memory. The reader sees at most {@code maxBytes} and
   * gets an end of stream at the deadline.
   */
  public <T> T stream(String path, long maxBytes, StreamReader<T> reader) throws ProblemException {
    HttpRequest request = builder(url.below(path)).GET().build();
    HttpResponse<InputStream> response = send(request, info -> BodySubscribers.ofInputStream());
    AtomicBoolean late = new AtomicBoolean();
    try (InputStream body = response.body()) {
      if (response.statusCode() != 200) {
        byte[] words = body.readNBytes(STATUS_BODY_LIMIT);
        throw status(new Answer(response.statusCode(), words, response.headers()));
      }
      CompletableFuture<Void> alarm =
          CompletableFuture.runAsync(
              () -> {
                late.set(true);
                closeQuietly(body);
              },
              CompletableFuture.delayedExecutor(
                  patience.answer().toMillis(), TimeUnit.MILLISECONDS));
      try {
        return reader.read(
            isPacked(response.headers()) ? unpacked(body, maxBytes) : new Bounded(body, maxBytes));
      } finally {
        alarm.cancel(false);
      }
    } catch (AnswerTooLargeException e) {
      throw tooLarge(e);
    } catch (IOException e) {
      throw late.get() ? timeout() : unreachable(e);
    } catch (ProblemException e) {
      throw late.get() ? timeout() : e;
    }
  }

  private static void closeQuietly(InputStream body) {
    try {
      body.close();
    } catch (IOException e) {
      // Nothing is lost: the reader meets the closed stream.
    }
  }

  private <T> HttpResponse<T> send(HttpRequest request, BodyHandler<T> handler)
      throws ProblemException {
    long began = System.nanoTime();
    try {
      HttpResponse<T> response = tried(request, handler);
      LOG.debug(
          "{} answered {} after {} ms",
          url,
          response.statusCode(),
          TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began));
      return response;
    } catch (ProblemException e) {
      LOG.info("{} gave no answer: {}", url, e.problem().code().id());
      throw e;
    }
  }

  private <T> HttpResponse<T> tried(HttpRequest request, BodyHandler<T> handler)
      throws ProblemException {
    long deadline = System.nanoTime() + patience.answer().toNanos();
    try {
      return tried(request, handler, deadline);
    } catch (IOException first) {
      try {
        return tried(request, handler, deadline);
      } catch (IOException e) {
        throw unreachable(e);
      }
    }
  }

  private <T> HttpResponse<T> tried(HttpRequest request, BodyHandler<T> handler, long deadline)
      throws ProblemException, IOException {
    try {
      return sendOnce(request, handler, deadline);
    } catch (AnswerTooLargeException e) {
      throw tooLarge(e);
    } catch (HttpTimeoutException e) {
      throw timeout();
    }
  }

  private <T> HttpResponse<T> sendOnce(HttpRequest request, BodyHandler<T> handler, long deadline)
      throws IOException {
    CompletableFuture<HttpResponse<T>> exchange = client.sendAsync(request, handler);
    try {
      return exchange.get(Math.max(1, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      exchange.cancel(true);
      throw new HttpTimeoutException("no whole answer in time");
    } catch (InterruptedException e) {
      exchange.cancel(true);
      Thread.currentThread().interrupt();
      throw new HttpTimeoutException("interrupted");
    } catch (ExecutionException e) {
      // The client's own threads report an error as the cause of a broken connection.
      Errors.throwIfBehind(e);
      switch (e.getCause()) {
        case IOException io -> throw io;
        case null, default ->
            throw new IllegalStateException("the HTTP client failed", e.getCause());
      }
    }
  }

  private ProblemException timeout() {
    return Problem.of(
            ChainProblem.ENDPOINT_TIMEOUT, url + " within " + patience.answer().toMillis() + " ms")
        .asException();
  }

  /** Names the kind of failure only: exception texts of the HTTP client may hold the URL. */
  private ProblemException unreachable(IOException cause) {
    return Problem.of(
            ChainProblem.ENDPOINT_UNREACHABLE, url + ", " + cause.getClass().getSimpleName())
        .asException();
  }

  private ProblemException tooLarge(AnswerTooLargeException cause) {
    return Problem.of(ChainProblem.ANSWER_TOO_LARGE, url + ", " + cause.getMessage()).asException();
  }

  /** Why this is no answer, in the server's own words where it has some. */
  public ProblemException status(Answer answer) {
    int code = answer.status();
    ChainProblem kind =
        switch (code) {
          case 401, 403, 407 -> ChainProblem.ENDPOINT_KEY;
          case 429 -> ChainProblem.ENDPOINT_LIMIT;
          default ->
              code / 100 == 3 ? ChainProblem.ENDPOINT_REDIRECT : ChainProblem.ENDPOINT_STATUS;
        };
    StringBuilder words = new StringBuilder(url + ", status " + code);
    answer.header("Location").flatMap(this::place).ifPresent(to -> words.append(" to ").append(to));
    answer
        .header("Retry-After")
        .filter(wait -> wait.matches("[0-9]{1,6}"))
        .ifPresent(wait -> words.append(", asks to wait ").append(wait).append(" s"));
    ProviderWords.of(url, answer.body()).ifPresent(said -> words.append(": ").append(said));
    return Problem.of(kind, words.toString()).asException();
  }

  /** Scheme, host and port of where a redirect leads; its path may hold a key. */
  private Optional<String> place(String location) {
    try {
      return Optional.of(ProviderWords.clean(url, EndpointUrl.parse(location).toString()));
    } catch (ProblemException e) {
      return Optional.empty(); // a path on the same machine, or no address at all
    }
  }

  /** Stops with an exception of its own after a number of bytes. */
  private static final class Bounded extends FilterInputStream {
    private final long limit;
    private long seen;

    Bounded(InputStream in, long limit) {
      super(in);
      this.limit = limit;
    }

    @Override
    public int read() throws IOException {
      int next = super.read();
      count(next < 0 ? 0 : 1);
      return next;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      int got = super.read(target, offset, length);
      count(Math.max(got, 0));
      return got;
    }

    private void count(int bytes) throws IOException {
      seen += bytes;
      if (seen > limit) {
        throw new AnswerTooLargeException(limit);
      }
    }
  }
}
