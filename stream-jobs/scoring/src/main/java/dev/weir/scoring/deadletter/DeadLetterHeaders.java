package dev.weir.scoring.deadletter;

/** Names of the headers that a dead letter carries beside the original ones (KIP-1034 and ours). */
public final class DeadLetterHeaders {

  public static final String EXCEPTION = "__streams.errors.exception";
  public static final String MESSAGE = "__streams.errors.message";
  public static final String STACK_TRACE = "__streams.errors.stacktrace";
  public static final String TOPIC = "__streams.errors.topic";
  public static final String PARTITION = "__streams.errors.partition";
  public static final String OFFSET = "__streams.errors.offset";
  public static final String STAGE = "weir.stage";
  public static final String JOB = "weir.job";
  public static final String FAILED_AT = "weir.failed-at";

  private DeadLetterHeaders() {}
}
