package dev.weir.flink.options;

import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * How one backfill runs: the options of the live job, of which those that concern verdicts do
 * nothing, and its own. Immutable; checked against each other at construction.
 *
 * @param job what the live job will be started with
 * @param savepoint folder to write the state into
 * @param from Kafka timestamp of the first records to read, Unix milliseconds; empty for the oldest
 * @param until Kafka timestamp of the first record that the live job will read; empty for what
 *     comes after the start of the backfill
 */
public record FraudBackfillOptions(
    FraudJobOptions job, String savepoint, OptionalLong from, OptionalLong until) {

  private static final JobOption SAVEPOINT =
      new JobOption(
          "--savepoint", "DIR", null, "a new folder for the state, which the live job starts from");
  private static final JobOption FROM =
      new JobOption(
          "--from", "TIME", "", "such as 2026-01-31T00:00:00Z; the oldest record unless given");
  private static final JobOption UNTIL =
      new JobOption(
          "--until", "TIME", "", "where the live job will begin; at the present end unless given");

  public FraudBackfillOptions {
    if (from.isPresent() && until.isPresent() && from.getAsLong() >= until.getAsLong()) {
      throw new UsageException(
          "option --until must be later than --from; got "
              + until.getAsLong()
              + " and "
              + from.getAsLong()
              + " in Unix milliseconds");
    }
  }

  /**
   * The options of that command line.
   *
   * @throws UsageException naming the first option that does not fit
   */
  public static FraudBackfillOptions parse(String... words) {
    CommandLine line =
        CommandLine.parse(
            "fraud backfill",
            Stream.concat(FraudJobOptions.ALL.stream(), Stream.of(SAVEPOINT, FROM, UNTIL))
                .filter(option -> !option.equals(FraudJobOptions.START_OFFSETS))
                .toList(),
            words);
    return new FraudBackfillOptions(
        FraudJobOptions.of(line), line.text(SAVEPOINT), line.moment(FROM), line.moment(UNTIL));
  }
}
