package dev.weir.engine.pack;

/**
 * One input of a graph.
 *
 * @param name its name in the graph
 * @param feature what the engine puts into it
 * @param pad the id that fills a row up to the batch's length; 0 where the feature is no list of
 *     ids
 */
public record InputSpec(String name, Feature feature, long pad) {
  public InputSpec {
    if (pad < 0) {
      throw new IllegalArgumentException("input " + name + ": pad must be 0 or more, was " + pad);
    }
  }
}
