package dev.weir.flink.fraud;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.weir.flink.batch.BatchLimits;
import dev.weir.flink.batch.MicroBatchOperator;
import dev.weir.flink.fraud.FraudItem.Labelled;
import dev.weir.flink.fraud.FraudItem.Paid;
import dev.weir.flink.fraud.FraudItem.Refused;
import dev.weir.flink.stage.Opener;
import dev.weir.flink.state.Buckets;
import dev.weir.scoring.FraudAlertWriter;
import dev.weir.scoring.FraudBatchScoring;
import dev.weir.scoring.ScoredBatch;
import dev.weir.scoring.ScoredPayments;
import dev.weir.scoring.ScoringStatus;
import dev.weir.scoring.alert.AlertBytes;
import dev.weir.scoring.alert.AlertMemory;
import dev.weir.scoring.alert.AlertSettings;
import dev.weir.scoring.alert.AlertStep;
import dev.weir.scoring.alert.CardAlerts;
import dev.weir.scoring.alert.RiskyPayment;
import dev.weir.scoring.event.FraudRequest;
import dev.weir.scoring.record.OutboundRecord;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.jspecify.annotations.Nullable;

/**
 * Scores payments in batches and makes alerts of those that were not approved. Keyed by the bucket
 * of the card, under which it remembers the card's last case. Labels of a batch are folded behind
 * it, so that a case holds the payment before its label comes. Confined to the task's mailbox
 * thread.
 */
final class FraudBatchOperator extends MicroBatchOperator<FraudRequest>
    implements OneInputStreamOperator<FraudItem, OutboundRecord> {

  private static final long serialVersionUID = 1L;

  private final Opener<FraudBatchScoring> opener;
  private final Opener<FraudAlertWriter> writerOpener;
  private final transient CardAlerts alerts;
  private final transient List<RiskyPayment> risky = new ArrayList<>();
  private final transient List<Labelled> labels = new ArrayList<>();
  private final transient Map<AlertStep.Kind, Counter> steps = new EnumMap<>(AlertStep.Kind.class);
  private transient @Nullable FraudBatchScoring scoring;
  private transient @Nullable FraudAlertWriter writer;

  FraudBatchOperator(
      StreamOperatorParameters<OutboundRecord> parameters,
      BatchLimits limits,
      AlertSettings settings,
      Opener<FraudBatchScoring> opener,
      Opener<FraudAlertWriter> writerOpener) {
    super(parameters, "alerts", AlertMemory.MEMORY.toMillis(), limits);
    this.opener = opener;
    this.writerOpener = writerOpener;
    this.alerts = new CardAlerts(settings);
    MetricGroup weir = getMetricGroup().addGroup("weir");
    for (AlertStep.Kind kind : AlertStep.Kind.values()) {
      String name = kind.name().toLowerCase(Locale.ROOT);
      steps.put(kind, weir.addGroup("alert", name).counter("alertSteps"));
    }
  }

  @Override
  protected void openScoring() throws Exception {
    scoring = opener.open();
    writer = writerOpener.open();
  }

  @Override
  protected void closeScoring() {
    try {
      if (scoring != null) {
        scoring.close();
      }
    } finally {
      if (writer != null) {
        writer.close();
      }
    }
  }

  @Override
  protected ScoringStatus status() {
    return requireNonNull(scoring).status();
  }

  @Override
  public void processElement(StreamRecord<FraudItem> element) throws Exception {
    FraudItem item = element.getValue();
    if (item instanceof Paid paid) {
      add(paid.request());
    } else if (item instanceof Labelled label) {
      labels.add(label);
      if (isDrained()) {
        afterBatch();
      }
    } else if (item instanceof Refused refused) {
      refuse(refused.deadLetter(), refused.stage());
    }
  }

  @Override
  protected ScoredBatch score(List<FraudRequest> batch) throws InterruptedException {
    ScoredPayments payments = requireNonNull(scoring).score(batch);
    risky.addAll(payments.risky());
    return payments.scored();
  }

  @Override
  protected void afterBatch() throws Exception {
    for (RiskyPayment payment : risky) {
      byte[] card = inForce(payment.cardId());
      take(card, alerts.risky(remembered(card), payment));
    }
    risky.clear();
    for (Labelled label : labels) {
      byte[] card = inForce(label.keys().cardId());
      AlertMemory memory = remembered(card);
      take(card, alerts.labelled(memory, label.eventId(), label.fraud(), label.atMillis()));
    }
    labels.clear();
  }

  /** The card's name in state, under the key of its own bucket from now on. */
  private byte[] inForce(String cardId) {
    setCurrentKey(Buckets.of(cardId));
    return cardId.getBytes(UTF_8);
  }

  private AlertMemory remembered(byte[] card) throws Exception {
    byte[] known = load(card);
    return known == null ? AlertMemory.empty() : AlertBytes.read(known);
  }

  private void take(byte[] card, AlertStep step) throws Exception {
    requireNonNull(steps.get(step.kind())).inc();
    if (step.kind() != AlertStep.Kind.IGNORED && step.kind() != AlertStep.Kind.QUIET) {
      save(card, AlertBytes.of(step.memory()), step.memory().expiresAtMillis());
    }
    if (step.alert() != null) {
      emit(requireNonNull(writer).write(step.alert()));
    }
  }
}
