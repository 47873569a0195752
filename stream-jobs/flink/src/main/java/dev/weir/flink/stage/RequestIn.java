package dev.weir.flink.stage;

import dev.weir.scoring.event.ScoringRequest;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * Finds the request in what passes a stage. Travels with the job graph.
 *
 * @param <T> what passes
 */
@FunctionalInterface
public interface RequestIn<T> extends Serializable {

  /** The request; null in what is none, such as a dead letter. */
  @Nullable ScoringRequest of(T passing);
}
