package org.foresign.desk.staking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.foresign.crypto.Bls;
import org.foresign.crypto.BlsTriple;
import org.foresign.files.FileProblem;
import org.foresign.model.eth.Address;
import org.foresign.model.eth.Gwei;
import org.foresign.model.eth.Network;
import org.foresign.model.eth.Networks;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.staking.BlsPublicKey;
import org.foresign.model.staking.BlsSignature;
import org.foresign.model.staking.CredentialRule;
import org.foresign.model.staking.DepositClaim;
import org.foresign.model.staking.DepositData;
import org.foresign.model.staking.StakingProblem;
import org.foresign.model.staking.WithdrawalCredentials;
import org.foresign.testkit.SharedData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DepositFileReaderTest {
  private static final Address OWNER = Address.parse("0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266");
  private static final CredentialRule.PaysTo OURS = new CredentialRule.PaysTo(Set.of(OWNER));
  private static final CredentialRule ANY = new CredentialRule.AnyKind();

  private final DepositFileReader reader = new DepositFileReader(Bls.best());

  @TempDir private Path temp;

  @ParameterizedTest
  @CsvSource({
    "bad-truncated,DEPOSIT_JSON_MALFORMED",
    "bad-duplicate-pubkey,DEPOSIT_DUPLICATE_KEY",
    "bad-infinity-pubkey,DEPOSIT_KEY_INFINITY",
    "bad-pubkey-not-on-curve,DEPOSIT_KEY_NOT_A_POINT",
    "bad-amount-below-1eth,DEPOSIT_AMOUNT_TOO_SMALL",
    "bad-amount-above-2048eth,DEPOSIT_AMOUNT_TOO_LARGE",
    "bad-credentials-0x00-bls,DEPOSIT_CREDENTIALS_BLS",
    "bad-credentials-prefix-0xb0,DEPOSIT_CREDENTIALS_UNUSABLE",
    "bad-credentials-of-stranger,DEPOSIT_CREDENTIALS_STRANGER",
    "bad-data-root,DEPOSIT_ROOT_WRONG",
    "bad-mainnet-signature-in-hoodi-file,DEPOSIT_SIGNATURE_OTHER_NETWORK",
    "bad-signature-of-other-message,DEPOSIT_SIGNATURE_WRONG"
  })
  void refusesEachBadFileWithItsOwnCodeAndNamesTheEntry(String name, StakingProblem code) {
    Path file = SharedData.require("deposit/" + name + ".json");
    Problem problem = refused(() -> reader.readForPlan(file, Networks.HOODI, OURS));
    assertThat(problem.code()).isEqualTo(code);
    if (code != StakingProblem.DEPOSIT_JSON_MALFORMED) {
      assertThat(problem.happened()).contains("entry 2");
    }
  }

  @Test
  void everyBadFileHasItsOwnCode() throws IOException {
    Path folder = SharedData.require("deposit");
    try (var files = Files.list(folder)) {
      List<Path> bad = files.filter(f -> f.getFileName().toString().startsWith("bad-")).toList();
      assertThat(bad)
          .extracting(f -> refused(() -> reader.readForPlan(f, Networks.HOODI, OURS)).code())
          .doesNotHaveDuplicates();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "deposit_data-hoodi-0x02-32eth,hoodi,100",
    "deposit_data-hoodi-0x02-mixed-amounts,hoodi,4",
    "deposit_data-mainnet-0x01-32eth,mainnet,3"
  })
  void readsTheGoodFiles(String name, String network, int entries) throws ProblemException {
    Path file = SharedData.require("deposit/" + name + ".json");
    DepositFile read = reader.readForPlan(file, Networks.byName(network).orElseThrow(), OURS);
    assertThat(read.deposits()).hasSize(entries);
    assertThat(read.network().name()).isEqualTo(network);
  }

  @Test
  void readsTheRealExampleButDoesNotPlanIt() throws ProblemException {
    Path file = SharedData.require("deposit/real-example-holesky.json");
    DepositFile read = reader.read(file);
    assertThat(read.network()).isEqualTo(Networks.HOLESKY);
    assertThat(read.deposits()).hasSize(2);
    assertThat(refused(() -> read.requirePlannable(Networks.HOLESKY)).code())
        .isEqualTo(StakingProblem.DEPOSIT_CREDENTIALS_BLS);
    assertThat(refused(() -> reader.readForPlan(file, Networks.HOLESKY, OURS)).code())
        .isEqualTo(StakingProblem.DEPOSIT_CREDENTIALS_BLS);
  }

  @Test
  void refusesAFileForAnotherNetworkThanPlanned() {
    Path file = SharedData.require("deposit/deposit_data-mainnet-0x01-32eth.json");
    assertThat(refused(() -> reader.readForPlan(file, Networks.HOODI, OURS)).code())
        .isEqualTo(StakingProblem.DEPOSIT_NETWORK_OTHER);
  }

  @Test
  void plansNothingOnARetiredNetwork() {
    DepositData deposit =
        new DepositData(
            BlsPublicKey.of(new byte[48]),
            WithdrawalCredentials.compounding(OWNER),
            Gwei.ofEther(32),
            BlsSignature.of(new byte[96]));
    DepositFile file = new DepositFile(Networks.HOLESKY, List.of(deposit));
    assertThat(refused(() -> file.requirePlannable(Networks.HOLESKY)).code())
        .isEqualTo(StakingProblem.DEPOSIT_NETWORK_RETIRED);
  }

  @Test
  void namesAllPlacesWhenSeveralEntriesAreBad() throws IOException {
    String good = entries(Networks.HOODI, 12);
    String spoiled = good.replace("\"amount\":32000000000", "\"amount\":1");
    Problem problem = refused(() -> lenient().parse(utf8(spoiled), ANY));
    assertThat(problem.happened())
        .contains("entry 1;", "also wrong: entries 2, 3, 4, 5, 6, 7, 8, 9 and 3 more");
  }

  @Test
  void givesOnlyDeclaredProblemsForEveryTruncation() throws Exception {
    byte[] good = utf8(entries(Networks.HOODI, 2));
    assertThat(lenient().parse(good, ANY).deposits()).hasSize(2);
    for (int length = 0; length < good.length; length++) {
      byte[] cut = Arrays.copyOf(good, length);
      assertThat(refused(() -> lenient().parse(cut, ANY)).code())
          .isEqualTo(StakingProblem.DEPOSIT_JSON_MALFORMED);
    }
  }

  @Test
  void givesOnlyDeclaredProblemsForEveryFlippedBit() throws Exception {
    byte[] good = utf8(entries(Networks.HOODI, 2));
    int accepted = 0;
    for (int bit = 0; bit < good.length * 8; bit++) {
      byte[] flipped = good.clone();
      flipped[bit / 8] ^= (byte) (1 << (bit % 8));
      try {
        lenient().parse(flipped, ANY);
        accepted++;
      } catch (ProblemException e) {
        assertThat(e.problem().code()).isInstanceOf(StakingProblem.class);
      }
    }
    // letters of hex digits may change case, and so may the free text of the tool's version
    assertThat(accepted).isLessThan(good.length);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "3",
        "\"x\"",
        "[3]",
        "[null]",
        "[{}] x",
        "[{},]",
        "[",
        "[{\"a\":NaN}]",
        "[{'a':1}]",
        "[{\"a\":01}]",
        "[{\"a\":[[[[[[1]]]]]]}]",
        "",
        "\u0000"
      })
  void refusesOtherJson(String text) {
    assertThat(refused(() -> lenient().parse(utf8(text), ANY)).code())
        .isEqualTo(StakingProblem.DEPOSIT_JSON_MALFORMED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"pubkey\":\"ab\"",
        "\"extra\":[1]",
        "\"extra\":{\"a\":1}",
        "\"amount\":32000000000.0",
        "\"amount\":\"32000000000\"",
        "\"amount\":-1",
        "\"amount\":99999999999999999999",
        "\"amount\":3.2e10",
        "\"signature\":7",
        "\"network_name\":5",
        "\"fork_version\":\"1000091\"",
        "\"pubkey\":null"
      })
  void refusesFieldsOfTheWrongForm(String field) throws IOException {
    String name = field.substring(0, field.indexOf(':'));
    String entry = entries(Networks.HOODI, 1);
    String spoiled =
        entry.contains(name + ":")
            ? entry.replaceFirst(name + ":(\"[^\"]*\"|[0-9]+)", field)
            : entry.replaceFirst("\\{", "{" + field + ",");
    Problem problem = refused(() -> lenient().parse(utf8(spoiled), ANY));
    assertThat(problem.code()).isEqualTo(StakingProblem.DEPOSIT_FIELDS_WRONG);
    assertThat(problem.happened()).contains("entry 1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "pubkey",
        "withdrawal_credentials",
        "amount",
        "signature",
        "deposit_message_root",
        "deposit_data_root",
        "fork_version"
      })
  void refusesAnEntryWithoutARequiredFieldOrWithOneTwice(String name) throws IOException {
    String entry = entries(Networks.HOODI, 1);
    String renamed = entry.replace("\"" + name + "\"", "\"other\"");
    assertThat(refused(() -> lenient().parse(utf8(renamed), ANY)).happened())
        .contains(name + " is missing");
    String twice = entry.replaceFirst("\\{", "{\"" + name + "\":1,");
    assertThat(refused(() -> lenient().parse(utf8(twice), ANY)).happened())
        .contains(name + " is there twice");
  }

  @Test
  void toleratesUnknownScalarsAndAMissingName() throws Exception {
    String entry = entries(Networks.HOODI, 1);
    String more = entry.replaceFirst("\\{", "{\"note\":\"x\",\"n\":1,\"b\":true,\"z\":null,");
    assertThat(lenient().parse(utf8(more), ANY).deposits()).hasSize(1);
    String nameless = entry.replace("\"network_name\"", "\"other\"");
    assertThat(lenient().parse(utf8(nameless), ANY).network()).isEqualTo(Networks.HOODI);
  }

  @Test
  void refusesUnknownMixedOrContradictingNetworks() throws IOException {
    String unknown = entries(Networks.HOODI, 1).replace("10000910", "10000911");
    String contradiction = entries(Networks.HOODI, 1).replace("\"hoodi\"", "\"mainnet\"");
    String hoodi = entries(Networks.HOODI, 1);
    String both =
        hoodi.substring(0, hoodi.length() - 1) + "," + entries(Networks.SEPOLIA, 2).substring(1);
    for (String bad : List.of(unknown, contradiction, both)) {
      assertThat(refused(() -> lenient().parse(utf8(bad), ANY)).code())
          .isEqualTo(StakingProblem.DEPOSIT_NETWORK_UNKNOWN);
    }
  }

  @Test
  void refusesTooManyEntriesAndTooLargeFiles() throws Exception {
    assertThat(lenient().parse(utf8(entries(Networks.HOODI, 1000)), ANY).deposits()).hasSize(1000);
    assertThat(refused(() -> lenient().parse(utf8(entries(Networks.HOODI, 1001)), ANY)).code())
        .isEqualTo(StakingProblem.DEPOSIT_FILE_TOO_LARGE);
    Path huge = temp.resolve("huge.json");
    Files.write(huge, new byte[DepositJson.MAX_BYTES + 1]);
    assertThat(refused(() -> reader.read(huge)).code()).isEqualTo(FileProblem.FILE_TOO_LONG);
  }

  @Test
  void namesWhatAWrongFileIs() throws IOException {
    String one = entries(Networks.HOODI, 1);
    String entry = one.strip().substring(1, one.strip().length() - 1);
    names(one + one, "two lists joined");
    names(one + "\n" + one, "two lists joined");
    names("[" + one + "]", "a list inside the list");
    names(entry, "one entry without its list");
    names(entry + "\n" + entry, "one object a line");
    names("{\"cluster_definition\":{\"a\":[[[[[1]]]]]},\"x\":1}", "a cluster lock");
    names("{\"crypto\":{},\"pubkey\":\"ab\"}", "a keystore");
    names("{\"message\":{\"epoch\":\"1\"},\"signature\":\"0x\"}", "a signed message");
    names("{\"data\":" + one + "}", "the answer of an interface");
    names("{}", "an object and not a list");
    said(
        one.replaceAll("\"amount\":\\s*(\\d+)", "\"amount\":\"$1\""),
        "amount is text, as interfaces");
    said(one.replace("\"pubkey\"", "\"Pubkey\""), "it is spelled Pubkey");
    said(one.replaceAll("\"pubkey\":\\s*\"(0x)?", "\"pubkey\":\"0X"), "write 0x with a small x");
  }

  private void names(String document, String what) {
    Problem problem = said(document, what);
    assertThat(problem.code()).as(document).isEqualTo(StakingProblem.DEPOSIT_JSON_OTHER);
  }

  private Problem said(String document, String what) {
    Problem problem = refused(() -> lenient().parse(utf8(document), ANY));
    assertThat(problem.happened()).contains(what);
    return problem;
  }

  @Test
  void refusesWhatIsNoFile() {
    assertThat(refused(() -> reader.read(temp)).code()).isEqualTo(FileProblem.FILE_IS_FOLDER);
    assertThat(refused(() -> reader.read(temp.resolve("absent.json"))).code())
        .isEqualTo(FileProblem.FILE_NOT_THERE);
    assertThat(refused(() -> reader.read(Path.of("/dev/zero"))).code())
        .isEqualTo(FileProblem.FILE_NOT_PLAIN);
  }

  @Test
  void printsNothingButPlainSignsOfAStrangersNames() throws IOException {
    String entry = entries(Networks.HOODI, 1);
    String nasty = entry.replaceFirst("\\{", "{\"\\u001b[2J\\u202e\":[],");
    assertThat(refused(() -> lenient().parse(utf8(nasty), ANY)).happened())
        .matches("[\\x20-\\x7e]*");
  }

  private static Problem refused(ThrowingCallable action) {
    try {
      action.call();
    } catch (ProblemException e) {
      return e.problem();
    } catch (Throwable e) {
      return fail("another failure than the declared one", e);
    }
    return fail("nothing was refused");
  }

  /** A reader that takes every point and signature, for tests of the form alone. */
  private static DepositFileReader lenient() {
    return new DepositFileReader(new AcceptingBls());
  }

  /** Entries with right roots; made here so that these tests need no shared data. */
  private static String entries(Network network, int count) throws IOException {
    List<String> entries = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      byte[] key = new byte[48];
      key[0] = (byte) 0x80;
      key[46] = (byte) (i >> 8);
      key[47] = (byte) i;
      DepositData data =
          new DepositData(
              BlsPublicKey.of(key),
              WithdrawalCredentials.compounding(OWNER),
              Gwei.ofEther(32),
              BlsSignature.of(new byte[96]));
      var claim = DepositClaim.of(data);
      entries.add(
          "{\"pubkey\":\"%s\",\"withdrawal_credentials\":\"%s\",\"amount\":%s,\"signature\":\"%s\",\"deposit_message_root\":\"%s\",\"deposit_data_root\":\"%s\",\"fork_version\":\"%s\",\"network_name\":\"%s\",\"deposit_cli_version\":\"1.2.0\"}"
              .formatted(
                  data.publicKey().bytes().hex(),
                  data.credentials().bytes().hex(),
                  data.amount(),
                  data.signature().bytes().hex(),
                  claim.messageRoot().bytes().hex(),
                  claim.dataRoot().bytes().hex(),
                  network.genesisFork().bytes().hex(),
                  network.name()));
    }
    return "[" + String.join(",", entries) + "]";
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static final class AcceptingBls implements Bls {
    @Override
    public boolean isValidPublicKey(byte[] publicKey48) {
      return true;
    }

    @Override
    public boolean isValidSignature(byte[] signature96) {
      return true;
    }

    @Override
    public boolean verify(byte[] publicKey48, byte[] message32, byte[] signature96) {
      return true;
    }

    @Override
    public boolean verifyAll(List<BlsTriple> triples) {
      return true;
    }

    @Override
    public String name() {
      return "accepts all";
    }
  }
}
