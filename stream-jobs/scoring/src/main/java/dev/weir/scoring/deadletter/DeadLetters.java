package dev.weir.scoring.deadletter;

import dev.weir.scoring.record.OutboundRecord;
import dev.weir.scoring.record.RawRecord;
import dev.weir.scoring.record.RecordHeader;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Builds dead letters: key, value and headers of the original untouched, and nine headers that say
 * what failed where. Messages and stack traces are bounded, so that a dead letter is never much
 * larger than its original. Thread-safe.
 */
public final class DeadLetters {

  private final String topic;
  private final String job;

  /**
   * @param topic the Kafka topic of dead letters, prefix included
   * @param job the name of the job, written into every dead letter
   */
  public DeadLetters(String topic, String job) {
    this.topic = topic;
    this.job = job;
  }

  /** The dead letter of that record. */
  public OutboundRecord of(RawRecord original, RecordFailure failure, Instant failedAt) {
    Throwable cause = failure.cause();
    List<RecordHeader> headers = new ArrayList<>(original.headers().size() + 9);
    headers.addAll(original.headers());
    headers.add(RecordHeader.ofText(DeadLetterHeaders.EXCEPTION, cause.getClass().getName()));
    headers.add(RecordHeader.ofText(DeadLetterHeaders.MESSAGE, FailureText.message(cause)));
    headers.add(RecordHeader.ofText(DeadLetterHeaders.STACK_TRACE, FailureText.stackTrace(cause)));
    headers.add(RecordHeader.ofText(DeadLetterHeaders.TOPIC, original.topic()));
    headers.add(
        RecordHeader.ofText(DeadLetterHeaders.PARTITION, Integer.toString(original.partition())));
    headers.add(RecordHeader.ofText(DeadLetterHeaders.OFFSET, Long.toString(original.offset())));
    headers.add(RecordHeader.ofText(DeadLetterHeaders.STAGE, failure.stage().label()));
    headers.add(RecordHeader.ofText(DeadLetterHeaders.JOB, job));
    headers.add(RecordHeader.ofText(DeadLetterHeaders.FAILED_AT, failedAt.toString()));
    return new OutboundRecord(topic, original.key(), original.value(), headers);
  }
}
