package org.foresign.rehearsal.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class TripResultTest {
  private static final String OBJECT =
      "{\"ok\":true,\"network\":\"hoodi\",\"chainId\":560048,"
          + "\"words\":{\"desk\":\"a b\",\"vault\":\"a b\",\"equal\":true},\"steps\":["
          + "{\"step\":\"planned\",\"count\":600,\"ms\":412},"
          + "{\"step\":\"judged\",\"count\":600,\"ms\":500},"
          + "{\"step\":\"signed\",\"count\":600,\"ms\":250},"
          + "{\"step\":\"imported\",\"count\":600,\"ms\":80}],"
          + "\"rssMb\":{\"desk\":190,\"vault\":231.5},\"problem\":null}";

  @Test
  void readsTheLastLineOfTheOutput() {
    List<BenchRow> rows =
        TripBench.rows(
            EnumSet.of(
                Measure.TRIP_PLAN, Measure.TRIP_SIGN, Measure.TRIP_IMPORT, Measure.TRIP_MEMORY),
            TripResult.ofOutput("Planning ...\nDone.\n" + OBJECT + "\n").orElseThrow());

    assertThat(rows).extracting(BenchRow::value).containsExactly(0.412, 0.75, 0.08, 231.5);
    assertThat(rows.get(3).note()).contains("desk 190 MB", "vault 231.5 MB");
  }

  @Test
  void aStepThatIsMissingOrDidNothingIsAFailedRow() {
    String early =
        "{\"ok\":false,\"steps\":[{\"step\":\"planned\",\"count\":600,\"ms\":412},"
            + "{\"step\":\"judged\",\"count\":600,\"ms\":500},"
            + "{\"step\":\"signed\",\"count\":0,\"ms\":3}],\"problem\":{\"code\":\"lock-red\"}}";

    List<BenchRow> rows =
        TripBench.rows(
            EnumSet.of(
                Measure.TRIP_PLAN, Measure.TRIP_SIGN, Measure.TRIP_IMPORT, Measure.TRIP_MEMORY),
            TripResult.ofOutput(early).orElseThrow());

    assertThat(rows.get(0).value()).isEqualTo(0.412);
    assertThat(rows.get(0).note()).contains("ended early", "lock-red");
    assertThat(rows.subList(1, 4)).allMatch(BenchRow::failed);
    assertThat(rows.get(1).note()).contains("lock-red");
  }

  @Test
  void anotherLastLineIsNoResult() {
    assertThat(TripResult.ofOutput("")).isEmpty();
    assertThat(TripResult.ofOutput("{\"ok\":true}")).isEmpty();
    assertThat(TripResult.ofOutput("{\"steps\":")).isEmpty();
    assertThat(TripResult.ofOutput(OBJECT + "\nkilled")).isEmpty();
  }
}
