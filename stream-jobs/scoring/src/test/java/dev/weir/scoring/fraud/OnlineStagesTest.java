package dev.weir.scoring.fraud;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.scoring.HistoryStage;
import dev.weir.scoring.label.FraudVote;
import dev.weir.scoring.label.LabelMemory;
import dev.weir.scoring.label.LabelStep;
import dev.weir.scoring.label.PartyLabel;
import dev.weir.scoring.label.PartyLabel.Party;
import dev.weir.scoring.label.PaymentKeys;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The stages as a stream engine runs them, every state kept as bytes between two records, give the
 * rows of the offline path to the last bit.
 */
class OnlineStagesTest {

  private static final FraudSettings SETTINGS = FraudSettings.defaults();
  private static final int PAYMENTS = 6_000;

  /** Card first; another order than that of the offline path for the rest. */
  private static final List<Party> ORDER =
      List.of(Party.CARD, Party.TERMINAL, Party.DEVICE, Party.MERCHANT);

  private final Map<Party, HistoryStage> stages =
      ORDER.stream()
          .collect(Collectors.toMap(Function.identity(), p -> new HistoryStage(p, SETTINGS)));
  private final Map<String, byte[]> states = new HashMap<>();
  private final PriorityQueue<FraudVote> votes =
      new PriorityQueue<>(Comparator.comparingLong(FraudVote::labelledAt));

  @Test
  void stages_withLateLabelsAndStateAsBytes_giveTheRowsOfTheReplay() {
    Random random = new Random(12);
    FraudReplay replay = new FraudReplay(SETTINGS);
    List<float[]> expected = new ArrayList<>();
    List<float[]> actual = new ArrayList<>();
    int labels = 0;
    long now = 1_700_000_000_000L;
    for (int i = 0; i < PAYMENTS; i++) {
      now += 1 + random.nextInt((int) Duration.ofMinutes(30).toMillis());
      Payment payment = payment(random, now);
      expected.add(replay.next(payment));
      labels += tell(now);
      actual.add(online("t-" + i, payment));
      if (random.nextInt(12) == 0) {
        long known = now + Duration.ofDays(2 + random.nextInt(12)).toMillis();
        replay.label(payment, known, true);
        votes.add(new FraudVote("t-" + i, true, 3, known));
      }
    }

    assertThat(labels).isGreaterThan(200);
    for (int i = 0; i < PAYMENTS; i++) {
      for (FraudFeature feature : FraudFeature.values()) {
        assertThat(Float.floatToRawIntBits(actual.get(i)[feature.index()]))
            .as("%s of payment %d", feature.column(), i)
            .isEqualTo(Float.floatToRawIntBits(expected.get(i)[feature.index()]));
      }
    }
  }

  private static Payment payment(Random random, long at) {
    return new Payment(
        at,
        random.nextInt(2_000_000) - 100_000,
        "card-" + random.nextInt(40),
        "terminal-" + random.nextInt(60),
        random.nextInt(5) == 0 ? null : "merchant-" + random.nextInt(15),
        random.nextInt(3) == 0 ? "device-" + random.nextInt(50) : null,
        random.nextBoolean(),
        random.nextInt(4) == 0 ? null : random.nextBoolean(),
        random.nextInt(3) == 0 ? Double.NaN : 40 + random.nextDouble() * 10,
        random.nextDouble() * 10);
  }

  private float[] online(String eventId, Payment payment) {
    LabelStep step = labels(eventId).payment(PaymentKeys.of(payment));
    states.put("event:" + eventId, step.memory().toBytes());
    float[] row = new float[FraudFeature.count()];
    for (Party party : ORDER) {
      HistoryStage stage = stages.get(party);
      String key = HistoryStage.key(party, payment);
      if (key == null) {
        stage.missing(payment, row);
      } else {
        states.compute(party + ":" + key, (name, known) -> stage.payment(payment, known, row));
      }
    }
    return row;
  }

  private int tell(long now) {
    int told = 0;
    while (!votes.isEmpty() && votes.element().labelledAt() <= now) {
      FraudVote vote = votes.remove();
      LabelStep step = labels(vote.eventId()).vote(vote);
      states.put("event:" + vote.eventId(), step.memory().toBytes());
      step.labels().forEach(this::fold);
      told++;
    }
    return told;
  }

  private void fold(PartyLabel label) {
    states.compute(
        label.party() + ":" + label.key(),
        (name, known) ->
            stages
                .get(label.party())
                .label(label.occurredAt(), label.knownAt(), label.fraud(), known));
  }

  private LabelMemory labels(String eventId) {
    byte[] bytes = states.get("event:" + eventId);
    return bytes == null ? LabelMemory.empty() : LabelMemory.ofBytes(eventId, bytes);
  }
}
