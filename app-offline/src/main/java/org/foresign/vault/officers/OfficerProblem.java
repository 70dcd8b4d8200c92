package org.foresign.vault.officers;

import org.foresign.model.problem.ProblemCode;

/** Why a pairing or a policy is not accepted. */
public enum OfficerProblem implements ProblemCode {
  PEER_WORDS_DIFFER,
  PEER_OTHER_KIND,
  PEER_IS_VAULT,
  PEER_NAME_ALIKE,
  PEER_KNOWN,
  PEER_REPLACES_UNKNOWN,
  PEER_REVOKED,
  PEER_UNKNOWN,
  POLICY_NONE,
  POLICY_NO_DRAFT,
  POLICY_DRAFT_CHANGED,
  POLICY_UNCHANGED,
  POLICY_ENTRY_UNKNOWN,
  POLICY_ENTRY_REFUSED,
  POLICY_NO_WAY_ON,
  POLICY_REAL_MONEY,
  ENROL_FILE_REFUSED
}
