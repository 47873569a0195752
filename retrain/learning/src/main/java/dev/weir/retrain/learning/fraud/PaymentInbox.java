package dev.weir.retrain.learning.fraud;

import dev.weir.schemas.Erasure;
import dev.weir.schemas.FraudVerdict;
import dev.weir.schemas.LabelledExample;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a run may learn from, as it stands on the topics; read record by record, as there may be
 * more payments than fit into memory. Asked once, when a new run begins.
 */
public interface PaymentInbox {

  /**
   * All erasures.
   *
   * @throws IOException if they cannot be read
   */
  List<Erasure> erasures() throws IOException;

  /**
   * Hands over all labelled examples, those of texts too.
   *
   * @throws IOException if they cannot be read
   */
  void examples(ExampleSink sink) throws IOException;

  /**
   * Hands over all verdicts on payments, in any order; of a payment that was scored again, the last
   * one counts.
   *
   * @throws IOException if they cannot be read
   */
  void verdicts(Consumer<FraudVerdict> sink) throws IOException;

  /** Takes labelled examples. */
  interface ExampleSink {
    /**
     * The next one; a later one of an event replaces the earlier.
     *
     * @param example null where the event's example was deleted
     */
    void take(String eventId, @Nullable LabelledExample example);
  }
}
