package dev.weir.scoring;

import dev.weir.engine.EngineServices;
import dev.weir.engine.ScorerOptions;
import dev.weir.engine.TextScorer;
import dev.weir.engine.cache.ScoreCache;
import dev.weir.schemas.Action;
import dev.weir.schemas.ModelRef;
import dev.weir.schemas.Source;
import dev.weir.schemas.TextVerdict;
import dev.weir.scoring.deadletter.DeadLetters;
import dev.weir.scoring.policy.PolicyBook;
import dev.weir.scoring.verdict.TextVerdicts;
import dev.weir.scoring.verdict.VerdictIds;
import dev.weir.serde.WeirAvroSerializer;
import dev.weir.serde.registry.RegistryClients;
import dev.weir.serde.registry.RegistryConfig;
import dev.weir.serde.topic.WeirTopic;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.common.serialization.Serializer;

/** Wires text scoring by hand: model, registry, topics. */
final class OpenTextScoring {

  private static final long CACHE_BYTES = 64L << 20;

  /** Scores that all subtasks of a process share: about a hundred thousand chat messages. */
  private static final ScoreCache CACHE = new ScoreCache(CACHE_BYTES);

  private OpenTextScoring() {}

  static TextBatchScoring open(TextScoringConfig config) throws InterruptedException {
    EngineMeter meter = new EngineMeter();
    TextScorer scorer = null;
    SchemaRegistryClient registry = null;
    try {
      scorer =
          TextScorer.open(
              Path.of(config.model()),
              ScorerOptions.defaults().withMaxTextChars(config.limits().maxTextChars()),
              EngineServices.defaults().withEvents(meter.events()).withCache(CACHE));
      registry = RegistryClients.connect(RegistryConfig.of(config.schemaRegistry()));
      return wire(config, scorer, meter, registry);
    } catch (InterruptedException | RuntimeException e) {
      ModelBatchScoring.close(scorer, meter, registry);
      throw e;
    }
  }

  private static TextBatchScoring wire(
      TextScoringConfig config, TextScorer scorer, EngineMeter meter, SchemaRegistryClient registry)
      throws InterruptedException {
    RegistryPatience patience = new RegistryPatience();
    String prefix = config.topicPrefix();
    String verdictTopic = WeirTopic.TEXT_VERDICTS.topicName(prefix);
    Serializer<TextVerdict> writer = new WeirAvroSerializer<>(TextVerdict.class, registry);
    TextVerdicts verdicts = new TextVerdicts(scorer.model(), scorer.tasks());
    PolicyBook policies = PolicyBook.of(config.control().policy());
    // asks for the schema's id now: a registry that refuses it stops the job, not each record
    patience.await(() -> writer.serialize(verdictTopic, probe()));
    return new ModelBatchScoring(
        scorer,
        meter,
        verdicts,
        () -> policies,
        writer,
        verdictTopic,
        new DeadLetters(WeirTopic.DEAD_LETTERS.topicName(prefix), config.job()),
        patience,
        Clock.systemUTC(),
        registry);
  }

  /** A verdict that is serialised and thrown away. */
  private static TextVerdict probe() {
    Instant never = Instant.EPOCH;
    return TextVerdict.newBuilder()
        .setVerdictId(VerdictIds.ofText(""))
        .setEventId("")
        .setOccurredAt(never)
        .setSource(new Source("", 0, 0L, never))
        .setAuthorId("")
        .setAction(Action.ALLOW)
        .setReasons(List.of())
        .setModel(new ModelRef("", "", ""))
        .setPolicyVersion("")
        .setScoredAt(never)
        .build();
  }
}
