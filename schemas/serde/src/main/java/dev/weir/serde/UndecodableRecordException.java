package dev.weir.serde;

import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a record are not what their topic should hold, and never will be: put the record
 * aside, do not retry. The message never holds content of the record.
 */
public final class UndecodableRecordException extends SerializationException {
  private static final long serialVersionUID = 1L;

  /** What is wrong with the bytes. */
  public enum Reason {
    /** There is no value. */
    NULL_VALUE,
    /** Fewer bytes than the header of the wire format has. */
    TOO_SHORT,
    /** The first byte is not the magic byte of the wire format. */
    BAD_MAGIC,
    /** The registry knows no schema of that id. */
    UNKNOWN_SCHEMA_ID,
    /** The schema of that id describes another record, or one that cannot be read as this one. */
    WRONG_SCHEMA,
    /** The bytes do not follow their schema, or more of them are there than it tells. */
    MALFORMED
  }

  private final Reason reason;

  public UndecodableRecordException(Reason reason, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  public UndecodableRecordException(Reason reason, String message) {
    this(reason, message, null);
  }

  /** What is wrong with the bytes. */
  public Reason reason() {
    return reason;
  }
}
