package dev.weir.serde;

/** What a deserializer makes of a record without a value. */
public enum NullValues {
  /** An {@link UndecodableRecordException}: for topics where every record says something. */
  REJECT,
  /** Null: for compacted topics, where it deletes what the key stood for. */
  TOMBSTONE
}
