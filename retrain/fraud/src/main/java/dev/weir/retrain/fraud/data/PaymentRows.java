package dev.weir.retrain.fraud.data;

import dev.weir.scoring.fraud.FraudFeature;
import dev.weir.scoring.fraud.FraudSettings;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Feature rows of payments in the order of time, with label, card and day of each. The rows come
 * from a {@link RowSource}, so that they are those of a stream whose fraud labels arrive one label
 * delay after the payment. Thread-safe once built.
 */
public final class PaymentRows {
  private static final long DAY_MILLIS = 86_400_000L;
  private static final int ROWS_PER_BLOCK = 4096;

  private final List<float[]> blocks;
  private final int[] cards;
  private final int[] days;
  private final byte[] kinds;
  private final boolean[] frauds;
  private final boolean[] labelled;
  private final int size;
  private final String hash;

  private PaymentRows(Builder builder) {
    blocks = builder.blocks;
    size = builder.size;
    cards = Arrays.copyOf(builder.cards, size);
    days = Arrays.copyOf(builder.days, size);
    kinds = Arrays.copyOf(builder.kinds, size);
    frauds = Arrays.copyOf(builder.frauds, size);
    labelled = Arrays.copyOf(builder.labelled, size);
    hash = HexFormat.of().formatHex(builder.digest.digest());
  }

  public int size() {
    return size;
  }

  /** Number of the card, counted from 0 in the order of appearance. */
  public int card(int row) {
    return cards[row];
  }

  /** Days since the epoch, UTC. */
  public int day(int row) {
    return days[row];
  }

  public boolean isFraud(int row) {
    return frauds[row];
  }

  /** Whether anybody knows what became of it. */
  public boolean isLabelled(int row) {
    return labelled[row];
  }

  /** SHA-256 of all payments and labels in their order, in hexadecimal. */
  public String hash() {
    return hash;
  }

  /** The value of a feature. */
  public float value(int row, FraudFeature feature) {
    return blocks
        .get(row / ROWS_PER_BLOCK)[row % ROWS_PER_BLOCK * FraudFeature.count() + feature.index()];
  }

  /** What sort of fraud. */
  public int kind(int row) {
    return kinds[row];
  }

  /** The first row on or after a day; {@link #size()} if there is none. */
  public int firstOfDay(int day) {
    int low = 0;
    int high = size;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (days[middle] < day) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** Copies the given columns of a row. */
  public void copy(int row, int[] columns, float[] to, int at) {
    float[] block = blocks.get(row / ROWS_PER_BLOCK);
    int from = row % ROWS_PER_BLOCK * FraudFeature.count();
    for (int i = 0; i < columns.length; i++) {
      to[at + i] = block[from + columns[i]];
    }
  }

  /** Computes rows from payments; not thread-safe. */
  public static final class Builder implements Consumer<LabelledPayment> {
    private final RowSource source;
    private final long labelDelay;
    private final int firstDay;
    private final Map<String, Integer> cardNumbers = new HashMap<>();
    private final List<float[]> blocks = new ArrayList<>();
    private int[] cards = new int[ROWS_PER_BLOCK];
    private int[] days = new int[ROWS_PER_BLOCK];
    private byte[] kinds = new byte[ROWS_PER_BLOCK];
    private boolean[] frauds = new boolean[ROWS_PER_BLOCK];
    private boolean[] labelled = new boolean[ROWS_PER_BLOCK];
    private final MessageDigest digest = sha256();
    private int size;

    /**
     * @param firstDay rows before this day (since the epoch) are computed and thrown away: they
     *     only make histories
     */
    public Builder(FraudSettings settings, int firstDay) {
      this(settings, RowSource.replay(settings), firstDay);
    }

    /**
     * @param source computes the rows by these settings
     * @param firstDay as in the other constructor
     */
    public Builder(FraudSettings settings, RowSource source, int firstDay) {
      this.source = source;
      this.labelDelay = settings.labelDelay().toMillis();
      this.firstDay = firstDay;
    }

    /** Adds the next payment. */
    @Override
    public void accept(LabelledPayment next) {
      long time = next.payment().occurredAt();
      float[] row = source.next(next);
      digest.update(next.toString().getBytes(StandardCharsets.UTF_8));
      if (next.fraud()) {
        source.fraud(next, time + labelDelay);
      }
      int day = (int) Math.floorDiv(time, DAY_MILLIS);
      if (day < firstDay) {
        return;
      }
      if (size > 0 && day < days[size - 1]) {
        throw new IllegalArgumentException(
            "payment "
                + next.eventId()
                + " is of an earlier day than the one before it; sort the payments by time");
      }
      if (size % ROWS_PER_BLOCK == 0) {
        blocks.add(new float[ROWS_PER_BLOCK * FraudFeature.count()]);
      }
      if (size == cards.length) {
        cards = Arrays.copyOf(cards, size * 2);
        days = Arrays.copyOf(days, size * 2);
        kinds = Arrays.copyOf(kinds, size * 2);
        frauds = Arrays.copyOf(frauds, size * 2);
        labelled = Arrays.copyOf(labelled, size * 2);
      }
      System.arraycopy(
          row,
          0,
          blocks.get(size / ROWS_PER_BLOCK),
          size % ROWS_PER_BLOCK * row.length,
          row.length);
      cards[size] = cardNumbers.computeIfAbsent(next.payment().cardId(), id -> cardNumbers.size());
      days[size] = day;
      kinds[size] = (byte) next.kind();
      frauds[size] = next.fraud();
      labelled[size] = next.labelled();
      size++;
    }

    private static MessageDigest sha256() {
      try {
        return MessageDigest.getInstance("SHA-256");
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("every Java has SHA-256", e);
      }
    }

    public PaymentRows build() {
      return new PaymentRows(this);
    }
  }
}
