package dev.weir.retrain.release;

import dev.weir.schemas.ModelRelease;
import java.util.List;

/** The topic {@code model-releases}, as the log needs it. */
interface ReleaseTopic extends AutoCloseable {

  /**
   * Every record that is there, in the order in which they were appended.
   *
   * @throws ReleaseException if broker or registry do not answer
   */
  List<ModelRelease> read();

  /**
   * Appends a record; it is durable when this returns.
   *
   * @return the Kafka timestamp that it got, in ms since 1970
   * @throws ReleaseException if the broker does not take it
   */
  long append(ModelRelease release);

  @Override
  void close();
}
