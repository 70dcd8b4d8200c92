package org.foresign.model.policy;

import java.util.List;
import java.util.function.BiConsumer;
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
    list(writer.key(9), policy.accounts(), entries::write);
    list(writer.key(10), policy.addressBook(), entries::write);
    list(writer.key(11), policy.tokens(), entries::write);
    list(writer.key(12), policy.chains(), entries::write);
    list(writer.key(13), policy.validators(), entries::write);
    list(writer.key(14), policy.approvers(), entries::write);
    if (!policy.alike().isEmpty()) {
      list(writer.key(15), policy.alike(), entries::write);
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
    Decoding.requireVersion(map, Policy.VERSION);
    long number = map.at(2).uint();
    Digest32 previous = map.has(3) ? reader.digest32() : null;
    Bytes vaultInstance = map.at(4).bytesExactly(16);
    long madeAt = map.at(5).uint();
    boolean practice = map.at(6).bool();
    int approvalsRequired = (int) map.at(7).uint(Integer.MAX_VALUE);
    long maxReviewSeconds = map.at(8).uint();
    PolicyEntries entries = new PolicyEntries();
    List<AccountRule> accounts = map.at(9).list(MAX_LIST, entries::readAccount);
    List<AddressBookEntry> addressBook = map.at(10).list(MAX_LIST, entries::readAddress);
    List<Token> tokens = map.at(11).list(MAX_LIST, entries::readToken);
    List<CustomChain> chains = map.at(12).list(MAX_LIST, entries::readChain);
    List<KnownValidator> validators = map.at(13).list(MAX_LIST, entries::readValidator);
    List<Approver> approvers = map.at(14).list(MAX_LIST, entries::readApprover);
    List<AlikePair> alike = map.has(15) ? some(map.value(), entries::readPair) : List.of();
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

  private static <T> void list(CborWriter writer, List<T> list, BiConsumer<CborWriter, T> entry) {
    writer.array(list.size());
    list.forEach(item -> entry.accept(writer, item));
  }

  /** A list that is left out when it is empty. */
  private static <T> List<T> some(CborReader reader, CborReader.Item<T> item)
      throws ProblemException {
    List<T> list = reader.list(MAX_LIST, item);
    if (list.isEmpty()) {
      throw Problem.of(CodecProblem.CBOR_NOT_CANONICAL, "an empty list").asException();
    }
    return list;
  }

  static <T> T make(Supplier<T> maker) throws ProblemException {
    return Decoding.make(PolicyProblem.POLICY_INCONSISTENT, maker);
  }
}
