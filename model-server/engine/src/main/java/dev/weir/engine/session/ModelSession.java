package dev.weir.engine.session;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import dev.weir.engine.ModelIdentity;
import dev.weir.engine.error.ModelPackageException;
import dev.weir.engine.error.ModelPackageException.Problem;
import dev.weir.engine.event.EngineEvents;
import dev.weir.engine.onnx.OrtRuntime;
import dev.weir.engine.pack.ModelPackage;
import dev.weir.engine.pack.PackageManifest;
import dev.weir.engine.pack.TableInput;
import dev.weir.engine.pack.Variant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A graph of a package on the provider that was found to run it. Thread-safe: runs may overlap,
 * each on the buffers of its own {@link BatchRunner}.
 *
 * <p>A GPU is believed only after a run on it. When one is lost later, the first failing run opens
 * a CPU session of the same package, and that run and all that follow go there: no record is lost.
 * Owns its native sessions; {@link #close()} may be called only when nothing runs.
 */
public final class ModelSession implements AutoCloseable {
  /** Opens a package's graph on a provider and tries a run on it; tests put their own here. */
  @FunctionalInterface
  interface Opener {
    GraphRun open(Provider provider) throws OrtException;
  }

  private record Active(Provider provider, GraphRun graph) {}

  private final ModelIdentity model;
  private final Opener opener;
  private final EngineEvents events;
  private final Object switching = new Object();
  private final List<GraphRun> lost = new ArrayList<>(); // guarded by switching
  private volatile Active active; // replaced under switching

  private ModelSession(ModelIdentity model, Opener opener, EngineEvents events, Active active) {
    this.model = model;
    this.opener = opener;
    this.events = events;
    this.active = active;
  }

  /**
   * Opens a graph of a package on the first provider that runs it.
   *
   * @param precision of the graph; null: the default one on a CPU, fp16 on a GPU where there is one
   * @throws ModelPackageException if ONNX Runtime refuses the graph, it is not the one described,
   *     or the package has none of that precision
   */
  public static ModelSession open(
      ModelPackage pack,
      Provider provider,
      Variant.@Nullable Precision precision,
      EngineEvents events) {
    Opener opener =
        candidate -> {
          Variant variant = variant(pack.manifest(), candidate, precision);
          GraphRun graph = OrtGraphRun.open(pack, variant, candidate);
          return candidate.isGpu() ? new PinnedGraphRun(graph) : graph;
        };
    return open(pack.identity(), provider, opener, probe(pack.manifest()), events);
  }

  /** What a provider must run before it is believed. */
  @FunctionalInterface
  interface Probe {
    void run(GraphRun graph) throws OrtException;
  }

  static ModelSession open(
      ModelIdentity model, Provider provider, Opener opener, Probe probe, EngineEvents events) {
    for (Provider candidate : provider.candidates()) {
      try {
        GraphRun graph = opener.open(candidate);
        try {
          probe.run(graph);
        } catch (OrtException | RuntimeException e) {
          graph.close();
          throw e;
        }
        events.providerChosen().emit(model, candidate.id());
        return new ModelSession(model, opener, events, new Active(candidate, graph));
      } catch (OrtException | RuntimeException e) {
        if (candidate == Provider.CPU) {
          throw unusable(model, e);
        }
        events.providerFallback().emit(model, candidate.id(), String.valueOf(e.getMessage()));
      }
    }
    throw new IllegalStateException("the CPU is always a candidate");
  }

  private static RuntimeException unusable(ModelIdentity model, Exception e) {
    if (e instanceof OrtException failure) {
      return new ModelPackageException(
          Problem.UNREADABLE_MODEL,
          "model package "
              + model
              + " loads but does not run with ONNX Runtime "
              + OrtRuntime.version()
              + ": "
              + OrtRuntime.firstLine(failure)
              + "; export the model again with free batch and length",
          e);
    }
    return (RuntimeException) e;
  }

  private static Probe probe(PackageManifest manifest) {
    @Nullable TableInput table = manifest.table();
    return table == null
        ? graph -> BatchRunner.probe(manifest, graph)
        : graph -> RowRunner.probe(manifest, table, graph);
  }

  /**
   * The graph that a provider runs.
   *
   * @throws ModelPackageException if the package has none of that precision
   */
  static Variant variant(
      PackageManifest manifest, Provider provider, Variant.@Nullable Precision precision) {
    Variant.@Nullable Precision wanted = precision;
    if (wanted == null && provider.isGpu()) {
      for (Variant variant : manifest.variants()) {
        if (variant.precision() == Variant.Precision.FP16) {
          return variant;
        }
      }
    }
    if (wanted == null) {
      return manifest.variants().get(0);
    }
    for (Variant variant : manifest.variants()) {
      if (variant.precision() == wanted) {
        return variant;
      }
    }
    throw new ModelPackageException(
        Problem.MISSING_FILE,
        "model package "
            + manifest.id()
            + ": it has no "
            + wanted.id()
            + " variant, only "
            + String.join(
                ", ",
                manifest.variants().stream()
                    .map(variant -> variant.precision().name().toLowerCase(Locale.ROOT))
                    .toList())
            + "; choose one of these");
  }

  /** The provider that runs the model now. */
  public Provider provider() {
    return active.provider();
  }

  /** Runs the graph; the outputs are written to the given tensors. */
  void run(Map<String, OnnxTensor> inputs, Map<String, OnnxTensor> outputs) throws OrtException {
    Active now = active;
    try {
      now.graph().run(inputs, outputs);
    } catch (OrtException e) {
      if (!now.provider().isGpu() || !DeviceFailure.is(e)) {
        throw e;
      }
      fallBack(now, e);
      active.graph().run(inputs, outputs);
    }
  }

  private void fallBack(Active failed, OrtException cause) throws OrtException {
    synchronized (switching) {
      if (active.graph() != failed.graph()) {
        return; // another thread's run failed first
      }
      active = new Active(Provider.CPU, opener.open(Provider.CPU));
      lost.add(failed.graph()); // other threads may still be in it
      events.providerFallback().emit(model, failed.provider().id(), OrtRuntime.firstLine(cause));
      events.providerChosen().emit(model, Provider.CPU.id());
    }
  }

  @Override
  public void close() {
    synchronized (switching) {
      active.graph().close();
      lost.forEach(GraphRun::close);
      lost.clear();
    }
  }
}
