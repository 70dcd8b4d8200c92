package org.foresign.practice.chain;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.foresign.codec.Bytes;
import org.foresign.model.eth.Address;

/**
 * The queue contract behind withdrawal requests (EIP-7002) and consolidation requests (EIP-7251):
 * one algorithm, two sets of numbers. Storage is laid out as the EIPs do, so that gas follows the
 * fill of the queue: tail slots that were used before are cheaper than fresh ones.
 */
final class RequestPredeploy implements BuiltIn {
  /** FEE_UPDATE_FRACTION of both EIPs. */
  private static final BigInteger FRACTION = BigInteger.valueOf(17);

  private static final Bytes EXCESS = slotKey(0);
  private static final Bytes COUNT = slotKey(1);
  private static final Bytes HEAD = slotKey(2);
  private static final Bytes TAIL = slotKey(3);
  private static final long QUEUE_OFFSET = 4;

  /** Dispatch and stack work of the assembly in the EIPs, without storage and log. */
  private static final long COMPUTATION = 300;

  /** One round of the fee loop in that assembly. */
  private static final long FEE_ROUND = 87;

  private static final Address STRANGER =
      Address.parse("0x5757575757575757575757575757575757575757");

  private final Address address;
  private final String name;
  private final int inputSize;
  private final long maxPerBlock;
  private final long targetPerBlock;

  private RequestPredeploy(
      Address address, String name, int inputSize, long maxPerBlock, long targetPerBlock) {
    this.address = address;
    this.name = name;
    this.inputSize = inputSize;
    this.maxPerBlock = maxPerBlock;
    this.targetPerBlock = targetPerBlock;
  }

  /** EIP-7002, "Configuration": 56 bytes, at most 16 and aiming at 2 a block. */
  static RequestPredeploy withdrawals(Address address) {
    return new RequestPredeploy(address, "withdrawal requests", 56, 16, 2);
  }

  /** EIP-7251, "Constants": 96 bytes, at most 2 and aiming at 1 a block. */
  static RequestPredeploy consolidations(Address address) {
    return new RequestPredeploy(address, "consolidation requests", 96, 2, 1);
  }

  /** A request that left the queue: who asked, and the calldata as it was given. */
  record Request(Address source, Bytes input) {}

  @Override
  public Address address() {
    return address;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Bytes run(Frame frame) throws Halt {
    frame.charge(COMPUTATION);
    BigInteger excess = frame.read(EXCESS);
    BigInteger fee = fee(excess);
    frame.charge(FEE_ROUND * rounds(excess));
    if (frame.data().isEmpty()) {
      if (!frame.value().isZero()) {
        throw new Halt.Reverted();
      }
      return ContractAbi.word(fee);
    }
    if (frame.data().size() != inputSize || frame.value().value().compareTo(fee) < 0) {
      throw new Halt.Reverted();
    }
    frame.write(COUNT, frame.read(COUNT).add(BigInteger.ONE));
    BigInteger tail = frame.read(TAIL);
    List<Bytes> words = words(frame.caller(), frame.data());
    for (int i = 0; i < words.size(); i++) {
      frame.write(queueKey(tail.longValueExact(), i), ContractAbi.number(words.get(i)));
    }
    frame.log(List.of(), frame.caller().bytes().concat(frame.data()));
    frame.write(TAIL, tail.add(BigInteger.ONE));
    return Bytes.EMPTY;
  }

  /** The fee in wei that a request pays in the next block (EIP-7002 {@code get_fee}). */
  BigInteger feeIn(WorldState world) {
    return fee(world.read(slot(EXCESS)));
  }

  /** Puts the excess counter where a test or a training wants it. */
  void setExcess(WorldState world, long excess) {
    world.write(slot(EXCESS), BigInteger.valueOf(excess));
  }

  /** Puts requests of a stranger, about validators that nobody has, behind those that wait. */
  void fill(WorldState world, int requests) {
    long tail = world.read(slot(TAIL)).longValueExact();
    List<Bytes> words = words(STRANGER, Bytes.of(new byte[inputSize]));
    for (int i = 0; i < requests; i++) {
      for (int word = 0; word < words.size(); word++) {
        world.write(slot(queueKey(tail + i, word)), ContractAbi.number(words.get(word)));
      }
    }
    world.write(slot(TAIL), BigInteger.valueOf(tail + requests));
    world.write(slot(COUNT), world.read(slot(COUNT)).add(BigInteger.valueOf(requests)));
  }

  /** The system call at the end of each block: takes requests out and moves the fee. */
  List<Request> endBlock(WorldState world) {
    long head = world.read(slot(HEAD)).longValueExact();
    long tail = world.read(slot(TAIL)).longValueExact();
    long taken = Math.min(tail - head, maxPerBlock);
    List<Request> requests = new ArrayList<>();
    for (long i = 0; i < taken; i++) {
      requests.add(requestAt(world, head + i));
    }
    boolean drained = head + taken == tail;
    world.write(slot(HEAD), BigInteger.valueOf(drained ? 0 : head + taken));
    if (drained) {
      world.write(slot(TAIL), BigInteger.ZERO);
    }
    BigInteger sum = world.read(slot(EXCESS)).add(world.read(slot(COUNT)));
    BigInteger target = BigInteger.valueOf(targetPerBlock);
    world.write(slot(EXCESS), sum.subtract(target).max(BigInteger.ZERO));
    world.write(slot(COUNT), BigInteger.ZERO);
    return requests;
  }

  /** {@code fake_exponential(1, excess, 17)} of both EIPs: an integer Taylor series of e^(x/17). */
  static BigInteger fee(BigInteger excess) {
    BigInteger accumulated = FRACTION;
    BigInteger output = BigInteger.ZERO;
    for (long i = 1; accumulated.signum() > 0; i++) {
      output = output.add(accumulated);
      accumulated = accumulated.multiply(excess).divide(FRACTION.multiply(BigInteger.valueOf(i)));
    }
    return output.divide(FRACTION);
  }

  private static long rounds(BigInteger excess) {
    BigInteger accumulated = FRACTION;
    long rounds = 0;
    while (accumulated.signum() > 0) {
      rounds++;
      accumulated =
          accumulated.multiply(excess).divide(FRACTION.multiply(BigInteger.valueOf(rounds)));
    }
    return rounds;
  }

  private static List<Bytes> words(Address caller, Bytes input) {
    List<Bytes> words = new ArrayList<>();
    words.add(ContractAbi.word(caller));
    for (int offset = 0; offset < input.size(); offset += ContractAbi.WORD) {
      int length = Math.min(ContractAbi.WORD, input.size() - offset);
      words.add(input.slice(offset, length).concat(Bytes.of(new byte[ContractAbi.WORD - length])));
    }
    return words;
  }

  private Request requestAt(WorldState world, long index) {
    Address source =
        new Address(ContractAbi.word(world.read(slot(queueKey(index, 0)))).slice(12, 20));
    Bytes input = Bytes.EMPTY;
    for (int i = 1; input.size() < inputSize; i++) {
      input = input.concat(ContractAbi.word(world.read(slot(queueKey(index, i)))));
    }
    return new Request(source, input.slice(0, inputSize));
  }

  private Bytes queueKey(long index, int word) {
    long slotsPerRequest = 1L + (inputSize + ContractAbi.WORD - 1) / ContractAbi.WORD;
    return slotKey(QUEUE_OFFSET + index * slotsPerRequest + word);
  }

  private StorageKey slot(Bytes key) {
    return new StorageKey(address, key);
  }

  private static Bytes slotKey(long number) {
    return ContractAbi.word(number);
  }
}
