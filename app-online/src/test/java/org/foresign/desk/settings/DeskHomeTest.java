package org.foresign.desk.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.foresign.carry.Parcel;
import org.foresign.carry.ParcelKind;
import org.foresign.crypto.Argon2Parameters;
import org.foresign.crypto.EcdsaSignature;
import org.foresign.crypto.Secp256k1;
import org.foresign.desk.MemoryStick;
import org.foresign.desk.TestDesk;
import org.foresign.desk.TestVault;
import org.foresign.desk.carry.CardExchange;
import org.foresign.model.card.AccountCardCodec;
import org.foresign.model.card.Role;
import org.foresign.model.eth.Networks;
import org.foresign.model.problem.ProblemCode;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.tx.ExpandedBatch;
import org.foresign.model.wrap.UnlockProblem;
import org.foresign.secret.Passphrase;
import org.foresign.secret.SecretAccess;
import org.foresign.store.HomeFolder;
import org.foresign.store.SqliteNative;
import org.foresign.store.StoreProblem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** The desk's folder, its pairing and what it keeps about chains and batches. */
class DeskHomeTest {
  @TempDir private Path folder;
  private final TestVault vault = new TestVault(true);
  private TestDesk desk;

  @BeforeEach
  void start() throws ProblemException {
    desk = TestDesk.create(folder.resolve("desk"));
  }

  @AfterEach
  void stop() throws ProblemException {
    desk.close();
  }

  private static void assertProblem(Executable work, ProblemCode code) {
    ProblemException refused = catchThrowableOfType(ProblemException.class, work::execute);
    assertThat(refused).isNotNull();
    assertThat(refused.problem().code()).isEqualTo(code);
  }

  private DeskHome.Machine machine() throws ProblemException {
    return new DeskHome.Machine(
        SqliteNative.load(), SecretAccess.grant(), new SecureRandom(), Clock.systemUTC());
  }

  @Test
  void refusesTheWrongPassphrase() throws ProblemException {
    desk.close();
    try (Passphrase wrong = Passphrase.take("not the passphrase".toCharArray())) {
      assertProblem(
          () -> DeskHome.open(folder.resolve("desk"), wrong, machine()),
          UnlockProblem.UNLOCK_PASSPHRASE_WRONG);
    }
    desk = TestDesk.open(folder.resolve("desk"));
    assertThat(desk.home().practice()).isTrue();
  }

  @Test
  void isNeitherMadeTwiceNorFoundWhereItIsNot() throws ProblemException {
    desk.close();
    try (Passphrase any = Passphrase.take(TestDesk.PASSPHRASE.toCharArray())) {
      assertProblem(
          () ->
              DeskHome.create(
                  folder.resolve("desk"), any, true, Argon2Parameters.MINIMUM, machine()),
          SettingsProblem.DESK_HOME_EXISTS);
      assertProblem(
          () -> DeskHome.open(folder.resolve("elsewhere"), any, machine()),
          SettingsProblem.DESK_HOME_MISSING);
    }
    desk = TestDesk.open(folder.resolve("desk"));
  }

  @Test
  void whatACutOffCreationLeftIsGoneOnWith() throws ProblemException {
    Path home = HomeFolder.prepare(folder.resolve("half"));
    DeskHome.openDatabase(home, SqliteNative.load()).close();

    try (Passphrase any = Passphrase.take(TestDesk.PASSPHRASE.toCharArray())) {
      assertProblem(() -> DeskHome.open(home, any, machine()), SettingsProblem.DESK_HOME_MISSING);
      DeskHome.create(home, any, true, Argon2Parameters.MINIMUM, machine()).close();
      DeskHome.open(home, any, machine()).close();
    }
  }

  @Test
  void isOpenInOneProcessOnly() {
    assertProblem(() -> TestDesk.open(folder.resolve("desk")), StoreProblem.STORE_IN_USE);
  }

  @Test
  void pairsOnlyByTheRightWords() throws ProblemException {
    List<String> words = desk.home().pairings().show(vault.card());
    assertThat(words).hasSize(10);
    List<String> swapped = new ArrayList<>(words);
    Collections.reverse(swapped);
    assertProblem(
        () -> desk.home().pairings().accept(vault.card().digest(), swapped),
        SettingsProblem.DESK_CARD_WORDS_DIFFER);
    assertThat(desk.home().pairings().vaults()).isEmpty();
    desk.home().pairings().accept(vault.card().digest(), words);
    assertThat(desk.home().pairings().vaults()).hasSize(1);
    assertThat(desk.home().pairings().own(Role.APPROVER).card().practice()).isTrue();
  }

  @Test
  void aPracticeDeskRefusesARealVault() {
    assertProblem(
        () -> desk.home().pairings().show(new TestVault(false).card()),
        SettingsProblem.DESK_CARD_PRACTICE);
  }

  @Test
  void refusesACardThatWasNeverShown() {
    assertProblem(
        () ->
            desk.home()
                .pairings()
                .accept(vault.card().digest(), Pairings.words(vault.card().digest())),
        SettingsProblem.DESK_CARD_UNKNOWN);
  }

  @Test
  void takesAccountsOfPairedVaultsOnly() throws ProblemException {
    PairedAccounts accounts = new PairedAccounts(desk.home(), Secp256k1.best());
    assertProblem(() -> accounts.add(vault.accountCard()), SettingsProblem.DESK_NO_VAULT);
    desk.pair(vault);
    assertThat(accounts.addresses(desk.home().pairings().vault(vault.instance())))
        .containsExactly(vault.account());
  }

  @Test
  void anAccountStaysWithItsVaultWhateverAnotherOneShows() throws ProblemException {
    desk.pair(vault);
    // The second vault shows the first one's public proof of possession, word for word.
    TestVault second = pairSecond();
    assertThat(proof(second)).isEqualTo(proof(vault));
    PairedAccounts accounts = new PairedAccounts(desk.home(), Secp256k1.best());
    ProblemException refused =
        catchThrowableOfType(ProblemException.class, () -> accounts.add(second.accountCard()));

    assertThat(refused.problem().code()).isEqualTo(SettingsProblem.DESK_ACCOUNT_OTHER_VAULT);
    assertThat(refused.problem().happened())
        .contains("held by vault " + vault.instance().hex())
        .contains("of vault " + second.instance().hex());
    assertThat(accounts.vaultOf(vault.account()).instance()).isEqualTo(vault.instance());
    assertThat(accounts.addresses(desk.home().pairings().vault(second.instance()))).isEmpty();
    accounts.add(vault.accountCard()); // its own card again is no takeover
  }

  @Test
  void anAccountMovesToTheVaultThatIsNamedAndToNoOther() throws ProblemException {
    desk.pair(vault);
    TestVault second = pairSecond();
    PairedAccounts accounts = new PairedAccounts(desk.home(), Secp256k1.best());
    CardExchange cards =
        new CardExchange(desk.home(), desk.post(), accounts, new PolicyCopies(desk.home()));
    MemoryStick stick = new MemoryStick();
    stick.offer(Parcel.of(ParcelKind.ACCOUNT_CARD, vault.accountCard()));
    stick.offer(Parcel.of(ParcelKind.ACCOUNT_CARD, second.accountCard()));

    assertProblem(
        () -> cards.moveAccounts(stick, new TestVault(true).instance()),
        SettingsProblem.DESK_NOT_PAIRED);
    assertThat(accounts.vaultOf(vault.account()).instance()).isEqualTo(vault.instance());
    assertThat(cards.moveAccounts(stick, second.instance()).items()).hasSize(1);
    assertThat(accounts.vaultOf(vault.account()).instance()).isEqualTo(second.instance());
    assertThat(accounts.addresses(desk.home().pairings().vault(vault.instance()))).isEmpty();
    assertProblem(
        () -> accounts.add(vault.accountCard()), SettingsProblem.DESK_ACCOUNT_OTHER_VAULT);
  }

  private TestVault pairSecond() throws ProblemException {
    TestVault second = new TestVault(true);
    desk.home().pairings().show(second.card());
    desk.home().pairings().accept(second.card().digest(), Pairings.words(second.card().digest()));
    return second;
  }

  private static EcdsaSignature proof(TestVault vault) throws ProblemException {
    return AccountCardCodec.decode(vault.accountCard(), vault.card(), Secp256k1.best())
        .card()
        .proof();
  }

  @Test
  void keepsEndpointsInOrderAndReplacesThem() throws ProblemException {
    Endpoints endpoints = new Endpoints(desk.home());
    endpoints.set(
        Networks.HOODI.chain(),
        Endpoints.Kind.EXECUTION,
        List.of("https://b.example/key", "https://a.example"));
    assertThat(endpoints.execution(Networks.HOODI.chain(), "hoodi"))
        .containsExactly("https://b.example/key", "https://a.example");
    assertThat(endpoints.get(Networks.HOODI.chain(), Endpoints.Kind.BEACON)).isEmpty();
    endpoints.set(Networks.HOODI.chain(), Endpoints.Kind.EXECUTION, List.of());
    assertProblem(
        () -> endpoints.execution(Networks.HOODI.chain(), "hoodi"),
        SettingsProblem.DESK_ENDPOINTS_MISSING);
  }

  @Test
  void batchesMoveOnInOneDirection() throws ProblemException {
    desk.pair(vault);
    ExpandedBatch first = desk.planPayments(vault, 0, 4);
    PlannedBatch kept = desk.home().batches().find(first.batchDigest().bytes().hex());
    desk.home()
        .database()
        .update(sql ->
            Batches.move(
                sql,
                kept.batchId(),
                List.of(PlannedBatch.State.PLANNED),
                PlannedBatch.State.DROPPED));
    assertProblem(
        () ->
            desk.home()
                .database()
                .update(sql ->
                    Batches.move(
                        sql,
                        kept.batchId(),
                        List.of(PlannedBatch.State.PLANNED),
                        PlannedBatch.State.EXPORTED)),
        SettingsProblem.DESK_BATCH_STATE);
    assertProblem(() -> desk.home().batches().find("abc"), SettingsProblem.DESK_BATCH_UNKNOWN);
  }
}
