package org.foresign.store;

import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.foresign.model.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/**
 * Rows that are read a page at a time while somebody walks over them, so that no more than a page
 * is in memory however many there are. Each walk reads anew. The database must stay open and
 * unchanged during a walk.
 */
public final class Pages<T> implements Iterable<T> {
  /** Reads the rows that follow. */
  @FunctionalInterface
  public interface Source<T> {
    /**
     * @param last row of the page before, null for the first page
     * @return an empty list at the end
     */
    List<T> after(@Nullable T last) throws ProblemException;
  }

  private final Source<T> source;

  public Pages(Source<T> source) {
    this.source = source;
  }

  /** A walk; it throws {@link UnreadableException} where a page can't be read. */
  @Override
  public Iterator<T> iterator() {
    return new Walk();
  }

  /** What ends a walk, since an iterator can throw no checked exception. */
  public static final class UnreadableException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final ProblemException problem;

    public UnreadableException(ProblemException problem) {
      super(problem);
      this.problem = problem;
    }

    public ProblemException problem() {
      return problem;
    }
  }

  private final class Walk implements Iterator<T> {
    private List<T> page = List.of();
    private int at;
    private boolean ended;

    @Override
    public boolean hasNext() {
      if (at == page.size() && !ended) {
        try {
          page = source.after(page.isEmpty() ? null : page.getLast());
        } catch (ProblemException e) {
          throw new UnreadableException(e);
        }
        at = 0;
        ended = page.isEmpty();
      }
      return !ended;
    }

    @Override
    public T next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      return page.get(at++);
    }
  }
}
