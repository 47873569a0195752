package dev.weir.retrain.feedback;

import dev.weir.schemas.Labeler;
import dev.weir.schemas.LabelerKind;
import dev.weir.schemas.Task;
import dev.weir.scoring.feedback.Trust;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Trust in each labeller of one task, learned from known truth and from agreement, as {@link
 * TrustLearning} does it. Who was never compared has the trust of its kind. Immutable, thread-safe.
 *
 * @param estimates by labeller
 * @param model how far the live model's confident answers were right, from 0.5 to 1
 */
public record TrustModel(Task task, Map<Labeler, TrustEstimate> estimates, double model)
    implements Trust {

  /** Nobody is believed more than known truth is. */
  private static final double MOST = Trust.prior(LabelerKind.GOLDEN);

  public TrustModel {
    estimates = Map.copyOf(estimates);
  }

  /**
   * The mean of what was learned, from 0.5, which weighs nothing: that somebody is mostly wrong is
   * no reason to believe the opposite.
   */
  @Override
  public double of(Labeler labeler) {
    @Nullable TrustEstimate estimate = estimates.get(labeler);
    return estimate == null
        ? Trust.prior(labeler.getKind())
        : Math.min(MOST, Math.max(0.5, estimate.mean()));
  }
}
