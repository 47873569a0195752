package dev.weir.flink.stage;

import java.io.Serializable;

/**
 * Opens a part of one subtask, on the TaskManager. Travels with the job graph.
 *
 * @param <T> the part
 */
@FunctionalInterface
public interface Opener<T extends AutoCloseable> extends Serializable {

  /**
   * An open part that the caller closes.
   *
   * @throws Exception when it cannot be opened; the subtask fails with it
   */
  T open() throws Exception;
}
