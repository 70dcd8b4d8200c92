package org.foresign.vault.sign;

import java.util.List;
import org.foresign.codec.Bytes;
import org.foresign.codec.Digest32;
import org.foresign.crypto.EcdsaSignature;
import org.foresign.crypto.Secp256k1;
import org.foresign.model.batch.Alternative;
import org.foresign.model.batch.BatchRequest;
import org.foresign.model.batch.BatchRequestCodec;
import org.foresign.model.batch.Lane;
import org.foresign.model.batch.LaneId;
import org.foresign.model.batch.ReleaseClass;
import org.foresign.model.batch.Run;
import org.foresign.model.card.AccountCardCodec;
import org.foresign.model.eth.Address;
import org.foresign.model.eth.Eip1559Tx;
import org.foresign.model.eth.GasSchedule;
import org.foresign.model.operation.Operation;
import org.foresign.model.operation.OperationKind;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.tx.BatchExpander;
import org.foresign.model.tx.UnsignedTx;
import org.foresign.model.work.Job;
import org.foresign.secret.SecretAccess;
import org.foresign.signer.PossessionTask;
import org.foresign.signer.SignatureCheck;
import org.foresign.signer.SigningCheckpoint;
import org.foresign.signer.SigningRun;
import org.foresign.signer.local.LocalKey;
import org.foresign.signer.local.LocalSigner;
import org.foresign.vault.keys.SigningAccounts;

/**
 * Proves possession of a new account's key by signing one batch of one leaf, a zero-value
 * self-transfer without fees on the practice chain, through the same path as every other batch.
 */
public final class PossessionProof implements SigningAccounts.ProofMaker {
  private static final Bytes ANYBODY = Bytes.of(new byte[16]);

  private final Secp256k1 curve;
  private final SecretAccess access;

  public PossessionProof(Secp256k1 curve, SecretAccess access) {
    this.curve = curve;
    this.access = access;
  }

  @Override
  public EcdsaSignature prove(LocalKey key) throws ProblemException {
    try (LocalSigner signer = new LocalSigner(List.of(key), curve, access);
        SigningRun run =
            new SigningRun(
                signer,
                new PossessionTask(leaf(key.address())),
                SigningCheckpoint.start(),
                new SignatureCheck(curve))) {
      return switch (run.advance(Job.quiet())) {
        case SigningRun.Outcome.Complete _ -> run.signatures().getFirst().signature();
        case SigningRun.Outcome.Stopped stopped -> throw new ProblemException(stopped.problem());
        case SigningRun.Outcome.AtDevice _,
            SigningRun.Outcome.Carrying _,
            SigningRun.Outcome.Cancelled _ ->
            throw new IllegalStateException("a local key does not wait");
      };
    }
  }

  private static UnsignedTx leaf(Address account) throws ProblemException {
    Eip1559Tx possession = AccountCardCodec.possession(account);
    LaneId lane = new LaneId(possession.chain(), account);
    Alternative alternative =
        new Alternative(
            OperationKind.CANCEL,
            ReleaseClass.CANCEL,
            possession.gasLimit(),
            List.of(possession.fees()),
            List.of(new Operation.Cancel()));
    BatchRequest request =
        new BatchRequest(
            ANYBODY,
            Digest32.ZERO,
            ANYBODY,
            1,
            null,
            Digest32.ZERO,
            0,
            0,
            List.of(),
            List.of(),
            List.of(
                new Lane(
                    lane,
                    GasSchedule.OSAKA.id(),
                    List.of(new Run(possession.nonce(), 1, List.of(alternative))))));
    return BatchExpander.expand(request, BatchRequestCodec.encode(request)).leaves().getFirst();
  }
}
