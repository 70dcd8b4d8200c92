package org.foresign.desk.plan;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.foresign.codec.Bytes;
import org.foresign.model.eth.Address;
import org.foresign.model.eth.AmountText;
import org.foresign.model.eth.Asset;
import org.foresign.model.eth.Chain;
import org.foresign.model.eth.Networks;
import org.foresign.model.eth.Wei;
import org.foresign.model.operation.Operation;
import org.foresign.model.policy.Policy;
import org.foresign.model.policy.Policy.AddressBookEntry;
import org.foresign.model.policy.Policy.Token;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;

/**
 * Reads known payments from CSV: a heading with {@code recipient}, {@code amount} and optionally
 * {@code asset} and {@code times}, then a line for each payment. A recipient is an address or a
 * name of the vault's address book, an amount a decimal number of whole coins, an asset the native
 * symbol (left empty) or a token's symbol in the vault's policy. {@code times} repeats a payment on
 * successive nonces. Fields may stand in double quotes.
 */
public final class PaymentsFile {
  public static final int MAX_BYTES = 256 * 1024;
  public static final int MAX_PAYMENTS = 1_000;

  private final Chain chain;
  private final Policy policy;

  public PaymentsFile(Chain chain, Policy policy) {
    this.chain = chain;
    this.policy = policy;
  }

  /**
   * One slot for each payment, in file order.
   *
   * @throws ProblemException naming the line; then no payment is taken
   */
  public List<PlannedSlot> read(Bytes file) throws ProblemException {
    if (file.size() > MAX_BYTES) {
      throw problem(0, "the file is larger than " + MAX_BYTES + " bytes");
    }
    List<String> lines = text(file).lines().toList();
    if (lines.isEmpty()) {
      throw problem(1, "the file is empty");
    }
    Map<String, Integer> columns = heading(lines.getFirst());
    List<PlannedSlot> slots = new ArrayList<>();
    for (int i = 1; i < lines.size(); i++) {
      if (!lines.get(i).isBlank()) {
        addPayments(i + 1, fields(i + 1, lines.get(i)), columns, slots);
      }
    }
    return slots;
  }

  private void addPayments(
      int line, List<String> fields, Map<String, Integer> columns, List<PlannedSlot> slots)
      throws ProblemException {
    if (fields.size() != columns.size()) {
      throw problem(line, "has " + fields.size() + " fields, the heading " + columns.size());
    }
    Address recipient = recipient(line, field(fields, columns, "recipient"));
    Operation payment =
        payment(line, recipient, field(fields, columns, "amount"), field(fields, columns, "asset"));
    int times = times(line, field(fields, columns, "times"));
    if (slots.size() + times > MAX_PAYMENTS) {
      throw problem(line, "more than " + MAX_PAYMENTS + " payments");
    }
    for (int i = 0; i < times; i++) {
      slots.add(PlannedSlot.of(payment));
    }
  }

  private static String field(List<String> fields, Map<String, Integer> columns, String name) {
    Integer column = columns.get(name);
    return column == null ? "" : fields.get(column);
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
    try {
      address = Address.parse(text);
    } catch (IllegalArgumentException e) {
      throw problem(line, "recipient: " + e.getMessage());
    }
    boolean known =
        policy.addressBook().stream()
            .anyMatch(entry -> entry.chain().equals(chain) && entry.address().equals(address));
    if (!known) {
      throw Problem.of(PlanProblem.PLAN_RECIPIENT, "line " + line, address.toString())
          .asException();
    }
    return address;
  }

  private Operation payment(int line, Address recipient, String amount, String symbol)
      throws ProblemException {
    try {
      if (symbol.isEmpty() || symbol.equalsIgnoreCase("ETH")) {
        return new Operation.NativeTransfer(recipient, coins(amount));
      }
      Token token = token(line, symbol);
      Wei units = AmountText.read(amount, token.decimals());
      return new Operation.TokenTransfer(contract(token.asset()), recipient, units);
    } catch (IllegalArgumentException e) {
      throw problem(line, "amount: " + e.getMessage());
    }
  }

  private Token token(int line, String symbol) throws ProblemException {
    List<Token> matches =
        policy.tokens().stream()
            .filter(t -> t.asset().chain().equals(chain) && t.symbol().equals(symbol))
            .toList();
    if (matches.size() != 1) {
      throw problem(line, "the policy names " + matches.size() + " tokens called " + symbol);
    }
    return matches.getFirst();
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
      throw problem(line, "times is a number from 1 to " + MAX_PAYMENTS);
    }
    return Integer.parseInt(text);
  }

  private static Map<String, Integer> heading(String line) throws ProblemException {
    List<String> names = fields(1, line.startsWith("\ufeff") ? line.substring(1) : line);
    Map<String, Integer> columns = new java.util.LinkedHashMap<>();
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i).strip().toLowerCase(Locale.ROOT);
      if (!List.of("recipient", "amount", "asset", "times").contains(name)) {
        throw problem(1, "unknown column " + names.get(i));
      }
      if (columns.put(name, i) != null) {
        throw problem(1, "column " + name + " twice");
      }
    }
    if (!columns.containsKey("recipient") || !columns.containsKey("amount")) {
      throw problem(1, "the heading needs recipient and amount");
    }
    return columns;
  }

  /** RFC 4180 fields of one line; a field can not contain a line break here. */
  private static List<String> fields(int number, String line) throws ProblemException {
    List<String> fields = new ArrayList<>();
    int at = 0;
    while (true) {
      StringBuilder field = new StringBuilder();
      if (at < line.length() && line.charAt(at) == '"') {
        at = quoted(number, line, at + 1, field);
      } else {
        while (at < line.length() && line.charAt(at) != ',') {
          field.append(line.charAt(at++));
        }
      }
      fields.add(field.toString().strip());
      if (at >= line.length()) {
        return fields;
      }
      if (line.charAt(at) != ',') {
        throw problem(number, "something follows a closing quote");
      }
      at++;
    }
  }

  private static int quoted(int number, String line, int start, StringBuilder field)
      throws ProblemException {
    int at = start;
    while (at < line.length()) {
      if (line.charAt(at) != '"') {
        field.append(line.charAt(at++));
      } else if (at + 1 < line.length() && line.charAt(at + 1) == '"') {
        field.append('"');
        at += 2;
      } else {
        return at + 1;
      }
    }
    throw problem(number, "a quote is not closed");
  }

  private static String text(Bytes file) throws ProblemException {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .decode(ByteBuffer.wrap(file.toArray()))
          .toString();
    } catch (CharacterCodingException e) {
      throw new ProblemException(
          Problem.of(PlanProblem.PLAN_PAYMENTS_FILE, "the file is not UTF-8 text"), e);
    }
  }

  private static ProblemException problem(int line, String finding) {
    return Problem.of(PlanProblem.PLAN_PAYMENTS_FILE, "line " + line, finding).asException();
  }
}
