package dev.weir.engine.event;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps a failing registry or log from failing the record it tells of. */
final class Guard {
  private static final Logger LOG = LoggerFactory.getLogger(Guard.class);

  private Guard() {}

  static void run(Runnable emission) {
    try {
      emission.run();
    } catch (RuntimeException e) {
      LOG.debug("an event could not be counted", e);
    }
  }
}
