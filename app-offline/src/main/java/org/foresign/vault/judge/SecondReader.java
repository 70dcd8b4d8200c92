package org.foresign.vault.judge;

import java.math.BigInteger;
import java.util.List;
import org.foresign.codec.Bytes;
import org.foresign.model.eth.Address;
import org.foresign.model.eth.Chain;
import org.foresign.model.eth.Eip1559Tx;
import org.foresign.model.eth.FeeCaps;
import org.foresign.model.eth.Wei;
import org.foresign.model.operation.Call;
import org.foresign.model.operation.Operation;
import org.foresign.model.operation.OperationDecoder;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.tx.UnsignedTx;
import org.web3j.crypto.RawTransaction;
import org.web3j.crypto.TransactionDecoder;
import org.web3j.crypto.transaction.type.Transaction1559;

/**
 * Reads the bytes that will be signed with a decoder that we did not write, and turns what it found
 * back into an operation: both must be what the request asked for.
 */
final class SecondReader {
  private SecondReader() {}

  /**
   * Compares each leaf's bytes with its intent.
   *
   * @return how many were compared
   * @throws ProblemException with {@link JudgeProblem#JUDGE_ENCODERS_DIFFER}
   */
  static int compare(List<UnsignedTx> leaves) throws ProblemException {
    for (UnsignedTx leaf : leaves) {
      Eip1559Tx found = read(leaf);
      Address sender = leaf.slot().lane().account();
      Operation operation =
          OperationDecoder.decode(
              new Call(found.to(), found.value(), found.data()), found.chain(), sender);
      if (!found.equals(leaf.tx())
          || !operation.equals(leaf.operation())
          || found.nonce() != leaf.slot().nonce()
          || !found.chain().equals(leaf.slot().lane().chain())
          || !found.signingDigest().equals(leaf.signingDigest())) {
        throw differ(leaf);
      }
    }
    return leaves.size();
  }

  private static Eip1559Tx read(UnsignedTx leaf) throws ProblemException {
    Bytes bytes = leaf.tx().unsignedBytes();
    try {
      RawTransaction raw = TransactionDecoder.decode(bytes.prefixedHex());
      if (raw.getTransaction() instanceof Transaction1559 tx && tx.getAccessList().isEmpty()) {
        return new Eip1559Tx(
            Chain.evm(tx.getChainId()),
            tx.getNonce().longValueExact(),
            new FeeCaps(wei(tx.getMaxFeePerGas()), wei(tx.getMaxPriorityFeePerGas())),
            tx.getGasLimit().longValueExact(),
            new Address(Bytes.parseHex(tx.getTo())),
            wei(tx.getValue()),
            Bytes.parseHex(tx.getData()));
      }
    } catch (IllegalArgumentException
        | ArithmeticException
        | IndexOutOfBoundsException
        | ClassCastException e) {
      throw new ProblemException(differ(leaf).problem(), e);
    }
    throw differ(leaf);
  }

  private static Wei wei(BigInteger value) {
    return new Wei(value);
  }

  private static ProblemException differ(UnsignedTx leaf) {
    return Problem.of(JudgeProblem.JUDGE_ENCODERS_DIFFER, "leaf " + leaf.index()).asException();
  }
}
