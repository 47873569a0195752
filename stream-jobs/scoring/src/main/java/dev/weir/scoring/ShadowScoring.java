package dev.weir.scoring;

import dev.weir.engine.ScoreOutcome;
import dev.weir.schemas.TextVerdict;
import dev.weir.scoring.author.AuthorStanding;
import dev.weir.scoring.control.ReleasedModel;
import dev.weir.scoring.event.TextRequest;
import dev.weir.scoring.policy.DecisionTally;
import dev.weir.scoring.policy.PolicyBook;
import dev.weir.scoring.policy.PolicyDecision;
import dev.weir.scoring.policy.TextFacts;
import dev.weir.scoring.record.OutboundRecord;
import dev.weir.scoring.verdict.VerdictIds;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.common.serialization.Serializer;

/** Scores copies of texts with models on trial, off the critical path: see {@link ShadowQueue}. */
final class ShadowScoring implements AutoCloseable {

  private final Supplier<PolicyBook<TextFacts>> policies;
  private final Serializer<TextVerdict> writer;
  private final String topic;
  private final InstantSource clock;
  private final ShadowQueue<TextModel, Copy> queue;

  private record Copy(TextRequest request, AuthorStanding author) {}

  /**
   * @param sink takes finished records on the shadow's thread; closed by the caller
   */
  ShadowScoring(
      ScoringModel.Loader<TextModel> loader,
      Supplier<PolicyBook<TextFacts>> policies,
      Serializer<TextVerdict> writer,
      String topic,
      Consumer<OutboundRecord> sink,
      InstantSource clock) {
    this.policies = policies;
    this.writer = writer;
    this.topic = topic;
    this.clock = clock;
    this.queue = new ShadowQueue<TextModel, Copy>(loader, this::score, sink).start();
  }

  /** Hands over a copy; false if there is no room, and then it is not scored. */
  boolean offer(ReleasedModel model, TextRequest request, AuthorStanding author) {
    return queue.offer(model, new Copy(request, author));
  }

  private List<OutboundRecord> score(TextModel model, List<Copy> copies) {
    List<ScoreOutcome> outcomes =
        model.scorer().score(copies.stream().map(copy -> copy.request().event().text()).toList());
    PolicyBook<TextFacts> book = policies.get();
    List<OutboundRecord> records = new ArrayList<>(copies.size());
    for (int i = 0; i < copies.size(); i++) {
      if (outcomes.get(i) instanceof ScoreOutcome.Scored scored) {
        records.add(record(model, copies.get(i), scored, book));
      }
    }
    return records;
  }

  private OutboundRecord record(
      TextModel model, Copy copy, ScoreOutcome.Scored scored, PolicyBook<TextFacts> book) {
    TextRequest request = copy.request();
    long at = request.origin().timestamp();
    TextFacts facts =
        new TextFacts(
            request.event(),
            model.verdicts().scores(scored),
            copy.author(),
            request.campaign(),
            at);
    PolicyDecision decision = book.live(at).decide(facts, new DecisionTally());
    TextVerdict verdict =
        model.verdicts().of(request.event(), request.origin(), scored, decision, clock.instant());
    verdict =
        TextVerdict.newBuilder(verdict)
            .setVerdictId(
                VerdictIds.ofShadow(model.identity().toString(), request.event().eventId()))
            .build();
    return new OutboundRecord(
        topic, request.origin().key(), writer.serialize(topic, verdict), List.of());
  }

  /** Stops; what waits is not scored. Returns when the models are closed. */
  @Override
  public void close() {
    queue.close();
  }
}
