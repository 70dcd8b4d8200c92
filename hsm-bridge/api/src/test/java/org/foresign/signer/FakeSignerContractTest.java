package org.foresign.signer;

class FakeSignerContractTest extends SignerContractTest {
  @Override
  protected Signer newSigner() {
    return FakeSigner.faulty(3, FakeSigner.Fault.ASKS_FIRST, 5);
  }

  @Override
  protected void act(DevicePrompt prompt) {
    if (prompt.step() != DevicePrompt.Step.CONFIRM) {
      throw new AssertionError(prompt);
    }
  }
}
