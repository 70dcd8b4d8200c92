package org.foresign.model.batch;

import java.math.BigInteger;
import java.util.List;
import org.foresign.codec.Bytes;
import org.foresign.model.eth.Address;
import org.foresign.model.eth.Gwei;
import org.foresign.model.eth.Wei;
import org.foresign.model.operation.Operation;
import org.foresign.model.operation.OperationKind;
import org.foresign.model.staking.BlsPublicKey;
import org.foresign.model.staking.BlsSignature;
import org.foresign.model.staking.WithdrawalCredentials;

/** The arguments of each operation in their order (docs/spec/batch-request.md, "Field"). */
final class OperationFields {
  private OperationFields() {}

  static List<FieldKind> kinds(OperationKind kind) {
    return switch (kind) {
      case STAKE ->
          List.of(FieldKind.PUBLIC_KEY, FieldKind.CREDENTIALS, FieldKind.GWEI, FieldKind.SIGNATURE);
      case TOP_UP -> List.of(FieldKind.PUBLIC_KEY, FieldKind.GWEI);
      case UNSTAKE_FULL -> List.of(FieldKind.PUBLIC_KEY, FieldKind.QUANTITY);
      case UNSTAKE_PARTIAL -> List.of(FieldKind.PUBLIC_KEY, FieldKind.GWEI, FieldKind.QUANTITY);
      case CONSOLIDATE -> List.of(FieldKind.PUBLIC_KEY, FieldKind.PUBLIC_KEY, FieldKind.QUANTITY);
      case NATIVE_TRANSFER -> List.of(FieldKind.ADDRESS, FieldKind.QUANTITY);
      case TOKEN_TRANSFER -> List.of(FieldKind.ADDRESS, FieldKind.ADDRESS, FieldKind.QUANTITY);
      case CANCEL -> List.of();
    };
  }

  static List<Scalar> split(Operation operation) {
    return switch (operation) {
      case Operation.Stake(var validator, var credentials, var amount, var signature) ->
          List.of(
              blob(validator.bytes()),
              blob(credentials.bytes()),
              number(amount),
              blob(signature.bytes()));
      case Operation.TopUp(var validator, var amount) ->
          List.of(blob(validator.bytes()), number(amount));
      case Operation.UnstakeFull(var validator, var fee) ->
          List.of(blob(validator.bytes()), number(fee));
      case Operation.UnstakePartial(var validator, var amount, var fee) ->
          List.of(blob(validator.bytes()), number(amount), number(fee));
      case Operation.Consolidate(var source, var target, var fee) ->
          List.of(blob(source.bytes()), blob(target.bytes()), number(fee));
      case Operation.NativeTransfer(var recipient, var amount) ->
          List.of(blob(recipient.bytes()), number(amount));
      case Operation.TokenTransfer(var token, var recipient, var amount) ->
          List.of(blob(token.bytes()), blob(recipient.bytes()), number(amount));
      case Operation.Cancel() -> List.of();
    };
  }

  /**
   * @throws IllegalArgumentException if a value is outside its operation's rules
   */
  static Operation join(OperationKind kind, List<Scalar> fields) {
    return switch (kind) {
      case STAKE ->
          new Operation.Stake(
              key(fields, 0),
              new WithdrawalCredentials(bytes(fields, 1)),
              gwei(fields, 2),
              new BlsSignature(bytes(fields, 3)));
      case TOP_UP -> new Operation.TopUp(key(fields, 0), gwei(fields, 1));
      case UNSTAKE_FULL -> new Operation.UnstakeFull(key(fields, 0), wei(fields, 1));
      case UNSTAKE_PARTIAL ->
          new Operation.UnstakePartial(key(fields, 0), gwei(fields, 1), wei(fields, 2));
      case CONSOLIDATE -> new Operation.Consolidate(key(fields, 0), key(fields, 1), wei(fields, 2));
      case NATIVE_TRANSFER -> new Operation.NativeTransfer(address(fields, 0), wei(fields, 1));
      case TOKEN_TRANSFER ->
          new Operation.TokenTransfer(address(fields, 0), address(fields, 1), wei(fields, 2));
      case CANCEL -> new Operation.Cancel();
    };
  }

  private static Scalar blob(Bytes bytes) {
    return new Scalar.Blob(bytes);
  }

  private static Scalar number(Gwei amount) {
    return new Scalar.Count(BigInteger.valueOf(amount.value()));
  }

  private static Scalar number(Wei amount) {
    return new Scalar.Count(amount.value());
  }

  private static BlsPublicKey key(List<Scalar> fields, int index) {
    return new BlsPublicKey(bytes(fields, index));
  }

  private static Address address(List<Scalar> fields, int index) {
    return new Address(bytes(fields, index));
  }

  private static Gwei gwei(List<Scalar> fields, int index) {
    return new Gwei(numberAt(fields, index).value().longValueExact());
  }

  private static Wei wei(List<Scalar> fields, int index) {
    return new Wei(numberAt(fields, index).value());
  }

  private static Bytes bytes(List<Scalar> fields, int index) {
    return switch (fields.get(index)) {
      case Scalar.Blob(var value) -> value;
      case Scalar.Count number -> throw new IllegalStateException("field " + index + " is bytes");
    };
  }

  private static Scalar.Count numberAt(List<Scalar> fields, int index) {
    return switch (fields.get(index)) {
      case Scalar.Count number -> number;
      case Scalar.Blob blob -> throw new IllegalStateException("field " + index + " is a number");
    };
  }
}
