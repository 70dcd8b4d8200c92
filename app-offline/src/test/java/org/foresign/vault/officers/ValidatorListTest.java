package org.foresign.vault.officers;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.foresign.model.eth.Networks;
import org.foresign.model.problem.ProblemException;
import org.foresign.testkit.Mutator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
