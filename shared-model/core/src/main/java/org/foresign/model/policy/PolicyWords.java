package org.foresign.model.policy;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.foresign.model.batch.LaneId;
import org.foresign.model.eth.Address;
import org.foresign.model.eth.AmountText;
import org.foresign.model.eth.Asset;
import org.foresign.model.eth.Chain;
import org.foresign.model.eth.NativeCoins;
import org.foresign.model.eth.Network;
import org.foresign.model.eth.Networks;
import org.foresign.model.eth.Wei;
import org.foresign.model.policy.Policy.AddressBookEntry;
import org.foresign.model.policy.Policy.CustomChain;
import org.foresign.model.policy.Policy.KnownValidator;
import org.foresign.model.policy.Policy.Token;
import org.foresign.model.staking.BlsPublicKey;
import org.jspecify.annotations.Nullable;

/**
 * Names, symbols, decimals and times as people read them. They come from a policy and from what is
 * pinned in code, never from a request.
 */
public final class PolicyWords {
  /** The last second of the year 9999; beyond it a time is no date that anybody meant. */
  private static final long LAST_DATE = 253_402_300_799L;

  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private final @Nullable Policy policy;

  /**
   * @param policy null where there is none, as on a machine without a home
   */
  public PolicyWords(@Nullable Policy policy) {
    this.policy = policy;
  }

  public String chain(Chain chain) {
    return custom(chain)
        .map(CustomChain::name)
        .or(() -> Networks.byChain(chain).map(Network::name))
        .orElse(chain.toString());
  }

  public String lane(LaneId lane) {
    return lane.account() + " on " + chain(lane.chain());
  }

  /** A symbol; a token that the policy does not know is called by its contract. */
  public String asset(Asset asset) {
    if (asset.isNative()) {
      return coin(asset.chain()).orElse("native coin");
    }
    return token(asset).map(Token::symbol).orElse("token " + asset.contract());
  }

  /** An amount with its unit; a token that the policy does not know counts in smallest units. */
  public String amount(Asset asset, Wei amount) {
    if (asset.isNative()) {
      return NativeCoins.amount(coin(asset.chain()), amount);
    }
    return token(asset)
        .map(token -> AmountText.grouped(amount, token.decimals()) + " " + token.symbol())
        .orElse(amount + " smallest units of token " + asset.contract());
  }

  /**
   * An amount as {@link #amount} says it and, from a thousand on, its number in words: for whoever
   * confirms it.
   */
  public String readBack(Asset asset, Wei amount) {
    int decimals =
        asset.isNative() ? AmountText.COIN_DECIMALS : token(asset).map(Token::decimals).orElse(0);
    String words = AmountText.words(amount, decimals);
    return amount(asset, amount) + (words.isEmpty() ? "" : ": " + words);
  }

  /** The address book's name with the address, since names can be alike; else the address. */
  public String recipient(Chain chain, Address address) {
    return listed(chain, address).orElse(address.toString());
  }

  /** As {@link #recipient}, and it is said when the policy does not name the address. */
  public String payee(Chain chain, Address address) {
    return policy == null
        ? address.toString()
        : listed(chain, address).orElse("UNKNOWN (" + address + ")");
  }

  private Optional<String> listed(Chain chain, Address address) {
    Stream<AddressBookEntry> book = policy == null ? Stream.empty() : policy.addressBook().stream();
    return book.filter(entry -> entry.chain().equals(chain) && entry.address().equals(address))
        .map(entry -> entry.name() + " (" + address + ")")
        .findFirst();
  }

  /** The whole key, and who vouches for it if the policy lists it. */
  public String validator(Chain chain, BlsPublicKey key) {
    Stream<KnownValidator> known = policy == null ? Stream.empty() : policy.validators().stream();
    return known
        .filter(entry -> entry.chain().equals(chain) && entry.key().equals(key))
        .map(entry -> key + " (ours, says " + entry.attester() + ")")
        .findFirst()
        .orElse(key.toString());
  }

  /** A price of gas. */
  public static String gwei(Wei perGas) {
    return perGas.toUnits(9) + " gwei";
  }

  /** A time in seconds since 1970, as a date and time of day. */
  public static String time(long seconds) {
    return seconds < 0 || seconds > LAST_DATE
        ? seconds + " s since 1970"
        : DATE.format(Instant.ofEpochSecond(seconds));
  }

  /** A span in days, with hours, minutes and seconds where it is not whole. */
  public static String span(long seconds) {
    Duration span = Duration.ofSeconds(seconds);
    String days = span.toDays() + (span.toDays() == 1 ? " day" : " days");
    Duration rest = span.minusDays(span.toDays());
    return rest.isZero()
        ? days
        : "%s %02d:%02d:%02d h"
            .formatted(days, rest.toHours(), rest.toMinutesPart(), rest.toSecondsPart());
  }

  private Optional<Token> token(Asset asset) {
    return policy == null
        ? Optional.empty()
        : policy.tokens().stream().filter(token -> token.asset().equals(asset)).findFirst();
  }

  private Optional<CustomChain> custom(Chain chain) {
    return policy == null
        ? Optional.empty()
        : policy.chains().stream().filter(custom -> custom.chain().equals(chain)).findFirst();
  }

  private Optional<String> coin(Chain chain) {
    return custom(chain).map(CustomChain::nativeSymbol).or(() -> NativeCoins.of(chain));
  }
}
