package dev.weir.retrain.fraud.protocol;

import static dev.weir.retrain.fraud.TestPayments.payment;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.weir.retrain.fraud.TestPayments;
import dev.weir.retrain.fraud.data.PaymentRows;
import java.util.List;
import org.junit.jupiter.api.Test;

class FiguresTest {
  @Test
  void figures_ofFourPayments_areThoseByHand() {
    PaymentRows rows =
        TestPayments.rows(
            List.of(
                payment(0, "a", 1, true),
                payment(0, "b", 1, false),
                payment(0, "c", 1, true),
                payment(0, "d", 1, false)));

    Figures figures = Figures.of(rows, new int[] {0, 1, 2, 3}, new float[] {4, 3, 2, 1});

    assertThat(figures.auc()).isEqualTo(0.75);
    assertThat(figures.averagePrecision()).isCloseTo((1 + 2 / 3.0) / 2, within(1e-12));
    assertThat(figures.cardPrecision()).isEqualTo(0.02); // both cards are among the 100
  }

  @Test
  void folds_meanAndDeviation_overAll() {
    FoldFigures folds =
        new FoldFigures(List.of(new Figures(0.8, 0.6, 0.3), new Figures(0.9, 0.8, 0.3)));

    assertThat(folds.mean().auc()).isCloseTo(0.85, within(1e-12));
    assertThat(folds.deviation().averagePrecision()).isCloseTo(0.1, within(1e-12));
    assertThat(folds.deviation().cardPrecision()).isCloseTo(0, within(1e-12));
    assertThatThrownBy(() -> new FoldFigures(List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
