package org.foresign.model.card;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.foresign.codec.Bytes;
import org.foresign.crypto.BouncySecp256k1;
import org.foresign.crypto.Ed25519;
import org.foresign.crypto.Secp256k1;
import org.foresign.crypto.X25519;
import org.foresign.model.eth.Address;
import org.foresign.model.eth.ChainFamily;
import org.foresign.model.operation.OperationKind;

/** Parties with fixed keys for tests. */
public final class TestCards {
  public static final Bytes INSTANCE = Bytes.parseHex("000102030405060708090a0b0c0d0e0f");

  private TestCards() {}

  /** A key that is told apart by one byte. */
  public static byte[] key(int number) {
    byte[] key = new byte[32];
    Arrays.fill(key, (byte) number);
    return key;
  }

  /** A card whose signing key is {@code key(n)} and whose agreement key is {@code key(n + 100)}. */
  public static IdentityCard plain(Role role, int n) {
    TreeMap<Integer, Integer> formats = new TreeMap<>();
    for (int code = 1; code <= 8; code++) {
      formats.put(code, 1);
    }
    return new IdentityCard(
        role,
        true,
        1,
        1_790_000_000,
        Bytes.of(Ed25519.publicKey(key(n))),
        role == Role.APPROVER ? null : Bytes.of(X25519.publicKey(key(n + 100))),
        role == Role.VAULT ? INSTANCE : null,
        role == Role.VAULT ? 1 : 0,
        null,
        false,
        formats,
        List.of(OperationKind.values()));
  }

  /** The same party on a real machine. */
  public static SignedIdentityCard real(Role role, int n) {
    IdentityCard card = plain(role, n);
    return IdentityCardCodec.sign(
        new IdentityCard(
            card.role(),
            false,
            card.epoch(),
            card.createdAt(),
            card.signingKey(),
            card.agreementKey(),
            card.vaultInstance(),
            card.incarnation(),
            null,
            false,
            card.formats(),
            card.operations()),
        key(n));
  }

  public static SignedIdentityCard signed(Role role, int n) {
    return IdentityCardCodec.sign(plain(role, n), key(n));
  }

  /** A card that lists these formats and operations only. */
  public static SignedIdentityCard listing(
      Role role, int n, Map<Integer, Integer> formats, OperationKind... operations) {
    IdentityCard card = plain(role, n);
    return IdentityCardCodec.sign(
        new IdentityCard(
            card.role(),
            card.practice(),
            card.epoch(),
            card.createdAt(),
            card.signingKey(),
            card.agreementKey(),
            card.vaultInstance(),
            card.incarnation(),
            null,
            false,
            new TreeMap<>(formats),
            List.of(operations)),
        key(n));
  }

  /** An account card of the vault with signing key {@code key(n)}. */
  public static SignedAccountCard account(SignedIdentityCard vault, int n, byte[] accountKey) {
    Secp256k1 curve = new BouncySecp256k1();
    byte[] point = curve.publicKey(accountKey);
    Address address = Address.ofPublicKey(point);
    AccountCard card =
        new AccountCard(
            ChainFamily.EVM,
            SignerKind.LOCAL,
            "m/44'/60'/0'/0/0",
            Provenance.GENERATED,
            AccountCardCodec.compress(point),
            address,
            INSTANCE,
            vault.digest(),
            1,
            true,
            curve.sign(accountKey, AccountCardCodec.possession(address).signingDigest().toArray()));
    return AccountCardCodec.sign(card, key(n));
  }
}
