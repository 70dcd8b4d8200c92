package org.foresign.model.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.foresign.codec.Bytes;
import org.foresign.codec.CborMapReader;
import org.foresign.codec.CborReader;
import org.foresign.codec.CborWriter;
import org.foresign.codec.CodecProblem;
import org.foresign.codec.Decoding;
import org.foresign.codec.Digest32;
import org.foresign.crypto.DomainTag;
import org.foresign.crypto.Sha256;
import org.foresign.model.policy.Policy.AccountRule;
import org.foresign.model.policy.Policy.AddressBookEntry;
import org.foresign.model.policy.Policy.AlikePair;
import org.foresign.model.policy.Policy.Approver;
import org.foresign.model.policy.Policy.CustomChain;
import org.foresign.model.policy.Policy.KnownValidator;
import org.foresign.model.policy.Policy.Token;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;

/**
 * Bytes of a policy's body and its hash (docs/spec/policy.md). Each policy has exactly one
 * encoding, and only that one is read.
 */
public final class PolicyCodec {
  /** Bound before anything is read; with all signatures it fits one envelope. */
  public static final int MAX_BYTES = 998 * 1024;

  /** Bound on any list; each list has its own lower one in {@link Policy}. */
  private static final int MAX_LIST = 5_000;

  private PolicyCodec() {}

  /** The hash that requests, results and the next policy name this one by. */
  public static Digest32 hash(Policy policy) {
    return hash(encode(policy));
  }

  /** As {@link #hash(Policy)} over the exact bytes of a body. */
  public static Digest32 hash(Bytes body) {
    return Digest32.of(Sha256.hash(DomainTag.of("policy-digest"), body.toArray()));
  }

  public static Bytes encode(Policy policy) {
    Digest32 previous = policy.previous();
    int optional = (previous == null ? 0 : 1) + (policy.alike().isEmpty() ? 0 : 1);
    CborWriter writer = new CborWriter().map(13 + optional);
    writer.key(1).uint(Policy.VERSION);
    writer.key(2).uint(policy.number());
    if (previous != null) {
      writer.key(3).bytes(previous.bytes());
    }
    writer.key(4).bytes(policy.vaultInstance());
    writer.key(5).uint(policy.madeAt());
    writer.key(6).bool(policy.practice());
    writer.key(7).uint(policy.approvalsRequired());
    writer.key(8).uint(policy.maxReviewSeconds());
    PolicyEntries entries = new PolicyEntries();
    writer.key(9).array(policy.accounts().size());
    policy.accounts().forEach(rule -> entries.write(writer, rule));
    writer.key(10).array(policy.addressBook().size());
    policy.addressBook().forEach(entry -> entries.write(writer, entry));
    writer.key(11).array(policy.tokens().size());
    policy.tokens().forEach(token -> entries.write(writer, token));
    writer.key(12).array(policy.chains().size());
    policy.chains().forEach(chain -> entries.write(writer, chain));
    writer.key(13).array(policy.validators().size());
    policy.validators().forEach(validator -> entries.write(writer, validator));
    writer.key(14).array(policy.approvers().size());
    policy.approvers().forEach(approver -> entries.write(writer, approver));
    if (!policy.alike().isEmpty()) {
      writer.key(15).array(policy.alike().size());
      policy.alike().forEach(pair -> entries.write(writer, pair));
    }
    return writer.toBytes();
  }

  /**
   * @throws ProblemException with a {@link PolicyProblem} or a {@link CodecProblem}
   */
  public static Policy decode(Bytes body) throws ProblemException {
    CborReader reader = new CborReader(body, MAX_BYTES);
    Policy policy = read(reader);
    reader.end();
    if (!encode(policy).equals(body)) {
      throw Problem.of(CodecProblem.CBOR_NOT_CANONICAL, "a list out of order").asException();
    }
    return policy;
  }

  private static Policy read(CborReader reader) throws ProblemException {
    CborMapReader map = reader.mapReader(15);
    Decoding.requireVersion(reader, map, Policy.VERSION);
    map.require(2);
    long number = reader.uint();
    Digest32 previous = map.has(3) ? reader.digest32() : null;
    map.require(4);
    Bytes vaultInstance = reader.bytesExactly(16);
    map.require(5);
    long madeAt = reader.uint();
    map.require(6);
    boolean practice = reader.bool();
    map.require(7);
    int approvalsRequired = (int) reader.uint(Integer.MAX_VALUE);
    map.require(8);
    long maxReviewSeconds = reader.uint();
    PolicyEntries entries = new PolicyEntries();
    List<AccountRule> accounts = list(map, 9, reader, entries::readAccount);
    List<AddressBookEntry> addressBook = list(map, 10, reader, entries::readAddress);
    List<Token> tokens = list(map, 11, reader, entries::readToken);
    List<CustomChain> chains = list(map, 12, reader, entries::readChain);
    List<KnownValidator> validators = list(map, 13, reader, entries::readValidator);
    List<Approver> approvers = list(map, 14, reader, entries::readApprover);
    List<AlikePair> alike = map.has(15) ? some(reader, entries::readPair) : List.of();
    map.finish();
    return make(() ->
        new Policy(
            number,
            previous,
            vaultInstance,
            madeAt,
            practice,
            approvalsRequired,
            maxReviewSeconds,
            accounts,
            addressBook,
            tokens,
            chains,
            validators,
            approvers,
            alike));
  }

  private interface Entry<T> {
    T read(CborReader reader) throws ProblemException;
  }

  private static <T> List<T> list(CborMapReader map, int key, CborReader reader, Entry<T> entry)
      throws ProblemException {
    map.require(key);
    return entries(reader, entry);
  }

  /** A list that is left out when it is empty. */
  private static <T> List<T> some(CborReader reader, Entry<T> entry) throws ProblemException {
    List<T> list = entries(reader, entry);
    if (list.isEmpty()) {
      throw Problem.of(CodecProblem.CBOR_NOT_CANONICAL, "an empty list").asException();
    }
    return list;
  }

  private static <T> List<T> entries(CborReader reader, Entry<T> entry) throws ProblemException {
    int count = reader.array(MAX_LIST);
    List<T> list = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      list.add(entry.read(reader));
    }
    return list;
  }

  static <T> T make(Supplier<T> maker) throws ProblemException {
    return Decoding.make(PolicyProblem.POLICY_INCONSISTENT, maker);
  }
}
