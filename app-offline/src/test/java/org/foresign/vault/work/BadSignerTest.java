package org.foresign.vault.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;
import org.foresign.signer.SignerProblem;
import org.foresign.testkit.StubClock;
import org.foresign.vault.cli.Story;
import org.foresign.vault.sign.FakeDevice;
import org.foresign.vault.sign.SignProblem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A signer that gives one wrong answer among many right ones, or refuses one leaf. */
class BadSignerTest {
  private static final int LEAF = 7;

  @TempDir Path folder;
  private final FakeDevice device = new FakeDevice();
  private Story story;
  private Story.Delivered delivered;

  @BeforeEach
  void begin() throws Exception {
    story = Story.begin(folder, StubClock.at("2026-11-21T10:00:00Z"), device);
    delivered = story.deliver(story.plan().from(FakeDevice.ACCOUNT));
  }

  @Test
  void oneWrongSignatureLeavesNoResultAndTheBatchGoesOnWithAGoodSigner() throws Exception {
    device.at(LEAF, FakeDevice.Fault.WRONG);
    interruptedBy(SignerProblem.SIGNER_WRONG_SIGNATURE);
    int pressed = device.confirmed().size();
    device.mend();

    story.sign(delivered).fine();

    // The wrong answer is the only one that is asked for again.
    assertThat(device.confirmed()).hasSize(pressed + delivered.batch().leaves().size() - LEAF);
    story.desk.openResult(story.result(delivered), delivered.batch(), story.vaultCard);
  }

  @Test
  void aLeafThatIsRefusedAtTheDeviceStopsTheBatchAndKeepsWhatItHas() throws Exception {
    device.at(LEAF, FakeDevice.Fault.REFUSED);
    interruptedBy(SignerProblem.SIGNER_REFUSED);
    int pressed = device.confirmed().size();
    interruptedBy(SignerProblem.SIGNER_REFUSED);
    assertThat(device.confirmed()).hasSize(pressed);
    device.mend();

    story.sign(delivered).fine();

    assertThat(device.confirmed()).hasSize(pressed + delivered.batch().leaves().size() - LEAF);
    story.desk.openResult(story.result(delivered), delivered.batch(), story.vaultCard);
  }

  private void interruptedBy(SignerProblem reason) throws Exception {
    SigningOfficer officer = new SigningOfficer(story, delivered);
    assertThatThrownBy(() -> officer.sign(FakeDevice.PATIENT))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e ->
                assertThat(e.problem())
                    .returns(SignProblem.SIGN_INTERRUPTED, Problem::code)
                    .extracting(Problem::details)
                    .asString()
                    .contains(reason.happened()));
    assertThat(story.vault.run("status").json().path("state").asString()).isEqualTo("interrupted");
    assertThat(story.vault.run("reexport", "--out", story.freshStick().toString()).problem())
        .isEqualTo("sign-no-result");
  }
}
