package dev.weir.retrain.fraud.data;

import java.io.IOException;
import java.util.function.Consumer;

/** Where labelled payments come from, in the order of their time. */
public interface PaymentSource {
  /** What reports call it. */
  String name();

  /**
   * Hands out every payment, each time from the first on.
   *
   * @throws IOException if the source cannot be read; the message names file and line
   */
  void forEach(Consumer<LabelledPayment> sink) throws IOException;
}
