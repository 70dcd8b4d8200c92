package org.foresign.usb;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import org.foresign.carry.CarryProblem;
import org.foresign.carry.CarryStep;
import org.foresign.carry.Parcel;
import org.foresign.carry.ParcelKind;
import org.foresign.carry.ParcelName;
import org.foresign.carry.Stick;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemCode;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.work.Job;
import org.foresign.model.work.JobEnd;

/** Reads parcels from files in one flat folder. */
final class FolderStick implements Stick {
  private static final int MAX_ENTRIES = 20_000;
  private static final int MAX_PARCELS = 1_000;
  private static final int MOST_MISNAMED = 5;

  private final ParcelFolder folder;
  private final Job<CarryStep> job;

  FolderStick(ParcelFolder folder, Job<CarryStep> job) {
    this.folder = folder;
    this.job = job;
  }

  @Override
  public List<ParcelName> waiting(ParcelKind kind) throws ProblemException {
    List<ParcelName> found = new ArrayList<>();
    int[] seen = {0};
    try (OpenFolder open = folder.open()) {
      open.list(name -> {
        ParcelFile.parse(name).filter(parcel -> parcel.kind() == kind).ifPresent(found::add);
        seen[0]++;
        return seen[0] <= MAX_ENTRIES && found.size() <= MAX_PARCELS;
      });
    } catch (IOException e) {
      throw folder.unreadable(e);
    }
    if (seen[0] > MAX_ENTRIES || found.size() > MAX_PARCELS) {
      throw folder.problem(CarryProblem.CARRY_FOLDER_CROWDED).asException();
    }
    return found.stream().sorted().toList();
  }

  @Override
  public JobEnd<Parcel> receive(ParcelName name) throws ProblemException {
    try (OpenFolder open = folder.open()) {
      return ParcelFolder.read(open, name, ParcelFile.of(name), job);
    } catch (IOException e) {
      throw folder.unreadable(e);
    }
  }

  @Override
  public Problem nothingWaits(ProblemCode code, ParcelKind kind) throws ProblemException {
    List<String> details = new ArrayList<>(List.of(kind.word()));
    details.addAll(misnamed(kind));
    return new Problem(code, details);
  }

  /**
   * What looks like a parcel of this kind and is not called so, as people and their tools rename
   * files: a sentence for each, with the name that it must have. None is opened.
   */
  private List<String> misnamed(ParcelKind kind) throws ProblemException {
    List<String> found = new ArrayList<>();
    int[] seen = {0};
    try (OpenFolder open = folder.open()) {
      open.list(name -> {
        ParcelFile.misnamed(name, kind)
            .ifPresent(right -> found.add("\"" + name + "\" has to be called " + right));
        seen[0]++;
        return seen[0] <= MAX_ENTRIES && found.size() < MOST_MISNAMED;
      });
    } catch (IOException e) {
      throw folder.unreadable(e);
    }
    return found.stream().sorted().toList();
  }

  @Override
  public void remove(ParcelName name) throws ProblemException {
    String file = ParcelFile.of(name);
    try (OpenFolder open = folder.open()) {
      ParcelFolder.requirePlain(open, file);
      open.delete(file);
      open.force();
    } catch (NoSuchFileException e) {
      throw new ProblemException(Problem.of(CarryProblem.CARRY_NOT_THERE, file), e);
    } catch (IOException e) {
      throw folder.writeProblem(e, 0);
    }
  }
}
