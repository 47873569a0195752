package dev.weir.retrain.fraud.train;

/** The data does not do to train on; the message says what is missing. */
public final class TrainingDataException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public TrainingDataException(String message) {
    super(message);
  }
}
