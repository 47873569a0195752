package dev.weir.flink.state;

/**
 * The keys of keyed state. A name – an event, an author, a text – belongs to one of {@value #COUNT}
 * buckets for ever, and state is a map of names in each. So one timer sweeps hundreds of names, and
 * a record that concerns none can take any bucket. The count is part of every savepoint: changing
 * it loses the state.
 */
public final class Buckets {

  /** Enough that 512 subtasks still get their share; few enough that their timers cost nothing. */
  public static final int COUNT = 8_192;

  /** The most subtasks that a job can ever have; part of every savepoint, like {@link #COUNT}. */
  public static final int MAX_PARALLELISM = 512;

  private Buckets() {}

  /** The bucket of a name. */
  public static int of(String name) {
    return of((long) name.hashCode());
  }

  /** The bucket of a number whose bits may be unevenly spread. */
  public static int of(long number) {
    long mixed = number * 0x9E3779B97F4A7C15L;
    return (int) ((mixed ^ mixed >>> 32) >>> 13 & COUNT - 1);
  }
}
