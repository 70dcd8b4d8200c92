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

  /** May be signed once a person named what wants consent, and every warning was seen. */
  record Consent(List<Finding> findings) implements Verdict {
    public Consent {
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
    return switch (ordered.getFirst().severity()) {
      case REFUSE -> new Refuse(ordered);
      case CONSENT -> new Consent(ordered);
      case WARN -> new Warn(ordered);
    };
  }

  default boolean refuses() {
    return this instanceof Refuse;
  }
}
