package org.foresign.ui;

import java.util.List;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.VBox;
import org.foresign.codec.CodecProblem;
import org.foresign.model.eth.Address;
import org.foresign.model.eth.Wei;
import org.foresign.model.problem.Problem;
import org.foresign.ui.control.ActionButton;
import org.foresign.ui.control.ActionButton.Rank;
import org.foresign.ui.control.AddressLabel;
import org.foresign.ui.control.AmountLabel;
import org.foresign.ui.control.ExposureBar;
import org.foresign.ui.control.Kit;
import org.foresign.ui.control.LeafMark;
import org.foresign.ui.control.Note;
import org.foresign.ui.control.PageHead;
import org.foresign.ui.control.PassphraseField;
import org.foresign.ui.control.ProblemCard;
import org.foresign.ui.control.ProgressPanel;
import org.foresign.ui.control.ReasonLabel;
import org.foresign.ui.control.SentencePick;
import org.foresign.ui.control.StateChip;
import org.foresign.ui.control.StepsBar;
import org.foresign.ui.control.TierPips;
import org.foresign.ui.control.WordsGrid;
import org.foresign.ui.screen.Page;
import org.foresign.ui.screen.Place;
import org.kordamp.ikonli.feather.Feather;

/** A page with every control of the kit, for its tests and pictures. */
final class Gallery implements Page {
  static final List<Place> PLACES =
      List.of(
          new Place("state.ready", Feather.HOME),
          new Place("state.sent", Feather.LAYERS),
          new Place("state.final", Feather.BOOK_OPEN),
          new Place("state.burned", Feather.SETTINGS));

  final Kit kit;
  final ActionButton primary;
  final ActionButton plain;
  final PassphraseField passphrase;
  private final VBox content;

  Gallery(Kit kit) {
    this.kit = kit;
    primary =
        new ActionButton(kit, Rank.PRIMARY, Feather.SEND, "Release stake of 32 ETH", () -> {});
    plain = new ActionButton(kit, Rank.PLAIN, null, "Other", () -> {});
    passphrase = new PassphraseField(kit, "Passphrase of Claire Dubois");
    ActionButton off = new ActionButton(kit, Rank.PRIMARY, Feather.ARROW_RIGHT, "Go on", () -> {});
    off.setReason("1 warning is not opened yet");
    FlowPane chips = new FlowPane(8, 8);
    for (LeafMark mark : LeafMark.values()) {
      chips.getChildren().add(new StateChip(mark, kit.texts(), kit.size()));
    }
    ExposureBar bar = new ExposureBar(kit);
    bar.show(
        new ExposureBar.Parts(
            Wei.parseEther("3201"),
            Wei.parseEther("3202"),
            Wei.parseEther("416"),
            Wei.parseEther("5000")),
        "6 403 of at most 5 000");
    ProgressPanel progress =
        new ProgressPanel(
            kit,
            "A stopped batch counts as signed. It can go on later.",
            new ActionButton(kit, Rank.PLAIN, Feather.PAUSE, "Stop after this one", () -> {}));
    progress.show("Signing with the Trezor of Beat Huber", 212, 636, "about 8 min 40 s to go");
    FlowPane buttons = new FlowPane(10, 10);
    buttons
        .getChildren()
        .addAll(
            primary,
            plain,
            new ActionButton(kit, Rank.QUIET, null, "Quiet", () -> {}),
            new ActionButton(kit, Rank.DANGER, Feather.X_OCTAGON, "Burn…", () -> {}),
            new ReasonLabel(kit, off),
            off,
            new ActionButton(kit, Rank.PLAIN, null, "Open", () -> {}).compact(),
            new SentencePick<>(kit, "Fee", "24 gwei", List.of("24 gwei", "48 gwei"), x -> x),
            new TierPips(kit, List.of(LeafMark.READY, LeafMark.SENT, LeafMark.DEAD)));
    content =
        kit.column(
            16,
            new PageHead(kit, "Every control", "The same in both programs", List.of()),
            new StepsBar(kit, List.of("Receive", "Review", "Sign", "Carry out"), 1),
            chips,
            buttons,
            new AmountLabel(kit, "3 201.518750", "ETH", "figure"),
            new AddressLabel(kit, Address.parse("0x48DA00ea6A4e91972C690C8fC9c8541751205EE6")),
            bar,
            passphrase,
            new WordsGrid(
                kit,
                List.of(
                    "sacred",
                    "straining",
                    "attach",
                    "sloped",
                    "diploma",
                    "commerce",
                    "a",
                    "b",
                    "c",
                    "d"),
                WordsGrid.Scale.PAPER),
            new Note(
                kit,
                Note.Weight.WARNING,
                "3 gas limits leave little room after the next upgrade",
                "nonces 325 to 327, the cancel leaves",
                List.of(new ActionButton(kit, Rank.PLAIN, null, "Open", () -> {}))),
            new Note(kit, Note.Weight.ALARM, "This machine can reach a network", "", List.of()),
            new Note(kit, Note.Weight.GOOD, "Whole and in order", "", List.of()),
            new Note(kit, Note.Weight.INFO, "Nothing has left this desk", "", List.of()),
            progress,
            new ProblemCard(
                kit,
                "This result was not taken",
                Problem.of(CodecProblem.values()[0]),
                false,
                List.of()));
    content.getStyleClass().add("page");
    content.getChildren().add(new Label("end"));
  }

  @Override
  public Node content() {
    return content;
  }

  @Override
  public Optional<ActionButton> primary() {
    return Optional.of(primary);
  }

  @Override
  public Node firstFocus() {
    return passphrase;
  }
}
