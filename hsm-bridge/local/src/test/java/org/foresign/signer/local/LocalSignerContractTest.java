package org.foresign.signer.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.foresign.signer.local.Vectors.ACCESS;
import static org.foresign.signer.local.Vectors.mnemonic;

import java.util.ArrayList;
import java.util.List;
import org.foresign.crypto.BouncySecp256k1;
import org.foresign.crypto.Secp256k1;
import org.foresign.model.eth.Address;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.work.Job;
import org.foresign.secret.SecretBytes;
import org.foresign.signer.Batches;
import org.foresign.signer.ClaimedBatch;
import org.foresign.signer.SignatureCheck;
import org.foresign.signer.Signer;
import org.foresign.signer.SignerContractTest;
import org.foresign.signer.SigningCheckpoint;
import org.foresign.signer.SigningRun;
import org.foresign.signer.VerifiedSignature;
import org.junit.jupiter.api.Test;

class LocalSignerContractTest extends SignerContractTest {
  @Override
  protected Signer newSigner() throws ProblemException {
    return signer(Secp256k1.best());
  }

  @Test
  void signsTheSameBytesWithEitherImplementation() throws ProblemException {
    try (Signer fast = signer(Secp256k1.best());
        Signer slow = signer(new BouncySecp256k1())) {
      assertThat(signAll(fast)).isEqualTo(signAll(slow));
    }
  }

  @Test
  void refusesTwoKeysOfOneAccount() throws ProblemException {
    List<LocalKey> twice = new ArrayList<>(keys(Secp256k1.best()));
    twice.addAll(keys(Secp256k1.best()));
    assertThatThrownBy(() -> new LocalSigner(twice, Secp256k1.best(), ACCESS))
        .isInstanceOf(IllegalArgumentException.class);
    twice.forEach(LocalKey::close);
  }

  @Test
  void wipesItsKeysAtClose() throws ProblemException {
    List<LocalKey> keys = keys(Secp256k1.best());
    new LocalSigner(keys, Secp256k1.best(), ACCESS).close();
    assertThat(keys).allMatch(LocalKey::isClosed);
  }

  private static List<VerifiedSignature> signAll(Signer signer) throws ProblemException {
    ClaimedBatch batch =
        Batches.cancels(10, signer.capabilities().accounts().toArray(new Address[0]));
    SignatureCheck check = new SignatureCheck(new BouncySecp256k1());
    try (SigningRun run = new SigningRun(signer, batch, SigningCheckpoint.start(), check)) {
      assertThat(run.advance(Job.quiet())).isEqualTo(new SigningRun.Outcome.Complete());
      return run.signatures();
    }
  }

  private static LocalSigner signer(Secp256k1 curve) throws ProblemException {
    return new LocalSigner(keys(curve), curve, ACCESS);
  }

  private static List<LocalKey> keys(Secp256k1 curve) throws ProblemException {
    List<LocalKey> keys = new ArrayList<>();
    try (Mnemonic words = mnemonic(Vectors.DEVELOPMENT);
        SecretBytes seed = words.seed()) {
      for (int i = 0; i < 3; i++) {
        keys.add(LocalKey.derive(seed, DerivationPath.standard(i), curve, ACCESS));
      }
    }
    return keys;
  }
}
