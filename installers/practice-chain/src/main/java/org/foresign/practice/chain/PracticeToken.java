package org.foresign.practice.chain;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.foresign.codec.Bytes;
import org.foresign.codec.Digest32;
import org.foresign.crypto.Keccak;
import org.foresign.model.eth.Address;

/** An ERC-20 with a fixed supply, with the error texts of the common implementations. */
record PracticeToken(TokenSettings settings) implements BuiltIn {
  private static final Bytes NAME = ContractAbi.selector("name()");
  private static final Bytes SYMBOL = ContractAbi.selector("symbol()");
  private static final Bytes DECIMALS = ContractAbi.selector("decimals()");
  private static final Bytes TOTAL_SUPPLY = ContractAbi.selector("totalSupply()");
  private static final Bytes BALANCE_OF = ContractAbi.selector("balanceOf(address)");
  private static final Bytes ALLOWANCE = ContractAbi.selector("allowance(address,address)");
  private static final Bytes TRANSFER = ContractAbi.selector("transfer(address,uint256)");
  private static final Bytes APPROVE = ContractAbi.selector("approve(address,uint256)");
  private static final Bytes TRANSFER_FROM =
      ContractAbi.selector("transferFrom(address,address,uint256)");
  private static final Digest32 TRANSFER_EVENT = topic("Transfer(address,address,uint256)");
  private static final Digest32 APPROVAL_EVENT = topic("Approval(address,address,uint256)");
  private static final Bytes SUPPLY_SLOT = Bytes.of((byte) 0);
  private static final Bytes BALANCES = Bytes.of((byte) 1);
  private static final Bytes ALLOWANCES = Bytes.of((byte) 2);

  /** Dispatch, argument checks and arithmetic of compiled code; measured calls are near it. */
  private static final long COMPUTATION = 700;

  /** Gives the holders of the settings their balances. */
  void issue(WorldState world) {
    BigInteger supply = BigInteger.ZERO;
    for (Map.Entry<Address, BigInteger> holder : settings.balances().entrySet()) {
      world.write(slot(balanceKey(holder.getKey())), holder.getValue());
      supply = supply.add(holder.getValue());
    }
    world.write(slot(SUPPLY_SLOT), supply);
  }

  @Override
  public Address address() {
    return settings.contract();
  }

  @Override
  public String name() {
    return settings.symbol();
  }

  @Override
  public Bytes run(Frame frame) throws Halt {
    frame.charge(COMPUTATION);
    Bytes data = frame.data();
    if (data.size() < 4 || !frame.value().isZero()) {
      throw new Halt.Reverted();
    }
    Bytes selector = data.slice(0, 4);
    if (selector.equals(TRANSFER)) {
      move(frame, frame.caller(), addressAt(frame, 0), numberAt(frame, 1));
      return ContractAbi.word(1);
    }
    if (selector.equals(APPROVE)) {
      return approve(frame);
    }
    if (selector.equals(TRANSFER_FROM)) {
      return transferFrom(frame);
    }
    return view(frame, selector);
  }

  private Bytes view(Frame frame, Bytes selector) throws Halt {
    if (selector.equals(BALANCE_OF)) {
      return ContractAbi.word(frame.read(balanceKey(addressAt(frame, 0))));
    }
    if (selector.equals(ALLOWANCE)) {
      return ContractAbi.word(frame.read(allowanceKey(addressAt(frame, 0), addressAt(frame, 1))));
    }
    if (selector.equals(NAME)) {
      return ContractAbi.answer(settings.name());
    }
    if (selector.equals(SYMBOL)) {
      return ContractAbi.answer(settings.symbol());
    }
    if (selector.equals(DECIMALS)) {
      return ContractAbi.word(settings.decimals());
    }
    if (selector.equals(TOTAL_SUPPLY)) {
      return ContractAbi.word(frame.read(SUPPLY_SLOT));
    }
    throw new Halt.Reverted();
  }

  private Bytes approve(Frame frame) throws Halt {
    Address spender = addressAt(frame, 0);
    BigInteger amount = numberAt(frame, 1);
    frame.write(allowanceKey(frame.caller(), spender), amount);
    frame.log(
        List.of(APPROVAL_EVENT, topic(frame.caller()), topic(spender)), ContractAbi.word(amount));
    return ContractAbi.word(1);
  }

  private Bytes transferFrom(Frame frame) throws Halt {
    Address owner = addressAt(frame, 0);
    BigInteger amount = numberAt(frame, 2);
    Bytes key = allowanceKey(owner, frame.caller());
    BigInteger allowed = frame.read(key);
    if (allowed.compareTo(amount) < 0) {
      throw new Halt.Reverted("ERC20: insufficient allowance");
    }
    frame.write(key, allowed.subtract(amount));
    move(frame, owner, addressAt(frame, 1), amount);
    return ContractAbi.word(1);
  }

  private void move(Frame frame, Address from, Address to, BigInteger amount) throws Halt {
    if (to.equals(Address.ZERO)) {
      throw new Halt.Reverted("ERC20: transfer to the zero address");
    }
    BigInteger held = frame.read(balanceKey(from));
    if (held.compareTo(amount) < 0) {
      throw new Halt.Reverted("ERC20: transfer amount exceeds balance");
    }
    frame.write(balanceKey(from), held.subtract(amount));
    frame.write(balanceKey(to), frame.read(balanceKey(to)).add(amount));
    frame.log(List.of(TRANSFER_EVENT, topic(from), topic(to)), ContractAbi.word(amount));
  }

  private static Address addressAt(Frame frame, int argument) throws Halt {
    Bytes word = wordAt(frame, argument);
    if (ContractAbi.number(word).bitLength() > 160) {
      throw new Halt.Reverted();
    }
    return new Address(word.slice(12, 20));
  }

  private static BigInteger numberAt(Frame frame, int argument) throws Halt {
    return ContractAbi.number(wordAt(frame, argument));
  }

  private static Bytes wordAt(Frame frame, int argument) throws Halt {
    int offset = 4 + argument * ContractAbi.WORD;
    if (frame.data().size() < offset + ContractAbi.WORD) {
      throw new Halt.Reverted();
    }
    return frame.data().slice(offset, ContractAbi.WORD);
  }

  private StorageKey slot(Bytes key) {
    return new StorageKey(settings.contract(), key);
  }

  private static Bytes balanceKey(Address holder) {
    return BALANCES.concat(holder.bytes());
  }

  private static Bytes allowanceKey(Address owner, Address spender) {
    return ALLOWANCES.concat(owner.bytes()).concat(spender.bytes());
  }

  private static Digest32 topic(Address address) {
    return new Digest32(ContractAbi.word(address));
  }

  private static Digest32 topic(String signature) {
    return Digest32.of(Keccak.hash(signature.getBytes(StandardCharsets.US_ASCII)));
  }
}
