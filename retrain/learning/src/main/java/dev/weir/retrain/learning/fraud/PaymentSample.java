package dev.weir.retrain.learning.fraud;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A bounded number of payments out of any number. All are kept until there are too many, then every
 * second one, every fourth one … by a hash of the event id: the same payments give the same sample
 * in whatever order they come, and each of it stands for a power of two of them. Confined.
 */
final class PaymentSample {
  private final int most;
  private final Map<String, PaymentRow> kept = new HashMap<>();
  private int halvings;

  PaymentSample(int most) {
    this.most = most;
  }

  void add(PaymentRow row) {
    if (isKept(row.eventId())) {
      kept.put(row.eventId(), row);
      while (kept.size() > most) {
        halvings++;
        kept.keySet().removeIf(eventId -> !isKept(eventId));
      }
    }
  }

  /** The sample, each with how many payments it stands for. */
  List<PaymentRow> rows() {
    List<PaymentRow> rows = new ArrayList<>(kept.size());
    kept.values().forEach(row -> rows.add(row.weighing(weight())));
    return rows;
  }

  int weight() {
    return 1 << halvings;
  }

  private boolean isKept(String eventId) {
    return halvings == 0 || hash(eventId) >>> (Integer.SIZE - halvings) == 0;
  }

  private static int hash(String eventId) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(eventId.getBytes(StandardCharsets.UTF_8));
      return java.nio.ByteBuffer.wrap(digest).getInt();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
