package dev.weir.scoring;

import dev.weir.engine.error.ModelPackageException;
import dev.weir.scoring.control.ReleaseLedger;
import dev.weir.scoring.control.ReleasedModel;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Models of releases: loaded and warmed on a thread of their own as soon as a release is announced,
 * so that they are ready at its {@code effective_at}. One that cannot be used is refused with the
 * reason, once, and tried again when that model is released anew; scoring does not wait for it.
 *
 * <pre>
 *   WANTED ──▶ READY ──▶ (closed by the scoring thread when no record needs it)
 *     └──────▶ REFUSED: counts as never released
 * </pre>
 *
 * Thread-safe; models are used and closed by the one thread that scores.
 *
 * @param <M> the models
 */
final class ReleasedModels<M extends ScoringModel> implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ReleasedModels.class);

  /** How long after its last record a model stays, for records that come late. */
  static final long LATE_MILLIS = TimeUnit.MINUTES.toMillis(10);

  private final ScoringModel.Loader<M> loader;
  private final Thread thread;
  private final Object lock = new Object();
  private final Map<ReleasedModel, Entry<M>> entries = new HashMap<>(); // guarded by lock
  private ReleaseLedger ledger = ReleaseLedger.NONE; // guarded by lock
  private Set<ReleasedModel> refused = Set.of(); // guarded by lock
  private ReleaseLedger usable = ReleaseLedger.NONE; // guarded by lock
  private int refusals; // guarded by lock
  private long lastLoadMillis; // guarded by lock
  private boolean closed; // guarded by lock

  /** A model, once it is loaded. */
  private static final class Entry<M extends ScoringModel> {
    @Nullable M model;
  }

  ReleasedModels(ScoringModel.Loader<M> loader) {
    this.loader = loader;
    this.thread = new Thread(this::run, "weir-releases");
    thread.setDaemon(true);
    thread.start();
  }

  /**
   * Takes the releases that hold from now on.
   *
   * @param nowMillis models that are needed for records from then on are loaded ahead
   */
  void announce(ReleaseLedger announced, long nowMillis) {
    synchronized (lock) {
      if (announced.equals(ledger)) {
        return;
      }
      refused =
          refused.stream()
              .filter(model -> announced.announcements(model) == ledger.announcements(model))
              .collect(Collectors.toUnmodifiableSet());
      ledger = announced;
      usable = announced.without(refused);
      for (ReleasedModel model : usable.neededFrom(nowMillis)) {
        entries.computeIfAbsent(model, key -> new Entry<M>());
      }
      lock.notifyAll();
    }
  }

  /** The releases without those whose models were refused. */
  ReleaseLedger usable() {
    synchronized (lock) {
      return usable;
    }
  }

  /**
   * The model, waiting for it to be loaded; null if it is refused, and then {@link #usable()} no
   * longer names it.
   *
   * @throws InterruptedException when the thread is interrupted while it waits
   */
  @Nullable M await(ReleasedModel wanted) throws InterruptedException {
    synchronized (lock) {
      while (!refused.contains(wanted)) {
        if (closed) {
          throw new IllegalStateException("asked for " + wanted.label() + " after closing");
        }
        Entry<M> entry = entries.computeIfAbsent(wanted, key -> new Entry<M>());
        if (entry.model != null) {
          return entry.model;
        }
        lock.notifyAll();
        lock.wait();
      }
      return null;
    }
  }

  /** Whether the model is loaded; one that was just announced may yet be refused. */
  boolean isReady(ReleasedModel model) {
    synchronized (lock) {
      Entry<M> entry = entries.get(model);
      return entry != null && entry.model != null;
    }
  }

  /** Releases that were refused so far. */
  int refusals() {
    synchronized (lock) {
      return refusals;
    }
  }

  /** How long the last model took to load and warm; 0 before the first. */
  long lastLoadMillis() {
    synchronized (lock) {
      return lastLoadMillis;
    }
  }

  /** Closes models that no record from ten minutes before that Kafka timestamp on needs. */
  void closeUnneeded(long atMillis) {
    synchronized (lock) {
      Set<ReleasedModel> needed = usable.neededFrom(atMillis - LATE_MILLIS);
      Iterator<Map.Entry<ReleasedModel, Entry<M>>> all = entries.entrySet().iterator();
      while (all.hasNext()) {
        Map.Entry<ReleasedModel, Entry<M>> entry = all.next();
        M model = entry.getValue().model;
        if (model != null && !needed.contains(entry.getKey())) {
          all.remove();
          model.close();
          LOG.info("closed model {}, which no record needs any more", entry.getKey().label());
        }
      }
    }
  }

  private void run() {
    try {
      while (true) {
        ReleasedModel next = next();
        if (next == null) {
          return;
        }
        load(next);
      }
    } catch (InterruptedException e) {
      LOG.debug("stopped loading models");
    }
  }

  private @Nullable ReleasedModel next() throws InterruptedException {
    synchronized (lock) {
      while (!closed) {
        for (Map.Entry<ReleasedModel, Entry<M>> entry : entries.entrySet()) {
          if (entry.getValue().model == null) {
            return entry.getKey();
          }
        }
        lock.wait();
      }
      return null;
    }
  }

  private void load(ReleasedModel wanted) {
    M model = null;
    String problem = "";
    try {
      model = loader.load(wanted);
    } catch (ModelPackageException e) {
      problem = String.valueOf(e.getMessage());
    } catch (RuntimeException | LinkageError | OutOfMemoryError e) {
      problem = "model package " + wanted.label() + ": " + e;
    }
    synchronized (lock) {
      if (model == null) {
        refuse(wanted, problem);
      } else if (closed || !entries.containsKey(wanted)) {
        model.close();
      } else {
        entries.get(wanted).model = model;
        lastLoadMillis = model.loadMillis();
        LOG.info("model {} is ready after {} ms", wanted.label(), model.loadMillis());
      }
      lock.notifyAll();
    }
  }

  private void refuse(ReleasedModel wanted, String problem) {
    entries.remove(wanted);
    Set<ReleasedModel> more = new HashSet<>(refused);
    more.add(wanted);
    refused = Set.copyOf(more);
    usable = ledger.without(refused);
    refusals++;
    LOG.warn("refused a release, the model before it goes on: {}", problem);
  }

  /** Closes all models; the scoring thread calls it, after its last batch. */
  @Override
  public void close() {
    synchronized (lock) {
      closed = true;
      for (Entry<M> entry : entries.values()) {
        if (entry.model != null) {
          entry.model.close();
        }
      }
      entries.clear();
      lock.notifyAll();
    }
    thread.interrupt();
  }
}
