package org.foresign.ui.control;

import java.util.List;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.foresign.model.problem.Problem;
import org.kordamp.ikonli.feather.Feather;

/** A problem in three answers: what happened, whether anything is at risk, what to do next. */
public final class ProblemCard extends VBox {
  private static final double QUESTIONS = 190;

  /**
   * @param title what was not done
   * @param narrow whether questions stand above their answers
   */
  public ProblemCard(
      Kit kit, String title, Problem problem, boolean narrow, List<? extends Node> actions) {
    super(kit.size().gap(14));
    getStyleClass().addAll("card", "problem");
    VBox answers = new VBox(kit.size().gap(12));
    answer(kit, answers, narrow, "problem.happened", problem.happened());
    answer(kit, answers, narrow, "problem.risk", problem.code().safe());
    answer(kit, answers, narrow, "problem.next", problem.code().next());
    FlowPane buttons = new FlowPane(kit.size().gap(10), kit.size().gap(8));
    buttons.getChildren().addAll(actions);
    Node head =
        kit.row(
            12,
            kit.icon(Feather.ALERT_OCTAGON, 24, "ic-red"),
            Kit.growing(kit.wrapped(title, "h2")));
    getChildren().addAll(head, answers, kit.label(problem.code().id(), "mono-s", "muted"), buttons);
    buttons.managedProperty().bind(buttons.visibleProperty());
    buttons.setVisible(!actions.isEmpty());
    setAccessibleRole(AccessibleRole.NODE);
    setAccessibleText(
        String.join(" ", title, problem.happened(), problem.code().safe(), problem.code().next()));
  }

  private static void answer(Kit kit, VBox to, boolean narrow, String key, String text) {
    Node question = kit.wrapped(kit.say(key), "strong");
    Node answer = kit.wrapped(text, "lead");
    if (narrow) {
      to.getChildren().add(kit.column(2, question, answer));
      return;
    }
    GridPane line = new GridPane(kit.size().gap(16), 0);
    ColumnConstraints first = new ColumnConstraints(kit.size().scaled(QUESTIONS));
    ColumnConstraints second = new ColumnConstraints();
    second.setHgrow(Priority.ALWAYS);
    line.getColumnConstraints().addAll(first, second);
    line.addRow(0, question, answer);
    to.getChildren().add(line);
  }
}
