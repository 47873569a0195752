package dev.weir.scoring;

import dev.weir.engine.ScoreOutcome;
import dev.weir.schemas.FraudVerdict;
import dev.weir.scoring.event.FraudRequest;
import dev.weir.scoring.policy.DecisionTally;
import dev.weir.scoring.policy.FraudFacts;
import dev.weir.scoring.policy.PolicyBook;
import dev.weir.scoring.policy.PolicyDecision;
import dev.weir.scoring.record.OutboundRecord;
import dev.weir.scoring.verdict.VerdictIds;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.apache.kafka.common.serialization.Serializer;

/** What a fraud model on trial says of copies. For the shadow's thread. */
record FraudShadow(
    Supplier<PolicyBook<FraudFacts>> policies,
    Serializer<FraudVerdict> writer,
    String topic,
    InstantSource clock) {

  /** The records of what it says; a copy that it cannot score has none. */
  List<OutboundRecord> score(FraudModel model, List<FraudRequest> copies) {
    List<ScoreOutcome> outcomes = FraudModelScoring.infer(model, copies);
    PolicyBook<FraudFacts> book = policies.get();
    List<OutboundRecord> records = new ArrayList<>(copies.size());
    for (int i = 0; i < copies.size(); i++) {
      if (outcomes.get(i) instanceof ScoreOutcome.Scored scored) {
        records.add(record(model, copies.get(i), model.verdicts().risk(scored), book));
      }
    }
    return records;
  }

  private OutboundRecord record(
      FraudModel model, FraudRequest request, float risk, PolicyBook<FraudFacts> book) {
    PolicyDecision decision =
        book.live(request.origin().timestamp())
            .decide(new FraudFacts(request, risk), new DecisionTally());
    FraudVerdict verdict =
        model
            .verdicts()
            .of(
                request,
                risk,
                decision,
                model.reasons().of(decision, request.row()),
                clock.instant());
    verdict =
        FraudVerdict.newBuilder(verdict)
            .setVerdictId(VerdictIds.ofShadow(model.identity().toString(), request.eventId()))
            .build();
    return new OutboundRecord(
        topic, request.origin().key(), writer.serialize(topic, verdict), List.of());
  }
}
