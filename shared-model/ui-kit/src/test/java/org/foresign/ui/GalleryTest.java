package org.foresign.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.foresign.ui.app.WindowActs;
import org.foresign.ui.app.WindowFrame;
import org.foresign.ui.check.Named;
import org.foresign.ui.check.Shot;
import org.foresign.ui.check.Uncut;
import org.foresign.ui.control.Kit;
import org.foresign.ui.screen.Place;
import org.foresign.ui.text.Language;
import org.foresign.ui.text.Texts;
import org.foresign.ui.theme.Identity;
import org.foresign.ui.theme.Look;
import org.foresign.ui.theme.Stakes;
import org.foresign.ui.theme.TextSize;
import org.foresign.ui.theme.Theme;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every control, in both windows, languages and themes, at two sizes and widths. */
class GalleryTest {
  static final WindowActs NONE =
      new WindowActs() {
        @Override
        public void go(Place place) {}

        @Override
        public void dress(Look look) {}

        @Override
        public void leave() {}

        @Override
        public void help() {}
      };

  static Stream<Arguments> looks() {
    return Stream.of(Identity.values())
        .flatMap(who ->
            Stream.of(Language.values())
                .flatMap(language ->
                    Stream.of(Theme.values())
                        .flatMap(theme ->
                            Stream.of(TextSize.PERCENT_100, TextSize.PERCENT_200)
                                .flatMap(size ->
                                    Stream.of(1_280, 1_000)
                                        .map(width ->
                                            Arguments.of(who, language, theme, size, width))))));
  }

  @ParameterizedTest
  @MethodSource("looks")
  void nothingIsCutAndEverythingHasAName(
      Identity who, Language language, Theme theme, TextSize size, int width) {
    Stakes stakes = who == Identity.DESK ? Stakes.REAL : Stakes.PRACTICE;
    Kit kit = new Kit(who, stakes, new Look(theme, size), Texts.of(language));
    Shot.with(
        () -> {
          WindowFrame frame = new WindowFrame(kit, "Treasury Zürich", Gallery.PLACES, NONE);
          frame.band().setStatus(true, "2 of 3 endpoints agree");
          frame.rail().setCount(Gallery.PLACES.getFirst(), 4, true);
          frame.show(new Gallery(kit), Gallery.PLACES.getFirst());
          return frame;
        },
        width,
        800,
        scene -> {
          Shot.picture(
              scene,
              String.join(
                  "-", "kit", who.name(), language.name(), theme.name(), size.name(), "" + width));
          List<String> faults = Uncut.faults(scene);
          faults.addAll(Named.faults(scene.getRoot()));
          assertThat(faults).isEmpty();
        });
  }
}
