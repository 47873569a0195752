package dev.weir.retrain.fraud;

import dev.weir.retrain.fraud.data.LabelledPayment;
import dev.weir.retrain.fraud.data.PaymentRows;
import dev.weir.retrain.fraud.tree.TrainingRows;
import dev.weir.scoring.fraud.FraudSettings;
import dev.weir.scoring.fraud.Payment;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Payments and tables for tests. */
public final class TestPayments {
  public static final LocalDate FIRST_DAY = LocalDate.of(2026, 3, 2);

  private TestPayments() {}

  public static LabelledPayment payment(int day, String card, double amount, boolean fraud) {
    return payment(day, 43_200, card, "t" + day, amount, fraud);
  }

  public static LabelledPayment payment(
      int day, int second, String card, String terminal, double amount, boolean fraud) {
    long time =
        FIRST_DAY.plusDays(day).atStartOfDay().toInstant(ZoneOffset.UTC).toEpochMilli()
            + Duration.ofSeconds(second).toMillis();
    Payment payment = Payment.of(time, Math.round(amount * Payment.UNIT), card, terminal);
    return new LabelledPayment(
        card + "-" + day + "-" + second, payment, true, fraud, fraud ? 1 : 0);
  }

  public static PaymentRows rows(List<LabelledPayment> payments) {
    PaymentRows.Builder rows =
        new PaymentRows.Builder(FraudSettings.defaults(), (int) FIRST_DAY.toEpochDay());
    payments.forEach(rows);
    return rows.build();
  }

  /** A table with missing values; the label follows the first two columns, with noise. */
  public static TrainingRows table(long seed, int rows, int columns) {
    Random random = new Random(seed);
    float[] values = new float[rows * columns];
    float[] labels = new float[rows];
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        boolean missing = random.nextInt(5) == 0;
        values[row * columns + column] = missing ? Float.NaN : (float) random.nextGaussian() * 100;
      }
      float first = values[row * columns];
      float second = values[row * columns + 1];
      double risk = (first > 50 ? 2 : -2) + (Float.isNaN(second) ? 1 : second / 100);
      labels[row] = random.nextDouble() < 1 / (1 + Math.exp(-risk)) ? 1 : 0;
    }
    return new TrainingRows(values, columns, labels);
  }

  public static int[] undirected(int columns) {
    int[] directions = new int[columns];
    Arrays.fill(directions, 0);
    return directions;
  }
}
