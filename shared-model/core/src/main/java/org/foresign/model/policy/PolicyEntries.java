package org.foresign.model.policy;

import java.util.List;
import java.util.TreeSet;
import org.foresign.codec.Bytes;
import org.foresign.codec.CborReader;
import org.foresign.codec.CborWriter;
import org.foresign.codec.CodecProblem;
import org.foresign.codec.Decoding;
import org.foresign.codec.Digest32;
import org.foresign.model.batch.LaneId;
import org.foresign.model.eth.Address;
import org.foresign.model.eth.Asset;
import org.foresign.model.eth.Chain;
import org.foresign.model.eth.ChainFamily;
import org.foresign.model.eth.Wei;
import org.foresign.model.operation.OperationKind;
import org.foresign.model.policy.Policy.AccountRule;
import org.foresign.model.policy.Policy.AddressBookEntry;
import org.foresign.model.policy.Policy.AlikePair;
import org.foresign.model.policy.Policy.Approver;
import org.foresign.model.policy.Policy.AssetLimit;
import org.foresign.model.policy.Policy.CustomChain;
import org.foresign.model.policy.Policy.KnownValidator;
import org.foresign.model.policy.Policy.Token;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.staking.BlsPublicKey;
import org.foresign.model.staking.WithdrawalCredentials;

/** The entries of a policy's lists, each an array (docs/spec/policy.md, "Grammar"). */
final class PolicyEntries {
  private static final int MAX_LIMITS = 64;
  private static final int MAX_OPERATIONS = OperationKind.values().length;

  void write(CborWriter writer, AccountRule rule) {
    writer.array(12);
    chain(writer, rule.lane().chain());
    writer.bytes(rule.lane().account().bytes());
    writer.array(rule.operations().size());
    rule.operations().forEach(kind -> writer.uint(kind.code()));
    writer.array(rule.limits().size());
    for (AssetLimit limit : rule.limits()) {
      Address token = limit.asset().contract();
      writer.array(4).bytes(token == null ? Bytes.EMPTY : token.bytes());
      wei(writer, limit.perBatch());
      wei(writer, limit.outstanding());
      wei(writer, limit.lifetime());
    }
    writer.uint(rule.maxGasLimit());
    wei(writer, rule.maxFeePerGas());
    wei(writer, rule.maxTipPerGas());
    wei(writer, rule.maxRequestFee());
    writer.bool(rule.cancelRequired()).bool(rule.mayReopenNonce()).uint(rule.renewedAt());
  }

  private static AssetLimit readLimit(CborReader reader, Chain chain) throws ProblemException {
    reader.arrayExactly(4);
    Asset asset = asset(reader, chain);
    return new AssetLimit(asset, wei(reader), wei(reader), wei(reader));
  }

  AccountRule readAccount(CborReader reader) throws ProblemException {
    reader.arrayExactly(12);
    LaneId lane = new LaneId(chain(reader), address(reader));
    TreeSet<OperationKind> operations = new TreeSet<>();
    int kinds = reader.array(MAX_OPERATIONS);
    for (int i = 0; i < kinds; i++) {
      long code = reader.uint();
      operations.add(
          Decoding.make(PolicyProblem.POLICY_UNKNOWN_CODE, () -> OperationKind.ofCode(code)));
    }
    if (operations.size() != kinds) {
      throw Problem.of(CodecProblem.CBOR_NOT_CANONICAL, "an operation twice").asException();
    }
    List<AssetLimit> limits = reader.list(MAX_LIMITS, item -> readLimit(item, lane.chain()));
    long maxGasLimit = reader.uint();
    Wei maxFee = wei(reader);
    Wei maxTip = wei(reader);
    Wei maxRequestFee = wei(reader);
    boolean cancelRequired = reader.bool();
    boolean mayReopen = reader.bool();
    long renewedAt = reader.uint();
    return PolicyCodec.make(() ->
        new AccountRule(
            lane,
            operations,
            limits,
            maxGasLimit,
            maxFee,
            maxTip,
            maxRequestFee,
            cancelRequired,
            mayReopen,
            renewedAt));
  }

  void write(CborWriter writer, AddressBookEntry entry) {
    writer.array(4);
    chain(writer, entry.chain());
    writer.bytes(entry.address().bytes()).text(entry.name());
  }

  AddressBookEntry readAddress(CborReader reader) throws ProblemException {
    reader.arrayExactly(4);
    Chain chain = chain(reader);
    Address address = address(reader);
    String name = name(reader);
    return PolicyCodec.make(() -> new AddressBookEntry(chain, address, name));
  }

  void write(CborWriter writer, Token token) {
    writer.array(5);
    chain(writer, token.asset().chain());
    writer.bytes(token.asset().token().orElseThrow().bytes());
    writer.text(token.symbol()).uint(token.decimals());
  }

  Token readToken(CborReader reader) throws ProblemException {
    reader.arrayExactly(5);
    Asset asset = Asset.token(chain(reader), address(reader));
    String symbol = name(reader);
    int decimals = (int) reader.uint(Integer.MAX_VALUE);
    return PolicyCodec.make(() -> new Token(asset, symbol, decimals));
  }

  void write(CborWriter writer, CustomChain chain) {
    writer.array(4);
    chain(writer, chain.chain());
    writer.text(chain.name()).text(chain.nativeSymbol());
  }

  CustomChain readChain(CborReader reader) throws ProblemException {
    reader.arrayExactly(4);
    Chain chain = chain(reader);
    String name = name(reader);
    String symbol = name(reader);
    return PolicyCodec.make(() -> new CustomChain(chain, name, symbol));
  }

  void write(CborWriter writer, KnownValidator validator) {
    writer.array(7);
    chain(writer, validator.chain());
    writer.bytes(validator.key().bytes()).bytes(validator.credentials().bytes());
    writer.text(validator.attester()).uint(validator.since()).bool(validator.onChain());
  }

  KnownValidator readValidator(CborReader reader) throws ProblemException {
    reader.arrayExactly(7);
    Chain chain = chain(reader);
    BlsPublicKey key = new BlsPublicKey(reader.bytesExactly(BlsPublicKey.SIZE));
    WithdrawalCredentials credentials = new WithdrawalCredentials(reader.bytesExactly(32));
    String attester = name(reader);
    long since = reader.uint();
    boolean onChain = reader.bool();
    return PolicyCodec.make(
        () -> new KnownValidator(chain, key, credentials, attester, since, onChain));
  }

  void write(CborWriter writer, Approver approver) {
    writer.array(3).bytes(approver.card().bytes()).bytes(approver.publicKey());
    writer.text(approver.name());
  }

  Approver readApprover(CborReader reader) throws ProblemException {
    reader.arrayExactly(3);
    Digest32 card = reader.digest32();
    Bytes publicKey = reader.bytesExactly(32);
    String name = name(reader);
    return PolicyCodec.make(() -> new Approver(card, publicKey, name));
  }

  void write(CborWriter writer, AlikePair pair) {
    writer.array(2).bytes(pair.one().bytes()).bytes(pair.other().bytes());
  }

  AlikePair readPair(CborReader reader) throws ProblemException {
    reader.arrayExactly(2);
    Address one = address(reader);
    Address other = address(reader);
    return PolicyCodec.make(() -> new AlikePair(one, other));
  }

  private static void chain(CborWriter writer, Chain chain) {
    writer.uint(chain.family().code()).uint(chain.reference());
  }

  private static Chain chain(CborReader reader) throws ProblemException {
    long code = reader.uint();
    ChainFamily family =
        Decoding.make(PolicyProblem.POLICY_UNKNOWN_CODE, () -> ChainFamily.ofCode(code));
    long reference = reader.uint();
    return PolicyCodec.make(() -> new Chain(family, reference));
  }

  private static Asset asset(CborReader reader, Chain chain) throws ProblemException {
    Bytes token = reader.bytes(20);
    return token.isEmpty()
        ? Asset.nativeOf(chain)
        : PolicyCodec.make(() -> Asset.token(chain, new Address(token)));
  }

  private static Address address(CborReader reader) throws ProblemException {
    return new Address(reader.bytesExactly(20));
  }

  private static String name(CborReader reader) throws ProblemException {
    return PolicyNames.require(reader.text(PolicyNames.MAX_BYTES));
  }

  private static void wei(CborWriter writer, Wei amount) {
    writer.quantity(amount.value());
  }

  private static Wei wei(CborReader reader) throws ProblemException {
    return new Wei(reader.quantity());
  }
}
