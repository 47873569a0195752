package dev.weir.cli.bench;

import dev.weir.cli.kafka.Connection;
import dev.weir.cli.kafka.RecordSender;
import dev.weir.engine.ModelIdentity;
import dev.weir.schemas.ModelRef;
import dev.weir.schemas.ModelRelease;
import dev.weir.schemas.ReleaseStage;
import dev.weir.schemas.ReleaseStep;
import dev.weir.schemas.Task;
import dev.weir.serde.topic.WeirTopic;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Announces models as operators do. Not thread-safe. */
final class Releases implements AutoCloseable {

  private static final int KEPT = 8;

  private final RecordSender sender;
  private final List<ReleaseStep> earlier = new ArrayList<>();

  Releases(Connection connection) {
    sender = new RecordSender(connection, WeirTopic.MODEL_RELEASES);
  }

  /** The model answers all records from that Kafka timestamp on. */
  void live(ModelIdentity model, Task task, Instant effectiveAt) {
    ReleaseStep step =
        ReleaseStep.newBuilder()
            .setModel(new ModelRef(model.name(), model.version(), model.digest()))
            .setStage(ReleaseStage.LIVE)
            .setEffectiveAt(effectiveAt)
            .build();
    sender.send(
        ModelRelease.newBuilder()
            .setEventId(UUID.randomUUID().toString())
            .setOccurredAt(Instant.now())
            .setTask(task)
            .setStep(step)
            .setEarlier(List.copyOf(earlier))
            .setReleasedBy("weir bench")
            .build());
    sender.flush();
    earlier.add(0, step);
    if (earlier.size() > KEPT) {
      earlier.remove(KEPT);
    }
  }

  @Override
  public void close() {
    sender.close();
  }
}
