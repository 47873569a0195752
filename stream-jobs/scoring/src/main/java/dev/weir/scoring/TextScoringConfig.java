package dev.weir.scoring;

import dev.weir.scoring.event.TextLimits;
import java.io.Serializable;

/**
 * How text scoring is wired. Immutable; travels to the machines that score.
 *
 * @param model folder of the model package, on the machine that scores
 * @param schemaRegistry URL of the schema registry
 * @param topicPrefix what the names of all topics begin with
 * @param job the name that dead letters carry
 * @param limits what an event must keep to
 * @param control where policies and releases come from
 * @param cacheBytes memory of a process for scores of texts that repeat; 0 for none
 */
public record TextScoringConfig(
    String model,
    String schemaRegistry,
    String topicPrefix,
    String job,
    TextLimits limits,
    ControlConfig control,
    long cacheBytes)
    implements Serializable {

  /** Room for about a hundred thousand chat messages. */
  public static final long CACHE_BYTES = 64L << 20;

  private static final long serialVersionUID = 1L;

  /** The default limits, the built-in policy and the one model. */
  public static TextScoringConfig of(
      String model, String schemaRegistry, String topicPrefix, String job) {
    return new TextScoringConfig(
        model,
        schemaRegistry,
        topicPrefix,
        job,
        TextLimits.DEFAULT,
        ControlConfig.NONE,
        CACHE_BYTES);
  }

  /** The same with another longest text. */
  public TextScoringConfig withMaxTextChars(int maxTextChars) {
    TextLimits changed = limits.withMaxTextChars(maxTextChars);
    return new TextScoringConfig(
        model, schemaRegistry, topicPrefix, job, changed, control, cacheBytes);
  }

  /** The same following policies and releases. */
  public TextScoringConfig withControl(ControlConfig followed) {
    return new TextScoringConfig(
        model, schemaRegistry, topicPrefix, job, limits, followed, cacheBytes);
  }

  /** The same with another size of the cache. */
  public TextScoringConfig withCacheBytes(long bytes) {
    return new TextScoringConfig(model, schemaRegistry, topicPrefix, job, limits, control, bytes);
  }
}
