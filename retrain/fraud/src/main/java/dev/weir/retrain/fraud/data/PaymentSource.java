package dev.weir.retrain.fraud.data;

import java.io.IOException;
import java.util.function.Consumer;

/** Where labelled payments come from, in the order of their time. */
public interface PaymentSource {
  /** What reports call it. */
  String name();

  /** Whether its times are made up, and say nothing of when it was learned from a stream. */
  default boolean timesAreMadeUp() {
    return false;
  }

  /**
   * Hands out every payment, each time from the first on.
   *
   * @throws IOException if the source cannot be read; the message names file and line
   */
  void forEach(Consumer<LabelledPayment> sink) throws IOException;
}
