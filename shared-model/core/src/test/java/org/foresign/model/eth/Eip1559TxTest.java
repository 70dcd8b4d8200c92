package org.foresign.model.eth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigInteger;
import java.util.List;
import java.util.SplittableRandom;
import org.foresign.codec.Bytes;
import org.foresign.crypto.BouncySecp256k1;
import org.foresign.crypto.EcdsaSignature;
import org.foresign.crypto.Keccak;
import org.foresign.crypto.Secp256k1;
import org.foresign.crypto.Vectors;
import org.foresign.model.problem.ProblemException;
import org.foresign.testkit.Mutator;
import org.foresign.testkit.Seeds;
import org.foresign.testkit.SharedData;
import org.junit.jupiter.api.Test;
import org.web3j.crypto.AccessListObject;
import org.web3j.crypto.Bip32ECKeyPair;
import org.web3j.crypto.Credentials;
import org.web3j.crypto.ECKeyPair;
import org.web3j.crypto.MnemonicUtils;
import org.web3j.crypto.RawTransaction;
import org.web3j.crypto.SignedRawTransaction;
import org.web3j.crypto.TransactionDecoder;
import org.web3j.crypto.TransactionEncoder;
import org.web3j.crypto.transaction.type.Transaction1559;
import org.web3j.utils.Numeric;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class Eip1559TxTest {
  private final Secp256k1 curve = new BouncySecp256k1();

  @Test
  void encodesSignsAndHashesAsWeb3jDoes() {
    Seeds.check(
        100,
        random -> {
          Eip1559Tx tx = randomTx(random);
          byte[] key = Seeds.bytes(random, 32);
          RawTransaction theirs = web3j(tx);
          assertThat(tx.unsignedBytes().toArray()).isEqualTo(TransactionEncoder.encode(theirs));
          EcdsaSignature signature = curve.sign(key, tx.signingDigest().toArray());
          byte[] signed =
              TransactionEncoder.signMessage(theirs, Credentials.create(ECKeyPair.create(key)));
          assertThat(tx.signedBytes(signature).toArray()).isEqualTo(signed);
          assertThat(tx.transactionHash(signature).toArray()).isEqualTo(Keccak.hash(signed));
        });
  }

  @Test
  void web3jReadsWhatWeWriteAndWeReadIt() {
    Seeds.check(
        50,
        random -> {
          Eip1559Tx tx = randomTx(random);
          byte[] key = Seeds.bytes(random, 32);
          EcdsaSignature signature = curve.sign(key, tx.signingDigest().toArray());
          Bytes signed = tx.signedBytes(signature);
          SignedRawTransaction raw =
              (SignedRawTransaction) TransactionDecoder.decode(signed.prefixedHex());
          Transaction1559 theirs = (Transaction1559) raw.getTransaction();
          assertThat(theirs.getChainId()).isEqualTo(tx.chain().reference());
          assertThat(theirs.getNonce()).isEqualTo(BigInteger.valueOf(tx.nonce()));
          assertThat(theirs.getMaxFeePerGas()).isEqualTo(tx.fees().maxFeePerGas().value());
          assertThat(theirs.getMaxPriorityFeePerGas())
              .isEqualTo(tx.fees().maxPriorityFeePerGas().value());
          assertThat(theirs.getGasLimit()).isEqualTo(BigInteger.valueOf(tx.gasLimit()));
          assertThat(Address.parse(theirs.getTo())).isEqualTo(tx.to());
          assertThat(theirs.getValue()).isEqualTo(tx.value().value());
          assertThat(Numeric.hexStringToByteArray(theirs.getData())).isEqualTo(tx.data().toArray());
          SignedEip1559Tx read = Eip1559Tx.decodeSigned(signed);
          assertThat(read).isEqualTo(new SignedEip1559Tx(tx, signature));
          assertThat(read.sender(curve)).isEqualTo(Address.parse(raw.getFrom()));
          assertThat(Eip1559Tx.decodeUnsigned(tx.unsignedBytes())).isEqualTo(tx);
          assertThat(read.bytes()).isEqualTo(signed);
        });
  }

  @Test
  void signsTheVendorVectors() throws IOException {
    JsonNode file = JsonMapper.shared().readTree(SharedData.read("trezor/sign_tx_eip1559.json"));
    Bip32ECKeyPair master =
        Bip32ECKeyPair.generateKeyPair(
            MnemonicUtils.generateSeed(file.get("setup").get("mnemonic").asString(), ""));
    int checked = 0;
    for (JsonNode test : file.get("tests")) {
      JsonNode given = test.get("parameters");
      // both are further features of that device's fixture, not of the transactions we make
      if (given.has("access_list") || given.get("to_address").asString().isEmpty()) {
        continue;
      }
      Eip1559Tx tx = vendorTx(given);
      EcdsaSignature signature =
          curve.sign(key(master, given.get("path").asString()), tx.signingDigest().toArray());
      JsonNode expected = test.get("result");
      assertThat(signature.compact().hex())
          .as(test.get("name").asString())
          .isEqualTo(expected.get("sig_r").asString() + expected.get("sig_s").asString());
      assertThat(signature.yParity()).isEqualTo(expected.get("sig_v").asInt());
      checked++;
    }
    assertThat(checked).isGreaterThan(4);
  }

  @Test
  void damagedTransactionsAreRefusedOrMeanWhatTheySay() {
    Eip1559Tx tx = randomTx(new SplittableRandom(1));
    Mutator.of(
            tx.unsignedBytes().toArray(),
            bytes -> Eip1559Tx.decodeUnsigned(Bytes.of(bytes)),
            read -> read.unsignedBytes().toArray(),
            ProblemException.class)
        .assertCanonical();
    byte[] key = new byte[32];
    key[31] = 7;
    EcdsaSignature signature = curve.sign(key, tx.signingDigest().toArray());
    Mutator.of(
            tx.signedBytes(signature).toArray(),
            bytes -> Eip1559Tx.decodeSigned(Bytes.of(bytes)),
            read -> read.bytes().toArray(),
            ProblemException.class)
        .assertCanonical();
  }

  @Test
  void refusesOtherTypes() {
    Eip1559Tx tx = randomTx(new SplittableRandom(2));
    for (int type : new int[] {0, 1, 3, 4, 0x7f, 0xf8, 0xc0}) {
      byte[] encoded = tx.unsignedBytes().toArray();
      encoded[0] = (byte) type;
      refuses(encoded, EthProblem.TX_TYPE_UNSUPPORTED);
    }
    refuses(new byte[0], EthProblem.TX_TYPE_UNSUPPORTED);
    refuses(new byte[] {2}, EthProblem.RLP_MALFORMED);
  }

  @Test
  void refusesAccessListsAndContractCreation() {
    Eip1559Tx tx = randomTx(new SplittableRandom(3));
    RawTransaction list =
        RawTransaction.createTransaction(
            1,
            BigInteger.ONE,
            BigInteger.TEN,
            tx.to().toString(),
            BigInteger.ONE,
            "",
            BigInteger.ONE,
            BigInteger.TEN,
            List.of(new AccessListObject(tx.to().toString(), List.of())));
    refuses(TransactionEncoder.encode(list), EthProblem.TX_FIELD_REFUSED);
    RawTransaction creation =
        RawTransaction.createTransaction(
            1,
            BigInteger.ONE,
            BigInteger.TEN,
            "",
            BigInteger.ONE,
            "",
            BigInteger.ONE,
            BigInteger.TEN);
    refuses(TransactionEncoder.encode(creation), EthProblem.TX_FIELD_REFUSED);
  }

  @Test
  void refusesFieldsThatNoTransactionOfOursHas() {
    // chain id 0, gas limit 0, tip above the cap, an address of 19 bytes
    refuses(fields(0, 5, 1, 2, 21_000, 20), EthProblem.TX_FIELD_REFUSED);
    refuses(fields(1, 5, 1, 2, 0, 20), EthProblem.TX_FIELD_REFUSED);
    refuses(fields(1, 5, 3, 2, 21_000, 20), EthProblem.TX_FIELD_REFUSED);
    refuses(fields(1, 5, 1, 2, 21_000, 19), EthProblem.TX_FIELD_REFUSED);
    refuses(fields(1, 5, 1, 2, 21_000, 21), EthProblem.RLP_MALFORMED);
    Eip1559Tx tx = randomTx(new SplittableRandom(4));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new Eip1559Tx(tx.chain(), -1, tx.fees(), 1, tx.to(), tx.value(), tx.data()));
  }

  @Test
  void refusesSignaturesWithHighSOrOutOfRange() {
    Eip1559Tx tx = randomTx(new SplittableRandom(5));
    BigInteger one = BigInteger.ONE;
    BigInteger half = EcdsaSignature.N.shiftRight(1);
    refusesSignature(tx, 0, one, half.add(one));
    refusesSignature(tx, 0, BigInteger.ZERO, one);
    refusesSignature(tx, 0, one, BigInteger.ZERO);
    refusesSignature(tx, 1, EcdsaSignature.N, one);
    refusesSignature(tx, 2, one, one);
    refusesSignature(tx, 27, one, one);
  }

  @Test
  void addressesFollowEip55() throws IOException {
    for (JsonNode vector : Vectors.read("eip55/addresses.json")) {
      String text = vector.asString();
      assertThat(Address.parse(text)).hasToString(text);
      assertThat(Address.parse(text.toLowerCase(java.util.Locale.ROOT))).hasToString(text);
      int letter = firstLetter(text);
      char other = (char) (text.charAt(letter) ^ 0x20);
      String changed = text.substring(0, letter) + other + text.substring(letter + 1);
      assertThatIllegalArgumentException().isThrownBy(() -> Address.parse(changed));
    }
  }

  private static int firstLetter(String text) {
    int at = 2;
    while (!Character.isLetter(text.charAt(at))) {
      at++;
    }
    return at;
  }

  private static void refusesSignature(Eip1559Tx tx, int parity, BigInteger r, BigInteger s) {
    byte[] body = tx.unsignedBytes().toArray();
    RlpWriter writer = new RlpWriter(100).raw(2).beginList();
    int header = body[1] >= (byte) 0xf8 ? (body[1] & 0xff) - 0xf7 : 0;
    for (int i = 2 + header; i < body.length; i++) {
      writer.raw(body[i]);
    }
    byte[] signed = writer.uint(parity).quantity(r).quantity(s).endList().toByteArray();
    assertThatThrownBy(() -> Eip1559Tx.decodeSigned(Bytes.of(signed)))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problem().code()).isEqualTo(EthProblem.TX_FIELD_REFUSED));
  }

  private static byte[] fields(
      long chainId, long nonce, long tip, long cap, long gas, int addressSize) {
    return new RlpWriter(100)
        .raw(2)
        .beginList()
        .uint(chainId)
        .uint(nonce)
        .uint(tip)
        .uint(cap)
        .uint(gas)
        .bytes(Bytes.of(new byte[addressSize]))
        .uint(0)
        .bytes(Bytes.EMPTY)
        .beginList()
        .endList()
        .endList()
        .toByteArray();
  }

  private static void refuses(byte[] encoded, EthProblem code) {
    assertThatThrownBy(() -> Eip1559Tx.decodeUnsigned(Bytes.of(encoded)))
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.problem().code()).isEqualTo(code));
  }

  static Eip1559Tx randomTx(SplittableRandom random) {
    BigInteger cap = new BigInteger(1, Seeds.bytes(random, 1 + random.nextInt(16)));
    BigInteger tip = cap.shiftRight(random.nextInt(20));
    return new Eip1559Tx(
        Chain.evm(1 + (random.nextLong() >>> (2 + random.nextInt(61)))),
        random.nextLong() >>> (1 + random.nextInt(63)),
        new FeeCaps(new Wei(cap), new Wei(tip)),
        1 + (random.nextLong() >>> (2 + random.nextInt(61))),
        Address.of(Seeds.bytes(random, 20)),
        new Wei(new BigInteger(1, Seeds.bytes(random, random.nextInt(33)))),
        Bytes.of(Seeds.bytes(random, random.nextInt(500))));
  }

  private static RawTransaction web3j(Eip1559Tx tx) {
    return RawTransaction.createTransaction(
        tx.chain().reference(),
        BigInteger.valueOf(tx.nonce()),
        BigInteger.valueOf(tx.gasLimit()),
        tx.to().toString(),
        tx.value().value(),
        tx.data().prefixedHex(),
        tx.fees().maxPriorityFeePerGas().value(),
        tx.fees().maxFeePerGas().value());
  }

  private static Eip1559Tx vendorTx(JsonNode given) {
    return new Eip1559Tx(
        Chain.evm(given.get("chain_id").asLong()),
        number(given, "nonce").longValueExact(),
        new FeeCaps(
            new Wei(number(given, "max_gas_fee")), new Wei(number(given, "max_priority_fee"))),
        number(given, "gas_limit").longValueExact(),
        Address.of(Numeric.hexStringToByteArray(given.get("to_address").asString())),
        new Wei(number(given, "value")),
        Bytes.parseHex(given.get("data").asString()));
  }

  private static BigInteger number(JsonNode given, String field) {
    return Numeric.decodeQuantity(given.get(field).asString().toLowerCase(java.util.Locale.ROOT));
  }

  private static byte[] key(Bip32ECKeyPair master, String path) {
    int[] steps =
        java.util.Arrays.stream(path.substring(2).split("/"))
            .mapToInt(step ->
                step.endsWith("'")
                    ? Integer.parseInt(step.substring(0, step.length() - 1)) | 0x80000000
                    : Integer.parseInt(step))
            .toArray();
    return Numeric.toBytesPadded(Bip32ECKeyPair.deriveKeyPair(master, steps).getPrivateKey(), 32);
  }
}
