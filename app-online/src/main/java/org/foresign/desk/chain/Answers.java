package org.foresign.desk.chain;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** Facts by what was asked. Each stands for itself: one that is disputed says nothing of others. */
public final class Answers {
  public static final Answers NONE = new Answers(Map.of());

  private final Map<Question<?>, Fact<?>> facts;

  /**
   * @param facts each of the type of its question
   */
  public Answers(Map<Question<?>, Fact<?>> facts) {
    this.facts = Map.copyOf(facts);
  }

  /** The fact that answers the question, which must be one of those asked. */
  @SuppressWarnings("unchecked") // facts are kept under the question that makes their type
  public <T> Fact<T> to(Question<T> question) {
    Fact<?> fact = facts.get(question);
    if (fact == null) {
      throw new IllegalArgumentException("not asked: " + question);
    }
    return (Fact<T>) fact;
  }

  public boolean knows(Question<?> question) {
    Fact<?> fact = facts.get(question);
    return fact != null && fact.isKnown();
  }

  /** What is known of these questions, without what is not. */
  public Answers known(Collection<Question<?>> questions) {
    Map<Question<?>, Fact<?>> known = new HashMap<>();
    for (Question<?> question : questions) {
      if (knows(question)) {
        known.put(question, to(question));
      }
    }
    return new Answers(known);
  }

  /** These and later ones; where both answer a question, the later answer counts. */
  public Answers and(Answers later) {
    Map<Question<?>, Fact<?>> all = new HashMap<>(facts);
    all.putAll(later.facts);
    return new Answers(all);
  }
}
