package dev.weir.flink.fraud;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.weir.flink.batch.BatchLimits;
import dev.weir.flink.batch.MicroBatchOperator;
import dev.weir.flink.stage.Opener;
import dev.weir.flink.state.Buckets;
import dev.weir.schemas.FraudAlert;
import dev.weir.scoring.FraudAlertWriter;
import dev.weir.scoring.FraudBatchScoring;
import dev.weir.scoring.ScoredBatch;
import dev.weir.scoring.ScoredPayments;
import dev.weir.scoring.ScoringStatus;
import dev.weir.scoring.alert.AlertBytes;
import dev.weir.scoring.alert.AlertMemory;
import dev.weir.scoring.alert.AlertSettings;
import dev.weir.scoring.alert.AlertStep;
import dev.weir.scoring.alert.RiskyPayment;
import dev.weir.scoring.event.FraudRequest;
import dev.weir.scoring.record.OutboundRecord;
import dev.weir.scoring.stage.AlertBook;
import dev.weir.scoring.stage.AlertStage;
import dev.weir.scoring.stage.FraudItem;
import dev.weir.scoring.stage.FraudItem.Labelled;
import dev.weir.scoring.stage.FraudItem.Paid;
import dev.weir.scoring.stage.FraudItem.Refused;
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
import org.apache.flink.util.FlinkRuntimeException;
import org.jspecify.annotations.Nullable;

/**
 * Scores payments in batches, then {@link AlertStage} for what was not approved and for the labels
 * that came meanwhile. Keyed by the bucket of the card, under which it remembers the card's last
 * case. Confined to the task's mailbox thread.
 */
final class FraudBatchOperator extends MicroBatchOperator<FraudRequest>
    implements OneInputStreamOperator<FraudItem, OutboundRecord> {

  private static final long serialVersionUID = 1L;

  private final Opener<FraudBatchScoring> opener;
  private final Opener<FraudAlertWriter> writerOpener;
  private final transient AlertStage alerts;
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
    this.alerts =
        new AlertStage(settings, new StateBook(), kind -> requireNonNull(steps.get(kind)).inc());
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
      write(alerts.risky(payment));
    }
    risky.clear();
    for (Labelled label : labels) {
      write(alerts.labelled(label));
    }
    labels.clear();
  }

  private void write(@Nullable FraudAlert alert) throws InterruptedException {
    if (alert != null) {
      emit(requireNonNull(writer).write(alert));
    }
  }

  /** Alerts in keyed state: each is read and written under the key of its own bucket. */
  private final class StateBook implements AlertBook {

    @Override
    public @Nullable AlertMemory load(String cardId) {
      setCurrentKey(Buckets.of(cardId));
      try {
        byte[] known = FraudBatchOperator.this.load(cardId.getBytes(UTF_8));
        return known == null ? null : AlertBytes.read(known);
      } catch (Exception e) {
        throw new FlinkRuntimeException("alert state cannot be read", e);
      }
    }

    @Override
    public void save(String cardId, AlertMemory memory) {
      setCurrentKey(Buckets.of(cardId));
      try {
        FraudBatchOperator.this.save(
            cardId.getBytes(UTF_8), AlertBytes.of(memory), memory.expiresAtMillis());
      } catch (Exception e) {
        throw new FlinkRuntimeException("alert state cannot be written", e);
      }
    }
  }
}
