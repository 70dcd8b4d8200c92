package org.foresign.desk.chain.quorum;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.foresign.desk.chain.http.Patience;
import org.foresign.model.problem.Errors;
import org.foresign.model.problem.ProblemException;

/** Asks several endpoints the same question at once, each on a virtual thread of its own. */
public final class EndpointGroup<E extends EndpointGroup.Member> implements AutoCloseable {
  /** A question may take a few exchanges; this many answer times bound it. */
  private static final int EXCHANGES = 8;

  private final List<E> members;
  private final Patience patience;
  private final ExecutorService threads;

  public EndpointGroup(List<E> members, Patience patience) {
    this.members = List.copyOf(members);
    this.patience = patience;
    this.threads =
        Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("chain-", 0).factory());
  }

  /** Somebody to ask. */
  public interface Member {
    String name();
  }

  /** What is asked. */
  public interface Question<E, T> {
    T ask(E endpoint) throws ProblemException;
  }

  /** How long to go on after a vote came in. */
  public enum Wait {
    FOR_ALL,
    BRIEFLY,
    NO_LONGER
  }

  /** One vote per endpoint, in the endpoints' order; who is not waited for is silent. */
  public <T> List<Vote<T>> ask(Question<E, T> question, Function<List<Vote<T>>, Wait> policy) {
    CompletionService<Vote<T>> running = new ExecutorCompletionService<>(threads);
    List<Future<Vote<T>>> futures = new ArrayList<>();
    for (E member : members) {
      futures.add(running.submit(() -> vote(member, question)));
    }
    List<Vote<T>> votes = new ArrayList<>();
    long deadline = System.nanoTime() + patience.answer().toNanos() * EXCHANGES;
    try {
      boolean hurried = false;
      while (votes.size() < members.size()) {
        Future<Vote<T>> next =
            running.poll(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
        if (next == null) {
          break;
        }
        votes.add(next.get());
        Wait wait = policy.apply(votes);
        if (wait == Wait.NO_LONGER) {
          break;
        }
        if (wait == Wait.BRIEFLY && !hurried) {
          hurried = true;
          deadline = Math.min(deadline, System.nanoTime() + patience.grace().toNanos());
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      Errors.throwIfBehind(e);
      throw new IllegalStateException("a question to an endpoint failed", e.getCause());
    } finally {
      futures.forEach(f -> f.cancel(true));
    }
    return inOrder(votes);
  }

  private <T> List<Vote<T>> inOrder(List<Vote<T>> votes) {
    Map<String, Vote<T>> byName = new HashMap<>();
    votes.forEach(v -> byName.put(v.endpoint(), v));
    List<Vote<T>> ordered = new ArrayList<>();
    for (E member : members) {
      ordered.add(
          byName.getOrDefault(member.name(), new Vote.Silent<>(member.name(), "no answer yet")));
    }
    return ordered;
  }

  private static <E extends Member, T> Vote<T> vote(E member, Question<E, T> question) {
    try {
      return new Vote.Answered<>(member.name(), question.ask(member));
    } catch (ProblemException e) {
      return new Vote.Silent<>(member.name(), e.problem().happened());
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
    threads.close();
  }
}
