package dev.weir.platform.flink;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a job of an uploaded jar is run. Immutable.
 *
 * @param entryClass main class
 * @param arguments program arguments, one an element
 * @param parallelism default parallelism of the job, at least 1
 * @param savepoint where to begin, empty for the beginning
 * @param settings Flink settings of this job, by their names
 */
public record JobRun(
    String entryClass,
    List<String> arguments,
    int parallelism,
    Optional<String> savepoint,
    Map<String, String> settings) {

  /** Copies the collections; checks the parallelism. */
  public JobRun {
    arguments = List.copyOf(arguments);
    settings = Map.copyOf(settings);
    if (parallelism < 1) {
      throw new IllegalArgumentException(
          "job " + entryClass + ": parallelism must be 1 or more, got " + parallelism);
    }
  }

  /** A run from the beginning with the cluster's settings. */
  public static JobRun of(String entryClass, List<String> arguments, int parallelism) {
    return new JobRun(entryClass, arguments, parallelism, Optional.empty(), Map.of());
  }
}
