package dev.weir.cli.evaluate;

import dev.weir.cli.CommandFailure;
import dev.weir.cli.UsageFailure;
import dev.weir.cli.show.LateProgress;
import dev.weir.retrain.dataset.Split;
import dev.weir.retrain.evaluate.Evaluation;
import dev.weir.retrain.evaluate.metric.Bootstrap;
import dev.weir.retrain.fraud.data.HandbookCsv;
import dev.weir.retrain.fraud.data.LabelledPayment;
import dev.weir.retrain.fraud.data.PaymentFiles;
import dev.weir.retrain.fraud.data.PaymentRows;
import dev.weir.retrain.fraud.evaluate.FraudEvaluation;
import dev.weir.retrain.fraud.train.TimeSplit;
import dev.weir.scoring.fraud.FraudSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A fraud package on labelled payments, with progress. Payments before those that are measured make
 * histories only, as on a stream. Stateless.
 */
public final class PaymentRun {
  private static final String ALL = "all";
  private static final long DAY_MILLIS = 86_400_000L;

  private PaymentRun() {}

  /**
   * Scores and measures.
   *
   * @param data folder of {@code train}, {@code valid} and {@code test} in the handbook's layout,
   *     which are one stream, or a file, of which everything after the first days is measured
   * @param truth of payments in JSON Lines
   * @throws IOException if the payments cannot be read
   */
  public static Evaluation of(
      Path model, Path data, @Nullable Path truth, String split, Bootstrap bootstrap)
      throws IOException {
    boolean part = Files.isDirectory(data) && !split.equals(ALL);
    Days days = part ? days(data, split) : Days.EVER;
    PaymentRows.Builder builder = new PaymentRows.Builder(FraudSettings.defaults(), days.first());
    AtomicLong read = new AtomicLong();
    try (LateProgress progress = new LateProgress("features", "payments")) {
      PaymentFiles.of(data, truth)
          .forEach(
              payment -> {
                if (day(payment) <= days.last()) {
                  builder.accept(payment);
                }
                progress.stepTo(read.incrementAndGet());
              });
    }
    PaymentRows rows = builder.build();
    int[] measured =
        part
            ? IntStream.range(0, rows.size()).filter(rows::isLabelled).toArray()
            : TimeSplit.allOf(rows);
    if (measured.length == 0) {
      throw new CommandFailure(data + ": no labelled payments to measure in the split " + split);
    }
    try (LateProgress progress = new LateProgress("evaluate", "payments")) {
      return FraudEvaluation.run(
          model,
          rows,
          measured,
          String.valueOf(data.toAbsolutePath().normalize().getFileName()),
          part ? split : ALL,
          bootstrap,
          progress::stepTo);
    }
  }

  private record Days(int first, int last) {
    static final Days EVER = new Days(Integer.MIN_VALUE, Integer.MAX_VALUE);

    Days with(LabelledPayment payment) {
      return new Days(Math.min(first, day(payment)), Math.max(last, day(payment)));
    }
  }

  /** The days that a split's file holds. */
  private static Days days(Path folder, String split) throws IOException {
    Split wanted =
        Split.of(split)
            .orElseThrow(
                () ->
                    new UsageFailure(
                        "--split '" + split + "': expected test, valid, train or all"));
    Optional<Path> file =
        Stream.of(wanted.id() + ".csv", wanted.id() + ".csv.gz")
            .map(folder::resolve)
            .filter(Files::isRegularFile)
            .findFirst();
    if (file.isEmpty()) {
      throw new CommandFailure(
          folder + ": no " + wanted.id() + ".csv (also .gz); name another --split, or all");
    }
    Days[] days = {new Days(Integer.MAX_VALUE, Integer.MIN_VALUE)};
    HandbookCsv.read(file.get(), payment -> days[0] = days[0].with(payment));
    return days[0];
  }

  private static int day(LabelledPayment payment) {
    return (int) Math.floorDiv(payment.payment().occurredAt(), DAY_MILLIS);
  }
}
