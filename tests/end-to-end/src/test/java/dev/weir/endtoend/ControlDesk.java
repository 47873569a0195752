package dev.weir.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weir.sample.SamplePackage;
import dev.weir.schemas.ModelRef;
import dev.weir.schemas.ModelRelease;
import dev.weir.schemas.Outcome;
import dev.weir.schemas.Policy;
import dev.weir.schemas.PolicyScope;
import dev.weir.schemas.ReleaseStage;
import dev.weir.schemas.ReleaseStep;
import dev.weir.schemas.Rule;
import dev.weir.schemas.RuleMode;
import dev.weir.schemas.Task;
import dev.weir.serde.WeirAvroSerializer;
import dev.weir.serde.topic.WeirTopic;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Publishes policies and releases as operators do; each is with the broker on return. */
final class ControlDesk {

  private static final Task TASK = Task.SPAM;

  private final TestTopics topics;
  private final WeirAvroSerializer<Policy> policies;
  private final WeirAvroSerializer<ModelRelease> releases;
  private final List<ReleaseStep> earlier = new ArrayList<>();

  ControlDesk(TestTopics topics) {
    this.topics = topics;
    this.policies = new WeirAvroSerializer<>(Policy.class, topics.registry());
    this.releases = new WeirAvroSerializer<>(ModelRelease.class, topics.registry());
  }

  /** A policy with one rule, which removes texts. */
  void policy(String name, int version, RuleMode mode, long effectiveAt, String expression) {
    policy(name, version, mode, effectiveAt, expression, Map.of());
  }

  void policy(
      String name,
      int version,
      RuleMode mode,
      long effectiveAt,
      String expression,
      Map<String, List<String>> lists) {
    policy(
        name,
        version,
        mode,
        effectiveAt,
        List.of(new Rule("teapot", expression, Outcome.BLOCK, RuleMode.LIVE, "word.teapot", null)),
        lists);
  }

  /** A policy with those rules and lists. */
  void policy(
      String name,
      int version,
      RuleMode mode,
      long effectiveAt,
      List<Rule> rules,
      Map<String, List<String>> lists) {
    Policy policy =
        Policy.newBuilder()
            .setEventId(name + "-" + version)
            .setOccurredAt(Instant.now())
            .setName(name)
            .setVersion(version)
            .setEffectiveAt(Instant.ofEpochMilli(effectiveAt))
            .setRules(rules)
            .setChangedBy("test")
            .setScope(PolicyScope.TEXT)
            .setMode(mode)
            .setLists(lists)
            .build();
    String topic = topics.name(WeirTopic.POLICIES);
    publish(topic, name, policies.serialize(topic, policy));
  }

  /** A step of a version of the sample model. */
  void release(String version, ReleaseStage stage, long effectiveAt) {
    release(version, stage, null, effectiveAt);
  }

  void release(String version, ReleaseStage stage, Float share, long effectiveAt) {
    ReleaseStep step =
        new ReleaseStep(
            new ModelRef(SamplePackage.NAME, version, ""),
            stage,
            share,
            Instant.ofEpochMilli(effectiveAt));
    ModelRelease release =
        ModelRelease.newBuilder()
            .setEventId(version + "-" + stage + "-" + effectiveAt)
            .setOccurredAt(Instant.now())
            .setTask(TASK)
            .setStep(step)
            .setEarlier(List.copyOf(earlier))
            .setReleasedBy("test")
            .build();
    String topic = topics.name(WeirTopic.MODEL_RELEASES);
    publish(topic, TASK.name(), releases.serialize(topic, release));
    earlier.add(0, step);
  }

  private void publish(String topic, String key, byte[] value) {
    try (Sender sender = topics.sender()) {
      sender.send(new ProducerRecord<>(topic, key.getBytes(UTF_8), value));
    }
  }
}
