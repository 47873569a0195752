package dev.weir.scoring.control;

import dev.weir.schemas.ModelRelease;
import dev.weir.schemas.Policy;
import dev.weir.scoring.policy.PolicyBook;
import dev.weir.scoring.policy.PolicyProblem;
import dev.weir.serde.RegistryUnavailableException;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Folds the records of the topics {@code policies} and {@code model-releases} into snapshots. What
 * cannot be read or used is logged, counted and changes nothing. Confined to one thread.
 */
final class ControlRecords<F> {

  private static final Logger LOG = LoggerFactory.getLogger(ControlRecords.class);

  private final String policyTopic;
  private final Deserializer<Policy> policyReader;
  private final Deserializer<ModelRelease> releaseReader;
  private ControlSnapshot<F> snapshot;

  ControlRecords(
      String policyTopic,
      Deserializer<Policy> policyReader,
      Deserializer<ModelRelease> releaseReader,
      PolicyBook<F> policies,
      ReleaseLedger releases) {
    this.policyTopic = policyTopic;
    this.policyReader = policyReader;
    this.releaseReader = releaseReader;
    this.snapshot = new ControlSnapshot<>(policies, releases, 0);
  }

  ControlSnapshot<F> snapshot() {
    return snapshot;
  }

  /**
   * Takes one record.
   *
   * @throws RegistryUnavailableException when the registry does not answer; nothing has changed
   */
  void take(ConsumerRecord<byte[], byte[]> record) {
    try {
      if (record.topic().equals(policyTopic)) {
        takePolicy(record);
      } else {
        takeRelease(record);
      }
    } catch (RegistryUnavailableException e) {
      throw e;
    } catch (RuntimeException e) {
      refuse(record, e.getMessage());
    }
  }

  private void takePolicy(ConsumerRecord<byte[], byte[]> record) {
    @Nullable Policy policy =
        record.value() == null ? null : policyReader.deserialize(record.topic(), record.value());
    String name =
        policy != null
            ? policy.getName()
            : record.key() == null
                ? ""
                : new String(record.key(), java.nio.charset.StandardCharsets.UTF_8);
    PolicyBook.Change<F> change = snapshot.policies().with(name, policy);
    if (!change.problems().isEmpty()) {
      refuse(record, "policy " + name + ": " + sentence(change.problems()));
    } else if (change.book() != snapshot.policies()) {
      snapshot = new ControlSnapshot<>(change.book(), snapshot.releases(), snapshot.refused());
      LOG.info(
          "policy {}: {}",
          name,
          policy == null
              ? "withdrawn"
              : "version " + policy.getVersion() + " from " + policy.getEffectiveAt());
    }
  }

  private void takeRelease(ConsumerRecord<byte[], byte[]> record) {
    if (record.value() == null) {
      return;
    }
    ModelRelease release = releaseReader.deserialize(record.topic(), record.value());
    if (release == null) {
      return;
    }
    snapshot =
        new ControlSnapshot<>(
            snapshot.policies(), snapshot.releases().with(release), snapshot.refused());
    LOG.info(
        "release of {} for {}: {} from {}",
        ReleasedModel.of(release.getStep().getModel()).label(),
        release.getTask(),
        release.getStep().getStage(),
        release.getStep().getEffectiveAt());
  }

  private void refuse(ConsumerRecord<byte[], byte[]> record, @Nullable String reason) {
    snapshot =
        new ControlSnapshot<>(snapshot.policies(), snapshot.releases(), snapshot.refused() + 1);
    LOG.warn(
        "refused {}-{}@{}, what held before still holds: {}",
        record.topic(),
        record.partition(),
        record.offset(),
        reason);
  }

  private static String sentence(List<PolicyProblem> problems) {
    return String.join("; ", problems.stream().map(PolicyProblem::toString).toList());
  }
}
