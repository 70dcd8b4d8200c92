package org.foresign.model.policy;

import java.util.Locale;

/** Every reason a policy can give, with the sentence an officer reads. Codes are stable. */
public enum FindingCode {
  ACCOUNT_NOT_IN_POLICY("The policy has no rule for this account on this chain."),
  OPERATION_NOT_ALLOWED("The policy does not allow this operation for this account.");

  private final String sentence;

  FindingCode(String sentence) {
    this.sentence = sentence;
  }

  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  public String sentence() {
    return sentence;
  }
}
