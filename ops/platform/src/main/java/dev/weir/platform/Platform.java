package dev.weir.platform;

import dev.weir.platform.check.DiskFailure;
import dev.weir.platform.check.FolderCheck;
import dev.weir.platform.flink.FlinkRest;
import dev.weir.platform.flink.JobStop;
import dev.weir.platform.flink.StoppedJobs;
import dev.weir.platform.process.ChildProcess;
import dev.weir.platform.process.ConsoleProcess;
import dev.weir.platform.process.LearningProcess;
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
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Broker, registry and Flink on this machine, as child processes of this one.
 *
 * <pre>
 *   STARTING ── ready ──► RUNNING ── close() or signal ──► CLOSED
 *       └── a check, a child ──┴──► FAILED, with one line ──► CLOSED
 *           or a limit fails
 * </pre>
 *
 * <p>The broker and the registry hold what the other parts rely on, so the end of either ends the
 * platform: {@link #awaitEnd} then throws the line that names the log. The children never outlive
 * this process. Thread-safe.
 */
public final class Platform implements AutoCloseable {

  private static final Duration JOB_STOP_LIMIT = Duration.ofSeconds(20);
  private static final Duration CONSOLE_STOP_LIMIT = Duration.ofSeconds(4);
  private static final Duration LEARNING_STOP_LIMIT = Duration.ofSeconds(8);
  private static final Duration NODE_STOP_LIMIT = Duration.ofSeconds(12);
  private static final Duration REGISTRY_STOP_LIMIT = Duration.ofSeconds(5);
  private static final long LITTLE_SPACE = 32L << 20;

  private final PlatformConfig config;
  private final PlatformEndpoints endpoints;
  private final DirectoryLock lock;
  private final RunFile runFile;
  private final Children children = new Children();
  private final List<Runnable> beforeClose = new CopyOnWriteArrayList<>();
  private final Outcome outcome = new Outcome();
  private final CompletableFuture<Void> ended = new CompletableFuture<>();
  private volatile @Nullable String consoleUrl;
  private final Thread shutdownHook = new Thread(this::close, "weir-shutdown");

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

  /** Where jobs were stopped when this platform was closed last, for whoever starts them again. */
  public StoppedJobs stoppedJobs() {
    return new StoppedJobs(config.dir().resolve("data/flink/stopped"));
  }

  /** Where the parts answer. */
  public PlatformEndpoints endpoints() {
    return endpoints;
  }

  /** Asks every part whether it answers. */
  public List<PartStatus> parts() {
    return new RunningPlatform(state(true), ProcessHandle.current()).parts();
  }

  /**
   * Waits until the platform has been closed.
   *
   * @throws PlatformException if it ended because a part did; the message is one line to show
   */
  public void awaitEnd() {
    ended.join();
    outcome.throwIfFailed();
  }

  /**
   * Starts the application that joins labels with events, beside the parts; does not wait for it.
   * Nothing relies on it: should it end, its log and {@link #parts} say so, and the platform runs.
   *
   * @throws PlatformException if the process cannot be started
   */
  public void startLearning(Installation installation) {
    try {
      var unused =
          children.add(
              () -> ChildProcess.start(LearningProcess.spec(config, endpoints, installation)));
    } catch (IOException e) {
      throw DiskFailure.explain(config.dir(), e);
    }
    writeRunFile(true);
  }

  /**
   * Starts the console on the port of the configuration, beside the parts; does not wait for it.
   * Nothing relies on it, as on the learning application.
   *
   * @return where it answers
   * @throws PlatformException if the process cannot be started
   */
  public URI startConsole(Installation installation) {
    if (config.consolePort() == PlatformConfig.NO_CONSOLE) {
      throw new IllegalStateException("this platform was configured without a console");
    }
    List<String> arguments =
        List.of(
            "--port=" + config.consolePort(),
            "--bootstrap-servers=" + endpoints.bootstrapServers(),
            "--schema-registry=" + endpoints.registryUrl(),
            "--topic-prefix=" + config.topicPrefix(),
            "--runs=" + config.dir().resolve("retrain"));
    try {
      var unused =
          children.add(
              () -> ChildProcess.start(ConsoleProcess.spec(config.dir(), installation, arguments)));
    } catch (IOException e) {
      throw DiskFailure.explain(config.dir(), e);
    }
    URI console = URI.create("http://127.0.0.1:" + config.consolePort());
    consoleUrl = console.toString();
    writeRunFile(true);
    return console;
  }

  /**
   * Has something done before the parts are stopped, whoever closes: a person who reads a last
   * figure needs the broker until then.
   */
  public void beforeClose(Runnable action) {
    beforeClose.add(action);
  }

  /**
   * Stops the jobs after a savepoint, then console and learning application, Flink, the broker and
   * the registry, and releases the folder. Returns when all is done; idempotent.
   */
  @Override
  public void close() {
    if (!children.seal()) {
      ended.join();
      return;
    }
    beforeClose.forEach(Runnable::run);
    if (children.isAlive(NodeProcess.NAME)) {
      stopJobs();
    }
    children.stop(ConsoleProcess.NAME, CONSOLE_STOP_LIMIT);
    children.stop(LearningProcess.NAME, LEARNING_STOP_LIMIT);
    children.stop(NodeProcess.NAME, NODE_STOP_LIMIT);
    children.stop(RegistryProcess.NAME, REGISTRY_STOP_LIMIT);
    try {
      runFile.delete();
      lock.close();
      Runtime.getRuntime().removeShutdownHook(shutdownHook);
    } catch (IOException e) {
      outcome.fail(DiskFailure.explain(config.dir(), e));
    } catch (IllegalStateException e) {
      // called by the shutdown hook itself
    } finally {
      ended.complete(null);
    }
  }

  private void bringUp(Installation installation, Stages stages) {
    String prefix = config.topicPrefix();
    CompletableFuture<Void> node =
        inThread(
            () -> {
              stages.run(StartStage.NODE, () -> startNode(installation));
              stages.run(
                  StartStage.TOPICS,
                  () -> TopicSetup.createMissing(endpoints.bootstrapServers(), prefix));
            });
    CompletableFuture<Void> registry =
        inThread(
            () -> {
              SubjectSetup subjects = new SubjectSetup(endpoints.registryUrl());
              stages.run(StartStage.REGISTRY, () -> startRegistry(installation, subjects));
              stages.run(StartStage.SUBJECTS, () -> subjects.registerAll(prefix));
            });
    await(CompletableFuture.allOf(node, registry));
    writeRunFile(true);
  }

  private CompletableFuture<Void> inThread(Runnable work) {
    return CompletableFuture.runAsync(work, task -> new Thread(task, "weir-start").start())
        .whenComplete(
            (done, failure) -> {
              if (failure != null) {
                outcome.fail(Outcome.unwrap(failure));
              }
            });
  }

  private void startNode(Installation installation) {
    CompletableFuture<Void> ready = new CompletableFuture<>();
    spawn(
        () ->
            ChildProcess.start(
                NodeProcess.spec(config, installation),
                line ->
                    NodeProcess.hear(
                        line, () -> ready.complete(null), why -> fail("the node: " + why))));
    await(ready);
  }

  private void startRegistry(Installation installation, SubjectSetup subjects) {
    spawn(() -> ChildProcess.start(RegistryProcess.spec(config, installation)));
    subjects.awaitAnswer(outcome::isFailure);
    outcome.throwIfFailed();
  }

  private void spawn(Children.Start start) {
    try {
      ChildProcess child = children.add(start);
      writeRunFile(false);
      child.whenEnded(code -> childEnded(child, code));
    } catch (IOException e) {
      throw DiskFailure.explain(config.dir(), e);
    }
  }

  private void childEnded(ChildProcess child, int code) {
    if (children.isSealed()) {
      return;
    }
    fail(
        "the %s process ended with exit code %d%s; see %s"
            .formatted(child.spec().name(), code, diskHint(), child.spec().log()));
    new Thread(this::close, "weir-close").start();
  }

  /** A broker that runs out of disk just stops; this says why. */
  private String diskHint() {
    try {
      return FolderCheck.freeBytes(config.dir()) < LITTLE_SPACE
          ? ", the disk of " + config.dir() + " is full"
          : "";
    } catch (PlatformException e) {
      return ", " + config.dir() + " cannot be read";
    }
  }

  private void fail(String line) {
    outcome.fail(new PlatformException(line));
  }

  private void await(CompletableFuture<Void> part) {
    outcome.await(
        part,
        config.startLimit(),
        "the platform was not ready after %d s; see the logs in %s"
            .formatted(config.startLimit().toSeconds(), config.dir().resolve("logs")));
  }

  /** The parts have to be stopped whatever comes of it. */
  private void stopJobs() {
    try {
      JobStop.all(new FlinkRest(endpoints.flinkUrl()), stoppedJobs(), JOB_STOP_LIMIT);
    } catch (IOException e) {
      outcome.fail(DiskFailure.explain(config.dir(), e));
    }
  }

  private RunState state(boolean ready) {
    return new RunState(
        ready,
        ProcessRef.of("supervisor", ProcessHandle.current()),
        config.dir().toString(),
        config.topicPrefix(),
        endpoints.bootstrapServers(),
        endpoints.registryUrl().toString(),
        endpoints.flinkUrl().toString(),
        consoleUrl,
        children.refs());
  }

  private synchronized void writeRunFile(boolean ready) {
    try {
      runFile.write(state(ready));
    } catch (IOException e) {
      throw DiskFailure.explain(config.dir(), e);
    }
  }
}
