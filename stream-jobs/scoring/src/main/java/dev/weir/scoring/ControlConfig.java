package dev.weir.scoring;

import java.io.Serializable;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where policies and releases come from. Immutable; travels to the machines that score.
 *
 * @param bootstrapServers brokers of the topics {@code policies} and {@code model-releases}; empty
 *     for a job that follows neither
 * @param policy name of the policy that decides
 * @param modelStore folder with the packages that releases name, {@code name/version} each, on the
 *     machine that scores; empty for a job that follows no releases
 * @param kafka further settings of the consumer, such as its security
 */
public record ControlConfig(
    String bootstrapServers, String policy, String modelStore, Map<String, String> kafka)
    implements Serializable {

  private static final long serialVersionUID = 1L;

  /** Nothing is followed: the built-in policy, the model that the job was started with. */
  public static final ControlConfig NONE = of("", "default", "");

  public ControlConfig {
    kafka = new TreeMap<>(kafka);
    if (policy.isBlank()) {
      throw new IllegalArgumentException(
          "the name of the policy that decides is blank; 'default' is the built-in one");
    }
  }

  /** Without further settings of the consumer. */
  public static ControlConfig of(String bootstrapServers, String policy, String modelStore) {
    return new ControlConfig(bootstrapServers, policy, modelStore, Map.of());
  }

  /** Whether policies are followed. */
  boolean followsPolicies() {
    return !bootstrapServers.isEmpty();
  }

  /** Whether releases are followed. */
  boolean followsReleases() {
    return followsPolicies() && !modelStore.isEmpty();
  }
}
