package dev.weir.platform;

import dev.weir.platform.check.DiskFailure;
import dev.weir.platform.check.FolderCheck;
import dev.weir.platform.http.JsonHttp;
import dev.weir.platform.process.ChildProcess;
import dev.weir.platform.process.ChildSpec;
import dev.weir.platform.process.NodeProcess;
import dev.weir.platform.process.RegistryProcess;
import dev.weir.platform.run.DirectoryLock;
import dev.weir.platform.run.ProcessRef;
import dev.weir.platform.run.RunFile;
import dev.weir.platform.run.RunState;
import dev.weir.platform.setup.SubjectSetup;
import dev.weir.platform.setup.TopicSetup;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Broker, registry and Flink on this machine, as child processes of this one.
 *
 * <pre>
 *   STARTING ── ready ──► RUNNING ── close() or signal ──► CLOSED
 *       └──── a check, a child or a limit fails ────┘
 *                              ▼
 *                       FAILED with one line, then CLOSED
 * </pre>
 *
 * <p>The broker and the registry hold what the other parts rely on, so the end of either ends the
 * platform: {@link #awaitEnd} then throws the line that names the log. The children never outlive
 * this process. Thread-safe.
 */
public final class Platform implements AutoCloseable {

  private static final Duration NODE_STOP_LIMIT = Duration.ofSeconds(12);
  private static final Duration REGISTRY_STOP_LIMIT = Duration.ofSeconds(5);
  private static final Duration ASK_LIMIT = Duration.ofSeconds(2);
  private static final long ASK_PAUSE_MS = 50;
  private static final long LITTLE_SPACE = 32L << 20;

  private final PlatformConfig config;
  private final PlatformEndpoints endpoints;
  private final DirectoryLock lock;
  private final RunFile runFile;
  private final Thread shutdownHook = new Thread(this::close, "weir-shutdown");
  private final List<ChildProcess> children = new ArrayList<>();
  private final CompletableFuture<Void> failed = new CompletableFuture<>();
  private final CompletableFuture<Void> ended = new CompletableFuture<>();
  private boolean closing;

  private Platform(Preflight preflight) {
    config = preflight.config();
    endpoints = PlatformEndpoints.of(config);
    lock = preflight.lock();
    runFile = new RunFile(config.dir());
  }

  /**
   * Starts the platform of the installation this program belongs to.
   *
   * @throws PlatformException if it does not become ready; nothing runs then
   */
  public static Platform start(PlatformConfig config, StartProgress progress) {
    return start(config, Installation.find(), progress);
  }

  /**
   * Starts the platform and returns once every part answers and topics and subjects are there. A
   * shutdown hook closes it when this process ends.
   *
   * @throws PlatformException if it does not become ready; nothing runs then
   */
  public static Platform start(
      PlatformConfig config, Installation installation, StartProgress progress) {
    Stages stages = new Stages(progress);
    AtomicReference<Preflight> passed = new AtomicReference<>();
    stages.run(StartStage.CHECKS, () -> passed.set(Preflight.pass(config)));
    Platform platform = new Platform(passed.get());
    Runtime.getRuntime().addShutdownHook(platform.shutdownHook);
    try {
      platform.bringUp(installation, stages);
      return platform;
    } catch (RuntimeException e) {
      platform.close();
      throw e;
    }
  }

  /** The configuration, with the ports that were chosen. */
  public PlatformConfig config() {
    return config;
  }

  /** Where the parts answer. */
  public PlatformEndpoints endpoints() {
    return endpoints;
  }

  /**
   * Waits until the platform has been closed.
   *
   * @throws PlatformException if it ended because a part did; the message is one line to show
   */
  public void awaitEnd() {
    ended.join();
    if (failed.isCompletedExceptionally()) {
      orThrow(failed);
    }
  }

  /** Stops every part in order and releases the folder. Returns when all is done; idempotent. */
  @Override
  public void close() {
    synchronized (this) {
      if (closing) {
        ended.join();
        return;
      }
      closing = true;
    }
    stop(NodeProcess.NAME, NODE_STOP_LIMIT);
    stop(RegistryProcess.NAME, REGISTRY_STOP_LIMIT);
    try {
      runFile.delete();
      lock.close();
      Runtime.getRuntime().removeShutdownHook(shutdownHook);
    } catch (IOException e) {
      fail(DiskFailure.explain(config.dir(), e));
    } catch (IllegalStateException e) {
      // this is the shutdown
    } finally {
      ended.complete(null);
    }
  }

  private void bringUp(Installation installation, Stages stages) {
    CompletableFuture<Void> node =
        async(
            () -> {
              stages.run(StartStage.NODE, () -> startNode(installation));
              stages.run(
                  StartStage.TOPICS,
                  () ->
                      TopicSetup.createMissing(endpoints.bootstrapServers(), config.topicPrefix()));
            });
    CompletableFuture<Void> registry =
        async(
            () -> {
              stages.run(StartStage.REGISTRY, () -> startRegistry(installation));
              stages.run(
                  StartStage.SUBJECTS,
                  () ->
                      new SubjectSetup(endpoints.registryUrl()).registerAll(config.topicPrefix()));
            });
    await(CompletableFuture.allOf(node, registry));
    writeRunFile(true);
  }

  private void startNode(Installation installation) {
    CompletableFuture<Void> ready = new CompletableFuture<>();
    ChildSpec spec = NodeProcess.spec(config, installation);
    spawn(
        () ->
            ChildProcess.start(
                spec,
                line -> {
                  if (line.equals(NodeProcess.READY)) {
                    ready.complete(null);
                  } else if (line.startsWith(NodeProcess.FAILED)) {
                    fail(new PlatformException(line.substring(NodeProcess.FAILED.length())));
                  }
                }));
    await(ready);
  }

  private void startRegistry(Installation installation) {
    ChildSpec spec = RegistryProcess.spec(config, installation);
    spawn(() -> ChildProcess.start(spec));
    JsonHttp http = new JsonHttp();
    URI question = URI.create(endpoints.registryUrl() + "/config");
    while (!answers(http, question)) {
      if (failed.isDone()) {
        orThrow(failed);
      }
      pause();
    }
  }

  private static boolean answers(JsonHttp http, URI question) {
    try {
      return http.get(question, ASK_LIMIT).ok();
    } catch (IOException e) {
      return false;
    }
  }

  private static void pause() {
    try {
      Thread.sleep(ASK_PAUSE_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void spawn(Spawn spawn) {
    ChildProcess child;
    synchronized (this) {
      if (closing) {
        throw new PlatformException("the platform was stopped while it started");
      }
      try {
        child = spawn.start();
      } catch (IOException e) {
        throw DiskFailure.explain(config.dir(), e);
      }
      children.add(child);
    }
    writeRunFile(false);
    child.whenEnded(code -> childEnded(child, code));
  }

  private void childEnded(ChildProcess child, int code) {
    synchronized (this) {
      if (closing) {
        return;
      }
    }
    String disk =
        FolderCheck.freeBytes(config.dir()) < LITTLE_SPACE
            ? "; the disk of " + config.dir() + " is full"
            : "";
    fail(
        new PlatformException(
            "the %s process ended with exit code %d%s; see %s"
                .formatted(child.spec().name(), code, disk, child.spec().log())));
    new Thread(this::close, "weir-close").start();
  }

  private void fail(PlatformException failure) {
    failed.completeExceptionally(failure);
  }

  private void stop(String name, Duration limit) {
    List<ChildProcess> named;
    synchronized (this) {
      named = children.stream().filter(child -> child.spec().name().equals(name)).toList();
    }
    named.forEach(child -> child.stop(limit));
  }

  private void writeRunFile(boolean ready) {
    synchronized (this) {
      RunState state =
          new RunState(
              ready,
              ProcessRef.of("supervisor", ProcessHandle.current()),
              config.dir().toString(),
              config.topicPrefix(),
              endpoints.bootstrapServers(),
              endpoints.registryUrl().toString(),
              endpoints.flinkUrl().toString(),
              children.stream()
                  .map(child -> ProcessRef.of(child.spec().name(), child.handle()))
                  .toList());
      try {
        runFile.write(state);
      } catch (IOException e) {
        throw DiskFailure.explain(config.dir(), e);
      }
    }
  }

  private CompletableFuture<Void> async(Runnable work) {
    return CompletableFuture.runAsync(work, task -> new Thread(task, "weir-start").start());
  }

  /** Waits for a part of the start, for a failure anywhere, or for the limit. */
  private void await(CompletableFuture<Void> part) {
    try {
      CompletableFuture.anyOf(part, failed)
          .get(config.startLimit().toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw unwrap(e.getCause());
    } catch (TimeoutException e) {
      throw new PlatformException(
          "the platform was not ready after %d s; see the logs in %s"
              .formatted(config.startLimit().toSeconds(), config.dir().resolve("logs")),
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PlatformException("the start was interrupted", e);
    }
  }

  private static void orThrow(CompletableFuture<Void> future) {
    try {
      future.join();
    } catch (CompletionException e) {
      throw unwrap(e.getCause());
    }
  }

  private static PlatformException unwrap(@Nullable Throwable cause) {
    Throwable reason = cause;
    while (reason instanceof CompletionException wrapper && wrapper.getCause() != null) {
      reason = wrapper.getCause();
    }
    return reason instanceof PlatformException line
        ? line
        : new PlatformException("the platform failed: " + reason, reason);
  }

  private interface Spawn {
    ChildProcess start() throws IOException;
  }
}
