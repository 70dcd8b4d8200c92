package org.foresign.vault.judge;

import java.util.List;
import org.foresign.codec.Bytes;
import org.foresign.codec.Digest32;
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
import org.web3j.crypto.Hash;
import org.web3j.crypto.RawTransaction;
import org.web3j.crypto.TransactionDecoder;
import org.web3j.crypto.TransactionEncoder;
import org.web3j.crypto.transaction.type.Transaction1559;

/**
 * Reads the bytes that will be signed with our strict decoder and with one that we did not write,
 * and turns what each found back into an operation: both must be what the request asked for, and
 * the other library must write and hash the same bytes.
 */
final class SecondReader {
  private SecondReader() {}

  /**
   * Compares each leaf's bytes with its intent.
   *
   * @return how many were compared
   * @throws ProblemException with {@link JudgeProblem#JUDGE_ENCODERS_DIFFER}, or why the bytes are
   *     no transaction or no operation
   */
  static int compare(List<UnsignedTx> leaves) throws ProblemException {
    for (UnsignedTx leaf : leaves) {
      compare(leaf, leaf.tx().unsignedBytes());
    }
    return leaves.size();
  }

  /**
   * Compares one leaf with the bytes that are to be signed for it.
   *
   * @throws ProblemException as {@link #compare(List)}
   */
  static void compare(UnsignedTx leaf, Bytes bytes) throws ProblemException {
    requireMeant(leaf, Eip1559Tx.decodeUnsigned(bytes));
    RawTransaction raw = decodeByWeb3j(leaf, bytes);
    requireMeant(leaf, fields(leaf, raw));
    byte[] theirs = TransactionEncoder.encode(raw);
    if (!Bytes.of(theirs).equals(bytes)
        || !Digest32.of(Hash.sha3(theirs)).equals(leaf.signingDigest())) {
      throw differ(leaf);
    }
  }

  private static void requireMeant(UnsignedTx leaf, Eip1559Tx found) throws ProblemException {
    Address sender = leaf.slot().lane().account();
    Operation operation =
        OperationDecoder.decode(
            new Call(found.to(), found.value(), found.data()), found.chain(), sender);
    if (!found.equals(leaf.tx())
        || !operation.equals(leaf.operation())
        || found.nonce() != leaf.slot().nonce()
        || !found.chain().equals(leaf.slot().lane().chain())) {
      throw differ(leaf);
    }
  }

  private static RawTransaction decodeByWeb3j(UnsignedTx leaf, Bytes bytes)
      throws ProblemException {
    try {
      return TransactionDecoder.decode(bytes.prefixedHex());
    } catch (IllegalArgumentException
        | ArithmeticException
        | IndexOutOfBoundsException
        | ClassCastException e) {
      throw new ProblemException(differ(leaf).problem(), e);
    }
  }

  private static Eip1559Tx fields(UnsignedTx leaf, RawTransaction raw) throws ProblemException {
    try {
      if (raw.getTransaction() instanceof Transaction1559 tx && tx.getAccessList().isEmpty()) {
        return new Eip1559Tx(
            Chain.evm(tx.getChainId()),
            tx.getNonce().longValueExact(),
            new FeeCaps(new Wei(tx.getMaxFeePerGas()), new Wei(tx.getMaxPriorityFeePerGas())),
            tx.getGasLimit().longValueExact(),
            new Address(Bytes.parseHex(tx.getTo())),
            new Wei(tx.getValue()),
            Bytes.parseHex(tx.getData()));
      }
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new ProblemException(differ(leaf).problem(), e);
    }
    throw differ(leaf);
  }

  private static ProblemException differ(UnsignedTx leaf) {
    return Problem.of(JudgeProblem.JUDGE_ENCODERS_DIFFER, "leaf " + leaf.index()).asException();
  }
}
