package org.foresign.model.policy;

import java.util.ArrayList;
import java.util.List;

/** What the policy says of a leaf or of a whole batch. */
public sealed interface Verdict {
  /** Findings behind it, worst first; empty when clean. */
  List<Finding> findings();

  /** Nothing to say against it. */
  record Clean() implements Verdict {
    @Override
    public List<Finding> findings() {
      return List.of();
    }
  }

  /** May be signed once every warning was seen. */
  record Warn(List<Finding> findings) implements Verdict {
    public Warn {
      findings = List.copyOf(findings);
    }
  }

  /** Is not signed. */
  record Refuse(List<Finding> findings) implements Verdict {
    public Refuse {
      findings = List.copyOf(findings);
    }
  }

  /** The verdict that follows from findings. */
  static Verdict of(List<Finding> findings) {
    if (findings.isEmpty()) {
      return new Clean();
    }
    List<Finding> ordered = new ArrayList<>(findings);
    ordered.sort((a, b) -> b.severity().compareTo(a.severity()));
    return ordered.getFirst().severity() == Severity.REFUSE
        ? new Refuse(ordered)
        : new Warn(ordered);
  }

  default boolean refuses() {
    return this instanceof Refuse;
  }
}
