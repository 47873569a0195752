package dev.weir.retrain.evaluate.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class CardPrecisionTest {
  //                                     day 0              day 1           day 2
  private static final int[] DAY = /**/ {0, 0, 0, 0, 0, /**/ 1, 1, 1, 1, /**/ 2, 2};
  private static final long[] CARD = /**/ {1, 1, 2, 3, 4, /**/ 1, 2, 3, 4, /**/ 3, 5};
  private static final double[] SCORE = {.1, .9, .8, .7, .2, .9, .5, .6, .1, .3, .2};
  private static final boolean[] FRAUD = {
    true, false, false, true, false, true, true, false, false, true, false
  };

  @Test
  void threeDays_haveTheValuesOfAHandCount() {
    // day 0: cards 1 (.9, fraud in another transaction) and 2; card 1 is found and blocked
    // day 1: cards 3 (.6) and 2 (.5, fraud); card 2 is found
    // day 2: cards 3 (fraud) and 5
    assertThat(CardPrecision.daily(DAY, CARD, SCORE, FRAUD, 2)).containsExactly(0.5, 0.5, 0.5);
    // one card a day: 1 found; then 3 (.6, 1 is blocked), not fraud that day; then 3, fraud
    assertThat(CardPrecision.daily(DAY, CARD, SCORE, FRAUD, 1)).containsExactly(1, 0, 1);
    assertThat(CardPrecision.atK(DAY, CARD, SCORE, FRAUD, 1)).isEqualTo(2.0 / 3);
  }

  @Test
  void fewerCardsThanK_areStillDividedByK() {
    // day 0: 1 and 3 are found; day 1: 2; day 2: neither 3, which is blocked, nor 5
    assertThat(CardPrecision.daily(DAY, CARD, SCORE, FRAUD, 100)).containsExactly(0.02, 0.01, 0);
  }

  @Test
  void daysInAnyOrder_giveTheSame() {
    int n = DAY.length;
    int[] day = new int[n];
    long[] card = new long[n];
    double[] score = new double[n];
    boolean[] fraud = new boolean[n];
    for (int i = 0; i < n; i++) {
      day[i] = DAY[n - 1 - i];
      card[i] = CARD[n - 1 - i];
      score[i] = SCORE[n - 1 - i];
      fraud[i] = FRAUD[n - 1 - i];
    }
    assertThat(CardPrecision.daily(day, card, score, fraud, 1)).containsExactly(1, 0, 1);
  }

  @Test
  void equalScores_areTakenByCardNumber() {
    assertThat(
            CardPrecision.daily(
                new int[] {0, 0},
                new long[] {9, 8},
                new double[] {1, 1},
                new boolean[] {true, false},
                1))
        .containsExactly(0);
  }

  @Test
  void nothingOrWrongArrays_areNoNumberOrRefused() {
    assertThat(CardPrecision.atK(new int[0], new long[0], new double[0], new boolean[0], 1))
        .isNaN();
    assertThatThrownBy(() -> CardPrecision.atK(DAY, CARD, SCORE, new boolean[1], 1))
        .hasMessageContaining("11, 11, 11, 1");
    assertThatThrownBy(() -> CardPrecision.atK(DAY, CARD, SCORE, FRAUD, 0))
        .hasMessageContaining("k must be");
  }
}
