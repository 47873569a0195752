package dev.weir.flink.fraud;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.weir.flink.fraud.FraudItem.Labelled;
import dev.weir.flink.fraud.FraudItem.Paid;
import dev.weir.flink.fraud.FraudItem.Voted;
import dev.weir.flink.state.BucketOperator;
import dev.weir.scoring.label.FraudVote;
import dev.weir.scoring.label.LabelMemory;
import dev.weir.scoring.label.LabelStep;
import dev.weir.scoring.label.PaymentKeys;
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
 * Brings labels and payments together, whichever comes first: a vote becomes a label with the keys
 * of its payment, behind that payment in the stream; a payment whose event id is known already is
 * marked as repeated. Keyed by the bucket of the event id.
 */
final class LabelOperator extends BucketOperator<FraudItem>
    implements OneInputStreamOperator<FraudItem, FraudItem> {

  private static final long serialVersionUID = 1L;

  private final Duration memory;
  private final transient Map<LabelStep.Kind, Counter> labels;

  LabelOperator(StreamOperatorParameters<FraudItem> parameters, Duration memory) {
    super(parameters, "labels", memory.toMillis());
    this.memory = memory;
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
      pay(paid, element);
    } else if (element.getValue() instanceof Voted voted) {
      vote(voted, element);
    } else {
      output.collect(element);
    }
  }

  private void pay(Paid paid, StreamRecord<FraudItem> element) throws Exception {
    String eventId = paid.request().eventId();
    PaymentKeys keys = PaymentKeys.of(paid.request().event().payment());
    LabelStep step = remembered(eventId).payment(keys);
    if (step.kind() == LabelStep.Kind.REPEATED) {
      output.collect(element.replace(new Paid(paid.request(), true)));
      return;
    }
    long atMillis = paid.request().origin().timestamp();
    remember(eventId, step.memory(), atMillis);
    output.collect(element);
    if (step.memory().holds() != null) {
      requireNonNull(labels.get(step.kind())).inc();
      tell(step, atMillis, element);
    }
  }

  private void vote(Voted voted, StreamRecord<FraudItem> element) throws Exception {
    LabelStep step = remembered(voted.vote().eventId()).vote(voted.vote());
    requireNonNull(labels.get(step.kind())).inc();
    if (step.kind() == LabelStep.Kind.REPEATED || step.kind() == LabelStep.Kind.OUTVOTED) {
      return;
    }
    remember(voted.vote().eventId(), step.memory(), voted.atMillis());
    if (step.memory().keys() != null) {
      tell(step, voted.atMillis(), element);
    }
  }

  /** What histories need not learn, such as that a payment is genuine, alerts do. */
  private void tell(LabelStep step, long atMillis, StreamRecord<FraudItem> element) {
    PaymentKeys keys = requireNonNull(step.memory().keys());
    FraudVote holds = requireNonNull(step.memory().holds());
    output.collect(
        element.replace(
            new Labelled(
                holds.eventId(),
                keys,
                Math.max(keys.occurredAt(), holds.labelledAt()),
                holds.fraud(),
                !step.labels().isEmpty(),
                atMillis)));
  }

  private LabelMemory remembered(String eventId) throws Exception {
    byte[] known = load(eventId.getBytes(UTF_8));
    return known == null ? LabelMemory.empty() : LabelMemory.ofBytes(eventId, known);
  }

  private void remember(String eventId, LabelMemory next, long atMillis) throws Exception {
    save(eventId.getBytes(UTF_8), next.toBytes(), next.expiresAtMillis(memory, atMillis));
  }
}
