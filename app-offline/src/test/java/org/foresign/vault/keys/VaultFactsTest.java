package org.foresign.vault.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.foresign.codec.Bytes;
import org.foresign.crypto.Argon2Parameters;
import org.foresign.crypto.Ed25519;
import org.foresign.crypto.HkdfSha256;
import org.foresign.crypto.Secp256k1;
import org.foresign.crypto.Sha256;
import org.foresign.crypto.X25519;
import org.foresign.model.card.IdentityCard;
import org.foresign.model.card.IdentityCardCodec;
import org.foresign.model.card.Provenance;
import org.foresign.model.eth.Address;
import org.foresign.model.problem.ProblemCode;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.wrap.PassphraseStretcher;
import org.foresign.model.wrap.SecretPurpose;
import org.foresign.secret.Passphrase;
import org.foresign.secret.SecretAccess;
import org.foresign.secret.SecretBytes;
import org.foresign.signer.OpenSigners;
import org.foresign.signer.SignerRegistry;
import org.foresign.signer.local.DerivationPath;
import org.foresign.signer.local.HeldSeed;
import org.foresign.signer.local.LocalProvider;
import org.foresign.signer.local.Mnemonic;
import org.foresign.store.Sealer;
import org.foresign.store.SqliteNative;
import org.foresign.store.StoreProblem;
import org.foresign.testkit.NodeReader;
import org.foresign.testkit.Skips;
import org.foresign.vault.journal.VaultTime;
import org.foresign.vault.settings.VaultFacts;
import org.foresign.vault.settings.VaultHome;
import org.foresign.vault.settings.VaultProblem;
import org.foresign.vault.sign.PossessionProof;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What somebody who can write the database, but knows no secret, can make of a vault. */
class VaultFactsTest {
  private static final Instant NOW = Instant.ofEpochSecond(1_800_000_000);

  @TempDir private Path folder;

  private VaultFacts original;

  private final SecretAccess access = SecretAccess.grant();
  private final SecureRandom random = new SecureRandom();
  private final VaultTime time = new VaultTime(Clock.fixed(NOW, ZoneOffset.UTC));
  private final WrappedSecrets wraps =
      new WrappedSecrets(
          (passphrase, salt, cost) ->
              new PassphraseStretcher.Stretched(
                  passphrase.useUtf8(
                      access,
                      raw ->
                          SecretBytes.take(
                              HkdfSha256.derive(raw, salt.toArray(), new byte[0], 32))),
                  1),
          access,
          random);

  /** A key that whoever changes the database made, to sign decisions with. */
  private final OfficerKey strangers =
      OfficerKey.ofNewVault(SecretBytes.take(new byte[32]), access);

  private final Bytes stranger = strangers.publicKey();

  @BeforeEach
  void makeVault() throws ProblemException {
    try (VaultHome home = VaultHome.prepare(folder, SqliteNative.load(), NOW);
        Passphrase passphrase = passphrase()) {
      original =
          new VaultCreation(wraps, time, access, random)
              .create(home, false, passphrase, Argon2Parameters.MINIMUM);
    }
  }

  @Test
  void refusesAnotherOfficerKey() throws ProblemException {
    change("UPDATE vault SET officer_key = ?", stranger);
    refuses(VaultProblem.VAULT_DECISION_FORGED, this::open);
    change(
        "UPDATE vault SET ceremony_decision = ?",
        Ceremony.decide(strangers, original.instance(), 1));
    refuses(StoreProblem.STORE_SEAL_BROKEN, this::open);
  }

  @Test
  void refusesTheMarkOfPracticeOnARealVault() throws ProblemException {
    change("UPDATE vault SET practice = ?", 1);
    refuses(VaultProblem.VAULT_CARD_BROKEN, this::open);
  }

  @Test
  void refusesAnotherInstanceOrIncarnation() throws ProblemException {
    change("UPDATE vault SET instance = ?", Bytes.of(new byte[16]));
    refuses(VaultProblem.VAULT_CARD_BROKEN, this::open);
    change("UPDATE vault SET instance = ?, incarnation = 2", original.instance());
    refuses(VaultProblem.VAULT_CARD_BROKEN, this::open);
  }

  @Test
  void refusesACardOfOtherKeys() throws ProblemException {
    change("UPDATE vault SET card = ?", cardOfOtherKeys(false));
    refuses(VaultProblem.VAULT_CARD_BROKEN, this::open);
  }

  @Test
  void refusesACardThatMakesARealVaultAPracticeVault() throws ProblemException {
    change("UPDATE vault SET practice = 1, card = ?", cardOfOtherKeys(true));
    refuses(StoreProblem.STORE_SEAL_BROKEN, this::open);
  }

  @Test
  void keepsSeedsFromWhoeverCanOnlyOpenTheVault() throws ProblemException {
    Address account = addAccount();
    try (VaultHome home = home();
        Secrets secrets = unlock(home, SecretPurpose.OPEN);
        Sealer sealer = new Sealer(secrets.take(SecretPurpose.OPEN), access, random)) {
      VaultFacts facts = home.facts();
      VaultFacts forged =
          new VaultFacts(
              facts.instance(),
              facts.practice(),
              facts.incarnation(),
              facts.ceremony(),
              stranger,
              facts.card());
      Bytes original =
          home.database()
              .read(sql -> sql.one("SELECT identity FROM vault", row -> row.blob(1)))
              .orElseThrow();
      try (SecretBytes identity = OpenVault.identity(facts, sealer, original)) {
        Bytes sealed = OpenVault.seal(sealer, forged, identity);
        home.database()
            .update(sql ->
                sql.updateOne(
                    "UPDATE vault SET officer_key = ?, identity = ?, ceremony_decision = ?",
                    stranger,
                    sealed,
                    Ceremony.decide(strangers, facts.instance(), 1)));
      }
    }
    refuses(StoreProblem.STORE_SEAL_BROKEN, () -> keys(account));
  }

  @Test
  void opensAnUntouchedVault() throws ProblemException {
    Address account = addAccount();
    assertThat(keys(account)).isEqualTo(1);
  }

  /** Row keys and contents are those of docs/spec/sealed-value.md, and bound to the facts. */
  @Test
  void theReaderFromTheSpecsWordsOpensIdentityAndSeed() throws Exception {
    Skips.unless(NodeReader.isThere(), "node is not installed");
    addAccount();
    List<String> messages = new ArrayList<>();
    try (VaultHome home = home();
        Secrets secrets = unlock(home, SecretPurpose.OPEN, SecretPurpose.SIGN)) {
      VaultFacts facts = home.facts();
      String bound = facts.instance().hex() + " 00 " + facts.officerKey().hex();
      String open = secrets.of(SecretPurpose.OPEN).use(access, raw -> Bytes.of(raw).hex());
      String sign = secrets.of(SecretPurpose.SIGN).use(access, raw -> Bytes.of(raw).hex());
      String identity = sealed(home, "SELECT identity FROM vault");
      String seed = sealed(home, "SELECT sealed FROM seed WHERE id = 1");
      String card = " " + facts.card().bytes().hex();
      messages.add("vault-identity " + identity + " " + open + " " + bound + card);
      messages.add("vault-seed " + seed + " " + sign + " 01 01 18 " + bound);
      messages.add(messages.get(0).replace(" 00 ", " 01 "));
      messages.add(messages.get(1).replace(" 00 ", " 01 "));
      messages.add("vault-seed " + seed + " " + sign + " 02 01 18 " + bound);
      messages.add("vault-seed " + seed + " " + sign + " 01 02 18 " + bound);
      messages.add("vault-seed " + seed + " " + sign + " 01 01 0c " + bound);
      messages.add("vault-seed " + seed + " " + open + " 01 01 18 " + bound);
    }
    List<String> answers =
        NodeReader.answers(Files.createDirectory(folder.resolve("reader")), messages);
    assertThat(answers.subList(0, 2))
        .containsExactly(
            original.card().digest().bytes().hex(), Bytes.of(Sha256.hash(new byte[9])).hex());
    assertThat(answers.subList(2, 8)).allMatch(answer -> answer.startsWith("refused"));
  }

  private static String sealed(VaultHome home, String query) throws ProblemException {
    return home.database().read(sql -> sql.one(query, row -> row.blob(1))).orElseThrow().hex();
  }

  @Test
  void aSeedIsInAPracticeVaultOrInARealOneWhateverThePath() throws ProblemException {
    addAccount(DerivationPath.standard(0), folder.resolve("known"));
    Path practice = folder.resolve("practice");
    try (VaultHome home = VaultHome.prepare(practice, SqliteNative.load(), NOW);
        Passphrase passphrase = passphrase()) {
      new VaultCreation(wraps, time, access, random)
          .create(home, true, passphrase, Argon2Parameters.MINIMUM);
    }
    Path known = folder.resolve("known");
    folder = practice;
    refuses(
        AccountProblem.ACCOUNT_HELD_BY_REAL_VAULT,
        () -> addAccount(DerivationPath.standard(5), known).toArray().length);
  }

  private Address addAccount() throws ProblemException {
    return addAccount(DerivationPath.standard(0), folder.resolve("known"));
  }

  private Address addAccount(DerivationPath path, Path known) throws ProblemException {
    try (VaultHome home = home();
        Secrets secrets = unlock(home, SecretPurpose.OPEN, SecretPurpose.SIGN);
        Sealer sealer = sealer(secrets, SecretPurpose.OPEN);
        Sealer signSealer = sealer(secrets, SecretPurpose.SIGN);
        OpenVault vault = OpenVault.open(home, home.facts(), sealer, time, access);
        HeldSeed seed =
            HeldSeed.of(
                Mnemonic.ofEntropy(SecretBytes.take(Sha256.hash(new byte[9])), access), access)) {
      return accounts(vault, known).addSeed(seed, Provenance.GENERATED, path, signSealer).address();
    }
  }

  private int keys(Address account) throws ProblemException {
    try (VaultHome home = home();
        Secrets secrets = unlock(home, SecretPurpose.OPEN, SecretPurpose.SIGN);
        Sealer sealer = sealer(secrets, SecretPurpose.OPEN);
        Sealer signSealer = sealer(secrets, SecretPurpose.SIGN);
        OpenVault vault = OpenVault.open(home, home.facts(), sealer, time, access)) {
      try (OpenSigners signers =
          accounts(vault, folder.resolve("known")).signers(Set.of(account), signSealer)) {
        return signers.parts().size();
      }
    }
  }

  private SigningAccounts accounts(OpenVault vault, Path known) {
    Secp256k1 curve = Secp256k1.best();
    return new SigningAccounts(
        vault,
        new KnownAccounts(known),
        new SignerRegistry(List.of(new LocalProvider(Secp256k1::best, access))),
        new PossessionProof(curve),
        curve,
        access);
  }

  private int open() throws ProblemException {
    try (VaultHome home = home();
        Secrets secrets = unlock(home, SecretPurpose.OPEN);
        Sealer sealer = sealer(secrets, SecretPurpose.OPEN);
        OpenVault vault = OpenVault.open(home, home.facts(), sealer, time, access)) {
      return vault.facts().instance().size();
    }
  }

  private Bytes cardOfOtherKeys(boolean practice) {
    IdentityCard card = original.card().card();
    byte[] key = new byte[32];
    return IdentityCardCodec.sign(
            new IdentityCard(
                card.role(),
                practice,
                card.epoch(),
                card.createdAt(),
                Bytes.of(Ed25519.publicKey(key)),
                Bytes.of(X25519.publicKey(key)),
                card.instance().orElseThrow(),
                card.incarnation(),
                null,
                false,
                card.formats(),
                card.operations()),
            key)
        .bytes();
  }

  private void change(String statement, Object... values) throws ProblemException {
    try (VaultHome home = home()) {
      home.database().update(sql -> sql.updateOne(statement, values));
    }
  }

  private VaultHome home() throws ProblemException {
    return VaultHome.open(folder, SqliteNative.load(), NOW);
  }

  private Secrets unlock(VaultHome home, SecretPurpose... purposes) throws ProblemException {
    try (Passphrase passphrase = passphrase()) {
      return wraps.open(home.database(), passphrase, List.of(purposes));
    }
  }

  private Sealer sealer(Secrets secrets, SecretPurpose purpose) {
    return new Sealer(secrets.take(purpose), access, random);
  }

  private static Passphrase passphrase() {
    return Passphrase.takeUtf8("correct horse battery".getBytes(StandardCharsets.US_ASCII));
  }

  private interface Attempt {
    int run() throws ProblemException;
  }

  private static void refuses(ProblemCode code, Attempt attempt) {
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(attempt::run)
        .satisfies(e -> assertThat(e.problem().code()).isEqualTo(code));
  }
}
