package org.foresign.practice.chain;

import java.math.BigInteger;
import java.util.List;
import org.foresign.codec.Bytes;
import org.foresign.codec.Digest32;
import org.foresign.crypto.Sha256;
import org.foresign.model.eth.Address;
import org.foresign.model.eth.Gwei;
import org.foresign.model.eth.Wei;
import org.foresign.model.staking.BlsPublicKey;
import org.foresign.model.staking.BlsSignature;
import org.foresign.model.staking.DepositData;
import org.foresign.model.staking.WithdrawalCredentials;

/**
 * The deposit contract (consensus-specs, solidity_deposit_contract): every check of its code, its
 * incremental Merkle tree and its event. It computes the deposit root itself, not through the
 * product's SSZ code, so that the two check each other.
 */
record DepositContract(Address address) implements BuiltIn {
  /** Topic of {@code DepositEvent(bytes,bytes,bytes,bytes,bytes)} (EIP-6110). */
  static final Digest32 DEPOSIT_EVENT =
      Digest32.parseHex("649bbc62d0e31342afea4e5cd82d4049e7e1ee912fc0889aa790803be39038c5");

  private static final Bytes DEPOSIT = ContractAbi.selector("deposit(bytes,bytes,bytes,bytes32)");
  private static final Bytes GET_ROOT = ContractAbi.selector("get_deposit_root()");
  private static final Bytes GET_COUNT = ContractAbi.selector("get_deposit_count()");
  private static final Bytes SUPPORTS = ContractAbi.selector("supportsInterface(bytes4)");
  private static final Bytes ERC165_ID = Bytes.parseHex("01ffc9a7");
  private static final Bytes DEPOSIT_ID = Bytes.parseHex("85640907");
  private static final int TREE_DEPTH = 32;
  private static final BigInteger MAX_COUNT =
      BigInteger.TWO.pow(TREE_DEPTH).subtract(BigInteger.ONE);
  private static final Bytes COUNT_KEY = Bytes.of((byte) 0x20);
  private static final Bytes BRANCH = Bytes.of((byte) 0);

  /** Decoding, checks and seven SHA-256 calls of the compiled contract, rounded up. */
  private static final long COMPUTATION = 13_000;

  /** One more level of the tree: a storage read follows, this is the SHA-256 call around it. */
  private static final long LEVEL = 700;

  @Override
  public Address address() {
    return address;
  }

  @Override
  public String name() {
    return "deposit contract";
  }

  @Override
  public Bytes run(Frame frame) throws Halt {
    Bytes data = frame.data();
    if (data.size() < 4) {
      throw new Halt.Reverted();
    }
    Bytes selector = data.slice(0, 4);
    if (selector.equals(DEPOSIT)) {
      return deposit(frame);
    }
    if (!frame.value().isZero()) {
      throw new Halt.Reverted();
    }
    if (selector.equals(GET_ROOT)) {
      return Bytes.of(root(frame));
    }
    if (selector.equals(GET_COUNT)) {
      return ContractAbi.answer(littleEndian(frame.read(COUNT_KEY).longValueExact()));
    }
    if (selector.equals(SUPPORTS) && data.size() >= 8) {
      Bytes id = data.slice(4, 4);
      return ContractAbi.word(id.equals(ERC165_ID) || id.equals(DEPOSIT_ID) ? 1 : 0);
    }
    throw new Halt.Reverted();
  }

  /** Reads the deposit back from the contract's event, as EIP-6110 does. */
  static DepositData fromEvent(LogEntry log) {
    Bytes data = log.data();
    long amount = 0;
    for (int i = 7; i >= 0; i--) {
      amount = amount << 8 | (data.at(352 + i) & 0xff);
    }
    return new DepositData(
        new BlsPublicKey(data.slice(192, 48)),
        new WithdrawalCredentials(data.slice(288, 32)),
        new Gwei(amount),
        new BlsSignature(data.slice(416, 96)));
  }

  private Bytes deposit(Frame frame) throws Halt {
    frame.charge(COMPUTATION);
    Bytes pubkey = bytesAt(frame.data(), 0);
    Bytes credentials = bytesAt(frame.data(), 1);
    Bytes signature = bytesAt(frame.data(), 2);
    Bytes claimedRoot = frame.data().slice(4 + 3 * ContractAbi.WORD, ContractAbi.WORD);
    require(pubkey.size() == 48, "DepositContract: invalid pubkey length");
    require(credentials.size() == 32, "DepositContract: invalid withdrawal_credentials length");
    require(signature.size() == 96, "DepositContract: invalid signature length");
    require(frame.value().compareTo(Wei.ONE_ETHER) >= 0, "DepositContract: deposit value too low");
    BigInteger[] gwei = frame.value().value().divideAndRemainder(Wei.ONE_GWEI.value());
    require(gwei[1].signum() == 0, "DepositContract: deposit value not multiple of gwei");
    // The contract allows a full uint64; no supply reaches half of it, which our Gwei holds.
    require(gwei[0].bitLength() < 64 - 1, "DepositContract: deposit value too high");
    Bytes amount = littleEndian(gwei[0].longValueExact());
    BigInteger count = frame.read(COUNT_KEY);
    frame.log(
        List.of(DEPOSIT_EVENT),
        event(pubkey, credentials, amount, signature, littleEndian(count.longValueExact())));
    byte[] node = leaf(pubkey, credentials, amount, signature);
    require(
        Bytes.of(node).equals(claimedRoot),
        "DepositContract: reconstructed DepositData does not match supplied deposit_data_root");
    require(count.compareTo(MAX_COUNT) < 0, "DepositContract: merkle tree full");
    insert(frame, count.add(BigInteger.ONE), node);
    return Bytes.EMPTY;
  }

  private static void insert(Frame frame, BigInteger count, byte[] leaf) throws Halt {
    frame.write(COUNT_KEY, count);
    byte[] node = leaf;
    int height = 0;
    while (!count.testBit(height)) {
      frame.charge(LEVEL);
      node = Sha256.hash(branch(frame, height), node);
      height++;
    }
    frame.write(branchKey(height), new BigInteger(1, node));
  }

  private static byte[] root(Frame frame) throws Halt {
    byte[] node = new byte[32];
    byte[] zero = new byte[32];
    BigInteger count = frame.read(COUNT_KEY);
    for (int height = 0; height < TREE_DEPTH; height++) {
      frame.charge(LEVEL);
      node =
          count.testBit(height)
              ? Sha256.hash(branch(frame, height), node)
              : Sha256.hash(node, zero);
      zero = Sha256.hash(zero, zero);
    }
    return Sha256.hash(node, littleEndian(count.longValueExact()).toArray(), new byte[24]);
  }

  private static byte[] leaf(Bytes pubkey, Bytes credentials, Bytes amount, Bytes signature) {
    byte[] keyRoot = Sha256.hash(pubkey.toArray(), new byte[16]);
    byte[] signatureRoot =
        Sha256.hash(
            Sha256.hash(signature.slice(0, 64).toArray()),
            Sha256.hash(signature.slice(64, 32).toArray(), new byte[32]));
    return Sha256.hash(
        Sha256.hash(keyRoot, credentials.toArray()),
        Sha256.hash(amount.toArray(), new byte[24], signatureRoot));
  }

  private static Bytes event(Bytes... fields) {
    Bytes head = Bytes.EMPTY;
    Bytes tail = Bytes.EMPTY;
    for (Bytes field : fields) {
      head = head.concat(ContractAbi.word((long) fields.length * ContractAbi.WORD + tail.size()));
      tail = tail.concat(ContractAbi.dynamic(field));
    }
    return head.concat(tail);
  }

  private static Bytes bytesAt(Bytes data, int argument) throws Halt {
    int arguments = data.size() - 4;
    if (arguments < 4 * ContractAbi.WORD) {
      throw new Halt.Reverted();
    }
    int offset =
        bounded(
            ContractAbi.number(data.slice(4 + argument * ContractAbi.WORD, ContractAbi.WORD)),
            arguments);
    if (arguments - offset < ContractAbi.WORD) {
      throw new Halt.Reverted();
    }
    int length = bounded(ContractAbi.number(data.slice(4 + offset, ContractAbi.WORD)), arguments);
    if (arguments - offset - ContractAbi.WORD < length) {
      throw new Halt.Reverted();
    }
    return data.slice(4 + offset + ContractAbi.WORD, length);
  }

  private static int bounded(BigInteger value, int limit) throws Halt {
    if (value.compareTo(BigInteger.valueOf(limit)) > 0) {
      throw new Halt.Reverted();
    }
    return value.intValueExact();
  }

  private static void require(boolean condition, String otherwise) throws Halt {
    if (!condition) {
      throw new Halt.Reverted(otherwise);
    }
  }

  private static byte[] branch(Frame frame, int height) throws Halt {
    return ContractAbi.word(frame.read(branchKey(height))).toArray();
  }

  private static Bytes branchKey(int height) {
    return BRANCH.concat(Bytes.of((byte) height));
  }

  private static Bytes littleEndian(long value) {
    byte[] out = new byte[8];
    for (int i = 0; i < out.length; i++) {
      out[i] = (byte) (value >>> (8 * i));
    }
    return Bytes.of(out);
  }
}
