package dev.weir.scoring;

import dev.weir.engine.ScorerOptions;
import dev.weir.schemas.Action;
import dev.weir.schemas.ModelRef;
import dev.weir.schemas.Source;
import dev.weir.schemas.TextVerdict;
import dev.weir.scoring.control.ReleaseLedger;
import dev.weir.scoring.deadletter.DeadLetters;
import dev.weir.scoring.policy.TextFacts;
import dev.weir.scoring.policy.TextPolicies;
import dev.weir.scoring.verdict.VerdictIds;
import dev.weir.serde.WeirAvroSerializer;
import dev.weir.serde.registry.RegistryClients;
import dev.weir.serde.registry.RegistryConfig;
import dev.weir.serde.topic.WeirTopic;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.common.serialization.Serializer;

/** Wires text scoring by hand: models, registry, topics, policies, releases. */
final class OpenTextScoring {

  private final TextScoringConfig config;
  private final RegistryPatience patience = new RegistryPatience();
  private final OpenParts parts;

  private OpenTextScoring(TextScoringConfig config) {
    this.config = config;
    this.parts = new OpenParts(config.control());
  }

  static TextBatchScoring open(TextScoringConfig config) throws InterruptedException {
    OpenTextScoring opening = new OpenTextScoring(config);
    try {
      return opening.wire();
    } catch (InterruptedException | RuntimeException e) {
      opening.parts.closeAll();
      throw e;
    }
  }

  private TextBatchScoring wire() throws InterruptedException {
    ModelStore store =
        new ModelStore(
            ScorerOptions.defaults().withMaxTextChars(config.limits().maxTextChars()),
            config.cacheBytes());
    TextModel started = parts.take(store.open(Path.of(config.model())));
    SchemaRegistryClient registry =
        parts.take(RegistryClients.connect(RegistryConfig.of(config.schemaRegistry())));
    String prefix = config.topicPrefix();
    String verdictTopic = WeirTopic.TEXT_VERDICTS.topicName(prefix);
    Serializer<TextVerdict> writer = new WeirAvroSerializer<>(TextVerdict.class, registry);
    // asks for the schema's id now: a registry that refuses it stops the job, not each record
    patience.await(() -> writer.serialize(verdictTopic, probe()));
    ScoringModel.Loader<TextModel> loader =
        wanted ->
            store.released(
                Path.of(config.control().modelStore()), wanted, started.scorer().tasks());
    ReleasedModels<TextModel> released = parts.releases(loader);
    ControlView<TextFacts> control =
        parts.follow(TextPolicies.DOMAIN, ReleaseLedger.TEXT, released, prefix, registry);
    return new ModelBatchScoring(
        new ModelChoice<>(started, released),
        control,
        released == null ? null : shadow(loader, control, registry),
        writer,
        verdictTopic,
        new DeadLetters(WeirTopic.DEAD_LETTERS.topicName(prefix), config.job()),
        patience,
        OpenParts.CLOCK,
        parts::closeAll);
  }

  private ShadowScoring shadow(
      ScoringModel.Loader<TextModel> loader,
      ControlView<TextFacts> control,
      SchemaRegistryClient registry) {
    return parts.take(
        new ShadowScoring(
            loader,
            control::policies,
            new WeirAvroSerializer<>(TextVerdict.class, registry),
            WeirTopic.TEXT_SHADOW_VERDICTS.topicName(config.topicPrefix()),
            parts.take(new KafkaShadowSink(parts.kafka())),
            OpenParts.CLOCK));
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
