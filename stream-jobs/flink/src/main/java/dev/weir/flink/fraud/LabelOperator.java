package dev.weir.flink.fraud;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.weir.flink.state.BucketOperator;
import dev.weir.scoring.label.LabelStep;
import dev.weir.scoring.stage.FraudItem;
import dev.weir.scoring.stage.FraudItem.Paid;
import dev.weir.scoring.stage.FraudItem.Voted;
import dev.weir.scoring.stage.LabelStage;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * {@link LabelStage} with its memories in keyed state. Keyed by the bucket of the event id; what is
 * neither payment nor vote passes.
 */
final class LabelOperator extends BucketOperator<FraudItem>
    implements OneInputStreamOperator<FraudItem, FraudItem> {

  private static final long serialVersionUID = 1L;

  private final transient LabelStage stage;
  private final transient Map<LabelStep.Kind, Counter> labels;

  LabelOperator(StreamOperatorParameters<FraudItem> parameters, Duration memory) {
    super(parameters, "labels", memory.toMillis());
    stage = new LabelStage(memory);
    MetricGroup weir = getMetricGroup().addGroup("weir");
    labels = new EnumMap<>(LabelStep.Kind.class);
    for (LabelStep.Kind kind : LabelStep.Kind.values()) {
      String name = kind.name().toLowerCase(Locale.ROOT);
      labels.put(kind, weir.addGroup("label", name).counter("labels"));
    }
  }

  @Override
  public void processElement(StreamRecord<FraudItem> element) throws Exception {
    if (element.getValue() instanceof Paid paid) {
      byte[] name = paid.request().eventId().getBytes(UTF_8);
      pass(name, stage.payment(paid, load(name)), element);
    } else if (element.getValue() instanceof Voted voted) {
      byte[] name = voted.vote().eventId().getBytes(UTF_8);
      pass(name, stage.vote(voted, load(name)), element);
    } else {
      output.collect(element);
    }
  }

  private void pass(byte[] name, LabelStage.Passed passed, StreamRecord<FraudItem> element)
      throws Exception {
    if (passed.memory() != null) {
      save(name, passed.memory(), passed.expiresAtMillis());
    }
    if (passed.counted() != null) {
      requireNonNull(labels.get(passed.counted())).inc();
    }
    if (passed.item() != null) {
      output.collect(element.replace(passed.item()));
    }
    if (passed.label() != null) {
      output.collect(element.replace(passed.label()));
    }
  }
}
