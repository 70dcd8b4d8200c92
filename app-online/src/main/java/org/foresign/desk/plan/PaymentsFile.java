package org.foresign.desk.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.foresign.codec.Bytes;
import org.foresign.model.batch.Alternative;
import org.foresign.model.eth.Address;
import org.foresign.model.eth.AmountText;
import org.foresign.model.eth.Asset;
import org.foresign.model.eth.Chain;
import org.foresign.model.eth.LookalikeAddresses;
import org.foresign.model.eth.NativeCoins;
import org.foresign.model.eth.Networks;
import org.foresign.model.eth.Wei;
import org.foresign.model.operation.Operation;
import org.foresign.model.policy.Policy;
import org.foresign.model.policy.Policy.AddressBookEntry;
import org.foresign.model.policy.Policy.CustomChain;
import org.foresign.model.policy.Policy.Token;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.text.NearName;

/**
 * Reads known payments from CSV: a heading with {@code recipient}, {@code amount} and optionally
 * {@code asset}, {@code times} and {@code reference}, then a line for each payment. A recipient is
 * an address or a name of the vault's address book, an amount a decimal number of whole coins, an
 * asset the native symbol (left empty) or a token's symbol in the vault's policy. {@code times}
 * repeats a payment on successive nonces; a {@code reference} tells equal payments apart. Neither
 * stands right behind the amount. Fields may stand in double quotes.
 */
public final class PaymentsFile {
  public static final int MAX_BYTES = 256 * 1024;
  public static final int MAX_PAYMENTS = 1_000;
  private static final String RECIPIENT = "recipient";
  private static final String AMOUNT = "amount";
  private static final String ASSET = "asset";
  private static final String TIMES = "times";
  private static final String REFERENCE = "reference";
  private static final List<String> COLUMNS = List.of(RECIPIENT, AMOUNT, ASSET, TIMES, REFERENCE);

  /** The first line of a file with all columns. */
  public static final String HEADING = String.join(",", COLUMNS);

  private static final int NEEDED_COLUMNS = 2;

  private final Chain chain;
  private final Policy policy;

  public PaymentsFile(Chain chain, Policy policy) {
    this.chain = chain;
    this.policy = policy;
  }

  /**
   * A line of the file; {@code times} nonces pay its amount.
   *
   * @param reference what the payment is for, or empty
   */
  public record Line(int number, Operation payment, int times, String reference) {}

  /**
   * One slot for each payment, in file order.
   *
   * @throws ProblemException naming the line; then no payment is taken
   */
  public List<PlannedSlot> read(Bytes file) throws ProblemException {
    List<PlannedSlot> slots = new ArrayList<>();
    for (Line line : lines(file)) {
      for (int i = 0; i < line.times(); i++) {
        slots.add(new PlannedSlot(List.of(line.payment()), List.of(line.reference())));
      }
    }
    return slots;
  }

  /**
   * The payments by lines.
   *
   * @throws ProblemException naming the line; then no payment is taken
   */
  public List<Line> lines(Bytes file) throws ProblemException {
    if (file.size() > MAX_BYTES) {
      throw CsvRows.problem(0, "the file is larger than " + MAX_BYTES + " bytes");
    }
    CsvRows csv = CsvRows.read(file, COLUMNS, NEEDED_COLUMNS);
    requireUnmistakable(csv.names());
    List<Line> lines = new ArrayList<>();
    int payments = 0;
    for (CsvRows.Row row : csv.rows()) {
      Address recipient = recipient(row.line(), row.field(RECIPIENT));
      Operation payment = payment(row.line(), recipient, row.field(AMOUNT), row.field(ASSET));
      int times = times(row.line(), row.field(TIMES));
      payments += times;
      if (payments > MAX_PAYMENTS) {
        throw CsvRows.problem(row.line(), "more than " + MAX_PAYMENTS + " payments");
      }
      lines.add(new Line(row.line(), payment, times, reference(row)));
    }
    return lines;
  }

  /** Else 12,5 without quotes would be a payment of 12, five times. */
  private static void requireUnmistakable(List<String> names) throws ProblemException {
    int behind = names.indexOf(AMOUNT) + 1;
    if (names.indexOf(REFERENCE) == behind) {
      throw CsvRows.problem(
          1,
          "reference stands right behind amount, so that 12,5 would be 12 with a reference; put"
              + " asset between them, as in "
              + String.join(",", COLUMNS));
    }
    if (names.indexOf(TIMES) == behind) {
      throw CsvRows.problem(
          1,
          "times stands right behind amount, so that 12,5 would be 12 five times; put asset between"
              + " them, as in "
              + String.join(",", COLUMNS));
    }
  }

  private static String reference(CsvRows.Row row) throws ProblemException {
    String reference = row.field(REFERENCE);
    if (!reference.isEmpty() && !Alternative.mayRefer(reference)) {
      throw CsvRows.problem(
          row.line(),
          "reference: at most "
              + Alternative.MAX_REFERENCE
              + " letters, digits and signs of ASCII with single blanks");
    }
    return reference;
  }

  private Address recipient(int line, String text) throws ProblemException {
    List<Address> named =
        policy.addressBook().stream()
            .filter(entry -> entry.chain().equals(chain) && entry.name().equals(text))
            .map(AddressBookEntry::address)
            .toList();
    if (named.size() == 1) {
      return named.getFirst();
    }
    Address address;
    if (!text.startsWith("0x") && !text.startsWith("0X")) {
      throw CsvRows.problem(
          line,
          (text.isEmpty() ? "no recipient" : "no such name in the address book: " + text)
              + NearName.hint(text, bookNames()));
    }
    try {
      address = Address.parse(text);
    } catch (IllegalArgumentException e) {
      throw CsvRows.problem(line, "recipient: " + e.getMessage());
    }
    boolean known =
        policy.addressBook().stream()
            .anyMatch(entry -> entry.chain().equals(chain) && entry.address().equals(address));
    if (!known) {
      List<String> details = new ArrayList<>(List.of("line " + line, address.toString()));
      policy.addressBook().stream()
          .filter(entry -> LookalikeAddresses.alike(entry.address(), address))
          .findFirst()
          .ifPresent(entry ->
              details.add(
                  "it begins and ends like "
                      + entry.name()
                      + ", "
                      + entry.address()
                      + ", and is another"));
      throw new Problem(PlanProblem.PLAN_RECIPIENT, details).asException();
    }
    return address;
  }

  private List<String> bookNames() {
    return policy.addressBook().stream()
        .filter(entry -> entry.chain().equals(chain))
        .map(AddressBookEntry::name)
        .toList();
  }

  private Operation payment(int line, Address recipient, String amount, String symbol)
      throws ProblemException {
    try {
      if (isCoin(symbol)) {
        return new Operation.NativeTransfer(recipient, coins(amount));
      }
      Token token = token(line, symbol);
      Wei units = AmountText.read(amount, token.decimals());
      return new Operation.TokenTransfer(contract(token.asset()), recipient, units);
    } catch (IllegalArgumentException e) {
      throw CsvRows.problem(line, "amount: " + e.getMessage());
    }
  }

  private Token token(int line, String symbol) throws ProblemException {
    List<Token> matches =
        policy.tokens().stream()
            .filter(t -> t.asset().chain().equals(chain) && t.symbol().equals(symbol))
            .toList();
    if (matches.size() != 1) {
      throw CsvRows.problem(
          line,
          coin()
                  .map(coin -> "this chain's coin is " + coin + ", and the policy")
                  .orElse("the policy")
              + " names no token called "
              + symbol
              + NearName.hint(symbol, symbols()));
    }
    return matches.getFirst();
  }

  /** The coin by its symbol in any case; what the policy calls it leads. */
  private boolean isCoin(String symbol) {
    return symbol.isEmpty() || coin().filter(symbol::equalsIgnoreCase).isPresent();
  }

  private Optional<String> coin() {
    return policy.chains().stream()
        .filter(custom -> custom.chain().equals(chain))
        .map(CustomChain::nativeSymbol)
        .findFirst()
        .or(() -> NativeCoins.of(chain));
  }

  private List<String> symbols() {
    return policy.tokens().stream()
        .filter(token -> token.asset().chain().equals(chain))
        .map(Token::symbol)
        .toList();
  }

  private static Address contract(Asset asset) {
    return asset.token().orElseThrow();
  }

  /** Only of chains that are pinned is it known that the coin is ether, and how much there is. */
  private Wei coins(String amount) {
    return Networks.byChain(chain).isPresent()
        ? AmountText.readEther(amount)
        : AmountText.read(amount, AmountText.COIN_DECIMALS);
  }

  private static int times(int line, String text) throws ProblemException {
    if (text.isEmpty()) {
      return 1;
    }
    if (!text.matches("[1-9][0-9]{0,3}")) {
      throw CsvRows.problem(line, "times is a number from 1 to " + MAX_PAYMENTS);
    }
    return Integer.parseInt(text);
  }
}
