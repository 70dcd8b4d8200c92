package org.foresign.model.eth;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.math.BigInteger;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.foresign.codec.Bytes;
import org.foresign.crypto.BouncySecp256k1;
import org.foresign.crypto.EcdsaSignature;
import org.foresign.crypto.Secp256k1;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Transactions that another implementation and mainnet have made. */
class Eip1559VectorTest {
  private final Secp256k1 curve = new BouncySecp256k1();

  static Stream<Named<JsonNode>> vectors() throws Exception {
    try (InputStream in =
        Objects.requireNonNull(
            Eip1559VectorTest.class.getResourceAsStream("/vectors/ethers/eip1559.json"))) {
      JsonNode list = JsonMapper.shared().readTree(in.readAllBytes());
      assertThat(list.size()).isEqualTo(15);
      return StreamSupport.stream(list.spliterator(), false)
          .map(vector -> Named.of(vector.get("name").asString(), vector));
    }
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void makesTheSameBytesDigestSignatureAndHash(JsonNode vector) throws Exception {
    Eip1559Tx tx = transaction(vector);
    EcdsaSignature signature =
        new EcdsaSignature(
            hex(vector, "r").concat(hex(vector, "s")), vector.get("yParity").asInt());
    assertThat(tx.transactionHash(signature).bytes()).isEqualTo(hex(vector, "hash"));
    SignedEip1559Tx read = Eip1559Tx.decodeSigned(tx.signedBytes(signature));
    assertThat(read).isEqualTo(new SignedEip1559Tx(tx, signature));
    assertThat(read.sender(curve).bytes()).isEqualTo(hex(vector, "sender"));
    if (vector.has("signed")) {
      assertThat(tx.signedBytes(signature)).isEqualTo(hex(vector, "signed"));
    }
    if (vector.has("key")) {
      assertThat(tx.signingDigest().bytes()).isEqualTo(hex(vector, "unsignedHash"));
      assertThat(curve.sign(hex(vector, "key").toArray(), tx.signingDigest().toArray()))
          .isEqualTo(signature);
    }
  }

  private static Eip1559Tx transaction(JsonNode vector) {
    Bytes data =
        vector.has("data")
            ? hex(vector, "data")
            : Bytes.parseHex(
                vector
                    .get("dataUnit")
                    .asString()
                    .substring(2)
                    .repeat(vector.get("dataRepeats").asInt()));
    return new Eip1559Tx(
        Chain.evm(Long.parseLong(vector.get("chainId").asString())),
        Long.parseLong(vector.get("nonce").asString()),
        new FeeCaps(wei(vector, "maxFeePerGas"), wei(vector, "maxPriorityFeePerGas")),
        Long.parseLong(vector.get("gasLimit").asString()),
        new Address(hex(vector, "to")),
        wei(vector, "value"),
        data);
  }

  private static Wei wei(JsonNode vector, String field) {
    return new Wei(new BigInteger(vector.get(field).asString()));
  }

  private static Bytes hex(JsonNode vector, String field) {
    String text = vector.get(field).asString().substring(2);
    return Bytes.parseHex(text);
  }
}
