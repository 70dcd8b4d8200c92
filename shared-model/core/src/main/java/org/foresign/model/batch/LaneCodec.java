package org.foresign.model.batch;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;
import org.foresign.codec.CborMapReader;
import org.foresign.codec.CborReader;
import org.foresign.codec.CborType;
import org.foresign.codec.CborWriter;
import org.foresign.codec.CodecProblem;
import org.foresign.codec.Decoding;
import org.foresign.model.eth.Address;
import org.foresign.model.eth.Chain;
import org.foresign.model.eth.ChainFamily;
import org.foresign.model.eth.FeeCaps;
import org.foresign.model.eth.Wei;
import org.foresign.model.operation.Operation;
import org.foresign.model.operation.OperationKind;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;

/**
 * The lanes of a request (docs/spec/batch-request.md, "Lane"). One reader reads all lanes of one
 * request, because slots and leaves are counted over the whole request before they are expanded.
 */
final class LaneCodec {
  /** Keys of an alternative from here on are the fields of its operation. */
  private static final int FIRST_FIELD = 5;

  /** Above every field. */
  private static final int REFERENCES = 9;

  private final CborReader reader;
  private int slotsLeft = BatchRequest.MAX_SLOTS;
  private int leavesLeft = BatchRequest.MAX_LEAVES;

  LaneCodec(CborReader reader) {
    this.reader = reader;
  }

  static void write(CborWriter writer, Lane lane) {
    writer.map(5);
    writer.key(1).uint(lane.id().chain().family().code());
    writer.key(2).uint(lane.id().chain().reference());
    writer.key(3).bytes(lane.id().account().bytes());
    writer.key(4).uint(lane.gasSchedule());
    writer.key(5).array(lane.runs().size());
    for (Run run : lane.runs()) {
      writer.map(3);
      writer.key(1).uint(run.firstNonce());
      writer.key(2).uint(run.count());
      writer.key(3).array(run.alternatives().size());
      for (Alternative alternative : run.alternatives()) {
        write(writer, alternative);
      }
    }
  }

  private static void write(CborWriter writer, Alternative alternative) {
    int fields = OperationFields.kinds(alternative.kind()).size();
    List<String> references = alternative.references();
    writer.map(FIRST_FIELD - 1 + fields + (references.isEmpty() ? 0 : 1));
    writer.key(1).uint(alternative.kind().code());
    writer.key(2).uint(alternative.releaseClass().code());
    writer.key(3).uint(alternative.gasLimit());
    writer.key(4).array(2 * alternative.tiers().size());
    for (FeeCaps tier : alternative.tiers()) {
      writer.quantity(tier.maxFeePerGas().value());
      writer.quantity(tier.maxPriorityFeePerGas().value());
    }
    List<List<Scalar>> rows =
        alternative.operations().stream().map(OperationFields::split).toList();
    for (int field = 0; field < fields; field++) {
      int column = field;
      List<Scalar> values = rows.stream().map(row -> row.get(column)).toList();
      writer.key(FIRST_FIELD + field);
      if (allEqual(values)) {
        FieldKind.write(writer, values.getFirst());
      } else {
        writer.array(values.size());
        values.forEach(value -> FieldKind.write(writer, value));
      }
    }
    if (!references.isEmpty()) {
      writer.key(REFERENCES);
      if (references.stream().distinct().count() == 1) {
        writer.text(references.getFirst());
      } else {
        writer.array(references.size());
        references.forEach(writer::text);
      }
    }
  }

  Lane read() throws ProblemException {
    CborMapReader map = reader.mapReader(5);
    long familyCode = map.at(1).uint();
    long reference = map.at(2).uint();
    Address account = new Address(map.at(3).bytesExactly(20));
    int gasSchedule = (int) map.at(4).uint(Integer.MAX_VALUE);
    List<Run> runs = map.at(5).list(BatchRequest.MAX_SLOTS, _ -> readRun());
    map.finish();
    LaneId id = new LaneId(chain(familyCode, reference), account);
    return make(() -> new Lane(id, gasSchedule, runs));
  }

  static Chain chain(long familyCode, long reference) throws ProblemException {
    ChainFamily family =
        Decoding.make(BatchProblem.REQUEST_UNKNOWN_CODE, () -> ChainFamily.ofCode(familyCode));
    return make(() -> new Chain(family, reference));
  }

  private Run readRun() throws ProblemException {
    CborMapReader map = reader.mapReader(3);
    long firstNonce = map.at(1).uint();
    int count = (int) map.at(2).uint(BatchRequest.MAX_SLOTS);
    if (count > slotsLeft) {
      throw tooLarge("more than " + BatchRequest.MAX_SLOTS + " slots");
    }
    slotsLeft -= count;
    List<Alternative> alternatives =
        map.at(3).list(Run.MAX_ALTERNATIVES, _ -> readAlternative(count));
    map.finish();
    return make(() -> new Run(firstNonce, count, alternatives));
  }

  private Alternative readAlternative(int count) throws ProblemException {
    CborMapReader map = reader.mapReader(REFERENCES);
    long kindCode = map.at(1).uint();
    OperationKind kind =
        Decoding.make(BatchProblem.REQUEST_UNKNOWN_CODE, () -> OperationKind.ofCode(kindCode));
    long classCode = map.at(2).uint();
    ReleaseClass releaseClass =
        Decoding.make(BatchProblem.REQUEST_UNKNOWN_CODE, () -> ReleaseClass.ofCode(classCode));
    long gasLimit = map.at(3).uint();
    map.require(4);
    List<FeeCaps> tiers = readTiers();
    long leaves = (long) count * tiers.size();
    if (leaves > leavesLeft) {
      throw tooLarge("more than " + BatchRequest.MAX_LEAVES + " leaves");
    }
    leavesLeft -= (int) leaves;
    List<Operation> operations = readOperations(map, kind, count);
    List<String> references = map.has(REFERENCES) ? readReferences(count) : List.of();
    map.finish();
    return make(() -> new Alternative(kind, releaseClass, gasLimit, tiers, operations, references));
  }

  private List<FeeCaps> readTiers() throws ProblemException {
    int count = reader.array(2 * Alternative.MAX_TIERS);
    if (count % 2 != 0) {
      throw Problem.of(BatchProblem.REQUEST_FIELD_WRONG, "a fee cap without its tip").asException();
    }
    List<FeeCaps> tiers = new ArrayList<>();
    for (int i = 0; i < count; i += 2) {
      Wei maxFee = new Wei(reader.quantity());
      Wei tip = new Wei(reader.quantity());
      tiers.add(make(() -> new FeeCaps(maxFee, tip)));
    }
    return tiers;
  }

  private List<Operation> readOperations(CborMapReader map, OperationKind kind, int count)
      throws ProblemException {
    List<List<Scalar>> columns = new ArrayList<>();
    boolean constant = true;
    int key = FIRST_FIELD;
    for (FieldKind field : OperationFields.kinds(kind)) {
      map.require(key++);
      List<Scalar> column = readColumn(field, count);
      constant &= column.size() == 1;
      columns.add(column);
    }
    if (constant) {
      return Collections.nCopies(count, operation(kind, columns, 0));
    }
    List<Operation> operations = new ArrayList<>(count);
    for (int slot = 0; slot < count; slot++) {
      operations.add(operation(kind, columns, slot));
    }
    return operations;
  }

  private List<String> readReferences(int count) throws ProblemException {
    if (reader.peekType() != CborType.ARRAY) {
      return Collections.nCopies(count, reader.text(Alternative.MAX_REFERENCE));
    }
    reader.arrayExactly(count);
    List<String> references = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      references.add(reader.text(Alternative.MAX_REFERENCE));
    }
    return references;
  }

  /** One value for a constant, else one for each slot. */
  private List<Scalar> readColumn(FieldKind field, int count) throws ProblemException {
    if (reader.peekType() != CborType.ARRAY) {
      return List.of(field.read(reader));
    }
    reader.arrayExactly(count);
    List<Scalar> column = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      column.add(field.read(reader));
    }
    if (allEqual(column)) {
      throw Problem.of(CodecProblem.CBOR_NOT_CANONICAL, "a column of equal values").asException();
    }
    return column;
  }

  private static Operation operation(OperationKind kind, List<List<Scalar>> columns, int slot)
      throws ProblemException {
    List<Scalar> fields =
        columns.stream().map(column -> column.get(column.size() == 1 ? 0 : slot)).toList();
    return Decoding.make(
        BatchProblem.REQUEST_FIELD_WRONG, () -> OperationFields.join(kind, fields));
  }

  private static boolean allEqual(List<Scalar> values) {
    return values.stream().allMatch(value -> value.equals(values.getFirst()));
  }

  private static <T> T make(Supplier<T> maker) throws ProblemException {
    return Decoding.make(BatchProblem.REQUEST_INCONSISTENT, maker);
  }

  private static ProblemException tooLarge(String what) {
    return Problem.of(BatchProblem.REQUEST_TOO_LARGE, what).asException();
  }
}
