package org.foresign.model.wrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.foresign.codec.Bytes;
import org.foresign.codec.CodecProblem;
import org.foresign.crypto.Argon2Parameters;
import org.foresign.crypto.Argon2id;
import org.foresign.crypto.CryptoProblem;
import org.foresign.model.problem.ProblemCode;
import org.foresign.model.problem.ProblemException;
import org.foresign.testkit.Mutator;
import org.junit.jupiter.api.Test;

class WrappedSecretTest {
  private static final Bytes SALT = Bytes.parseHex("a0a1a2a3a4a5a6a7a8a9aaabacadaeaf");
  private final byte[] stretched = Bytes.parseHex("5a".repeat(32)).toArray();
  private final byte[] secret = Bytes.parseHex("c3".repeat(32)).toArray();
  private final WrappedSecret wrap = wrap(SecretPurpose.SIGN, 1);

  @Test
  void opensWithTheSameStretchedPassphraseOnly() throws Exception {
    assertThat(SecretWrapping.open(wrap, stretched)).isEqualTo(secret);
    for (int bit = 0; bit < 256; bit++) {
      byte[] other = stretched.clone();
      other[bit / 8] ^= (byte) (1 << bit % 8);
      refuses(wrap, other, UnlockProblem.UNLOCK_PASSPHRASE_WRONG);
    }
  }

  @Test
  void purposesAndNumbersDoNotOpenEachOther() {
    WrappedSecret other = wrap(SecretPurpose.OPEN, 1);
    refuses(moved(other, SecretPurpose.SIGN, 1), stretched, UnlockProblem.UNLOCK_PASSPHRASE_WRONG);
    refuses(moved(wrap, SecretPurpose.SIGN, 2), stretched, UnlockProblem.UNLOCK_PASSPHRASE_WRONG);
  }

  @Test
  void damageBehindTheCommitmentIsToldFromAWrongPassphrase() {
    byte[] sealed = wrap.sealed().toArray();
    sealed[3] ^= 1;
    refuses(with(wrap, Bytes.of(sealed), wrap.cost()), stretched, UnlockProblem.UNLOCK_DAMAGED);
    refuses(
        with(wrap, wrap.sealed(), new Argon2Parameters(65_536, 4, 4)),
        stretched,
        UnlockProblem.UNLOCK_DAMAGED);
  }

  @Test
  void sealFollowsTheSpecByTheJdkAlone() throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(new byte[32], "raw"));
    byte[] prk = mac.doFinal(stretched);
    byte[] commitment = expand(prk, "foresign/wrap-commitment/v1\0\2\0\0\0\1");
    assertThat(wrap.commitment()).isEqualTo(Bytes.of(commitment));
    byte[] key = expand(prk, "foresign/wrap-key/v1\0\2\0\0\0\1");
    byte[] all = WrappedSecretCodec.encode(wrap).toArray();
    byte[] header = new byte[all.length - 1 - 2 - 48];
    System.arraycopy(all, 0, header, 0, header.length);
    header[0] = (byte) 0xa9; // nine keys in place of ten
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(
        Cipher.DECRYPT_MODE,
        new SecretKeySpec(key, "AES"),
        new GCMParameterSpec(128, wrap.nonce().toArray()));
    cipher.updateAAD("foresign/wrap/v1\0".getBytes());
    cipher.updateAAD(header);
    assertThat(cipher.doFinal(wrap.sealed().toArray())).isEqualTo(secret);
  }

  @Test
  void everyWrapIsCanonical() {
    Mutator.of(
            WrappedSecretCodec.encode(wrap).toArray(),
            bytes -> WrappedSecretCodec.decode(Bytes.of(bytes)),
            read -> WrappedSecretCodec.encode(read).toArray(),
            ProblemException.class)
        .assertCanonical();
  }

  @Test
  void refusesCostsOutsideTheLimitsAndReservedKinds() {
    String bytes = WrappedSecretCodec.encode(wrap).hex();
    decodeRefuses(bytes.replace("031a00010000", "0319ffff"), CryptoProblem.KDF_PARAMETERS_REFUSED);
    decodeRefuses(
        bytes.replace("031a00010000", "031a00200001"), CryptoProblem.KDF_PARAMETERS_REFUSED);
    decodeRefuses(
        bytes.replace("031a000100000403", "031a000100000402"),
        CryptoProblem.KDF_PARAMETERS_REFUSED);
    decodeRefuses(
        bytes.replaceFirst("010102010302", "010102030302"), CodecProblem.CBOR_OUT_OF_RANGE);
    decodeRefuses(bytes.replaceFirst("0101", "0102"), CodecProblem.FORMAT_UNKNOWN_VERSION);
  }

  @Test
  void aPassphraseOpensThroughArgon2id() throws Exception {
    byte[] derived =
        Argon2id.derive(
            "correct horse battery".getBytes(),
            SALT.toArray(),
            new byte[0],
            Argon2Parameters.MINIMUM,
            32);
    WrappedSecret real =
        SecretWrapping.seal(
            new SecretWrapping.Place(
                SecretWrapKind.PASSPHRASE, SecretPurpose.OPEN, 1, SALT, Argon2Parameters.MINIMUM),
            derived,
            secret,
            new SecureRandom());
    assertThat(SecretWrapping.open(real, derived)).isEqualTo(secret);
  }

  private WrappedSecret wrap(SecretPurpose purpose, long number) {
    return SecretWrapping.seal(
        new SecretWrapping.Place(
            SecretWrapKind.PASSPHRASE, purpose, number, SALT, Argon2Parameters.MINIMUM),
        stretched,
        secret,
        new SecureRandom());
  }

  private static WrappedSecret moved(WrappedSecret s, SecretPurpose purpose, long number) {
    return new WrappedSecret(
        s.kind(), purpose, number, 1, 0, s.salt(), s.cost(), s.commitment(), s.nonce(), s.sealed());
  }

  private static WrappedSecret with(WrappedSecret s, Bytes sealed, Argon2Parameters cost) {
    return new WrappedSecret(
        s.kind(), s.purpose(), s.number(), 1, 0, s.salt(), cost, s.commitment(), s.nonce(), sealed);
  }

  private static byte[] expand(byte[] prk, String info) throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(prk, "raw"));
    mac.update(info.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
    mac.update((byte) 1);
    return mac.doFinal();
  }

  private static void decodeRefuses(String hex, ProblemCode code) {
    assertThatThrownBy(() -> WrappedSecretCodec.decode(Bytes.parseHex(hex)))
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.problem().code()).isEqualTo(code));
  }

  private static void refuses(WrappedSecret wrap, byte[] stretched, ProblemCode code) {
    assertThatThrownBy(() -> SecretWrapping.open(wrap, stretched))
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.problem().code()).isEqualTo(code));
  }
}
