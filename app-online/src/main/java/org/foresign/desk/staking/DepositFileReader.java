package org.foresign.desk.staking;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.foresign.crypto.Bls;
import org.foresign.files.NamedFile;
import org.foresign.model.eth.Network;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.staking.BlsPublicKey;
import org.foresign.model.staking.CredentialRule;
import org.foresign.model.staking.DepositCheck;
import org.foresign.model.staking.DepositClaim;
import org.foresign.model.staking.DepositFinding;
import org.foresign.model.staking.StakingProblem;

/**
 * Reads {@code deposit_data-*.json} as the staking tools write it (docs/spec/deposits.md): all of a
 * file or nothing. The first fault is named in the order JSON, fields, duplicate, and then for each
 * entry point, amount, credentials, roots, signature.
 */
public final class DepositFileReader {
  /** More places than this are counted instead of named. */
  private static final int NAMED_PLACES = 8;

  private final DepositCheck check;
  private final DepositJson json = new DepositJson();

  public DepositFileReader(Bls bls) {
    this.check = new DepositCheck(bls);
  }

  /**
   * Reads a file for looking at it: the old 0x00 credentials and retired networks pass, see {@link
   * DepositFile#requirePlannable}.
   *
   * @throws ProblemException with a {@link StakingProblem}
   */
  public DepositFile read(Path file) throws ProblemException {
    return parse(NamedFile.read(file, DepositJson.MAX_BYTES), new CredentialRule.AnyKind());
  }

  /**
   * Reads a file to stake with it: for this network and with credentials that pay to an owner.
   *
   * @throws ProblemException with a {@link StakingProblem}
   */
  public DepositFile readForPlan(Path file, Network network, CredentialRule.PaysTo owners)
      throws ProblemException {
    DepositFile read = parse(NamedFile.read(file, DepositJson.MAX_BYTES), owners);
    read.requirePlannable(network);
    return read;
  }

  /**
   * Reads the content of a file.
   *
   * @throws ProblemException with a {@link StakingProblem}
   */
  public DepositFile parse(byte[] document, CredentialRule rule) throws ProblemException {
    List<DepositJson.Entry> entries = json.read(document);
    if (entries.isEmpty()) {
      throw Problem.of(StakingProblem.DEPOSIT_FIELDS_WRONG, "the list is empty").asException();
    }
    List<DepositClaim> claims = new ArrayList<>(entries.size());
    for (int i = 0; i < entries.size(); i++) {
      claims.add(new DepositFields(entries.get(i), i).claim());
    }
    Network network = network(entries);
    refuseDuplicates(claims);
    refuseFindings(check.check(claims, network, rule));
    return new DepositFile(network, claims.stream().map(DepositClaim::data).toList());
  }

  private static Network network(List<DepositJson.Entry> entries) throws ProblemException {
    Network first = new DepositFields(entries.getFirst(), 0).network();
    for (int i = 1; i < entries.size(); i++) {
      Network next = new DepositFields(entries.get(i), i).network();
      if (!next.equals(first)) {
        throw Problem.of(
                StakingProblem.DEPOSIT_NETWORK_UNKNOWN,
                "entry 1 is for " + first.name(),
                "entry " + (i + 1) + " is for " + next.name())
            .asException();
      }
    }
    return first;
  }

  private static void refuseDuplicates(List<DepositClaim> claims) throws ProblemException {
    Map<BlsPublicKey, Integer> places = new HashMap<>();
    for (int i = 0; i < claims.size(); i++) {
      BlsPublicKey key = claims.get(i).data().publicKey();
      Integer before = places.putIfAbsent(key, i);
      if (before != null) {
        throw Problem.of(
                StakingProblem.DEPOSIT_DUPLICATE_KEY,
                "entry " + (i + 1),
                "same key as entry " + (before + 1),
                "key " + key)
            .asException();
      }
    }
  }

  private static void refuseFindings(List<DepositFinding> findings) throws ProblemException {
    if (findings.isEmpty()) {
      return;
    }
    Problem first = findings.getFirst().problem();
    if (findings.size() == 1) {
      throw first.asException();
    }
    List<DepositFinding> others = findings.subList(1, findings.size());
    String places =
        others.stream()
            .limit(NAMED_PLACES)
            .map(finding -> Integer.toString(finding.index() + 1))
            .collect(Collectors.joining(", "));
    String more = others.size() > NAMED_PLACES ? " and " + (others.size() - NAMED_PLACES) : "";
    List<String> details = new ArrayList<>(first.details());
    details.add("also wrong: entries " + places + more + (more.isEmpty() ? "" : " more"));
    throw new Problem(first.code(), details).asException();
  }
}
