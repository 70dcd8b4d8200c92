package org.foresign.model.problem;

/** A failure that the caller can handle; its message is for logs, the problem is for people. */
public final class ProblemException extends Exception {
  private static final long serialVersionUID = 1;

  private final transient Problem problem;

  public ProblemException(Problem problem) {
    this.problem = problem;
  }

  public ProblemException(Problem problem, Throwable cause) {
    super(cause);
    this.problem = problem;
  }

  @Override
  public String getMessage() {
    return problem.toString();
  }

  /** The same failure by a code that says what stands in spite of it. */
  public ProblemException as(ProblemCode code) {
    return new ProblemException(Problem.of(code, problem.happened()), this);
  }

  public Problem problem() {
    return problem;
  }
}
