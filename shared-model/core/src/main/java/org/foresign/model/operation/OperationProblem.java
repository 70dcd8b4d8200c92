package org.foresign.model.operation;

import org.foresign.model.problem.ProblemCode;

/** Why an operation has no transaction, or a transaction no operation. */
public enum OperationProblem implements ProblemCode {
  OPERATION_NOT_FOR_CHAIN,
  OPERATION_UNDECODABLE
}
