package dev.weir.scoring;

import dev.weir.scoring.control.ControlFollower;
import dev.weir.scoring.policy.PolicyBook;

/**
 * The policies that hold, as the scoring thread asks for them. Thread-safe.
 *
 * @param <F> what policies look at
 */
interface ControlView<F> {

  /** The policies of this moment. */
  PolicyBook<F> policies();

  /** Records of policies and releases that could not be used so far. */
  int refused();

  /** Policies that never change. */
  static <F> ControlView<F> fixed(PolicyBook<F> book) {
    return new ControlView<F>() {
      @Override
      public PolicyBook<F> policies() {
        return book;
      }

      @Override
      public int refused() {
        return 0;
      }
    };
  }

  /** Policies as a follower knows them. */
  static <F> ControlView<F> of(ControlFollower<F> follower) {
    return new ControlView<F>() {
      @Override
      public PolicyBook<F> policies() {
        return follower.snapshot().policies();
      }

      @Override
      public int refused() {
        return follower.snapshot().refused();
      }
    };
  }
}
