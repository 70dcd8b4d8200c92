package org.foresign.vault.lock;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.foresign.crypto.CryptoChoice;
import org.foresign.model.problem.Problem;
import org.foresign.nativelib.NativeProblem;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NativeFilesTest {
  private static final CryptoChoice GOOD =
      new CryptoChoice(CryptoChoice.Use.SIGNATURES, false, null);

  @ParameterizedTest
  @EnumSource(NativeProblem.class)
  void onlyWhatSomebodyChangedOrCouldChangeIsRed(NativeProblem problem) {
    CryptoChoice fallback =
        new CryptoChoice(CryptoChoice.Use.DEPOSIT_CHECKS, true, Problem.of(problem, "/x/lib.so"));

    LockFinding finding = NativeFiles.look(List.of(GOOD, fallback));

    LockState expected =
        switch (problem) {
          case NATIVE_FILE_CHANGED, NATIVE_FOLDER_UNSAFE, NATIVE_RESOURCE_WRONG -> LockState.RED;
          case NATIVE_PLATFORM_UNSUPPORTED,
              NATIVE_FOLDER_UNUSABLE,
              NATIVE_LOAD_REFUSED,
              NATIVE_SYMBOL_MISSING ->
              LockState.NOT_ENFORCED_BY_SYSTEM;
        };
    assertThat(finding.state()).isEqualTo(expected);
    assertThat(NativeFiles.look(List.of(GOOD)).state()).isEqualTo(LockState.ENFORCED);
  }
}
