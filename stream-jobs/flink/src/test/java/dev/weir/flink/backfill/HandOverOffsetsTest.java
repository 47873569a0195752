package dev.weir.flink.backfill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.flink.options.UsageException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer.PartitionOffsetsRetriever;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class HandOverOffsetsTest {

  private static final TopicPartition ZERO = new TopicPartition("pay", 0);
  private static final TopicPartition NEW = new TopicPartition("pay", 1);

  private final HandOverOffsets offsets =
      new HandOverOffsets(new HandOver("c", Map.of(), Map.of("pay", Map.of(0, 7L))), "pay");

  @Test
  void starts_knownPartitions_areThePoint_newOnesTheirFirstRecord() {
    assertThat(offsets.getPartitionOffsets(List.of(ZERO, NEW), new Topic(7, 7)))
        .isEqualTo(Map.of(ZERO, 7L, NEW, 7L));
    assertThat(offsets.getPartitionOffsets(List.of(ZERO, NEW), new Topic(2, 9)))
        .isEqualTo(Map.of(ZERO, 7L, NEW, 2L));
    assertThat(offsets.getPartitionOffsets(List.of(), new Topic(8, 9))).isEmpty();
  }

  @Test
  void starts_deletedByRetention_sayWhichAndWhatIsLeft() {
    assertThatThrownBy(() -> offsets.getPartitionOffsets(List.of(ZERO), new Topic(8, 9)))
        .isInstanceOf(LostHandOverException.class)
        .hasMessageContaining(
            "partition 0 of pay: the backfill ended at offset 7, and the first that is still there"
                + " is 8");
  }

  @Test
  void starts_beyondTheEnd_areOfAnotherTopic() {
    assertThatThrownBy(() -> offsets.getPartitionOffsets(List.of(ZERO), new Topic(0, 6)))
        .isInstanceOf(LostHandOverException.class)
        .hasMessageContaining("ended at offset 7, and the topic ends at 6 already");
  }

  @Test
  void point_ofOtherTopics_isRefused() {
    assertThatThrownBy(() -> new HandOverOffsets(HandOverTest.POINT, "weir.transactions"))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("no offsets of weir.transactions; it has those of [feedback, pay]");
  }

  /** Every partition holds the records of these offsets. */
  private record Topic(long first, long end) implements PartitionOffsetsRetriever {

    @Override
    public Map<TopicPartition, Long> beginningOffsets(Collection<TopicPartition> partitions) {
      return all(partitions, first);
    }

    @Override
    public Map<TopicPartition, Long> endOffsets(Collection<TopicPartition> partitions) {
      return all(partitions, end);
    }

    @Override
    public Map<TopicPartition, Long> committedOffsets(Collection<TopicPartition> partitions) {
      return all(partitions, 1);
    }

    @Override
    public Map<TopicPartition, OffsetAndTimestamp> offsetsForTimes(
        Map<TopicPartition, Long> times) {
      throw new UnsupportedOperationException("not asked");
    }

    private static Map<TopicPartition, Long> all(
        Collection<TopicPartition> partitions, long offset) {
      return partitions.stream().collect(Collectors.toMap(p -> p, p -> offset));
    }
  }
}
