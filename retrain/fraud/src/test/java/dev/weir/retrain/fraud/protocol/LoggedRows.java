package dev.weir.retrain.fraud.protocol;

import dev.weir.engine.ModelIdentity;
import dev.weir.engine.TaskKind;
import dev.weir.engine.TaskSpec;
import dev.weir.retrain.fraud.data.LabelledPayment;
import dev.weir.retrain.fraud.data.RowSource;
import dev.weir.schemas.FraudVerdict;
import dev.weir.schemas.Outcome;
import dev.weir.scoring.HistoryStage;
import dev.weir.scoring.event.FraudEvent;
import dev.weir.scoring.event.FraudRequest;
import dev.weir.scoring.fraud.FraudFeature;
import dev.weir.scoring.fraud.FraudSettings;
import dev.weir.scoring.fraud.Payment;
import dev.weir.scoring.label.FraudVote;
import dev.weir.scoring.label.LabelMemory;
import dev.weir.scoring.label.LabelStep;
import dev.weir.scoring.label.PartyLabel;
import dev.weir.scoring.label.PartyLabel.Party;
import dev.weir.scoring.label.PaymentKeys;
import dev.weir.scoring.policy.PolicyDecision;
import dev.weir.scoring.record.RawRecord;
import dev.weir.scoring.verdict.FraudVerdicts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * Rows as jobs log them: the stages of a job with their states as bytes, labels by way of their
 * event ids, and of the verdict what is in its Avro bytes. Counts the values that are not those of
 * the offline path. Confined to one thread.
 */
final class LoggedRows implements RowSource {

  private static final int TRUST = 4;

  private final FraudVerdicts verdicts =
      new FraudVerdicts(
          new ModelIdentity("none", "1", "00"),
          List.of(new TaskSpec("fraud", List.of("genuine", "fraud"), TaskKind.BINARY)));
  private final PolicyDecision approved = new PolicyDecision("fraud@1", Outcome.PASS, List.of());
  private final Map<Party, HistoryStage> stages = new EnumMap<>(Party.class);
  private final Map<Party, Map<String, byte[]>> histories = new EnumMap<>(Party.class);
  private final Map<String, byte[]> events = new HashMap<>();
  private final PriorityQueue<FraudVote> votes =
      new PriorityQueue<>(Comparator.comparingLong(FraudVote::labelledAt));
  private final Deque<Remembered> remembered = new ArrayDeque<>();
  private final Duration memory;
  private final RowSource offline;
  private long rows;
  private long differences;

  private record Remembered(String eventId, long until) {}

  LoggedRows(FraudSettings settings) {
    // longer than any label takes here; a job keeps events for 90 days
    memory = settings.labelDelay().plusDays(1);
    offline = RowSource.replay(settings);
    for (Party party : Party.values()) {
      stages.put(party, new HistoryStage(party, settings));
      histories.put(party, new HashMap<>());
    }
  }

  /** Payments so far. */
  long rows() {
    return rows;
  }

  /** Values of them that differ from the offline path's in any bit. */
  long differences() {
    return differences;
  }

  @Override
  public float[] next(LabelledPayment labelled) {
    Payment payment = labelled.payment();
    while (!votes.isEmpty() && votes.element().labelledAt() <= payment.occurredAt()) {
      tell(votes.remove());
    }
    FraudRequest request =
        FraudRequest.of(
            new RawRecord("transactions", 0, rows, payment.occurredAt(), null, null, List.of()),
            new FraudEvent(labelled.eventId(), payment, "USD", null, null, null, null));
    remember(labelled.eventId(), memory(labelled.eventId()).payment(PaymentKeys.of(payment)));
    forget(labelled.eventId(), payment.occurredAt());
    for (Party party : Party.values()) {
      fill(party, request);
    }
    float[] logged = logged(request);
    compare(logged, offline.next(labelled));
    rows++;
    return logged;
  }

  private void forget(String eventId, long now) {
    remembered.add(new Remembered(eventId, memory(eventId).expiresAtMillis(memory, now)));
    while (remembered.element().until() <= now) {
      events.remove(remembered.remove().eventId());
    }
  }

  private void fill(Party party, FraudRequest request) {
    Payment payment = request.event().payment();
    String key = HistoryStage.key(party, payment);
    if (key == null) {
      stages.get(party).missing(payment, request.row());
    } else {
      histories
          .get(party)
          .compute(key, (k, known) -> stages.get(party).payment(payment, known, request.row()));
    }
  }

  private float[] logged(FraudRequest request) {
    FraudVerdict written = verdicts.of(request, 0, approved, List.of(), Instant.EPOCH);
    FraudVerdict read;
    try {
      read = FraudVerdict.fromByteBuffer(written.toByteBuffer());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    float[] row = new float[FraudFeature.count()];
    for (FraudFeature feature : FraudFeature.values()) {
      Float value = read.getFeatures().get(feature.column());
      row[feature.index()] = value == null ? Float.NaN : value;
    }
    return row;
  }

  private void compare(float[] logged, float[] expected) {
    for (int i = 0; i < logged.length; i++) {
      if (Float.floatToRawIntBits(logged[i]) != Float.floatToRawIntBits(expected[i])) {
        differences++;
      }
    }
  }

  @Override
  public void fraud(LabelledPayment payment, long knownAt) {
    votes.add(new FraudVote(payment.eventId(), true, TRUST, knownAt));
    offline.fraud(payment, knownAt);
  }

  private void tell(FraudVote vote) {
    LabelStep step = memory(vote.eventId()).vote(vote);
    remember(vote.eventId(), step);
    for (PartyLabel label : step.labels()) {
      histories
          .get(label.party())
          .compute(
              label.key(),
              (k, known) ->
                  stages
                      .get(label.party())
                      .label(label.occurredAt(), label.knownAt(), label.fraud(), known));
    }
  }

  private LabelMemory memory(String eventId) {
    byte[] bytes = events.get(eventId);
    return bytes == null ? LabelMemory.empty() : LabelMemory.ofBytes(eventId, bytes);
  }

  private void remember(String eventId, LabelStep step) {
    events.put(eventId, step.memory().toBytes());
  }
}
