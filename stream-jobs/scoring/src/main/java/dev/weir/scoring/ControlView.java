package dev.weir.scoring;

import dev.weir.scoring.control.ControlFollower;
import dev.weir.scoring.policy.PolicyBook;

/** The policies that hold, as the scoring thread asks for them. Thread-safe. */
interface ControlView {

  /** The policies of this moment. */
  PolicyBook policies();

  /** Records of policies and releases that could not be used so far. */
  int refused();

  /** Policies that never change. */
  static ControlView fixed(PolicyBook book) {
    return new ControlView() {
      @Override
      public PolicyBook policies() {
        return book;
      }

      @Override
      public int refused() {
        return 0;
      }
    };
  }

  /** Policies as a follower knows them. */
  static ControlView of(ControlFollower follower) {
    return new ControlView() {
      @Override
      public PolicyBook policies() {
        return follower.snapshot().policies();
      }

      @Override
      public int refused() {
        return follower.snapshot().refused();
      }
    };
  }
}
