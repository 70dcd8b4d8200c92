package org.foresign.vault.officers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.foresign.model.eth.Networks;
import org.foresign.model.problem.ProblemException;
import org.foresign.testkit.Mutator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValidatorListTest {
  private static final String KEY = "8" + "1".repeat(95);
  private static final String CREDENTIALS = "01" + "00".repeat(11) + "11".repeat(20);
  private static final int FLIPS = 2_500;
  private static final int OVERSIZE = (8 << 20) + 1;

  @TempDir Path folder;

  @Test
  void damagedDepositFilesAreReadOrRefusedWithADeclaredProblem() throws Exception {
    String json =
        "[{\"pubkey\":\""
            + KEY
            + "\",\"withdrawal_credentials\":\""
            + CREDENTIALS
            + "\",\"amount\":32000000000,\"fork_version\":\""
            + Networks.HOODI.genesisFork().bytes().hex()
            + "\"}]";
    assertThat(depositFile(json.getBytes(StandardCharsets.UTF_8))).hasSize(1);
    Mutator.of(
            json.getBytes(StandardCharsets.UTF_8),
            this::depositFile,
            entries -> new byte[0],
            ProblemException.class)
        .flips(FLIPS)
        .oversize(OVERSIZE)
        .assertOnlyDeclared();
  }

  @Test
  void damagedListsAreReadOrRefusedWithADeclaredProblem() throws Exception {
    String csv = "# ours\r\n\n" + KEY + "," + CREDENTIALS + "\n";
    assertThat(list(csv.getBytes(StandardCharsets.US_ASCII))).hasSize(1);
    Mutator.of(
            csv.getBytes(StandardCharsets.US_ASCII),
            this::list,
            entries -> new byte[0],
            ProblemException.class)
        .flips(FLIPS)
        .oversize(OVERSIZE)
        .assertOnlyDeclared();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\ufeffKEY,PAYS\n",
        "KEY,PAYS\r\n,\r\n , \r\n",
        " KEY , PAYS ",
        "# pubkey,withdrawal_credentials\nKEY,PAYS\n",
        "0xKEY,0xPAYS"
      })
  void readsWhatSpreadsheetsAddWithoutHarm(String csv) throws Exception {
    assertThat(list(text(csv)))
        .singleElement()
        .satisfies(entry -> assertThat(entry.key().toString()).isEqualTo("0x" + KEY));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "KEY;PAYS|line 1 has semicolons: write commas",
        "KEY,PAYS\\n\\nKEY;PAYS|line 3 has semicolons",
        "KEY\\tPAYS|line 1 has tabs: write commas",
        "pubkey,withdrawal_credentials\\nKEY,PAYS|line 1 is a heading",
        "\ufeffkey,credentials\\nKEY,PAYS|line 1 is a heading",
        "Validator,Pays to\\nKEY,PAYS|line 1 is a heading",
        "KEY,PAYS,|line 1 has not two columns",
        "KEY,PAYS\\nKEY,PAYS|a key twice",
        "KEY,PAYS\\nKE,PAYS|line 2 has no key of 48 bytes",
        "KEY,PA|line 1 has no credentials of 32 bytes",
        "# nothing|no entry"
      })
  void saysWhatIsWrongWithAList(String csv, String finding) throws Exception {
    assertThatExceptionOfType(ProblemException.class)
        .as(csv)
        .isThrownBy(() -> list(text(csv.translateEscapes())))
        .satisfies(e -> assertThat(e.problem().code()).isEqualTo(OfficerProblem.ENROL_FILE_REFUSED))
        .withMessageContaining(finding);
  }

  @Test
  void saysThatAListIsUtf16() {
    String csv = KEY + "," + CREDENTIALS + "\n";
    for (byte[] wide :
        List.of(
            csv.getBytes(StandardCharsets.UTF_16),
            ("\ufeff" + csv).getBytes(StandardCharsets.UTF_16LE))) {
      assertThatExceptionOfType(ProblemException.class)
          .isThrownBy(() -> list(wide))
          .withMessageContaining("UTF-16");
    }
  }

  private static byte[] text(String csv) {
    return csv.replace("KEY", KEY).replace("PAYS", CREDENTIALS).getBytes(StandardCharsets.UTF_8);
  }

  private List<ValidatorList.Entry> depositFile(byte[] content) throws Exception {
    return ValidatorList.readDepositFile(written(content), Networks.HOODI);
  }

  private List<ValidatorList.Entry> list(byte[] content) throws Exception {
    return ValidatorList.readCsv(written(content));
  }

  private Path written(byte[] content) throws Exception {
    return Files.write(folder.resolve("list"), content);
  }
}
