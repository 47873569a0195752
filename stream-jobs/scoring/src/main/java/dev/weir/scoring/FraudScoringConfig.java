package dev.weir.scoring;

import dev.weir.scoring.event.PaymentLimits;
import dev.weir.scoring.fraud.FraudSettings;
import dev.weir.scoring.policy.FraudPolicies;
import java.io.Serializable;

/**
 * How fraud scoring is wired. Immutable; travels to the machines that score.
 *
 * @param model folder of the model package, on the machine that scores
 * @param schemaRegistry URL of the schema registry
 * @param topicPrefix what the names of all topics begin with
 * @param job the name that dead letters carry
 * @param limits what a transaction must keep to
 * @param features what features depend on besides the payments; a model that was trained with
 *     others is refused
 * @param control where policies and releases come from
 */
public record FraudScoringConfig(
    String model,
    String schemaRegistry,
    String topicPrefix,
    String job,
    PaymentLimits limits,
    FraudSettings features,
    ControlConfig control)
    implements Serializable {

  private static final long serialVersionUID = 1L;

  /** The default limits and features, the built-in policy and the one model. */
  public static FraudScoringConfig of(
      String model, String schemaRegistry, String topicPrefix, String job) {
    return new FraudScoringConfig(
        model,
        schemaRegistry,
        topicPrefix,
        job,
        PaymentLimits.DEFAULT,
        FraudSettings.defaults(),
        ControlConfig.of("", FraudPolicies.NAME, ""));
  }

  /** The same with other limits. */
  public FraudScoringConfig withLimits(PaymentLimits others) {
    return new FraudScoringConfig(
        model, schemaRegistry, topicPrefix, job, others, features, control);
  }

  /** The same with other settings of the features. */
  public FraudScoringConfig withFeatures(FraudSettings others) {
    return new FraudScoringConfig(model, schemaRegistry, topicPrefix, job, limits, others, control);
  }

  /** The same following policies and releases. */
  public FraudScoringConfig withControl(ControlConfig followed) {
    return new FraudScoringConfig(
        model, schemaRegistry, topicPrefix, job, limits, features, followed);
  }
}
