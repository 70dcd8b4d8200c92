package org.foresign.model.policy;

import java.util.List;

/**
 * One reason in a verdict.
 *
 * @param details public facts in the order the code's sentence names them
 */
public record Finding(FindingCode code, Severity severity, List<String> details) {
  public Finding {
    details = List.copyOf(details);
  }

  public static Finding refuse(FindingCode code, String... details) {
    return new Finding(code, Severity.REFUSE, List.of(details));
  }

  public static Finding consent(FindingCode code, String... details) {
    return new Finding(code, Severity.CONSENT, List.of(details));
  }

  public static Finding warn(FindingCode code, String... details) {
    return new Finding(code, Severity.WARN, List.of(details));
  }

  /** Its sentence with the details behind it. */
  public String words() {
    String all = String.join(", ", details);
    return code.sentence() + (all.isEmpty() ? "" : " [" + all + "]");
  }
}
