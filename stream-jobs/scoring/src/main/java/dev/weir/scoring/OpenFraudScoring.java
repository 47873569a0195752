package dev.weir.scoring;

import dev.weir.schemas.Decision;
import dev.weir.schemas.FraudVerdict;
import dev.weir.schemas.ModelRef;
import dev.weir.schemas.Source;
import dev.weir.scoring.control.ReleaseLedger;
import dev.weir.scoring.deadletter.DeadLetters;
import dev.weir.scoring.event.FraudRequest;
import dev.weir.scoring.policy.FraudFacts;
import dev.weir.scoring.policy.FraudPolicies;
import dev.weir.scoring.verdict.VerdictIds;
import dev.weir.serde.WeirAvroSerializer;
import dev.weir.serde.registry.RegistryClients;
import dev.weir.serde.registry.RegistryConfig;
import dev.weir.serde.topic.WeirTopic;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.nio.file.Path;
import java.time.Instant;
import org.apache.kafka.common.serialization.Serializer;

/** Wires fraud scoring by hand: models, registry, topics, policies, releases. */
final class OpenFraudScoring {

  private final FraudScoringConfig config;
  private final RegistryPatience patience = new RegistryPatience();
  private final OpenParts parts;

  private OpenFraudScoring(FraudScoringConfig config) {
    this.config = config;
    this.parts = new OpenParts(config.control());
  }

  static FraudBatchScoring open(FraudScoringConfig config) throws InterruptedException {
    OpenFraudScoring opening = new OpenFraudScoring(config);
    try {
      return opening.wire();
    } catch (InterruptedException | RuntimeException e) {
      opening.parts.closeAll();
      throw e;
    }
  }

  private FraudBatchScoring wire() throws InterruptedException {
    FraudModelStore store = new FraudModelStore(config.features());
    FraudModel started = parts.take(store.open(Path.of(config.model())));
    SchemaRegistryClient registry =
        parts.take(RegistryClients.connect(RegistryConfig.of(config.schemaRegistry())));
    String prefix = config.topicPrefix();
    String verdictTopic = WeirTopic.FRAUD_VERDICTS.topicName(prefix);
    Serializer<FraudVerdict> writer = new WeirAvroSerializer<>(FraudVerdict.class, registry);
    // asks for the schema's id now: a registry that refuses it stops the job, not each record
    patience.await(() -> writer.serialize(verdictTopic, probe()));
    ScoringModel.Loader<FraudModel> loader =
        wanted -> store.released(Path.of(config.control().modelStore()), wanted, started.tasks());
    ReleasedModels<FraudModel> released = parts.releases(loader);
    ControlView<FraudFacts> control =
        parts.follow(FraudPolicies.DOMAIN, ReleaseLedger.FRAUD, released, prefix, registry);
    return new FraudModelScoring(
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

  private ShadowQueue<FraudModel, FraudRequest> shadow(
      ScoringModel.Loader<FraudModel> loader,
      ControlView<FraudFacts> control,
      SchemaRegistryClient registry) {
    FraudShadow shadow =
        new FraudShadow(
            control::policies,
            new WeirAvroSerializer<>(FraudVerdict.class, registry),
            WeirTopic.FRAUD_SHADOW_VERDICTS.topicName(config.topicPrefix()),
            OpenParts.CLOCK);
    KafkaShadowSink sink = parts.take(new KafkaShadowSink(parts.kafka()));
    return parts.take(new ShadowQueue<>(loader, shadow::score, sink).start());
  }

  /** A verdict that is serialised and thrown away. */
  private static FraudVerdict probe() {
    Instant never = Instant.EPOCH;
    return FraudVerdict.newBuilder()
        .setVerdictId(VerdictIds.ofFraud(""))
        .setEventId("")
        .setOccurredAt(never)
        .setSource(new Source("", 0, 0L, never))
        .setCardId("")
        .setRisk(0)
        .setDecision(Decision.APPROVE)
        .setModel(new ModelRef("", "", ""))
        .setPolicyVersion("")
        .setScoredAt(never)
        .build();
  }
}
