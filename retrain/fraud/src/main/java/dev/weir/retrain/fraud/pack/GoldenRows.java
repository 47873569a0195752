package dev.weir.retrain.fraud.pack;

import dev.weir.scoring.fraud.FraudFeature;
import dev.weir.scoring.fraud.FraudReplay;
import dev.weir.scoring.fraud.FraudSettings;
import dev.weir.scoring.fraud.Payment;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Rows of a few invented payments, by whose scores a broken copy of a package is known. */
final class GoldenRows {
  private static final long HOUR = 3_600_000;
  private static final long NOON = Instant.parse("2026-03-02T12:00:00Z").toEpochMilli();

  private GoldenRows() {}

  /** A first payment, a usual one, one of ten times the habit, one at a terminal with frauds. */
  static List<float[]> of(int[] columns, FraudSettings settings) {
    FraudReplay replay = new FraudReplay(settings);
    List<float[]> rows = new ArrayList<>();
    rows.add(replay.next(payment(0, 25, "anna", "baker")));
    for (int day = 1; day < 8; day++) {
      replay.next(payment(24L * day, 20 + day, "anna", "baker"));
    }
    rows.add(replay.next(payment(24 * 8, 24, "anna", "baker")));
    rows.add(replay.next(payment(24 * 8 + 1, 250, "anna", "jeweller")));
    for (int hour = 0; hour < 4; hour++) {
      Payment stolen = payment(24 * 9 + hour, 30, "victim" + hour, "kiosk");
      replay.next(stolen);
      replay.label(stolen, stolen.occurredAt() + settings.labelDelay().toMillis(), true);
    }
    rows.add(replay.next(payment(24 * 10 + settings.labelDelay().toHours(), 22, "anna", "kiosk")));
    return rows.stream().map(row -> select(row, columns)).toList();
  }

  private static Payment payment(long hours, double amount, String card, String terminal) {
    return Payment.of(NOON + hours * HOUR, Math.round(amount * Payment.UNIT), card, terminal);
  }

  private static float[] select(float[] row, int[] columns) {
    float[] selected = new float[columns.length];
    for (int i = 0; i < columns.length; i++) {
      selected[i] = row[columns[i]];
    }
    return selected;
  }

  /** Whether a column may be missing in a row. */
  static boolean mayMiss(FraudFeature feature) {
    return switch (feature.source()) {
      case MERCHANT, DEVICE -> true;
      default -> feature.nothing() == FraudFeature.Nothing.MISSING;
    };
  }
}
