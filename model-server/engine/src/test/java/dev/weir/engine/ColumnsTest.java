package dev.weir.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.weir.engine.error.ColumnException;
import dev.weir.engine.error.ColumnException.Problem;
import dev.weir.engine.pack.ColumnSpec;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ColumnsTest {
  private static final Columns COLUMNS = Columns.of(List.of("amount", "hour"));

  @Test
  void row_ofNamedValues_leavesTheOthersMissing() {
    assertThat(COLUMNS.row(Map.of("hour", 3))).containsExactly(Float.NaN, 3);
  }

  @Test
  void name_thatIsUnknown_isAnsweredWithTheNearest() {
    ColumnException unknown =
        catchThrowableOfType(ColumnException.class, () -> COLUMNS.index("amuont"));
    assertThat(unknown.problem()).isEqualTo(Problem.UNKNOWN);
    assertThat(unknown)
        .hasMessage(
            "column 'amuont' is unknown; did you mean 'amount'? (columns are amount, hour)");
    assertThat(catchThrowableOfType(ColumnException.class, () -> COLUMNS.row(Map.of("zip", 1))))
        .hasMessageNotContaining("did you mean");
  }

  @Test
  void name_thatStandsTwice_isRefused() {
    assertThat(
            catchThrowableOfType(ColumnException.class, () -> Columns.of(List.of("a", "b", "a")))
                .problem())
        .isEqualTo(Problem.REPEATED);
  }

  @Test
  void sources_areTheModelsColumnsInTheRows() {
    assertThat(
            COLUMNS.sources(
                List.of(
                    ColumnSpec.required("hour"),
                    ColumnSpec.optional("country"),
                    ColumnSpec.required("amount"))))
        .containsExactly(1, -1, 0);
    ColumnException missing =
        catchThrowableOfType(
            ColumnException.class, () -> COLUMNS.sources(List.of(ColumnSpec.required("country"))));
    assertThat(missing.problem()).isEqualTo(Problem.MISSING);
    assertThat(missing).hasMessageContaining("'country'");
  }
}
