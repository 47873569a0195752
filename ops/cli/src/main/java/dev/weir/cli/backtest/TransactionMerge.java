package dev.weir.cli.backtest;

import dev.weir.cli.CommandFailure;
import dev.weir.retrain.backtest.Backtest;
import dev.weir.scoring.Admission;
import dev.weir.scoring.FraudIntake;
import dev.weir.scoring.event.FraudRequest;
import dev.weir.scoring.record.RawRecord;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.LongConsumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Transactions of several partitions as one stream: each partition in its own order, and of the
 * partitions whichever has the earlier transaction first. So the order does not depend on when a
 * topic was filled. Confined to one thread.
 */
final class TransactionMerge {

  private final FraudIntake intake;
  private final Backtest to;
  private final LongConsumer progress;
  private long read;

  TransactionMerge(FraudIntake intake, Backtest to, LongConsumer progress) {
    this.intake = intake;
    this.to = to;
    this.progress = progress;
  }

  private record Head(FraudRequest request, int partition) {
    long time() {
      return request.event().payment().occurredAt();
    }
  }

  void run(List<? extends Iterator<ConsumerRecord<byte[], byte[]>>> partitions) {
    PriorityQueue<Head> heads =
        new PriorityQueue<>(Comparator.comparingLong(Head::time).thenComparing(Head::partition));
    for (int i = 0; i < partitions.size(); i++) {
      add(heads, i, partitions.get(i));
    }
    while (!heads.isEmpty()) {
      Head head = heads.remove();
      to.transaction(head.request());
      add(heads, head.partition(), partitions.get(head.partition()));
    }
  }

  private void add(
      PriorityQueue<Head> heads, int number, Iterator<ConsumerRecord<byte[], byte[]>> partition) {
    @Nullable FraudRequest request = null;
    while (request == null && partition.hasNext()) {
      request = read(partition.next());
      progress.accept(++read);
    }
    if (request != null) {
      heads.add(new Head(request, number));
    }
  }

  private @Nullable FraudRequest read(ConsumerRecord<byte[], byte[]> record) {
    Admission<FraudRequest> admission = admit(raw(record));
    if (admission instanceof Admission.Refused<FraudRequest> refused) {
      to.notScored(refused.stage().label());
      return null;
    }
    return ((Admission.Accepted<FraudRequest>) admission).request();
  }

  private Admission<FraudRequest> admit(RawRecord record) {
    try {
      return intake.read(record);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailure("interrupted", e);
    }
  }

  static RawRecord raw(ConsumerRecord<byte[], byte[]> record) {
    return new RawRecord(
        record.topic(),
        record.partition(),
        record.offset(),
        record.timestamp(),
        record.key(),
        record.value(),
        List.of());
  }
}
