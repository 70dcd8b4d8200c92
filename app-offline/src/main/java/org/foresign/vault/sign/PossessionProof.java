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
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.tx.BatchExpander;
import org.foresign.model.tx.UnsignedTx;
import org.foresign.model.work.Job;
import org.foresign.signer.PossessionTask;
import org.foresign.signer.SignatureCheck;
import org.foresign.signer.Signer;
import org.foresign.signer.SignerAsker;
import org.foresign.signer.SignerProblem;
import org.foresign.signer.SigningCheckpoint;
import org.foresign.signer.SigningRun;
import org.foresign.vault.keys.SigningAccounts;

/**
 * Proves possession of a new account's key by signing one batch of one leaf, a zero-value
 * self-transfer without fees on the practice chain, through the same path as every other batch.
 */
public final class PossessionProof implements SigningAccounts.ProofMaker {
  private static final Bytes ANYBODY = Bytes.of(new byte[16]);

  private final SignatureCheck check;

  public PossessionProof(Secp256k1 curve) {
    this.check = new SignatureCheck(curve);
  }

  /**
   * @throws ProblemException with what stops the signer, or {@link
   *     SignerProblem#SIGNER_UNREACHABLE} when nobody did what it waits for
   */
  @Override
  public EcdsaSignature prove(Signer signer, Address account, SignerAsker asker)
      throws ProblemException {
    PossessionTask task = new PossessionTask(leaf(account));
    try (SigningRun run = new SigningRun(signer, task, SigningCheckpoint.start(), check)) {
      return switch (run.advance(Job.quiet(), asker)) {
        case SigningRun.Outcome.Complete _ -> run.signatures().getFirst().signature();
        case SigningRun.Outcome.Stopped stopped -> throw new ProblemException(stopped.problem());
        case SigningRun.Outcome.AtDevice _,
            SigningRun.Outcome.Carrying _,
            SigningRun.Outcome.Cancelled _ ->
            throw Problem.of(SignerProblem.SIGNER_UNREACHABLE, account.toString()).asException();
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
