package dev.weir.flink.fraud;

import dev.weir.schemas.Decision;
import dev.weir.schemas.ModelRef;
import dev.weir.scoring.BatchCounts;
import dev.weir.scoring.FraudBatchScoring;
import dev.weir.scoring.ScoredBatch;
import dev.weir.scoring.ScoredPayments;
import dev.weir.scoring.ScoringStatus;
import dev.weir.scoring.alert.RiskyPayment;
import dev.weir.scoring.event.FraudRequest;
import dev.weir.scoring.fraud.Payment;
import dev.weir.scoring.record.OutboundRecord;
import dev.weir.scoring.verdict.VerdictIds;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Answers each payment with its event id, declines those whose id begins with {@code risky}, and
 * remembers the batches. Static, because Flink serialises what it hands to a subtask; tests of it
 * run one after the other.
 */
final class SuspiciousScoring implements FraudBatchScoring {

  static final List<Integer> BATCH_SIZES = new ArrayList<>();
  static int closed;

  static void reset() {
    BATCH_SIZES.clear();
    closed = 0;
  }

  @Override
  public ScoringStatus status() {
    return new ScoringStatus("suspicious@1", "fraud", 0, 0, 0, 0);
  }

  @Override
  public ScoredPayments score(List<FraudRequest> batch) {
    BATCH_SIZES.add(batch.size());
    List<OutboundRecord> records = new ArrayList<>();
    List<RiskyPayment> risky = new ArrayList<>();
    for (FraudRequest request : batch) {
      byte[] answer = request.eventId().getBytes(StandardCharsets.UTF_8);
      records.add(new OutboundRecord("verdicts", null, answer, List.of()));
      if (request.eventId().startsWith("risky")) {
        risky.add(risky(request));
      }
    }
    BatchCounts counts = new BatchCounts(0, 0, 1_000_000, 0, 0, 0, Map.of());
    return new ScoredPayments(new ScoredBatch(records, Map.of(), counts), risky);
  }

  private static RiskyPayment risky(FraudRequest request) {
    Payment payment = request.event().payment();
    return new RiskyPayment(
        request.eventId(),
        VerdictIds.ofFraud(request.eventId()),
        payment.cardId(),
        payment.occurredAt(),
        request.origin().timestamp(),
        payment.amount() / Payment.UNIT,
        0.9f,
        Decision.DECLINE,
        List.of(),
        new ModelRef("suspicious", "1", ""),
        "fraud@1",
        request.origin().timestamp());
  }

  @Override
  public void close() {
    closed++;
  }
}
