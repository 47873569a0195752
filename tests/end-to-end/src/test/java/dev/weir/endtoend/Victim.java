package dev.weir.endtoend;

import java.io.IOException;
import java.util.Random;

/** Scoring on one of the engines, in processes that can be killed. Confined to one thread. */
interface Victim extends AutoCloseable {

  /** What {@link #kill} kills, in the report. */
  String name();

  /** Kills a process with SIGKILL and starts its successor; does not wait for that one. */
  void kill(Random random) throws IOException;

  /** Does what whoever looks after the process does: starts it again where it ended by itself. */
  void lookAfter();

  /** How often it ended by itself, or its job failed, beside the kills; as a text. */
  String troubles() throws IOException;

  /** Ends it in order; everything that it has answered is visible then. */
  void stop();

  @Override
  void close();
}
