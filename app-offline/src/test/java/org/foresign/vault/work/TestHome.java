package org.foresign.vault.work;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.foresign.codec.Bytes;
import org.foresign.codec.Digest32;
import org.foresign.crypto.Bls;
import org.foresign.crypto.HkdfSha256;
import org.foresign.crypto.Secp256k1;
import org.foresign.files.SecretFile;
import org.foresign.model.card.SignedIdentityCard;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.wrap.PassphraseStretcher;
import org.foresign.secret.SecretAccess;
import org.foresign.secret.SecretBytes;
import org.foresign.signer.SignerProvider;
import org.foresign.signer.SignerRegistry;
import org.foresign.signer.local.LocalProvider;
import org.foresign.store.SqliteNative;
import org.foresign.usb.Folders;
import org.foresign.vault.TestStick;
import org.foresign.vault.keys.KnownAccounts;
import org.foresign.vault.keys.WrappedSecrets;
import org.foresign.vault.settings.VaultHome;
import org.foresign.vault.sign.FakeDevice;
import org.foresign.vault.sign.SigningWrite;

/**
 * The home of a vault in a test, and what its workflows are made of. The passphrase is stretched by
 * one HKDF step: a test of its own runs the real process.
 */
public class TestHome {
  public static final String PASSPHRASE = "correct horse battery staple";
  public static final String DEVELOPMENT_WORDS =
      "test test test test test test test test test test test junk";

  private final Path folder;
  private String homeName = "vault";
  private final VaultTools tools;
  private final List<String> moments = new ArrayList<>();
  private VaultTools.Locks locks = practice -> {};

  public TestHome(Path folder, Clock clock, SigningWrite points) {
    this(folder, clock, points, new FakeDevice());
  }

  /** With another kind of signer beside the local one. */
  public TestHome(Path folder, Clock clock, SigningWrite points, SignerProvider other) {
    this.folder = folder;
    SecretAccess access = SecretAccess.grant();
    SecureRandom random = new SecureRandom();
    PassphraseStretcher stretcher =
        (passphrase, salt, cost) -> {
          moments.add("passphrase");
          return new PassphraseStretcher.Stretched(
              passphrase.useUtf8(
                  access,
                  raw -> SecretBytes.take(HkdfSha256.derive(raw, salt.toArray(), new byte[0], 32))),
              1);
        };
    this.tools =
        new VaultTools(
            access,
            random,
            clock,
            this::look,
            new WrappedSecrets(stretcher, access, random),
            SqliteNative::load,
            Secp256k1::best,
            Bls::best,
            new KnownAccounts(folder.resolve("user")),
            new SignerRegistry(List.of(new LocalProvider(Secp256k1::best, access), other)),
            new Folders(),
            folder.resolve("vault"),
            point -> {
              moments.add(point);
              points.reached(point);
            });
    write("passphrase", PASSPHRASE);
    write("words", DEVELOPMENT_WORDS);
  }

  public VaultTools tools() {
    return tools;
  }

  private void look(boolean practice) throws ProblemException {
    moments.add("locks");
    locks.requireForSigning(practice);
  }

  /** Locks that answer as {@code locks} does from now on. */
  public void locks(VaultTools.Locks locks) {
    this.locks = locks;
  }

  /** In their order: looks at the locks, passphrases, and points where something is written. */
  public List<String> moments() {
    return moments;
  }

  public Path home() {
    return folder.resolve(homeName);
  }

  /** Uses another home beside the first, of the same user. */
  public void useHome(String name) {
    homeName = name;
  }

  public Path file(String name) {
    return folder.resolve(name);
  }

  public Path stick(String name) {
    try {
      return Files.createDirectories(folder.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** This vault as a workflow has it. */
  public Sitting sit() throws ProblemException {
    return Sitting.open(tools, home());
  }

  /** Knows the passphrase of this vault, and gives it once. */
  public PassphraseAsker asker() {
    return request -> {
      if (request.wrong().isPresent()) {
        throw request.wrong().get().asException();
      }
      return SecretFile.firstLine(file("passphrase"));
    };
  }

  public SignedIdentityCard card() throws ProblemException {
    try (VaultHome open = VaultHome.open(home(), SqliteNative.load(), tools.clock().instant())) {
      return open.facts().card();
    }
  }

  /** Hash over every table but the journal and the ceremony's counters. */
  public Digest32 stateWithoutJournal() throws ProblemException {
    try (VaultHome open = VaultHome.open(home(), SqliteNative.load(), tools.clock().instant())) {
      return open.database()
          .read(sql -> {
            StringBuilder all = new StringBuilder();
            for (String query :
                List.of(
                    "SELECT group_concat(hex(digest) || state || hex(coalesce(result, '')))"
                        + " FROM batch",
                    "SELECT group_concat(batch || '/' || position || hex(signing_digest))"
                        + " FROM leaf",
                    "SELECT group_concat(batch || '/' || nonce || hex(exposure)) FROM slot_use",
                    "SELECT group_concat(hex(digest) || revoked) FROM peer",
                    "SELECT group_concat(hex(hash) || active_from) FROM policy",
                    "SELECT group_concat(hex(address)) FROM account")) {
              all.append(sql.query(query, row -> row.optionalText(1).orElse("-"))).append('\n');
            }
            return Digest32.of(
                org.foresign.crypto.Sha256.hash(all.toString().getBytes(StandardCharsets.UTF_8)));
          });
    }
  }

  public final void write(String name, String text) {
    try {
      Files.createDirectories(folder);
      Files.writeString(file(name), text + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static Bytes only(Path stick, org.foresign.carry.ParcelKind kind) throws ProblemException {
    var carrier = new TestStick(stick);
    var names = carrier.waiting(kind);
    if (names.size() != 1) {
      throw new AssertionError(names.size() + " parcels of " + kind);
    }
    return carrier.receive(names.getFirst()).bytes();
  }
}
