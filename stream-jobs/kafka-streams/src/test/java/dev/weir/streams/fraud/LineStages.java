package dev.weir.streams.fraud;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weir.schemas.Decision;
import dev.weir.schemas.FraudAlert;
import dev.weir.schemas.ModelRef;
import dev.weir.scoring.BatchCounts;
import dev.weir.scoring.FraudBatchScoring;
import dev.weir.scoring.ScoredBatch;
import dev.weir.scoring.ScoredPayments;
import dev.weir.scoring.ScoringStatus;
import dev.weir.scoring.alert.RiskyPayment;
import dev.weir.scoring.deadletter.Stage;
import dev.weir.scoring.event.FraudEvent;
import dev.weir.scoring.event.FraudRequest;
import dev.weir.scoring.fraud.FraudFeature;
import dev.weir.scoring.fraud.Payment;
import dev.weir.scoring.label.FraudVote;
import dev.weir.scoring.record.OutboundRecord;
import dev.weir.scoring.record.RawRecord;
import dev.weir.scoring.stage.FraudItem;
import dev.weir.scoring.verdict.VerdictIds;
import dev.weir.streams.batch.ScoringPool;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Stages that read lines: {@code pay event card}, {@code fraud event}, {@code other}, and anything
 * else is refused. A verdict is {@code event:payments of its card today:frauds of its terminal},
 * and events that begin with {@code risky} are declined.
 */
public final class LineStages {

  public static final String VERDICTS = "verdicts";
  public static final String ALERTS = "alerts";
  public static final String LETTERS = "letters";

  private LineStages() {}

  /** For one thread. */
  public static FraudStages open() {
    return new FraudStages(
        new ScoringPool<>(
            List.of(new FraudThread(LineStages::read, new Scoring(), LineStages::alert))));
  }

  private static @Nullable FraudItem read(RawRecord record) {
    String[] words = new String(record.value(), UTF_8).split(" ", -1);
    return switch (words[0]) {
      case "pay" -> {
        Payment payment = Payment.of(record.timestamp(), 125_000, words[2], "terminal");
        FraudEvent event = new FraudEvent(words[1], payment, "EUR", null, null, null, null);
        yield new FraudItem.Paid(FraudRequest.of(record, event), false);
      }
      case "fraud" ->
          new FraudItem.Voted(
              new FraudVote(words[1], true, 4, record.timestamp()), record.timestamp());
      case "other" -> null;
      default ->
          new FraudItem.Refused(
              new OutboundRecord(LETTERS, record.key(), record.value(), record.headers()),
              Stage.DECODE);
    };
  }

  private static OutboundRecord alert(FraudAlert alert) {
    String said = alert.getCardId() + ":" + alert.getSeverity();
    return new OutboundRecord(ALERTS, null, said.getBytes(UTF_8), List.of());
  }

  private static final class Scoring implements FraudBatchScoring {

    @Override
    public ScoringStatus status() {
      return new ScoringStatus("lines@1", "fraud@1", 0, 0, 0, 0);
    }

    @Override
    public ScoredPayments score(List<FraudRequest> batch) {
      List<OutboundRecord> answers = new ArrayList<>();
      List<RiskyPayment> risky = new ArrayList<>();
      for (FraudRequest request : batch) {
        String answer =
            request.eventId()
                + ":"
                + (int) request.row()[FraudFeature.CARD_COUNT_1D.index()]
                + ":"
                + (int) request.row()[FraudFeature.TERMINAL_FRAUDS_30D.index()];
        answers.add(
            new OutboundRecord(
                VERDICTS,
                request.origin().key(),
                answer.getBytes(UTF_8),
                request.origin().headers()));
        if (request.eventId().startsWith("risky")) {
          risky.add(declined(request));
        }
      }
      BatchCounts counts = new BatchCounts(0, 0, 0, 0, 0, 0, Map.of("lines@1", batch.size()));
      return new ScoredPayments(new ScoredBatch(answers, Map.of(), counts), risky);
    }

    private static RiskyPayment declined(FraudRequest request) {
      return new RiskyPayment(
          request.eventId(),
          VerdictIds.ofFraud(request.eventId()),
          request.event().payment().cardId(),
          request.event().payment().occurredAt(),
          request.origin().timestamp(),
          12.5,
          0.9f,
          Decision.DECLINE,
          List.of(),
          new ModelRef("lines", "1", ""),
          "fraud@1",
          request.origin().timestamp());
    }

    @Override
    public void close() {}
  }
}
