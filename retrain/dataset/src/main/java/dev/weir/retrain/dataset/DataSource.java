package dev.weir.retrain.dataset;

import java.util.List;

/**
 * A set that examples come from.
 *
 * @param name of the set, as {@link Example#source()} has it
 * @param licence as the description says, or {@code unknown}
 * @param weightsMayShip whether the licence lets weights trained on it be given away
 * @param files that were read
 * @param emptyTexts rows left out because they have no text
 * @param leftOut rows left out because their label is one that the description leaves out
 */
public record DataSource(
    String name,
    String licence,
    boolean weightsMayShip,
    List<DataFile> files,
    long emptyTexts,
    long leftOut) {
  public DataSource {
    files = List.copyOf(files);
  }
}
