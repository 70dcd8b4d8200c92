package org.foresign.model.staking;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.foresign.crypto.Bls;
import org.foresign.crypto.BlsTriple;
import org.foresign.model.eth.Address;
import org.foresign.model.eth.ForkVersion;
import org.foresign.model.eth.Gwei;
import org.foresign.model.eth.Network;
import org.foresign.model.eth.Networks;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;

/**
 * Judges deposits before ether is sent for them: the deposit contract checks neither signature nor
 * credentials, and the chain skips a bad deposit and keeps the ether. For each deposit the first
 * fault is named in the order point, amount, credentials, roots, signature. All signatures are
 * checked together; only when that fails are the wrong ones searched.
 */
public final class DepositCheck {
  private final Bls bls;

  public DepositCheck(Bls bls) {
    this.bls = bls;
  }

  /** What is wrong, at most one finding a deposit, in list order; empty when all are good. */
  public List<DepositFinding> check(
      List<DepositClaim> claims, Network network, CredentialRule rule) {
    TreeMap<Integer, Problem> found = new TreeMap<>();
    List<Integer> places = new ArrayList<>(claims.size());
    List<BlsTriple> triples = new ArrayList<>(claims.size());
    for (int i = 0; i < claims.size(); i++) {
      DepositClaim claim = claims.get(i);
      Optional<Problem> plain = checkPlain(claim, i, rule);
      if (plain.isPresent()) {
        found.put(i, checkPoint(claim, i).orElse(plain.get()));
      } else {
        places.add(i);
        triples.add(triple(claim.data(), network.genesisFork()));
      }
    }
    for (int wrong : bls.findWrong(triples)) {
      int index = places.get(wrong);
      found.put(index, explain(claims.get(index), index, network));
    }
    List<DepositFinding> findings = new ArrayList<>();
    found.forEach((index, problem) -> findings.add(new DepositFinding(index, problem)));
    return List.copyOf(findings);
  }

  /** As {@link #check} for deposits whose source names no roots. */
  public List<DepositFinding> checkData(
      List<DepositData> deposits, Network network, CredentialRule rule) {
    return check(deposits.stream().map(DepositClaim::of).toList(), network, rule);
  }

  /**
   * Throws the first finding, if there is one.
   *
   * @throws ProblemException with a {@link StakingProblem}
   */
  public void require(List<DepositClaim> claims, Network network, CredentialRule rule)
      throws ProblemException {
    List<DepositFinding> findings = check(claims, network, rule);
    if (!findings.isEmpty()) {
      throw findings.getFirst().problem().asException();
    }
  }

  private Optional<Problem> checkPoint(DepositClaim claim, int index) {
    BlsPublicKey key = claim.data().publicKey();
    if (bls.isValidPublicKey(key.toArray())) {
      return Optional.empty();
    }
    boolean infinity = (key.bytes().at(0) & 0x40) != 0;
    StakingProblem code =
        infinity ? StakingProblem.DEPOSIT_KEY_INFINITY : StakingProblem.DEPOSIT_KEY_NOT_A_POINT;
    return Optional.of(Problem.of(code, entry(index), key(claim)));
  }

  /** Amount, credentials and roots. */
  private static Optional<Problem> checkPlain(DepositClaim claim, int index, CredentialRule rule) {
    return checkAmount(claim, index)
        .or(() -> checkCredentials(claim, index, rule))
        .or(() -> checkRoots(claim, index));
  }

  private static Optional<Problem> checkAmount(DepositClaim claim, int index) {
    Gwei amount = claim.data().amount();
    Gwei max = DepositLimits.max(claim.data().credentials());
    if (amount.compareTo(DepositLimits.MIN) >= 0 && amount.compareTo(max) <= 0) {
      return Optional.empty();
    }
    StakingProblem code =
        amount.compareTo(DepositLimits.MIN) < 0
            ? StakingProblem.DEPOSIT_AMOUNT_TOO_SMALL
            : StakingProblem.DEPOSIT_AMOUNT_TOO_LARGE;
    String found = amount.toWei().toEther() + " ETH";
    return Optional.of(Problem.of(code, entry(index), key(claim), found));
  }

  private static Optional<Problem> checkCredentials(
      DepositClaim claim, int index, CredentialRule rule) {
    WithdrawalCredentials credentials = claim.data().credentials();
    if (credentials.kind() == WithdrawalCredentials.Kind.UNUSABLE) {
      return credentialProblem(StakingProblem.DEPOSIT_CREDENTIALS_UNUSABLE, claim, index);
    }
    return switch (rule) {
      case CredentialRule.AnyKind() -> Optional.empty();
      case CredentialRule.PaysTo(Set<Address> owners) -> {
        Optional<Address> address = credentials.address();
        if (address.isEmpty()) {
          yield credentialProblem(StakingProblem.DEPOSIT_CREDENTIALS_BLS, claim, index);
        }
        yield owners.contains(address.get())
            ? Optional.empty()
            : Optional.of(
                Problem.of(
                    StakingProblem.DEPOSIT_CREDENTIALS_STRANGER,
                    entry(index),
                    key(claim),
                    "pays to " + address.get(),
                    "expected " + new TreeSet<>(owners)));
      }
    };
  }

  private static Optional<Problem> credentialProblem(
      StakingProblem code, DepositClaim claim, int index) {
    String found = "credentials " + claim.data().credentials();
    return Optional.of(Problem.of(code, entry(index), key(claim), found));
  }

  private static Optional<Problem> checkRoots(DepositClaim claim, int index) {
    boolean message = DepositRoots.message(claim.data()).equals(claim.messageRoot());
    boolean data = DepositRoots.data(claim.data()).equals(claim.dataRoot());
    if (message && data) {
      return Optional.empty();
    }
    String which = message ? "deposit_data_root" : "deposit_message_root";
    return Optional.of(
        Problem.of(StakingProblem.DEPOSIT_ROOT_WRONG, entry(index), key(claim), which));
  }

  private Problem explain(DepositClaim claim, int index, Network network) {
    return checkPoint(claim, index)
        .or(() -> checkOtherNetworks(claim, index, network))
        .orElseGet(() ->
            Problem.of(
                StakingProblem.DEPOSIT_SIGNATURE_WRONG,
                entry(index),
                key(claim),
                "checked for " + network.name()));
  }

  private Optional<Problem> checkOtherNetworks(DepositClaim claim, int index, Network network) {
    return Networks.all().stream()
        .filter(other -> !other.genesisFork().equals(network.genesisFork()))
        .filter(other -> triple(claim.data(), other.genesisFork()).verifiesWith(bls))
        .findFirst()
        .map(other ->
            Problem.of(
                StakingProblem.DEPOSIT_SIGNATURE_OTHER_NETWORK,
                entry(index),
                key(claim),
                "signed for " + other.name() + ", not for " + network.name()));
  }

  private static String entry(int index) {
    return "entry " + (index + 1);
  }

  private static String key(DepositClaim claim) {
    return "key " + claim.data().publicKey();
  }

  private static BlsTriple triple(DepositData deposit, ForkVersion fork) {
    return new BlsTriple(
        deposit.publicKey().bytes(),
        DepositRoots.signing(deposit, fork).bytes(),
        deposit.signature().bytes());
  }
}
