package dev.weir.platform;

import java.time.Duration;

/** Runs the stages of a start and tells the listener, one call at a time. Thread-safe. */
final class Stages {

  private final StartProgress progress;

  Stages(StartProgress progress) {
    this.progress = progress;
  }

  void run(StartStage stage, Runnable work) {
    synchronized (this) {
      progress.begun(stage);
    }
    long begin = System.nanoTime();
    work.run();
    Duration took = Duration.ofNanos(System.nanoTime() - begin);
    synchronized (this) {
      progress.done(stage, took);
    }
  }
}
