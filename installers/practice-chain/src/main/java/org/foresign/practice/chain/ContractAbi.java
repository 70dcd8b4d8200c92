package org.foresign.practice.chain;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.foresign.codec.Bytes;
import org.foresign.crypto.Keccak;
import org.foresign.model.eth.Address;

/**
 * The few pieces of the contract ABI that the built-in contracts answer with (Solidity ABI
 * specification). Kept apart from the product's own encoder, which is tested against this chain.
 */
final class ContractAbi {
  static final int WORD = 32;

  private static final Bytes ERROR_SELECTOR = Bytes.parseHex("08c379a0");

  private ContractAbi() {}

  static Bytes selector(String signature) {
    byte[] hash = Keccak.hash(signature.getBytes(StandardCharsets.US_ASCII));
    return Bytes.of(hash, 0, 4);
  }

  static Bytes word(BigInteger value) {
    byte[] raw = value.toByteArray();
    byte[] word = new byte[WORD];
    int skip = raw.length > WORD ? raw.length - WORD : 0;
    int length = raw.length - skip;
    System.arraycopy(raw, skip, word, WORD - length, length);
    return Bytes.of(word);
  }

  static Bytes word(long value) {
    return word(BigInteger.valueOf(value));
  }

  static Bytes word(Address address) {
    return Bytes.of(new byte[12]).concat(address.bytes());
  }

  static BigInteger number(Bytes word) {
    return new BigInteger(1, word.toArray());
  }

  /** Length word and content, padded with zeros to whole words. */
  static Bytes dynamic(Bytes content) {
    int padded = (content.size() + WORD - 1) / WORD * WORD;
    return word(content.size()).concat(Bytes.of(Arrays.copyOf(content.toArray(), padded)));
  }

  /** A single dynamic value as the whole answer. */
  static Bytes answer(Bytes content) {
    return word(WORD).concat(dynamic(content));
  }

  static Bytes answer(String text) {
    return answer(Bytes.of(text.getBytes(StandardCharsets.UTF_8)));
  }

  static Bytes error(String reason) {
    return ERROR_SELECTOR.concat(answer(reason));
  }
}
