package dev.weir.engine.bench.micro;

import dev.weir.engine.ScorerOptions;
import dev.weir.engine.bench.BenchTexts;
import dev.weir.engine.event.EngineEvents;
import dev.weir.engine.pack.ModelPackage;
import dev.weir.engine.session.LoadedModel;
import dev.weir.engine.swap.ModelPool;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A package in memory and texts for it, one after the other. */
@State(Scope.Thread)
public class PackageTexts {
  private static final int TEXTS = 2048;

  /** The package's folder; set by whoever starts the benchmarks. */
  @Param("unset")
  public String pack = "unset";

  private List<String> texts = List.of();
  private @Nullable LoadedModel model;
  private int next;

  /** Loads the package. */
  @Setup(Level.Trial)
  public void load() {
    Path dir = Path.of(pack);
    model = ModelPool.process().acquire(dir, ScorerOptions.defaults(), EngineEvents.unmeasured());
    texts = new BenchTexts(ModelPackage.read(dir), 1).distinct(TEXTS);
  }

  /** Frees it. */
  @TearDown(Level.Trial)
  public void release() {
    model().release();
  }

  LoadedModel model() {
    return Objects.requireNonNull(model, "load comes first");
  }

  String next() {
    next = (next + 1) % TEXTS;
    return texts.get(next);
  }
}
