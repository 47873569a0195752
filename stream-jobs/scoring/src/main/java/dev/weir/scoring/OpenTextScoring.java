package dev.weir.scoring;

import dev.weir.engine.ScorerOptions;
import dev.weir.schemas.Action;
import dev.weir.schemas.ModelRef;
import dev.weir.schemas.Source;
import dev.weir.schemas.TextVerdict;
import dev.weir.scoring.control.ControlFollower;
import dev.weir.scoring.control.OpenControl;
import dev.weir.scoring.control.ReleasedModel;
import dev.weir.scoring.deadletter.DeadLetters;
import dev.weir.scoring.policy.PolicyBook;
import dev.weir.scoring.verdict.VerdictIds;
import dev.weir.serde.WeirAvroSerializer;
import dev.weir.serde.registry.RegistryClients;
import dev.weir.serde.registry.RegistryConfig;
import dev.weir.serde.topic.WeirTopic;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Wires text scoring by hand: models, registry, topics, policies, releases. What was opened is
 * closed in the opposite order, also when opening fails half-way.
 */
final class OpenTextScoring {

  private static final Logger LOG = LoggerFactory.getLogger(OpenTextScoring.class);
  private static final Clock CLOCK = Clock.systemUTC();

  private final TextScoringConfig config;
  private final RegistryPatience patience = new RegistryPatience();
  private final Deque<AutoCloseable> opened = new ArrayDeque<>();

  private OpenTextScoring(TextScoringConfig config) {
    this.config = config;
  }

  static TextBatchScoring open(TextScoringConfig config) throws InterruptedException {
    OpenTextScoring opening = new OpenTextScoring(config);
    try {
      return opening.wire();
    } catch (InterruptedException | RuntimeException e) {
      opening.closeAll();
      throw e;
    }
  }

  private TextBatchScoring wire() throws InterruptedException {
    ModelStore store =
        new ModelStore(
            ScorerOptions.defaults().withMaxTextChars(config.limits().maxTextChars()),
            config.cacheBytes());
    TextModel started = store.open(Path.of(config.model()));
    opened.push(started);
    SchemaRegistryClient registry =
        RegistryClients.connect(RegistryConfig.of(config.schemaRegistry()));
    opened.push(registry);
    String prefix = config.topicPrefix();
    String verdictTopic = WeirTopic.TEXT_VERDICTS.topicName(prefix);
    Serializer<TextVerdict> writer = new WeirAvroSerializer<>(TextVerdict.class, registry);
    // asks for the schema's id now: a registry that refuses it stops the job, not each record
    patience.await(() -> writer.serialize(verdictTopic, probe()));
    TextModel.Loader<ReleasedModel> loader =
        wanted ->
            store.released(
                Path.of(config.control().modelStore()), wanted, started.scorer().tasks());
    ReleasedModels released = config.control().followsReleases() ? released(loader) : null;
    ControlView control = follow(registry, released);
    return new ModelBatchScoring(
        new ModelChoice(started, released),
        control,
        released == null ? null : shadow(loader, control, registry),
        writer,
        verdictTopic,
        new DeadLetters(WeirTopic.DEAD_LETTERS.topicName(prefix), config.job()),
        patience,
        CLOCK,
        this::closeAll);
  }

  private ReleasedModels released(TextModel.Loader<ReleasedModel> loader) {
    ReleasedModels released = new ReleasedModels(loader);
    opened.push(released);
    return released;
  }

  private ControlView follow(SchemaRegistryClient registry, @Nullable ReleasedModels released)
      throws InterruptedException {
    ControlConfig control = config.control();
    if (!control.followsPolicies()) {
      return ControlView.fixed(PolicyBook.of(control.policy()));
    }
    ControlFollower follower =
        OpenControl.follow(
            kafka(),
            config.topicPrefix(),
            registry,
            control.policy(),
            snapshot -> {
              if (released != null) {
                released.announce(snapshot.releases(), CLOCK.millis());
              }
            });
    opened.push(follower);
    follower.awaitCaughtUp();
    return ControlView.of(follower);
  }

  private Map<String, Object> kafka() {
    Map<String, Object> settings = new HashMap<>(config.control().kafka());
    settings.put("bootstrap.servers", config.control().bootstrapServers());
    return settings;
  }

  private ShadowScoring shadow(
      TextModel.Loader<ReleasedModel> loader, ControlView control, SchemaRegistryClient registry) {
    KafkaShadowSink sink = new KafkaShadowSink(kafka());
    opened.push(sink);
    ShadowScoring shadow =
        new ShadowScoring(
            loader,
            control::policies,
            new WeirAvroSerializer<>(TextVerdict.class, registry),
            WeirTopic.TEXT_SHADOW_VERDICTS.topicName(config.topicPrefix()),
            sink,
            CLOCK);
    opened.push(shadow);
    return shadow;
  }

  private void closeAll() {
    while (!opened.isEmpty()) {
      try {
        opened.pop().close();
      } catch (Exception e) {
        LOG.warn("a part of text scoring did not close: {}", e.toString());
      }
    }
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
