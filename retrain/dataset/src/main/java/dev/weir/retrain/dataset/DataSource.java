package dev.weir.retrain.dataset;

import java.util.List;
import java.util.Map;

/**
 * A set that examples come from.
 *
 * @param name of the set, as {@link Example#source()} has it
 * @param licence as the description says, or {@code unknown}
 * @param weightsMayShip whether the licence lets weights trained on it be given away
 * @param labels by task: those that its description knows, in the order of the task
 * @param files that were read
 * @param emptyTexts rows left out because they have no text
 * @param leftOut rows left out because their label is one that the description leaves out
 */
public record DataSource(
    String name,
    String licence,
    boolean weightsMayShip,
    Map<String, List<String>> labels,
    List<DataFile> files,
    long emptyTexts,
    long leftOut) {
  public DataSource {
    labels = Map.copyOf(labels);
    files = List.copyOf(files);
  }
}
