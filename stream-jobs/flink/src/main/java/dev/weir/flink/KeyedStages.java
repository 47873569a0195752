package dev.weir.flink;

import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamUtils;
import org.apache.flink.streaming.api.datastream.KeyedStream;

/**
 * Partitions a stage by its bucket. With one subtask all buckets are its own already: then the
 * stages behind the intake are one chain, and a record is serialised once on its way, not three
 * times. Keys and uids are the same either way, so a savepoint goes from one shape into the other.
 *
 * @param parallelism of the job
 */
record KeyedStages(int parallelism) {

  <T> KeyedStream<T, Integer> by(DataStream<T> stream, KeySelector<T, Integer> bucket) {
    return parallelism == 1 ? still(stream, bucket) : stream.keyBy(bucket, Types.INT);
  }

  /** What is partitioned by that bucket already, and stays where it is. */
  static <T> KeyedStream<T, Integer> still(DataStream<T> stream, KeySelector<T, Integer> bucket) {
    return DataStreamUtils.reinterpretAsKeyedStream(stream, bucket, Types.INT);
  }
}
