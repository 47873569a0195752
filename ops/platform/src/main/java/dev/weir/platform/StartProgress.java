package dev.weir.platform;

import java.time.Duration;

/** Hears how a start goes on. Called from several threads, never by two at once. */
public interface StartProgress {

  /** A stage begins. */
  void begun(StartStage stage);

  /** A stage is done. */
  void done(StartStage stage, Duration took);

  /** Hears nothing. */
  static StartProgress none() {
    return new StartProgress() {
      @Override
      public void begun(StartStage stage) {}

      @Override
      public void done(StartStage stage, Duration took) {}
    };
  }
}
